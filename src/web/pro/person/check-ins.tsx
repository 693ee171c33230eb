import { instrumentSummaries, readingFor, type Instrument } from "#instruments";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import { instrumentName } from "../questionnaire/words.ts";
import { asResult } from "./as-result.ts";
import { ChangeSentence } from "./change-sentence.tsx";
import type { Screening } from "./screening.ts";
import { Timeline, type TimeSpan } from "./timeline.tsx";

/** What {@link CheckIns} is given. */
export interface CheckInsProps {
  readonly personId: string;
  /** Newest first. */
  readonly screenings: readonly Screening[];
  readonly instruments: ReadonlyMap<string, Instrument>;
}

/** Structure (whom one meets), quality (how it feels), function (on whom one can count), and what is none of the three. */
const sides = ["isolation", "loneliness", "support", "other"] as const;
type Side = (typeof sides)[number];

/** Which of them an instrument asks about; they stand side by side and are never merged. */
function sideOf(instrument: string): Side {
  const construct = instrumentSummaries.find(({ id }) => id === instrument)?.construct ?? "";
  if (construct.includes("loneliness")) return "loneliness";
  if (construct.includes("support")) return "support";
  return construct.includes("isolation") || construct.includes("integration") ? "isolation" : "other";
}

/** What the person answered over time: ties on one side, feeling on the other, along the same days; the rest below. */
export function CheckIns(props: CheckInsProps): ReactNode {
  const { t, href } = usePage();
  const { personId, screenings } = props;
  return (
    <section aria-labelledby="point">
      <h2 id="point">{t("pro.story.checkIns")}</h2>
      {screenings.length === 0 ? (
        <p>{t("pro.story.checkIns.none")}</p>
      ) : (
        <div className="sides">
          {sides.map((side) => (
            <SideOf key={side} side={side} {...props} />
          ))}
        </div>
      )}
      <p>
        <a className="more" href={href(`/pro/personnes/${personId}/point`)}>
          {t(screenings.length === 0 ? "pro.story.step.point" : "pro.story.checkIns.again")}
        </a>{" "}
        <a className="more" href={href(`/pro/personnes/${personId}/reprises`)}>
          {t("pro.again.see")}
        </a>
      </p>
    </section>
  );
}

function SideOf({ side, screenings, instruments }: CheckInsProps & { readonly side: Side }): ReactNode {
  const { t } = usePage();
  const own = screenings.filter(({ instrument }) => sideOf(instrument) === side);
  if (own.length === 0 && (side === "other" || side === "support")) return null;
  const ids = [...new Set(own.map(({ instrument }) => instrument))];
  return (
    <div className="side">
      <h3>{t(`pro.story.side.${side}`)}</h3>
      {own.length === 0 ? <p className="quiet">{t("pro.story.side.none")}</p> : null}
      {ids.map((id) => (
        <InstrumentLine
          key={id}
          instrument={instruments.get(id)}
          screenings={own.filter(({ instrument }) => instrument === id)}
          span={spanOf(screenings)}
        />
      ))}
    </div>
  );
}

/** The days between which anything was scored: every time line of the page runs along them. */
function spanOf(screenings: readonly Screening[]): TimeSpan {
  const times = screenings.filter(({ score }) => score !== null).map(({ askedAt }) => Date.parse(askedAt));
  return { start: Math.min(...times), end: Math.max(...times) };
}

function InstrumentLine(props: {
  readonly instrument: Instrument | undefined;
  readonly screenings: readonly Screening[];
  readonly span: TimeSpan;
}): ReactNode {
  const { instrument, screenings, span } = props;
  const { locale } = usePage();
  const current = screenings.filter(({ isReplaced }) => !isReplaced);
  const scored = current.filter(({ score }) => score !== null);
  return (
    <div className="check-in">
      <h4>{instrument ? instrumentName(instrument, locale) : screenings[0]?.instrument}</h4>
      {instrument && scored.length >= 2 ? (
        <Timeline instrument={instrument} screenings={scored} span={span} />
      ) : null}
      <ul className="plain">
        {current.map((screening) => (
          <Answered key={screening.id} screening={screening} instrument={instrument} />
        ))}
      </ul>
      {current[0] ? <ChangeSentence change={current[0].change} /> : null}
      {instrument && current.some(({ status }) => status !== "hidden") ? (
        <Evidence instrument={instrument} />
      ) : null}
    </div>
  );
}

function Answered(props: {
  readonly screening: Screening;
  readonly instrument: Instrument | undefined;
}): ReactNode {
  const { t, format } = usePage();
  const { screening, instrument } = props;
  const day = dayInWords(format, screening.askedAt);
  if (screening.status === "hidden") return <li>{t("pro.story.hidden", { day })}</li>;
  if (screening.score === null)
    return (
      <li>
        {t("pro.story.noScore", { day, count: screening.unanswered })}
        {screening.band === null ? null : <Reading screening={screening} />}
      </li>
    );
  return (
    <li>
      {t("pro.story.score", { day, score: format.number(screening.score) })}
      {instrument ? <Scale instrument={instrument} band={screening.band} /> : null}
      <Reading screening={screening} />
    </li>
  );
}

/** What the score says in plain words, for whoever asked. */
function Reading({ screening }: { readonly screening: Screening }): ReactNode {
  const { t } = usePage();
  const { professional, values } = readingFor(asResult(screening));
  return <span className="reading">{t(professional, values)}</span>;
}

/** Where the questions and their reading come from, one tap away: publications, precision, how sure the words are. */
function Evidence({ instrument }: { readonly instrument: Instrument }): ReactNode {
  const { t, format } = usePage();
  const { reliability } = instrument.psychometrics;
  return (
    <details className="disclosure">
      <summary>
        {t("pro.read.evidence")}
        <span className="visually-hidden"> {instrument.shortName}</span>
      </summary>
      <ul>
        {instrument.citation.map((line) => (
          <li key={line}>
            <bdi lang="en" dir="ltr">
              {line}
            </bdi>
          </li>
        ))}
        <li>
          {reliability === null
            ? t("pro.read.noReliability")
            : t("pro.read.reliability", { value: format.number(reliability.value) })}
        </li>
        <li>{t("pro.read.population", { population: instrument.population })}</li>
      </ul>
      <p className="quiet">{t("pro.read.noDiagnosis")}</p>
    </details>
  );
}

/** The ends of the scale, which way it reads, and the published range in which the score lies: numbers, no label. */
function Scale({
  instrument,
  band,
}: {
  readonly instrument: Instrument;
  readonly band: string | null;
}): ReactNode {
  const { t, format } = usePage();
  const [least, most] = instrument.range;
  const bands = instrument.rule.kind === "scale" ? (instrument.rule.bands ?? []) : [];
  const range = bands.find((one) => one.band === band);
  return (
    <span className="quiet">
      {least !== null && most !== null
        ? ` ${t(`pro.story.scale.${instrument.higherIs}`, { least: format.number(least), most: format.number(most) })}`
        : null}
      {range
        ? ` ${t("pro.story.band", { from: format.number(range.min), to: format.number(range.max) })}`
        : null}
    </span>
  );
}
