import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** Columns that each ask one question; a cell holds the name of the help, or nothing. */
const questions = [
  "QUALIF1",
  "QUALIF2",
  "QUALIF3",
  "QUALIF4",
  "ACCES_ORDI",
  "WIFI",
  "PRET_MAT",
  "REPAR_MAT",
  "AIDE_DEMAT",
  "FORM_PERF",
  "SENS_INTER",
  "AVIS_NUM",
] as const;

/** A row as Angers publishes it. */
export interface AngersRow {
  readonly id: string;
  readonly nom: string;
  readonly adresse: string | null;
  readonly quartier: string | null;
  readonly commune: string | null;
  readonly code_postal: string | null;
  readonly aides: readonly string[];
  readonly lieu: readonly string[];
  readonly publics: readonly string[];
  readonly horaires: WrittenHours;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site: string | null;
  readonly date_maj: LocalDate | null;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): AngersRow {
  return {
    id: cells.required("TYPO_UID", 60),
    nom: cells.required("USER_NOM", 200),
    adresse: cells.line("USER_ADRES", 300),
    quartier: cells.line("USER_QUART", 200),
    commune: cells.line("commune", 100),
    code_postal: cells.postcode("code_postal"),
    aides: questions.flatMap((column) => cells.line(column, 200) ?? []),
    lieu: cells.labels("PICTO", ";"),
    publics: cells.labels("PUBLIC_", ","),
    horaires: cells.frenchHours("HORAIRE"),
    telephone: cells.phones("TELEPHONE"),
    courriel: cells.email("MAIL"),
    site: cells.website("SITE_INTER"),
    date_maj: cells.day("DATE_MAJ"),
  };
}
