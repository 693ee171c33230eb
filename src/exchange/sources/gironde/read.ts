import type { LocalDate } from "#base";
import type { RowReader } from "../../row-reader.ts";

/** A row as the Gironde publishes it: lists separated by ` / `, one line for the address, latitude under `Coord. X`. */
export interface GirondeRow {
  readonly lieu: string;
  readonly libelle: string | null;
  readonly complement: string | null;
  readonly typeStructure: string | null;
  readonly commune: string;
  readonly adressePostale: string | null;
  readonly email: string | null;
  readonly siteInternet: string | null;
  readonly telephone: readonly string[];
  readonly description: string | null;
  readonly services: readonly string[];
  readonly derniereMaj: LocalDate | null;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): GirondeRow {
  return {
    lieu: cells.required("Lieu", 200),
    libelle: cells.line("Libellé 1", 200),
    complement: cells.line("Libellé 2", 200),
    typeStructure: cells.line("Type Structure", 100),
    commune: cells.required("Commune", 100),
    adressePostale: cells.line("Adresse postale", 400),
    email: cells.email("Email"),
    siteInternet: cells.website("Site internet"),
    telephone: cells.phones("Téléphone"),
    description: cells.text("Description", 10_000),
    services: cells.labels("services", " / "),
    derniereMaj: cells.day("Dernière MAJ"),
  };
}
