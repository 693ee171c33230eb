import type { LocalDate } from "#base";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** A stop of the bus: the columns of the standard of médiation numérique, then those of a geocoder. */
export interface StopRow {
  readonly id: string;
  readonly siret: string | null;
  /** `Bus France Services - [Place de la mairie]`: the service, then the stop. */
  readonly nom: string;
  readonly structureParente: string | null;
  readonly commune: string;
  readonly codePostal: string | null;
  readonly codeInsee: string | null;
  readonly adresse: string | null;
  readonly complementAdresse: string | null;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly siteWeb: string | null;
  /** Hours, in the weeks that `ouverture` names: `Semaine impaire` or `Semaine paire`. */
  readonly horaires: WrittenHours;
  readonly presentationResume: string | null;
  readonly presentationDetail: string | null;
  readonly services: readonly string[];
  readonly publics: readonly string[];
  readonly conditions: readonly string[];
  readonly dateMaj: LocalDate | null;
  /** What the geocoder found: `housenumber`, `street`, `municipality`… */
  readonly resultType: string | null;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): StopRow {
  return {
    id: cells.required("id", 100),
    siret: cells.siret("SIRET"),
    nom: cells.required("nom", 200),
    structureParente: cells.line("structure_parente", 200),
    commune: cells.required("commune", 100),
    codePostal: cells.postcode("code_postal"),
    codeInsee: cells.townCode("code_insee"),
    adresse: cells.line("adresse", 300),
    complementAdresse: cells.line("complement_adresse", 300),
    telephone: cells.phones("telephone"),
    courriel: cells.email("courriel"),
    siteWeb: cells.website("site_web"),
    horaires: cells.weeklyHours("horaires", "ouverture"),
    presentationResume: cells.text("presentation_resume", 1000),
    presentationDetail: cells.text("presentation_detail", 10_000),
    services: cells.labels("services", ";"),
    publics: cells.labels("publics_accueillis", ";"),
    conditions: cells.labels("conditions_acces", ";"),
    dateMaj: cells.day("date_maj"),
    resultType: cells.line("result_type", 50),
  };
}
