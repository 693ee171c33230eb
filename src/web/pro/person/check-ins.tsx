import type { OutputOf } from "#base";
import { instrumentSummaries, type Instrument } from "#instruments";
import type { listScreenings } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import { instrumentName } from "../questionnaire/words.ts";
import { ChangeSentence } from "./change-sentence.tsx";
import { Timeline } from "./timeline.tsx";

/** A questionnaire answered, as a professional reads it. */
export type Screening = OutputOf<typeof listScreenings>["screenings"][number];

/** What {@link CheckIns} is given. */
export interface CheckInsProps {
  readonly personId: string;
  /** Newest first. */
  readonly screenings: readonly Screening[];
  readonly instruments: ReadonlyMap<string, Instrument>;
}

type Side = "isolation" | "loneliness" | "other";

/** Which of the two an instrument asks about; they stand side by side and are never merged. */
function sideOf(instrument: string): Side {
  const construct = instrumentSummaries.find(({ id }) => id === instrument)?.construct ?? "";
  if (construct.includes("loneliness")) return "loneliness";
  return construct.includes("isolation") || construct.includes("integration") ? "isolation" : "other";
}

/** What the person answered over time: ties on one side, feeling on the other, the rest below. */
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
          {(["isolation", "loneliness", "other"] as const).map((side) => (
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
  if (own.length === 0 && side === "other") return null;
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
        />
      ))}
    </div>
  );
}

function InstrumentLine(props: {
  readonly instrument: Instrument | undefined;
  readonly screenings: readonly Screening[];
}): ReactNode {
  const { instrument, screenings } = props;
  const { locale } = usePage();
  const current = screenings.filter(({ isReplaced }) => !isReplaced);
  const scored = current.filter(({ score }) => score !== null);
  return (
    <div className="check-in">
      <h4>{instrument ? instrumentName(instrument, locale) : screenings[0]?.instrument}</h4>
      {instrument && scored.length >= 2 ? <Timeline instrument={instrument} screenings={scored} /> : null}
      <ul className="plain">
        {current.map((screening) => (
          <Answered key={screening.id} screening={screening} instrument={instrument} />
        ))}
      </ul>
      {current[0] ? <ChangeSentence change={current[0].change} /> : null}
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
    return <li>{t("pro.story.noScore", { day, count: screening.unanswered })}</li>;
  return (
    <li>
      {t("pro.story.score", { day, score: format.number(screening.score) })}
      {instrument ? <Scale instrument={instrument} band={screening.band} /> : null}
    </li>
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
