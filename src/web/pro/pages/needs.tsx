import type { OutputOf } from "#base";
import { accessNeed, barrierCode, mobilityMode, needCode, publicServed } from "#directory";
import { readFile, readNeeds, setNeeds } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { Choice, FormField } from "../../ui/form-field.ts";
import { PersonTrail } from "../person-trail.tsx";

type Needs = OutputOf<typeof readNeeds>;

/** `/pro/personnes/:personId/besoins`: what the person looks for, and what stands in the way. */
export const needsPage: PageDefinition = {
  path: "/pro/personnes/:personId/besoins",
  part: "persons",
  open: async ({ t, call, params }) => {
    const personId = params["personId"] ?? "";
    const [file, needs] = await Promise.all([call(readFile, { personId }), call(readNeeds, { personId })]);
    return {
      title: t("pro.needs.title"),
      main: <Ask personId={personId} givenNames={file.givenNames} needs={needs} />,
    };
  },
};

interface AskProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly needs: Needs;
}

function Ask({ personId, givenNames, needs }: AskProps): ReactNode {
  const { t } = usePage();
  return (
    <div className="column needs-page">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.needs.heading", { name: givenNames })}</h1>
      <p className="lead">{t("pro.needs.lead")}</p>
      <ActionForm
        action={setNeeds}
        submit={t("pro.needs.submit")}
        version={needs.version}
        params={{ personId }}
        fields={needFields(t, needs)}
      />
    </div>
  );
}

/** Languages proposed first; any other that is on file is kept. */
const commonLanguages = ["fr", "fr-basic", "en", "es", "ar", "pt", "tr", "uk", "ru", "lsf"] as const;

/** Times that one says in a word, as OSM opening hours. */
const commonTimes = [
  ["morning", "Mo-Fr 09:00-12:00"],
  ["afternoon", "Mo-Fr 14:00-18:00"],
  ["evening", "Mo-Fr 18:00-22:00"],
  ["weekend", "Sa-Su 09:00-20:00"],
] as const;

function needFields(t: Translate, needs: Needs): readonly FormField[] {
  const label = (name: string) => ({ name, label: t(`pro.needs.${name}`) });
  const needed = (name: string) => ({ ...label(name), isNeeded: true });
  const hint = (name: string) => ({ ...label(name), hint: t(`pro.needs.${name}.hint`) });
  const coded = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((code) => ({ value: code, label: t(`code.${list.name}.${code}`) }));
  const said = (name: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: t(`pro.needs.${name}.${code}`) }));
  return [
    { ...hint("needs"), control: "checkboxes", choices: coded(needCode), value: needs.needs },
    { ...hint("wishes"), control: "text", autocomplete: "off", value: needs.wishes ?? undefined },
    { ...label("barriers"), control: "checkboxes", choices: coded(barrierCode), value: needs.barriers },
    { ...needed("mobility"), control: "radios", choices: coded(mobilityMode), value: needs.mobility },
    {
      ...label("accessibility"),
      control: "checkboxes",
      choices: coded(accessNeed),
      value: needs.accessibility,
    },
    {
      ...needed("budget"),
      control: "radios",
      choices: said("budget", ["none", "low", "any"]),
      value: needs.budget,
    },
    {
      ...needed("digital"),
      control: "radios",
      choices: said("digital", ["none", "low", "ok"]),
      value: needs.digital,
    },
    {
      ...label("languages"),
      control: "checkboxes",
      choices: languageChoices(t, needs),
      value: needs.languages,
    },
    {
      ...label("availability"),
      control: "select",
      choices: timeChoices(t, needs),
      value: needs.availability ?? "",
    },
    {
      ...hint("situation"),
      control: "checkboxes",
      choices: situationChoices(t, needs),
      value: needs.situation,
    },
    { ...hint("exclusions"), control: "textarea", value: needs.exclusions ?? undefined },
  ];
}

function languageChoices(t: Translate, { languages }: Needs): readonly Choice[] {
  const others = languages.filter((code) => !commonLanguages.some((one) => one === code));
  return [
    ...commonLanguages.map((code) => ({ value: code, label: t(`pro.needs.language.${code}`) })),
    ...others.map((code) => ({ value: code, label: code })),
  ];
}

function timeChoices(t: Translate, { availability }: Needs): readonly Choice[] {
  const isOther = availability !== null && !commonTimes.some(([, hours]) => hours === availability);
  return [
    ...commonTimes.map(([name, hours]) => ({ value: hours, label: t(`pro.needs.time.${name}`) })),
    ...(isOther ? [{ value: availability, label: availability }] : []),
  ];
}

/** Situations that say nothing by themselves are left out. */
const unsaid = new Set(["tous-publics", "adultes"]);

function situationChoices(t: Translate, { situation }: Needs): readonly Choice[] {
  const codes = publicServed.codes.filter((code) => !unsaid.has(code));
  const others = situation.filter((code) => !codes.some((one) => one === code));
  return [
    ...codes.map((code) => ({ value: code, label: t(`code.${publicServed.name}.${code}`) })),
    ...others.map((code) => ({ value: code, label: code })),
  ];
}
