import type { Locale, OutputOf } from "#base";
import { loadInstrument, type Instrument } from "#instruments";
import { readFile, readScreening } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { offeredTo } from "../questionnaire/offered.ts";
import { answerInWords } from "../questionnaire/questions.tsx";
import { instrumentName, wordsIn } from "../questionnaire/words.ts";

type Answers = OutputOf<typeof readScreening>;

/** `/pro/personnes/:personId/reponses/:screeningId`: answers as given, the note, and every version with who and when. */
export const answersPage: PageDefinition = {
  path: "/pro/personnes/:personId/reponses/:screeningId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const answers = await call(readScreening, {
      personId: file.id,
      screeningId: params["screeningId"] ?? "",
    });
    const offered = await offeredTo(call, file.id);
    const worded = offered.find(({ instrument: { id } }) => id === answers.instrument)?.instrument;
    const instrument = worded ?? (await loadInstrument(answers.instrument));
    return {
      title: t("pro.answers.title"),
      main: (
        <AnswersView
          personId={file.id}
          givenNames={file.givenNames}
          answers={answers}
          instrument={instrument}
        />
      ),
    };
  },
};

interface AnswersProps {
  readonly personId: string;
  readonly givenNames: string;
  readonly answers: Answers;
  readonly instrument: Instrument;
}

function AnswersView({ personId, givenNames, answers, instrument }: AnswersProps): ReactNode {
  const { t, href, locale, format } = usePage();
  const language = answers.language as Locale;
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{instrumentName(instrument, locale)}</h1>
      <p>
        {t("pro.answers.asked", { when: momentInWords(format, answers.askedAt) })}{" "}
        {t(`pro.ask.mode.${answers.mode}`)}
      </p>
      {answers.isReplaced ? <Notice>{t("pro.answers.replaced")}</Notice> : null}
      <dl className="facts facts-wide">
        {instrument.items.map((item, at) => {
          const given = answers.answers[item.linkId];
          return (
            <div key={item.linkId}>
              <dt lang={language} dir="auto">
                {wordsIn(item.text, language) ||
                  // The licence of its words ended: the answer stays, and says which question it answers.
                  t("pro.ask.number", { position: at + 1, of: instrument.items.length })}
              </dt>
              <dd dir="auto">
                {typeof given === "number"
                  ? answerInWords(instrument.optionSets[item.options], language, given)
                  : t(`pro.answers.${given ?? "notAsked"}`)}
              </dd>
            </div>
          );
        })}
      </dl>
      {answers.note === null ? null : (
        <section aria-labelledby="note">
          <h2 id="note">{t("pro.ask.note")}</h2>
          <p dir="auto">{answers.note}</p>
        </section>
      )}
      <section aria-labelledby="versions">
        <h2 id="versions">{t("pro.answers.versions")}</h2>
        <ol>
          {answers.versions.map(({ id, recordedAt, by }) => {
            const words = t("pro.answers.version", {
              when: momentInWords(format, recordedAt),
              name: by ?? "–",
            });
            return (
              <li key={id} aria-current={id === answers.id ? "true" : undefined}>
                {id === answers.id ? (
                  words
                ) : (
                  <a href={href(`/pro/personnes/${personId}/reponses/${id}`)}>{words}</a>
                )}
              </li>
            );
          })}
        </ol>
        {answers.isReplaced ? null : (
          <p>
            <a
              className="button button-quiet"
              href={href(`/pro/personnes/${personId}/point/${answers.instrument}`, { corrige: answers.id })}
            >
              {t("pro.answers.correct")}
            </a>
          </p>
        )}
      </section>
    </div>
  );
}
