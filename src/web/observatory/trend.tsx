import { directionOf } from "#base";
import type { ReleaseCell } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { figureWords, type Measure } from "./figure-words.ts";
import type { Scale } from "./scale.ts";

/** A figure of one wave. */
export interface TrendPoint {
  readonly wave: string;
  readonly cell: ReleaseCell;
}

/** What a {@link Trend} is given. */
export interface TrendProps {
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
  readonly scale: Scale;
  /** What is said under the picture; null for nothing. */
  readonly caption: string | null;
  /** Waves (the later one) before which it was asked in another way: no line leads there. */
  readonly breaks?: readonly string[];
}

const top = 28;
const bottom = 172;

/** Figures wave by wave with their intervals. A wave that is not shown leaves a gap: nothing is guessed across it. */
export function Trend({ points, measure, scale, caption, breaks = [] }: TrendProps): ReactNode {
  const { t, locale } = usePage();
  const words = figureWords(locale, measure);
  const isMirrored = directionOf(locale) === "rtl";
  const x = (position: number): string => {
    const share = 14 + (80 * position) / Math.max(1, points.length - 1);
    return `${isMirrored ? 100 - share : share}%`;
  };
  const y = (value: number): number =>
    bottom - ((value - scale.lowest) / (scale.highest - scale.lowest)) * (bottom - top);
  return (
    <figure className="plot">
      <svg className="trend" width="100%" height="210" role="img" aria-label={t("page.observatory.picture")}>
        {scale.ticks.map((tick) => (
          <g key={tick}>
            <line className="strip-grid" x1="0%" x2="100%" y1={y(tick)} y2={y(tick)} />
            <text className="trend-tick" x={isMirrored ? "100%" : "0%"} y={y(tick) - 4} textAnchor="start">
              {tick}
            </text>
          </g>
        ))}
        <Threads points={points} x={x} y={y} breaks={breaks} />
        {points.map(({ wave, cell }, position) => (
          <Point key={wave} cell={cell} x={x(position)} y={y} words={words.short} wave={wave} />
        ))}
      </svg>
      {caption === null ? null : <figcaption className="quiet">{caption}</figcaption>}
    </figure>
  );
}

type Place = (at: number) => string;
type Height = (value: number) => number;

function Threads({
  points,
  x,
  y,
  breaks,
}: {
  readonly breaks: readonly string[];
  readonly points: readonly TrendPoint[];
  readonly x: Place;
  readonly y: Height;
}): ReactNode {
  return points.slice(1).map(({ wave, cell }, position) => {
    const before = points[position]?.cell.value ?? null;
    if (before === null || cell.value === null || breaks.includes(wave)) return null;
    return (
      <line
        key={wave}
        className="trend-thread"
        x1={x(position)}
        x2={x(position + 1)}
        y1={y(before)}
        y2={y(cell.value)}
      />
    );
  });
}

function Point({
  cell,
  x,
  y,
  words,
  wave,
}: {
  readonly cell: ReleaseCell;
  readonly x: string;
  readonly y: Height;
  readonly words: (value: number) => string;
  readonly wave: string;
}): ReactNode {
  const { t } = usePage();
  const { value, low, high } = cell;
  return (
    <g>
      <text x={x} y="198" textAnchor="middle">
        {wave}
      </text>
      {value === null || low === null || high === null ? (
        <text className="trend-hidden" x={x} y={(top + bottom) / 2} textAnchor="middle">
          {t(`code.cellStatus.${cell.status}`)}
        </text>
      ) : (
        <>
          <line className="strip-interval" x1={x} x2={x} y1={y(low)} y2={y(high)} />
          <circle className="strip-dot" cx={x} cy={y(value)} r="6" />
          <text className="trend-value" x={x} y={y(high) - 8} textAnchor="middle">
            {words(value)}
          </text>
        </>
      )}
    </g>
  );
}
