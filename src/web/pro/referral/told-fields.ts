import { agreementEvidence } from "#pathway";
import type { Translate } from "../../speaker.ts";
import type { Choice, FormField } from "../../ui/form-field.ts";
import type { SharingGround } from "./ground.tsx";

/** Ways in which an agreement is known; being told is among them only where a rule says that it is enough. */
export function evidenceChoices(t: Translate, ground: SharingGround | null): readonly Choice[] {
  const isToldEnough = ground !== null && (ground.told.ground !== null || ground.severalNeeded !== null);
  return agreementEvidence.codes
    .filter((code) => code !== "informed" || isToldEnough)
    .map((code) => ({ value: code, label: t(`code.${agreementEvidence.name}.${code}`) }));
}

/** What only the worker knows of why something may be told. */
export function toldFields(t: Translate, ground: SharingGround | null): readonly FormField[] {
  const asked: FormField = {
    name: "askedByPerson",
    label: t("pro.refer.askedByPerson"),
    control: "checkbox",
  };
  if (ground === null || ground.told.ground !== null || ground.severalNeeded === null) return [asked];
  return [asked, { name: "severalNeeded", label: t("pro.refer.severalNeeded"), control: "checkbox" }];
}
