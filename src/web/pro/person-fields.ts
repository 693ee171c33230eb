import { locales } from "#base";
import {
  contactChannel,
  contactMoment,
  minorGround,
  processingGround,
  statedSex,
  statisticsUse,
  type Person,
} from "#pathway";
import type { Translate } from "../speaker.ts";
import type { FormField } from "../ui/form-field.ts";
import { birthDateToType } from "./born.ts";

/** The fields of a person's file, filled with what is known. */
export function personFormFields(t: Translate, person: Partial<Person> | null): readonly FormField[] {
  const choicesOf = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  const label = (name: string) => t(`pro.person.${name}`);
  return [
    { name: "givenNames", label: label("givenNames"), autocomplete: "off", value: person?.givenNames },
    {
      name: "familyName",
      label: label("familyName"),
      autocomplete: "off",
      value: person?.familyName ?? undefined,
    },
    {
      name: "birthDate",
      label: label("birthDate"),
      hint: label("birthDate.hint"),
      autocomplete: "off",
      value: person?.birthDate ? birthDateToType(person.birthDate) : undefined,
    },
    {
      name: "isSaidOfAge",
      label: label("isSaidOfAge"),
      hint: label("isSaidOfAge.hint"),
      control: "checkbox",
      value: person?.isSaidOfAge ? "true" : undefined,
    },
    {
      name: "phone",
      label: label("phone"),
      control: "tel",
      inputmode: "tel",
      autocomplete: "off",
      value: person?.phone ?? undefined,
    },
    {
      name: "email",
      label: label("email"),
      control: "email",
      autocomplete: "off",
      value: person?.email ?? undefined,
    },
    {
      name: "townCode",
      label: label("townCode"),
      hint: label("townCode.hint"),
      autocomplete: "off",
      value: person?.townCode ?? undefined,
    },
    {
      name: "preferredLocale",
      label: label("preferredLocale"),
      control: "select",
      choices: locales.map((locale) => ({ value: locale, label: t(`pro.language.${locale}`) })),
      value: person?.preferredLocale ?? "fr",
    },
    {
      name: "wishes",
      label: label("wishes"),
      hint: label("wishes.hint"),
      control: "textarea",
      value: person?.wishes ?? undefined,
    },
    {
      name: "contactChannels",
      label: label("contactChannels"),
      hint: label("contactChannels.hint"),
      control: "checkboxes",
      choices: choicesOf(contactChannel),
      value: person?.contactChannels ?? [],
    },
    {
      name: "contactMoments",
      label: label("contactMoments"),
      hint: label("contactMoments.hint"),
      control: "checkboxes",
      choices: choicesOf(contactMoment),
      value: person?.contactMoments ?? [],
    },
    {
      name: "contactHours",
      label: label("contactHours"),
      hint: label("contactHours.hint"),
      autocomplete: "off",
      value: person?.contactHours ?? undefined,
    },
    {
      name: "contactWords",
      label: label("contactWords"),
      hint: label("contactWords.hint"),
      autocomplete: "off",
      control: "text",
      value: person?.contactWords ?? undefined,
    },
    {
      name: "mayLeaveVoicemail",
      isNeeded: true,
      label: label("mayLeaveVoicemail"),
      hint: label("mayLeaveVoicemail.hint"),
      control: "radios",
      choices: ["true", "false", ""].map((value) => ({
        value,
        label: t(`pro.person.mayLeaveVoicemail.${value || "unknown"}`),
      })),
      value: person?.mayLeaveVoicemail?.toString() ?? "",
    },
    {
      name: "processingGround",
      label: label("processingGround"),
      hint: label("processingGround.hint"),
      control: "radios",
      choices: choicesOf(processingGround),
      value: person?.processingGround ?? "public-interest-task",
    },
    {
      name: "minorGround",
      label: label("minorGround"),
      hint: label("minorGround.hint"),
      control: "select",
      choices: [{ value: "", label: label("minorGround.none") }, ...choicesOf(minorGround)],
      value: person?.minorGround ?? "",
    },
    {
      name: "sex",
      label: label("sex"),
      hint: label("sex.hint"),
      control: "select",
      choices: choicesOf(statedSex),
      value: person?.sex ?? "",
    },
    {
      name: "statisticsUse",
      isNeeded: true,
      label: label("statisticsUse"),
      hint: label("statisticsUse.hint"),
      control: "radios",
      choices: choicesOf(statisticsUse),
      value: person?.statisticsUse ?? "not-asked",
    },
  ];
}

/** The name of a person as it is shown: given names, then family name. */
export function nameOf(person: Pick<Person, "givenNames" | "familyName">): string {
  return [person.givenNames, person.familyName].filter(Boolean).join(" ");
}
