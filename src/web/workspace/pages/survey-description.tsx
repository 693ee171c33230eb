import { describeSurvey, readSurveyDraft, writtenPairs, type ShownDraft } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import type { Translate } from "../../speaker.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import type { FormField } from "../../ui/form-field.ts";
import { Stage } from "../intake/stage.tsx";

/** `…/description`: what a survey is as a whole: who made it, how people were drawn and asked, its licence, its year. */
export const surveyDescriptionPage: PageDefinition = {
  path: "/observatoire/atelier/enquetes/:draftId/description",
  part: "observatory",
  open: async ({ t, call, params }) => {
    const draft = await call(readSurveyDraft, { draftId: params["draftId"] ?? "" });
    return { title: t("pro.intake.description"), main: <Description shown={draft} /> };
  },
};

function Description({ shown }: { readonly shown: ShownDraft }): ReactNode {
  const { t, href } = usePage();
  const path = `/observatoire/atelier/enquetes/${shown.id}`;
  return (
    <div className="workspace">
      <p>
        <a href={href(path)} dir="auto">
          {shown.survey ?? shown.fileName}
        </a>
      </p>
      <h1>{t("pro.intake.description")}</h1>
      <p className="lead">{t("pro.intake.description.lead")}</p>
      <Stage state={shown.reading} path={path}>
        <ActionForm
          action={describeSurvey}
          params={{ draftId: shown.id }}
          version={shown.version}
          submit={t("pro.intake.keep")}
          fields={[
            { name: "draftId", label: "", control: "hidden", value: shown.id },
            ...fieldsOf(t, shown.draft),
          ]}
        />
      </Stage>
    </div>
  );
}

function fieldsOf(t: Translate, draft: ShownDraft["draft"]): readonly FormField[] {
  const about = draft?.about ?? {};
  const wave = draft?.wave ?? null;
  const field = (name: string, value: string | undefined, more: Partial<FormField> = {}): FormField => ({
    name,
    label: t(`pro.intake.about.${name}`),
    value,
    ...more,
  });
  const hint = (name: string) => ({ hint: t(`pro.intake.about.${name}.hint`) });
  const choices = (name: string, codes: readonly string[]) => ({
    control: "radios" as const,
    choices: codes.map((value) => ({ value, label: t(`pro.intake.about.${name}.${value}`) })),
  });
  const columns = (draft?.variables ?? []).map(({ name }) => ({ value: name, label: name }));
  const isSynthetic = about.isSynthetic === undefined ? undefined : about.isSynthetic ? "yes" : "no";
  return [
    field("id", about.id, { ...hint("id"), spellcheck: false }),
    field("titleFr", about.title?.fr, { control: "text" }),
    field("titleEn", about.title?.en, { control: "text", lang: "en" }),
    field("sampling", about.sampling, {
      ...hint("sampling"),
      ...choices("sampling", ["probability", "quota", "volunteer"]),
    }),
    field("isSynthetic", isSynthetic, choices("isSynthetic", ["no", "yes"])),
    field("provenance", about.provenance, hint("provenance")),
    field("licence", about.licence, hint("licence")),
    field("universeFr", about.universe?.words.fr, { ...hint("universeFr"), control: "text" }),
    field("universeEn", about.universe?.words.en, { control: "text", lang: "en" }),
    field("fromAge", about.universe?.fromAge.toString()),
    field("mode", about.mode, choices("mode", ["interview", "telephone", "web", "paper", "mixed"])),
    field("language", about.language, { ...hint("language"), spellcheck: false }),
    field("waveVariable", wave !== null && "variable" in wave ? wave.variable : undefined, {
      ...hint("waveVariable"),
      control: "select",
      choices: columns,
    }),
    field("waveYear", wave !== null && "year" in wave ? wave.year : undefined, {
      ...hint("waveYear"),
      inputmode: "numeric",
    }),
    field("drawn", writtenPairs(about.drawn), { ...hint("drawn"), control: "textarea" }),
  ];
}
