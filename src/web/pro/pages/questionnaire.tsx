import type { Locale } from "#base";
import type { Instrument } from "#instruments";
import { readFile, recordScreening } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { ActionForm } from "../../ui/action-form.tsx";
import { languageNames } from "../../ui/header.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { NotNow } from "../questionnaire/not-now.tsx";
import { offeredTo } from "../questionnaire/offered.ts";
import { OfficialResult } from "../questionnaire/official-result.tsx";
import { Questions } from "../questionnaire/questions.tsx";
import {
  besideOf,
  instrumentName,
  languagesOf,
  languageToAsk,
  modesOf,
  wordsIn,
} from "../questionnaire/words.ts";

/** `/pro/personnes/:personId/point/:instrument`: the questions, read aloud by whoever accompanies. */
export const questionnairePage: PageDefinition = {
  path: "/pro/personnes/:personId/point/:instrument",
  part: "persons",
  open: async (context) => {
    const { t, call, params, query, refused } = context;
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const offered = await offeredTo(call, file.id);
    const found = offered.find(({ instrument: { id } }) => id === params["instrument"]);
    if (!found)
      return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
    const { instrument } = found;
    // A form that was filled in is shown again whatever changed meanwhile: what was said is not thrown away.
    if (found.reason !== null && refused === null)
      return { title: t("pro.ask.title"), main: <NotNow file={file} offered={found} /> };
    if (found.isResultOnly)
      return { title: t("pro.ask.title"), main: <OfficialResult file={file} instrument={instrument} /> };
    const beside = besideOf(instrument, query.get("avec"));
    const language = languageToAsk(
      instrument,
      refused?.values["language"]?.at(-1),
      query.get("langue"),
      file.preferredLocale,
    );
    return {
      title: t("pro.ask.title"),
      main: (
        <Ask
          personId={file.id}
          givenNames={file.givenNames}
          instrument={instrument}
          language={language}
          beside={beside === language ? null : beside}
        />
      ),
    };
  },
};

interface AskProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly instrument: Instrument;
  readonly language: Locale;
  /** The language of an interpreter, shown beside; null for none. */
  readonly beside: Locale | null;
}

function Ask({ personId, givenNames, instrument, language, beside }: AskProps): ReactNode {
  const { t, locale, newKey } = usePage();
  const modes = modesOf(instrument);
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{instrumentName(instrument, locale)}</h1>
      <p>{t("pro.ask.lead")}</p>
      <Wording instrument={instrument} personId={personId} language={language} beside={beside} />
      <details className="disclosure crisis-aside">
        <summary>{t("pro.ask.crisis")}</summary>
        <CrisisCard />
      </details>
      <ActionForm
        action={recordScreening}
        submit={t("pro.ask.submit")}
        params={{ personId, instrument: instrument.id }}
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          { name: "language", label: "", control: "hidden", value: language },
          {
            name: "mode",
            label: t("pro.ask.mode"),
            control: "radios",
            choices: modes.map((mode) => ({ value: mode, label: t(`pro.ask.mode.${mode}`) })),
            ...(modes[0] ? { value: modes[0] } : {}),
          },
        ]}
      >
        {instrument.intro ? (
          <p className="question-words" lang={language} dir="auto">
            {wordsIn(instrument.intro, language)}
            {beside === null ? null : (
              <span className="words-beside" lang={beside} dir="auto">
                {wordsIn(instrument.intro, beside)}
              </span>
            )}
          </p>
        ) : null}
        <Questions instrument={instrument} language={language} beside={beside} />
      </ActionForm>
      <p className="source">{instrument.citation[0]}</p>
    </div>
  );
}

/** In which words one asks, how sure they are, and the other languages there are. */
function Wording({ instrument, personId, language, beside }: Omit<AskProps, "givenNames">): ReactNode {
  const { t, href } = usePage();
  const status = instrument.wordings[language]?.status ?? "unverified";
  const others = languagesOf(instrument).filter((one) => one !== language);
  const here = `/pro/personnes/${personId}/point/${instrument.id}`;
  return (
    <p className="quiet">
      {t("pro.ask.wording", { language: languageNames[language] })} {t(`pro.ask.wording.${status}`)}{" "}
      {others.map((one) => (
        <span key={one}>
          <a href={href(here, { langue: one })} hrefLang={one}>
            {t("pro.ask.wording.other", { language: languageNames[one] })}
          </a>{" "}
          <a href={href(here, { langue: language, avec: beside === one ? null : one })}>
            {t(beside === one ? "pro.ask.beside.hide" : "pro.ask.beside", { language: languageNames[one] })}
          </a>
        </span>
      ))}
    </p>
  );
}
