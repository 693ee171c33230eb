import type { ReactNode } from "react";

/** What {@link FiguresTable} is given. */
export interface FiguresTableProps {
  /** What the table is called for who does not see it. */
  readonly label: string;
  /** Shown above it, where no heading says it. */
  readonly caption?: string;
  readonly columns: readonly string[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table of figures that scrolls sideways by itself where it is wider than the page. */
export function FiguresTable({ label, caption, columns, children }: FiguresTableProps): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="group" aria-label={label} tabIndex={0}>
      <table className="figures">
        {caption === undefined ? null : <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
