import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { FiguresTable } from "./figures-table.tsx";

/** A figure in a cell; null is withheld. */
type Figure = number | string | null;

/** A cell with a list behind it. */
interface OpenCell {
  readonly value: Figure;
  readonly href: string | undefined;
  /** What is listed there, in words. */
  readonly about: string;
}

/** What a {@link FigureList} is given. */
export interface FigureListProps {
  readonly caption: string;
  /** Headings, that of the labels first. */
  readonly columns: readonly string[];
  /** With an address, the label leads to those who are counted. */
  readonly rows: readonly {
    readonly label: string;
    readonly href?: string | undefined;
    readonly cells: readonly (Figure | OpenCell)[];
  }[];
}

/** Figures as a table; what is withheld says so. */
export function FigureList({ caption, columns, rows }: FigureListProps): ReactNode {
  return (
    <FiguresTable label={caption} caption={caption} columns={columns}>
      {rows.map(({ label, href, cells }) => (
        <tr key={label}>
          <th scope="row">{href === undefined ? label : <a href={href}>{label}</a>}</th>
          {cells.map((cell, at) => (
            <td key={columns[at + 1]}>
              <Cell cell={cell} />
            </td>
          ))}
        </tr>
      ))}
    </FiguresTable>
  );
}

function Cell({ cell }: { readonly cell: Figure | OpenCell }): ReactNode {
  const { t, format } = usePage();
  if (typeof cell === "object" && cell !== null)
    return cell.href === undefined ? (
      <Cell cell={cell.value} />
    ) : (
      <a href={cell.href}>
        <Cell cell={cell.value} />
        <span className="visually-hidden"> {cell.about}</span>
      </a>
    );
  if (cell === null) return t("pro.figures.withheld");
  return typeof cell === "number" ? format.number(cell) : cell;
}
