import type { ReleaseCell } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { figureWords, type Measure } from "../figure-words.ts";
import type { Scale } from "../scale.ts";
import type { TrendPoint } from "../trend.tsx";
import { colours, margin, sheetWidth, usePlacing, Words } from "./sheet.tsx";

/** Height of the picture of a trend. */
export const trendPictureHeight = 360;

/** What {@link TrendPicture} is given. */
export interface TrendPictureProps {
  readonly points: readonly TrendPoint[];
  readonly measure: Measure;
  readonly scale: Scale;
  /** Waves before which it was asked in another way: no line leads there. */
  readonly breaks: readonly string[];
  readonly top: number;
}

const [from, to] = [margin + 110, sheetWidth - margin - 70];

/** Figures wave by wave with their intervals; a wave that is not shown, or that was asked in another way, leaves a gap. */
export function TrendPicture({ points, measure, scale, breaks, top }: TrendPictureProps): ReactNode {
  const { format } = usePage();
  const { x: place } = usePlacing();
  const at = (position: number): number => from + ((to - from) * position) / Math.max(1, points.length - 1);
  const bottom = top + trendPictureHeight - 60;
  const y = (value: number): number =>
    bottom - ((value - scale.lowest) / (scale.highest - scale.lowest)) * (bottom - top - 24);
  return (
    <g>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={margin} x2={sheetWidth - margin} y1={y(tick)} y2={y(tick)} stroke={colours.line} />
          <Words at={margin} y={y(tick) - 5} size={14} fill={colours.inkSoft}>
            {`${tick}`}
          </Words>
        </g>
      ))}
      {points.slice(1).map(({ wave, cell }, position) => {
        const before = points[position]?.cell.value ?? null;
        return before === null || cell.value === null || breaks.includes(wave) ? null : (
          <line
            key={wave}
            x1={place(at(position))}
            x2={place(at(position + 1))}
            y1={y(before)}
            y2={y(cell.value)}
            stroke={colours.thread}
            strokeWidth="2"
          />
        );
      })}
      {points.map(({ wave, cell }, position) => (
        <g key={wave}>
          <Words at={at(position)} y={bottom + 26} anchor="middle">
            {wave}
          </Words>
          {cell.n === null ? null : (
            <Words at={at(position)} y={bottom + 46} size={14} fill={colours.inkSoft} anchor="middle">
              {`n = ${format.number(cell.n)}`}
            </Words>
          )}
          <Point cell={cell} measure={measure} at={at(position)} y={y} middle={(top + bottom) / 2} />
        </g>
      ))}
    </g>
  );
}

function Point({
  cell,
  measure,
  at,
  y,
  middle,
}: {
  readonly cell: ReleaseCell;
  readonly measure: Measure;
  readonly at: number;
  readonly y: (value: number) => number;
  readonly middle: number;
}): ReactNode {
  const { t, locale } = usePage();
  const { x: place } = usePlacing();
  const { value, low, high } = cell;
  if (value === null || low === null || high === null)
    return (
      <Words at={at} y={middle} isItalic fill={colours.inkSoft} anchor="middle">
        {t(`code.cellStatus.${cell.status}`)}
      </Words>
    );
  const x = place(at);
  return (
    <g>
      <line x1={x} x2={x} y1={y(low)} y2={y(high)} stroke={colours.interval} strokeWidth="4" />
      {[low, high].map((end) => (
        <line
          key={end}
          x1={x - 6}
          x2={x + 6}
          y1={y(end)}
          y2={y(end)}
          stroke={colours.accent}
          strokeWidth="2"
        />
      ))}
      <circle cx={x} cy={y(value)} r="6" fill={colours.accent} stroke={colours.paper} strokeWidth="1.5" />
      <Words at={at} y={y(high) - 10} isBold anchor="middle">
        {figureWords(locale, measure).exact(value) + (cell.isUncertain ? " *" : "")}
      </Words>
    </g>
  );
}
