import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What a {@link FigureList} is given. */
export interface FigureListProps {
  readonly caption: string;
  /** Headings, that of the labels first. */
  readonly columns: readonly string[];
  /** A null cell is withheld. */
  readonly rows: readonly { readonly label: string; readonly cells: readonly (number | string | null)[] }[];
}

/** Figures as a table; what is withheld says so. */
export function FigureList({ caption, columns, rows }: FigureListProps): ReactNode {
  const { t, format } = usePage();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="group" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]}>
                  {cell === null
                    ? t("pro.figures.withheld")
                    : typeof cell === "number"
                      ? format.number(cell)
                      : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
