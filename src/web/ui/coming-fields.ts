import { groupSize, publicServed, wayIn } from "#directory";
import type { PageContext } from "../page.ts";
import type { Choice, FormField } from "./form-field.ts";

/** What an organisation says of its entry beside who comes: the same fields in the owner's form and in the moderators'. */
export type OwnField =
  | "name"
  | "description"
  | "phone"
  | "email"
  | "website"
  | "hours"
  | "hoursNote"
  | "conditions"
  | "frais";

/** What stands in the fields of {@link comingFields} at first. */
export interface ComingValues {
  readonly publics: readonly string[];
  readonly onlyPublics: boolean;
  readonly groupSize?: string | undefined;
  readonly waysIn: readonly string[];
  readonly transport?: string | undefined;
  readonly fetchesPeople: boolean;
  readonly area?: string | undefined;
  readonly areaPlaces?: string | undefined;
}

const none: ComingValues = { publics: [], onlyPublics: false, waysIn: [], fetchesPeople: false };
const areas = ["communes", "departement", "country"];

/** Who comes, how one begins and how one gets there: fields that may all be left out, folded away together. */
export function comingFields(
  { t }: Pick<PageContext, "t">,
  values: ComingValues = none,
): readonly FormField[] {
  const fold = t("page.keep.coming");
  const choices = (codes: readonly string[], key: string): readonly Choice[] =>
    codes.map((value) => ({ value, label: t(`${key}.${value}`) }));
  const field = (name: keyof ComingValues, more: Partial<FormField> = {}): FormField => {
    const value = values[name];
    return {
      name,
      label: t(`page.keep.${name}`),
      fold,
      value: typeof value === "boolean" ? (value ? "true" : "") : (value ?? ""),
      ...more,
    };
  };
  return [
    field("publics", { choices: choices(publicServed.codes, "code.publicServed") }),
    field("onlyPublics", { control: "checkbox" }),
    field("groupSize", { control: "select", choices: choices(groupSize.codes, "code.groupSize") }),
    field("waysIn", { choices: choices(wayIn.codes, "code.wayIn") }),
    field("transport", { control: "text", lang: "fr", hint: t("page.keep.transport.hint") }),
    field("fetchesPeople", { control: "checkbox" }),
    field("area", { control: "select", choices: choices(areas, "page.keep.area") }),
    field("areaPlaces", { control: "textarea", lang: "fr", hint: t("page.keep.areaPlaces.hint") }),
  ];
}
