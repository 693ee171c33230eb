import type { Locale } from "#base";
import type { Instrument, OptionSet } from "#instruments";
import { readFile } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { failurePage } from "../../failure-page.tsx";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";
import { translator } from "../../translate.ts";
import { PersonTrail } from "../person-trail.tsx";
import { paperSheet } from "../questionnaire/paper-sheet.ts";
import { offeredTo } from "../questionnaire/offered.ts";
import { offeredBy } from "../questionnaire/questions.tsx";
import { instrumentName, languagesOf, languageToAsk, wordsIn } from "../questionnaire/words.ts";
import { languageNames } from "../../ui/header.tsx";

/**
 * `/pro/personnes/:personId/point/:instrument/papier`: the questions on paper, in large print when asked, with the code that
 * leads back here to type the answers. No name is on the sheet.
 */
export const paperFormPage: PageDefinition = {
  path: "/pro/personnes/:personId/point/:instrument/papier",
  part: "persons",
  open: async (context) => {
    const asked = await paperAskedFor(context);
    if (asked === null) return nothingThere(context);
    return { title: context.t("pro.paper.title"), hasPrintedCode: true, main: <PaperForm {...asked} /> };
  },
};

/**
 * `/pro/personnes/:personId/point/:instrument/papier.pdf`: the same questions as a file, tagged for whoever has it read aloud.
 */
export const paperSheetPage: PageDefinition = {
  path: "/pro/personnes/:personId/point/:instrument/papier.pdf",
  part: "persons",
  open: async (context) => {
    const asked = await paperAskedFor(context);
    return asked === null ? nothingThere(context) : { sheet: paperSheet(context, asked) };
  },
};

function nothingThere(context: PageContext): PageContent {
  return failurePage(context, { code: "base.notFound", status: 404, params: {}, requestId: null });
}

/** The form that an address asks for; null where the questions are not to be answered on paper. */
async function paperAskedFor({ call, params, query }: PageContext): Promise<PaperFormProps | null> {
  const file = await call(readFile, { personId: params["personId"] ?? "" });
  const found = (await offeredTo(call, file.id)).find(
    ({ instrument: { id, isAssistedOnly }, reason, isResultOnly }) =>
      id === params["instrument"] && reason === null && !isResultOnly && !isAssistedOnly,
  );
  if (!found) return null;
  return {
    personId: file.id,
    givenNames: file.givenNames,
    instrument: found.instrument,
    language: languageToAsk(found.instrument, query.get("langue"), file.preferredLocale),
    isLarge: query.get("gros") === "1",
  };
}

interface PaperFormProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly instrument: Instrument;
  readonly language: Locale;
  readonly isLarge: boolean;
}

function PaperForm(props: PaperFormProps): ReactNode {
  const { personId, givenNames, instrument, language, isLarge } = props;
  // What the person reads, in their language, whatever the reader's.
  const say = translator(language);
  return (
    <div className={isLarge ? "paper-form paper-large" : "paper-form"}>
      <div className="not-printed">
        <PersonTrail personId={personId} givenNames={givenNames} />
      </div>
      <h1 lang={language}>{instrumentName(instrument, language)}</h1>
      <Choices {...props} />
      <p lang={language} dir="auto">
        {say("page.paper.intro")}
      </p>
      {instrument.intro ? (
        <p className="question-words" lang={language} dir="auto">
          {wordsIn(instrument.intro, language)}
        </p>
      ) : null}
      <ol className="paper-questions">
        {instrument.items.map((item) => (
          <li key={item.linkId}>
            <p className="question-words" lang={language} dir="auto">
              {wordsIn(item.text, language)}
            </p>
            <Boxes options={instrument.optionSets[item.options]} language={language} />
          </li>
        ))}
      </ol>
      <p className="source">{instrument.licence.attribution}</p>
      <section aria-labelledby="paper-help">
        <h2 id="paper-help" lang={language} dir="auto">
          {say("page.paper.help")}
        </h2>
        <CrisisCard />
      </section>
    </div>
  );
}

/** What one does with the sheet, on screen only. */
function Choices({ personId, instrument, language, isLarge }: PaperFormProps): ReactNode {
  const { t, href } = usePage();
  const form = `/pro/personnes/${personId}/point/${instrument.id}`;
  const here = `${form}/papier`;
  return (
    <nav className="not-printed" aria-label={t("pro.paper.choices")}>
      <p>{t("pro.paper.how")}</p>
      <ul>
        <li>
          <a className="button button-main" href={href(form, { papier: 1 })}>
            {t("pro.paper.type")}
          </a>
        </li>
        <li>
          <a href={href(here, { langue: language, gros: isLarge ? null : 1 })}>
            {t(isLarge ? "pro.paper.normal" : "pro.paper.large")}
          </a>
        </li>
        <li>
          <a
            href={href(`${here}.pdf`, { langue: language, gros: isLarge ? 1 : null })}
            type="application/pdf"
          >
            {t(isLarge ? "pro.paper.pdfLarge" : "pro.paper.pdf")}
          </a>
        </li>
        {languagesOf(instrument)
          .filter((one) => one !== language)
          .map((one) => (
            <li key={one}>
              <a href={href(here, { langue: one, gros: isLarge ? 1 : null })} hrefLang={one}>
                {languageNames[one]}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function Boxes({
  options,
  language,
}: {
  readonly options: OptionSet | undefined;
  readonly language: Locale;
}): ReactNode {
  return (
    <ul className="paper-boxes">
      {offeredBy(options, language).map(({ value, text }) => (
        <li key={value}>
          <span className="paper-box" aria-hidden="true" />
          <span lang={language} dir="auto">
            {text}
          </span>
        </li>
      ))}
      <li>
        <span className="paper-box" aria-hidden="true" />
        <span lang={language} dir="auto">
          {translator(language)("page.paper.prefersNot")}
        </span>
      </li>
    </ul>
  );
}
