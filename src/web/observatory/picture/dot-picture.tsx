import type { ReleaseCell } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { DotRow } from "../dot-plot.tsx";
import { figureWords, type Measure } from "../figure-words.ts";
import type { Scale } from "../scale.ts";
import { colours, margin, sheetWidth, usePlacing, Words } from "./sheet.tsx";
import { wrapped } from "./wrapped-words.ts";

/** What {@link DotPicture} is given. */
export interface DotPictureProps {
  readonly rows: readonly DotRow[];
  readonly measure: Measure;
  readonly scale: Scale;
  /** The figure of everybody; null for none. */
  readonly reference: number | null;
  readonly top: number;
}

const rowHeight = 44;
const stripFrom = 330;
const stripTo = 700;
const [valueAt, countAt] = [800, sheetWidth - margin];

/** Height of a picture of so many groups. */
export function dotPictureHeight(rows: number): number {
  return 24 + rows * rowHeight + 28;
}

/** Figures of groups with their intervals and answers, a line a group. */
export function DotPicture({ rows, measure, scale, reference, top }: DotPictureProps): ReactNode {
  const { t } = usePage();
  const { isMirrored } = usePlacing();
  // `at` counts in the reading direction already; here it is turned back into a place on the drawing.
  const x = (value: number): number => {
    const share = scale.at(value) / 100;
    const width = stripTo - stripFrom;
    return isMirrored ? sheetWidth - stripTo + share * width : stripFrom + share * width;
  };
  const [first, last] = [top + 24, top + 24 + rows.length * rowHeight];
  return (
    <g>
      <Words at={valueAt} y={top + 10} size={14} fill={colours.inkSoft} anchor="end">
        {t("page.observatory.column.value")}
      </Words>
      <Words at={countAt} y={top + 10} size={14} fill={colours.inkSoft} anchor="end">
        {t("page.observatory.column.n")}
      </Words>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={first} y2={last} stroke={colours.line} />
          <text x={x(tick)} y={last + 20} fontSize="14" textAnchor="middle" fill={colours.inkSoft}>
            {tick}
          </text>
        </g>
      ))}
      {reference === null ? null : (
        <line
          x1={x(reference)}
          x2={x(reference)}
          y1={first}
          y2={last}
          stroke={colours.inkSoft}
          strokeWidth="1.5"
          strokeDasharray="3 4"
        />
      )}
      {rows.map((row, index) => (
        <Row key={row.label} row={row} measure={measure} y={first + (index + 0.5) * rowHeight} x={x} />
      ))}
    </g>
  );
}

function Row({
  row: { label, cell },
  measure,
  y,
  x,
}: {
  readonly row: DotRow;
  readonly measure: Measure;
  readonly y: number;
  readonly x: (value: number) => number;
}): ReactNode {
  const { t, locale, format } = usePage();
  const lines = wrapped(label, 36).slice(0, 2);
  const isHidden = cell.value === null;
  return (
    <g>
      {lines.map((line, index) => (
        <Words key={line} at={margin} y={y + 5 + (index - (lines.length - 1) / 2) * 18}>
          {line}
        </Words>
      ))}
      <Mark cell={cell} x={x} y={y} />
      <Words
        at={valueAt}
        y={y + 5}
        isBold={!isHidden}
        isItalic={isHidden}
        fill={isHidden ? colours.inkSoft : colours.ink}
        anchor="end"
      >
        {cell.value === null
          ? t(`code.cellStatus.${cell.status}`)
          : figureWords(locale, measure).exact(cell.value) + (cell.isUncertain ? " *" : "")}
      </Words>
      {cell.n === null ? null : (
        <Words at={countAt} y={y + 5} fill={colours.inkSoft} anchor="end">
          {format.number(cell.n)}
        </Words>
      )}
    </g>
  );
}

/** One figure with its interval; a broken line where it is not shown. */
function Mark({
  cell: { value, low, high },
  x,
  y,
}: {
  readonly cell: ReleaseCell;
  readonly x: (value: number) => number;
  readonly y: number;
}): ReactNode {
  const { x: place } = usePlacing();
  if (value === null || low === null || high === null)
    return (
      <line
        x1={place(stripFrom)}
        x2={place(stripTo)}
        y1={y}
        y2={y}
        stroke={colours.field}
        strokeWidth="2"
        strokeDasharray="2 7"
      />
    );
  return (
    <g>
      <line x1={x(low)} x2={x(high)} y1={y} y2={y} stroke={colours.interval} strokeWidth="4" />
      {[low, high].map((end) => (
        <line
          key={end}
          x1={x(end)}
          x2={x(end)}
          y1={y - 6}
          y2={y + 6}
          stroke={colours.accent}
          strokeWidth="2"
        />
      ))}
      <circle cx={x(value)} cy={y} r="6" fill={colours.accent} stroke={colours.paper} strokeWidth="1.5" />
    </g>
  );
}
