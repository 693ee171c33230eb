import type { OutputOf } from "#base";
import { instrumentSummaries } from "#instruments";
import {
  abandonAssessment,
  listAssessments,
  listScreenings,
  readFile,
  readNextQuestions,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActButton } from "../act-button.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Refused } from "../refused.tsx";
import { NextQuestions, saidOfSituation } from "../questionnaire/next-questions.tsx";
import { offeredTo, type Offered } from "../questionnaire/offered.ts";
import { instrumentName, modesOf } from "../questionnaire/words.ts";

/** `/pro/personnes/:personId/point`: which questions to ask together. */
export const questionnairesPage: PageDefinition = {
  path: "/pro/personnes/:personId/point",
  part: "persons",
  open: async ({ t, call, params, query }) => {
    const file = await call(readFile, { personId: params["personId"] ?? "" });
    const said = saidOfSituation(query);
    const [offered, { assessments }, { screenings }, next] = await Promise.all([
      offeredTo(call, file.id),
      call(listAssessments, { personId: file.id }),
      call(listScreenings, { personId: file.id }),
      call(readNextQuestions, { personId: file.id, ...said }),
    ]);
    return {
      title: t("pro.ask.title"),
      main: (
        <Choose
          next={<NextQuestions personId={file.id} next={next} said={said} />}
          personId={file.id}
          givenNames={file.givenNames}
          offered={offered.filter(({ instrument }) => modesOf(instrument).length > 0)}
          assessments={assessments}
          screenings={screenings.filter(({ status }) => status !== "hidden")}
        />
      ),
    };
  },
};

interface ChooseProps {
  /** What the pathway proposes, beside the choice. */
  readonly next: ReactNode;
  readonly personId: string;
  readonly givenNames: string;
  readonly offered: readonly Offered[];
  readonly assessments: OutputOf<typeof listAssessments>["assessments"];
  readonly screenings: OutputOf<typeof listScreenings>["screenings"];
}

function Choose({ next, personId, givenNames, offered, assessments, screenings }: ChooseProps): ReactNode {
  const { t } = usePage();
  const waiting = offered.filter(({ reason }) => reason !== null);
  return (
    <div className="column">
      <PersonTrail personId={personId} givenNames={givenNames} />
      <h1>{t("pro.ask.choose", { name: givenNames })}</h1>
      <p className="lead">{t("pro.ask.choose.lead")}</p>
      <Refused actions={[abandonAssessment]} />
      <UnderWayList personId={personId} assessments={assessments} />
      {next}
      <h2>{t("pro.ask.all")}</h2>
      <ul className="towns">
        {offered
          .filter(({ reason }) => reason === null)
          .map((one) => (
            <Choice key={one.instrument.id} personId={personId} offered={one} />
          ))}
      </ul>
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{t("pro.ask.waiting")}</h2>
          <ul className="towns">
            {waiting.map((one) => (
              <Choice key={one.instrument.id} personId={personId} offered={one} />
            ))}
          </ul>
        </section>
      ) : null}
      <p className="quiet">{t("pro.ask.notNow")}</p>
      <Given personId={personId} screenings={screenings} />
    </div>
  );
}

/** Questions begun and not ended, and those abandoned: that they were begun stays visible. */
function UnderWayList({ personId, assessments }: Pick<ChooseProps, "personId" | "assessments">): ReactNode {
  const { t, href, format } = usePage();
  if (assessments.length === 0) return null;
  return (
    <section aria-labelledby="under-way">
      <h2 id="under-way">{t("pro.assessment.title")}</h2>
      <ul className="offers">
        {assessments.map((one) => {
          const who = {
            instrument: shortNameOf(one.instrument),
            name: one.startedBy ?? "–",
            when: momentInWords(format, one.startedAt),
          };
          const kind = one.status === "abandoned" ? "abandoned" : one.mode === "paper" ? "paper" : "open";
          return (
            <li key={one.id} className="offer offer-line">
              <p>{t(`pro.assessment.line.${kind}`, who)}</p>
              {one.status === "open" && (one.isOwn || one.mode === "paper") ? (
                <p>
                  <a
                    className="button button-main"
                    href={href(`/pro/personnes/${personId}/point/${one.instrument}`)}
                  >
                    {t(`pro.assessment.goOn.${kind}`)}
                    <span className="visually-hidden"> {who.instrument}</span>
                  </a>
                </p>
              ) : null}
              {one.status === "open" ? (
                <ActButton
                  action={abandonAssessment}
                  params={{ personId }}
                  values={{ id: one.id }}
                  label={t("pro.assessment.abandon")}
                  about={who.instrument}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Answers given before, each to be read as given or corrected. */
function Given({ personId, screenings }: Pick<ChooseProps, "personId" | "screenings">): ReactNode {
  const { t, href, format } = usePage();
  if (screenings.length === 0) return null;
  return (
    <section aria-labelledby="given">
      <h2 id="given">{t("pro.answers.given")}</h2>
      <ul>
        {screenings.map(({ id, instrument, askedAt, isReplaced }) => (
          <li key={id}>
            <a href={href(`/pro/personnes/${personId}/reponses/${id}`)}>
              {shortNameOf(instrument)}, {momentInWords(format, askedAt)}
            </a>
            {isReplaced ? ` – ${t("pro.answers.replaced")}` : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}

function shortNameOf(instrument: string): string {
  return instrumentSummaries.find(({ id }) => id === instrument)?.shortName ?? instrument;
}

function Choice(props: { readonly personId: string; readonly offered: Offered }): ReactNode {
  const { t, href, locale } = usePage();
  const { instrument, reason, isResultOnly } = props.offered;
  const length = { count: instrument.items.length, minutes: Math.max(1, Math.ceil(instrument.minutes)) };
  return (
    <li>
      <a className="town" href={href(`/pro/personnes/${props.personId}/point/${instrument.id}`)}>
        <span className="town-name">{instrumentName(instrument, locale)}</span>
        <span className="town-place">
          {reason === null
            ? t(isResultOnly ? "pro.ask.resultOnly" : "pro.ask.length", length)
            : t(`pro.ask.lacks.${reason}`)}
        </span>
      </a>
    </li>
  );
}
