import type { Instrument } from "#instruments";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import type { Screening } from "./screening.ts";

/** The days along which time lines of one page run, milliseconds. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** What a {@link Timeline} is given. */
export interface TimelineProps {
  readonly instrument: Instrument;
  /** Scored answers of one instrument, newest first; at least two. */
  readonly screenings: readonly Screening[];
  /** The same for every instrument, so that ties and feeling are read along the same days. */
  readonly span: TimeSpan;
}

interface Point {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly score: number;
  /** Ends of the 95 % interval of the change since the point before, as places; null where there is none. */
  readonly interval: readonly [number, number] | null;
}

const frame = { width: 320, height: 120, left: 28, right: 12, top: 14, bottom: 16 } as const;

/** Scores along time, each with the interval of its change since the one before. The list beside it says the same in words. */
export function Timeline({ instrument, screenings, span }: TimelineProps): ReactNode {
  const { t, format } = usePage();
  const oldestFirst = screenings.toReversed();
  const scale = scaleOf(instrument, oldestFirst);
  const points = pointsOf(oldestFirst, scale, span);
  const [first, last] = [oldestFirst[0], oldestFirst.at(-1)];
  const label = t("pro.story.timeline", {
    from: first ? dayInWords(format, first.askedAt) : "",
    to: last ? dayInWords(format, last.askedAt) : "",
    scores: oldestFirst.map(({ score }) => format.number(score ?? 0)).join(", "),
  });
  return (
    <svg
      className="timeline"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={label}
      direction="ltr"
    >
      {[scale.least, scale.most].map((value) => (
        <g key={value}>
          <line
            className="timeline-end"
            x1={frame.left}
            x2={frame.width}
            y1={scale.y(value)}
            y2={scale.y(value)}
          />
          <text className="timeline-value" x={frame.left - 6} y={scale.y(value) + 4} textAnchor="end">
            {format.number(value)}
          </text>
        </g>
      ))}
      <polyline className="timeline-thread" points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      {points.map((point) => (
        <Mark key={point.id} point={point} text={format.number(point.score)} />
      ))}
    </svg>
  );
}

function Mark({ point, text }: { readonly point: Point; readonly text: string }): ReactNode {
  const { x, y, interval } = point;
  return (
    <g>
      {interval ? (
        <path
          className="timeline-interval"
          d={`M${x} ${interval[0]}V${interval[1]}M${x - 4} ${interval[0]}h8M${x - 4} ${interval[1]}h8`}
        />
      ) : null}
      <circle className="timeline-point" cx={x} cy={y} r="5" />
      <text className="timeline-score" x={x - 9} y={y - 7} textAnchor="end">
        {text}
      </text>
    </g>
  );
}

interface Scale {
  readonly least: number;
  readonly most: number;
  readonly y: (score: number) => number;
}

function scaleOf({ range }: Instrument, screenings: readonly Screening[]): Scale {
  const scores = screenings.map(({ score }) => score ?? 0);
  const least = range[0] ?? Math.min(...scores);
  const most = Math.max(range[1] ?? Math.max(...scores), least + 1);
  const inner = frame.height - frame.top - frame.bottom;
  const clamped = (score: number): number => Math.min(most, Math.max(least, score));
  return { least, most, y: (score) => frame.top + (inner * (most - clamped(score))) / (most - least) };
}

function pointsOf(
  screenings: readonly Screening[],
  scale: Scale,
  { start, end }: TimeSpan,
): readonly Point[] {
  const times = screenings.map(({ askedAt }) => Date.parse(askedAt));
  const inner = frame.width - frame.left - frame.right - 24;
  return screenings.map(({ id, score, change }, position) => {
    const before = screenings[position - 1]?.score ?? null;
    const share =
      end === start
        ? position / Math.max(1, screenings.length - 1)
        : ((times[position] ?? start) - start) / (end - start);
    return {
      id,
      x: Math.round(frame.left + 24 + inner * share),
      y: Math.round(scale.y(score ?? 0)),
      score: score ?? 0,
      interval:
        before === null || change.status !== "compared" || change.low === null || change.high === null
          ? null
          : [Math.round(scale.y(before + change.low)), Math.round(scale.y(before + change.high))],
    };
  });
}
