import type { OpenRow } from "./open-row.ts";

/** Columns of the CSV file, and how each is told of an offer. */
const columns: Readonly<Record<string, (row: OpenRow) => string | number | null>> = {
  id: (row) => row.id,
  nom: (row) => row.service_name,
  organisation: (row) => row.organization_name,
  siret: (row) => row.siret,
  genre: (row) => row.kind,
  categories: (row) => row.categories.join("|"),
  interventions: (row) => row.interventions.join("|"),
  description: (row) => row.description ?? row.summary,
  publics: (row) => row.publics.join("|"),
  age_min: (row) => row.age_min,
  age_max: (row) => row.age_max,
  frais: (row) => row.frais.join("|"),
  conditions_acces: (row) => row.conditions_acces,
  adresse: (row) => row.address_1,
  complement_adresse: (row) => row.address_2,
  code_postal: (row) => row.postal_code,
  commune: (row) => row.city,
  code_insee: (row) => row.code_insee,
  latitude: (row) => row.latitude,
  longitude: (row) => row.longitude,
  telephone: (row) => row.phones[0] ?? null,
  courriel: (row) => row.service_email ?? row.organization_email,
  site_web: (row) => row.url ?? row.website,
  horaires: (row) => row.opening_hours,
  confirme_le: (row) => row.confirmed_on,
  modifie_le: (row) => row.changed_on,
  source: (row) => row.source_name,
  licence: (row) => row.licence,
  pour_commencer: (row) => row.ways_in.join("|"),
  taille_du_groupe: (row) => row.group_size,
  comment_venir: (row) => row.transportation,
  offre_confirmee_le: (row) => row.service_confirmed_on,
  adresse_confirmee_le: (row) => row.location_confirmed_on,
  places: (row) => (row.capacity_status === "ask" ? null : row.capacity_status),
  places_dites_le: (row) => row.room_told_on,
};

/** First line of the file. */
export const openCsvHead = `${Object.keys(columns).join(",")}\r\n`;

/** The line of an offer (RFC 4180). */
export function openCsvLine(row: OpenRow): string {
  return `${Object.values(columns)
    .map((cell) => csvField(cell(row)))
    .join(",")}\r\n`;
}

/**
 * One field. A text that a spreadsheet would take for a formula is made harmless by an apostrophe; a telephone keeps its plus.
 * Source  OWASP, CSV injection.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const isHarmless = /^\+\d+$/.test(value) || !/^[=+\-@\t\r]/.test(value);
  const text = isHarmless ? value : `'${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
