import { capacityStatus, wheelchairAccess } from "#directory";
import type { readKeptEntry } from "#exchange/actions";
import type { OutputOf } from "#base";
import type { PageContext } from "../page.ts";
import type { FormField } from "./form-field.ts";
import { languageInWords } from "./taking-part-in-words.ts";

type Correction = OutputOf<typeof readKeptEntry>["correction"];

/** Languages offered to be ticked, beside those that are told already. */
const offered = ["fr", "en", "es", "ar", "pt", "tr", "ru", "uk", "it", "zh", "lsf"];
const periods = ["session", "month", "quarter", "year"];

type DaringField =
  | "priceAmount"
  | "pricePer"
  | "room"
  | "roomNote"
  | "welcome"
  | "ageMin"
  | "ageMax"
  | "wheelchair"
  | "languages";

/** A value as a control takes it. */
export function wordsIn(value: string | number | readonly string[] | undefined): string | readonly string[] {
  return typeof value === "number" ? String(value) : (value ?? "");
}

/** What whoever keeps an entry may say for those who hesitate to go: price, room, welcome, ages, access, languages. */
export function daringFields(
  page: Pick<PageContext, "t" | "format">,
  correction: Correction,
): readonly FormField[] {
  const { t } = page;
  const field = (name: DaringField, more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`page.keep.${name}`),
    value: wordsIn(correction[name]),
    ...more,
  });
  const codes = [...new Set([...offered, ...correction.languages])];
  return [
    field("priceAmount", { control: "number" }),
    field("pricePer", {
      control: "select",
      choices: periods.map((value) => ({ value, label: t(`page.keep.pricePer.${value}`) })),
    }),
    field("room", {
      control: "radios",
      choices: capacityStatus.codes.map((value) => ({ value, label: t(`code.capacityStatus.${value}`) })),
    }),
    field("roomNote", { lang: "fr", hint: t("page.keep.roomNote.hint") }),
    field("welcome", { lang: "fr", hint: t("page.keep.welcome.hint") }),
    field("ageMin", { control: "number", inputmode: "numeric" }),
    field("ageMax", { control: "number", inputmode: "numeric" }),
    field("wheelchair", {
      control: "radios",
      choices: wheelchairAccess.codes.map((value) => ({ value, label: t(`code.wheelchairAccess.${value}`) })),
    }),
    field("languages", {
      choices: codes.map((value) => ({ value, label: languageInWords(page, value) })),
    }),
  ];
}
