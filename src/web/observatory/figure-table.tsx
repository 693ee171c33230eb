import type { ReleaseCell } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { figureWords, type Measure } from "./figure-words.ts";

/** What a {@link FigureTable} is given. */
export interface FigureTableProps {
  readonly caption: string;
  /** Heading of the first column. */
  readonly of: string;
  readonly rows: readonly { readonly label: string; readonly cell: ReleaseCell }[];
  readonly measure: Measure;
  /** Whether to leave out the equivalent number of answers, where there is little room; files hold it. */
  readonly isNarrow?: boolean;
}

const columns = ["value", "interval", "n", "effectiveN"] as const;

/** The figures of a picture, exactly: value, interval, answers, and why one is not shown. */
export function FigureTable({ caption, of, rows, measure, isNarrow = false }: FigureTableProps): ReactNode {
  const { t } = usePage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {columns.slice(0, isNarrow ? -1 : undefined).map((column) => (
              <th key={column} scope="col">
                {t(`page.observatory.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cell }) => (
            <tr key={label} className={cell.value === null ? "figures-hidden" : undefined}>
              <th scope="row">{label}</th>
              <Cells cell={cell} measure={measure} isNarrow={isNarrow} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({
  cell,
  measure,
  isNarrow,
}: {
  readonly cell: ReleaseCell;
  readonly measure: Measure;
  readonly isNarrow: boolean;
}): ReactNode {
  const { t, locale, format } = usePage();
  const words = figureWords(locale, measure);
  const { value, low, high, n, effectiveN } = cell;
  if (value === null || low === null || high === null || n === null)
    return <td colSpan={columns.length - Number(isNarrow)}>{t(`code.cellStatus.${cell.status}`)}</td>;
  return (
    <>
      <td>
        {words.exact(value)}
        {cell.isUncertain ? (
          <span className="figures-caution"> {t("page.observatory.uncertain")}</span>
        ) : null}
      </td>
      <td>{words.interval(low, high)}</td>
      <td>{format.number(n)}</td>
      {isNarrow ? null : <td>{effectiveN === null ? "" : format.number(effectiveN)}</td>}
    </>
  );
}

/** Why figures of these rows are not shown, each reason once; nothing when all are shown. */
export function HiddenNotes({ cells }: { readonly cells: readonly ReleaseCell[] }): ReactNode {
  const { t } = usePage();
  const reasons = [...new Set(cells.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  return reasons.map((reason) => (
    <p key={reason} className="quiet">
      {t("page.observatory.hiddenNote", { reason: t(`code.cellReason.${reason}`) })}
    </p>
  ));
}
