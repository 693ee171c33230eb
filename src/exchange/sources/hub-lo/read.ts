import type { LocalDate } from "#base";
import { frenchDay } from "../../reading/french-hours.ts";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

/** Questions answered by `oui`, and what a yes means; `maps/questions.csv` knows these words. */
const questions = [
  ["c_materiel_info", "Matériel informatique"],
  ["c_formation", "Formation"],
  ["c_accompagnement_personnel", "Accompagnement personnel"],
  ["c_espace_teletravail", "Espace de télétravail"],
] as const;
const details = [
  "c_materiel_info_detail",
  "c_formation_detail",
  "c_accompagnement_personnel_detail",
] as const;

/** A row as Hub-Lo publishes it. */
export interface HubLoRow {
  readonly id: string;
  readonly nom: string;
  readonly raison_sociale: string | null;
  readonly statut: string | null;
  readonly adresse: string | null;
  readonly code_postal: string | null;
  readonly commune: string;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site: string | null;
  readonly espaces: readonly string[];
  readonly reponses: readonly string[];
  readonly description: string | null;
  readonly publics: readonly string[];
  readonly wheelchair: "yes" | "no" | "unknown";
  readonly horaires: WrittenHours;
  readonly date_maj: LocalDate | null;
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): HubLoRow {
  const statut = cells.line("c_statut_juridique", 100);
  const days = cells
    .labels("c_jours_semaine", /[{},"]+/)
    .map(frenchDay)
    .filter((day) => day >= 0);
  return {
    id: cells.required("gid", 60),
    nom: cells.required("c_nom", 200),
    raison_sociale: cells.line("c_raison_sociale", 200),
    statut: statut === null || /[@\d]/.test(statut) ? null : statut,
    adresse: cells.line("c_adresse", 300),
    code_postal: cells.postcode("c_postcode"),
    commune: cells.required("c_city", 100),
    telephone: cells.line("c_telephone", 100) === "-" ? [] : cells.phones("c_telephone"),
    courriel: cells.email("c_courriel"),
    site: cells.website("c_site_web"),
    espaces: cells.labels("c_categories_espace", /[{},"]+/),
    reponses: questions.flatMap(([column, meaning]) => (cells.line(column, 100) === "oui" ? [meaning] : [])),
    description: descriptionOf(cells),
    publics: cells.labels("c_varchar_public_cible", /[,;]|\s-\s/),
    wheelchair: wheelchairOf(cells.line("c_acces_pmr", 100)),
    horaires: hoursOf(cells, days),
    date_maj: cells.day("c__edit_datemaj"),
  };
}

/** What is told in words of equipment, courses and help. */
function descriptionOf(cells: RowReader): string | null {
  const told = details
    .flatMap((column) => cells.text(column, 3000) ?? [])
    .filter((text) => /\p{L}{3}/u.test(text));
  return told.length === 0 ? null : told.join("\n");
}

function wheelchairOf(answer: string | null): HubLoRow["wheelchair"] {
  if (answer === "oui") return "yes";
  return answer === "non" ? "no" : "unknown";
}

/** Where columns slipped, a truth value stands for hours. */
function hoursOf(cells: RowReader, days: readonly number[]): WrittenHours {
  const written = cells.line("c_horaire_ouverture", 2000);
  if (written === "True" || written === "False") return { openingHours: null, note: null };
  return cells.frenchHours("c_horaire_ouverture", days);
}
