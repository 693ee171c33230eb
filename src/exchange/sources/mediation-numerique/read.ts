import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** A row of the standard, in its own words. */
export interface MediationRow {
  readonly id: string;
  readonly pivot: string | null;
  readonly nom: string;
  readonly commune: string;
  readonly code_postal: string | null;
  readonly code_insee: string | null;
  readonly adresse: string | null;
  readonly complement_adresse: string | null;
  readonly typologie: string | null;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site_web: string | null;
  readonly horaires: WrittenHours;
  readonly presentation_resume: string | null;
  readonly presentation_detail: string | null;
  readonly itinerance: readonly string[];
  readonly structure_parente: string | null;
  readonly date_maj: LocalDate | null;
  readonly services: readonly string[];
  readonly publics: readonly string[];
  readonly prise_en_charge: readonly string[];
  readonly frais: readonly string[];
  readonly modalites_acces: readonly string[];
  readonly modalites_accompagnement: readonly string[];
}

const bar = "|";

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): MediationRow {
  const pivot = cells.line("pivot", 20) ?? "";
  return {
    id: cells.required("id", 200),
    pivot: /^\d{14}$/.test(pivot) ? cells.siret("pivot") : null,
    nom: cells.required("nom", 200),
    commune: cells.required("commune", 100),
    code_postal: cells.postcode("code_postal"),
    code_insee: cells.townCode("code_insee"),
    adresse: cells.line("adresse", 300),
    complement_adresse: cells.line("complement_adresse", 300),
    typologie: cells.line("typologie", 100),
    telephone: cells.phones("telephone"),
    courriel: cells.email("courriels"),
    site_web: cells.website("site_web"),
    horaires: cells.hours("horaires"),
    presentation_resume: cells.text("presentation_resume", 1000),
    presentation_detail: cells.text("presentation_detail", 10_000),
    itinerance: cells.labels("itinerance", bar),
    structure_parente: cells.line("structure_parente", 200),
    date_maj: cells.day("date_maj"),
    services: cells.labels("services", bar),
    publics: cells.labels("publics_specifiquement_adresses", bar),
    prise_en_charge: cells.labels("prise_en_charge_specifique", bar),
    frais: cells.labels("frais_a_charge", bar),
    modalites_acces: cells.labels("modalites_acces", bar),
    modalites_accompagnement: cells.labels("modalites_accompagnement", bar),
  };
}
