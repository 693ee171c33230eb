import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** A row as Aix-en-Provence publishes it: nearly the first médiation numérique standard. */
export interface AixRow {
  readonly id: string;
  readonly nom: string;
  readonly pivot: string | null;
  readonly commune: string;
  readonly code_postal: string | null;
  readonly code_insee: string | null;
  readonly adresse: string | null;
  readonly complement_adresse: string | null;
  readonly typologie: readonly string[];
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site_web: string | null;
  readonly horaires: WrittenHours;
  readonly resume: string | null;
  readonly detail: string | null;
  readonly structure_parente: string | null;
  readonly date_maj: LocalDate | null;
  readonly services: readonly string[];
  readonly publics: readonly string[];
  readonly conditions: readonly string[];
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): AixRow {
  const pivot = cells.line("pivot", 20);
  return {
    id: cells.required("id", 60),
    nom: cells.required("nom", 200),
    // Associations stand there with their RNA number.
    pivot: pivot === null || pivot.startsWith("W") ? null : cells.siret("pivot"),
    commune: cells.required("commune", 100),
    code_postal: cells.postcode("code_postal"),
    code_insee: cells.townCode("code_insee"),
    adresse: cells.line("Adresse", 300),
    complement_adresse: cells.line("complement_adresse", 300),
    typologie: cells.labels("typologie", ";"),
    telephone: cells.phones("telephone"),
    courriel: cells.email("courriel"),
    site_web: cells.website("site_web"),
    horaires: cells.hours("horaires"),
    resume: cells.text("presentation_resume", 1000),
    detail: cells.text("presentation_detail", 10_000),
    structure_parente: cells.line("structure_parente", 200),
    date_maj: cells.day("date_maj"),
    services: cells.labels("services", ";"),
    publics: cells.labels("public_accueillis", ";"),
    conditions: cells.labels("conditions_acces", ";"),
  };
}
