import type { ReleaseCell } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { figureWords, type Measure } from "./figure-words.ts";
import type { Scale } from "./scale.ts";

/** One line of a dot plot. */
export interface DotRow {
  readonly label: string;
  readonly cell: ReleaseCell;
}

/** What a {@link DotPlot} is given. */
export interface DotPlotProps {
  readonly rows: readonly DotRow[];
  readonly measure: Measure;
  readonly scale: Scale;
  /** The figure of everybody, drawn as a dashed line behind the others; null for none. */
  readonly reference: number | null;
  readonly caption: string;
}

const rowHeight = 28;

/**
 * Figures with their intervals, a line a group: drawn on the server, readable in black and white, without a script.
 * A figure that is not shown has a broken line and says so. To a screen reader the table after it speaks instead.
 */
export function DotPlot({ rows, measure, scale, reference, caption }: DotPlotProps): ReactNode {
  const { t, locale } = usePage();
  const words = figureWords(locale, measure);
  return (
    <figure className="plot">
      <div role="img" aria-label={t("page.observatory.picture")}>
        {rows.map(({ label, cell }) => (
          <div key={label} className="plot-row">
            <span className="plot-label">{label}</span>
            <Strip cell={cell} scale={scale} reference={reference} />
            <span className={cell.value === null ? "plot-value plot-hidden" : "plot-value"}>
              {cell.value === null ? t(`code.cellStatus.${cell.status}`) : words.short(cell.value)}
              {cell.isUncertain ? (
                <span className="plot-caution"> {t("page.observatory.uncertain")}</span>
              ) : null}
            </span>
          </div>
        ))}
        <div className="plot-row plot-axis">
          <span className="plot-label" />
          <StripAxis scale={scale} />
          <span className="plot-value" />
        </div>
      </div>
      <figcaption className="quiet">{caption}</figcaption>
    </figure>
  );
}

/** The numbers of a scale, under its strips. */
export function StripAxis({ scale }: { readonly scale: Scale }): ReactNode {
  return (
    <svg className="strip" width="100%" height="22">
      {scale.ticks.map((tick) => (
        <text key={tick} x={`${scale.at(tick)}%`} y="16" textAnchor="middle">
          {tick}
        </text>
      ))}
    </svg>
  );
}

/** One figure with its interval on a scale. */
export function Strip({
  cell,
  scale,
  reference,
}: {
  readonly cell: ReleaseCell;
  readonly scale: Scale;
  readonly reference: number | null;
}): ReactNode {
  const { value, low, high } = cell;
  const middle = rowHeight / 2;
  const x = (at: number): string => `${scale.at(at)}%`;
  return (
    <svg className="strip" width="100%" height={rowHeight}>
      {scale.ticks.map((tick) => (
        <line key={tick} className="strip-grid" x1={x(tick)} x2={x(tick)} y1="0" y2={rowHeight} />
      ))}
      {reference === null ? null : (
        <line className="strip-reference" x1={x(reference)} x2={x(reference)} y1="0" y2={rowHeight} />
      )}
      {value === null || low === null || high === null ? (
        <line className="strip-hidden" x1="0%" x2="100%" y1={middle} y2={middle} />
      ) : (
        <>
          <line className="strip-interval" x1={x(low)} x2={x(high)} y1={middle} y2={middle} />
          <line className="strip-end" x1={x(low)} x2={x(low)} y1={middle - 5} y2={middle + 5} />
          <line className="strip-end" x1={x(high)} x2={x(high)} y1={middle - 5} y2={middle + 5} />
          <circle className="strip-dot" cx={x(value)} cy={middle} r="6" />
        </>
      )}
    </svg>
  );
}
