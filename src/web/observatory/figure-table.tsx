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
}

/** The figures of a picture, exactly: value, interval, answers, and why one is not shown. */
export function FigureTable({ caption, of, rows, measure }: FigureTableProps): ReactNode {
  const { t } = usePage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {(["value", "interval", "n", "effectiveN"] as const).map((column) => (
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
              <Cells cell={cell} measure={measure} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cells({ cell, measure }: { readonly cell: ReleaseCell; readonly measure: Measure }): ReactNode {
  const { t, locale, format } = usePage();
  const words = figureWords(locale, measure);
  const { value, low, high, n, effectiveN } = cell;
  if (value === null || low === null || high === null || n === null)
    return <td colSpan={4}>{t(`code.cellStatus.${cell.status}`)}</td>;
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
      <td>{effectiveN === null ? "" : format.number(effectiveN)}</td>
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
