import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { FiguresTable } from "./figures-table.tsx";

/** What {@link Bars} is given. */
export interface BarsProps {
  readonly title: string;
  readonly lead?: string;
  /** Headings of the labels and of the counts. */
  readonly columns: readonly [string, string];
  /** A null count is withheld: it has no bar. With an address, the label leads to those who are counted. */
  readonly rows: readonly {
    readonly label: string;
    readonly href?: string | undefined;
    readonly count: number | null;
  }[];
}

const barHeight = 16;

/** Counts as a table in which each has a bar beside it, drawn by the server; what is withheld says so. */
export function Bars({ title, lead, columns, rows }: BarsProps): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {lead ? <p>{lead}</p> : null}
      {rows.length === 0 ? null : <Table title={title} columns={columns} rows={rows} />}
    </section>
  );
}

function Table({ title, columns, rows }: Pick<BarsProps, "title" | "columns" | "rows">): ReactNode {
  const { t, format } = usePage();
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0));
  return (
    <FiguresTable label={title} columns={columns}>
      {rows.map(({ label, href, count }) => (
        <tr key={label}>
          <th scope="row">
            {href === undefined ? label : <a href={href}>{label}</a>}
            {count === null ? null : (
              <svg width="100%" height={barHeight} aria-hidden="true" className="team-bars">
                <rect width={`${(100 * count) / most}%`} height={barHeight} />
              </svg>
            )}
          </th>
          <td>{count === null ? t("pro.figures.withheld") : format.number(count)}</td>
        </tr>
      ))}
    </FiguresTable>
  );
}
