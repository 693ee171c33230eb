import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** A row as Hinaura publishes it: the standard of médiation numérique in an early form, lists separated by `;`. */
export interface HinauraRow {
  readonly id: string;
  readonly nom: string;
  readonly commune: string;
  readonly code_postal: string | null;
  readonly adresse: string | null;
  readonly pivot: string | null;
  readonly services: readonly string[];
  readonly publics_accueillis: readonly string[];
  readonly conditions_acces: readonly string[];
  readonly modalites_accompagnement: readonly string[];
  readonly horaires: WrittenHours;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site_web: string | null;
  readonly date_maj: LocalDate | null;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): HinauraRow {
  return {
    id: cells.required("id", 100),
    nom: cells.required("nom", 200),
    commune: cells.required("commune", 100),
    code_postal: cells.postcode("code_postal"),
    adresse: cells.line("adresse", 300),
    pivot: cells.siret("pivot"),
    services: cells.labels("services", ";"),
    publics_accueillis: cells.labels("publics_accueillis", ";"),
    conditions_acces: cells.labels("conditions_acces", ";"),
    modalites_accompagnement: cells.labels("modalites_accompagnement", ";"),
    horaires: cells.hours("horaires"),
    telephone: cells.phones("telephone"),
    courriel: cells.email("courriel"),
    site_web: cells.website("site_web"),
    date_maj: cells.day("date_maj"),
  };
}
