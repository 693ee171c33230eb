import type { OutputOf } from "#base";
import { agreedBy } from "#pathway";
import type { listRepresentatives } from "#pathway/actions";
import type { Translate } from "../../speaker.ts";
import type { FormField } from "../../ui/form-field.ts";

/**
 * Whose agreement it is, where somebody represents the person: no field at all where nobody does. A representative alone is
 * never offered, because they never replace the person.
 */
export function agreementFields(
  t: Translate,
  { representatives, needsRepresentative }: OutputOf<typeof listRepresentatives>,
): readonly FormField[] {
  const inForce = representatives.filter(({ isInForce }) => isInForce);
  if (inForce.length === 0 && !needsRepresentative) return [];
  return [
    {
      name: "agreedBy",
      label: t("pro.refer.agreedBy"),
      control: "radios",
      isNeeded: true,
      choices: (["person", "both"] as const).map((value) => ({
        value,
        label: t(`code.${agreedBy.name}.${value}`),
      })),
      value: needsRepresentative ? "both" : "person",
    },
    {
      name: "representativeId",
      label: t("pro.refer.representativeId"),
      control: "radios",
      isNeeded: true,
      choices: [
        { value: "", label: t("pro.refer.representativeId.none") },
        ...inForce.map(({ id, name, kind }) => ({
          value: id,
          label: `${name} (${t(`code.representativeKind.${kind}`)})`,
        })),
      ],
      value: needsRepresentative ? (inForce[0]?.id ?? "") : "",
    },
  ];
}
