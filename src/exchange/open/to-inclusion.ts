import texts from "./taxonomy.fr.json" with { type: "json" };
import { cutText, type CategoryOfAction } from "#directory";
import { openEmail, openUri, type OpenNames, type OpenRow } from "./open-row.ts";

/** A record in the words of data·inclusion, version 1. */
export type InclusionRecord = Readonly<Record<string, unknown>>;

/** The themes that each of our categories stands for outwards (notes/standards.md, section 5). */
const themes: Readonly<Record<CategoryOfAction, readonly string[]>> = {
  listen: ["sante--sante-mentale"],
  gather: ["remobilisation--lien-social"],
  "reach-out": ["remobilisation--lien-social"],
  support: ["difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives"],
  "take-part": ["remobilisation--benevolat-action-citoyenne"],
};

const publics: Readonly<Record<string, string>> = {
  jeunes: "jeunes",
  seniors: "seniors",
  "familles-enfants": "familles",
  femmes: "femmes",
  etudiants: "etudiants",
  "personnes-handicapees": "personnes-en-situation-de-handicap",
  "handicap-moteur": "personnes-en-situation-de-handicap",
  "handicap-psychique": "personnes-en-situation-de-handicap",
  surdite: "personnes-en-situation-de-handicap",
  "deficience-visuelle": "personnes-en-situation-de-handicap",
  "demandeurs-emploi": "demandeurs-emploi",
  "personnes-exilees": "personnes-exilees",
  retraite: "seniors",
};

const ways: Readonly<Record<string, string>> = {
  phone: "telephoner",
  "drop-in": "se-presenter",
  online: "utiliser-lien-mobilisation",
};

/** Who publishes the row for data·inclusion: this installation. */
const publisher = "tisser";

/** A structure: an organisation at its first place. */
export function toInclusionStructure(row: OpenRow): InclusionRecord {
  return {
    source: publisher,
    id: structureId(row),
    nom: nameOf(row.organization_name, row.city),
    siret: row.siret,
    date_maj: row.organization_confirmed_on ?? row.changed_on,
    description: textOf(row.organization_description),
    telephone: row.phones[0] ?? null,
    courriel: openEmail(row.organization_email) ?? null,
    site_web: openUri(row.website) ?? null,
    horaires_accueil: row.opening_hours,
    ...addressOf(row),
  };
}

/** A service, at the place of its offer: an offer at several places is several services there. */
export function toInclusionService(row: OpenRow, { baseUrl }: OpenNames): InclusionRecord {
  const link = openUri(row.url) ?? null;
  return {
    source: publisher,
    id: `${publisher}--${row.id}`,
    structure_id: structureId(row),
    nom: nameOf(row.service_name, row.city),
    description: textOf(row.description ?? row.summary) ?? `${row.service_name}, ${row.city}.`,
    date_maj: row.confirmed_on ?? row.changed_on,
    lien_source: `${baseUrl}/lieu/${row.id}`,
    type: row.kind === "activity" ? "atelier" : "accompagnement",
    thematiques: themesOf(row),
    frais: row.frais.includes("payant") ? "payant" : row.frais.length > 0 ? "gratuit" : null,
    frais_precisions: priceOf(row),
    publics: orNull([...new Set(row.publics.flatMap((code) => publics[code] ?? []))]),
    conditions_acces: row.conditions_acces,
    telephone: row.phones[0] ?? null,
    courriel: openEmail(row.service_email ?? row.organization_email) ?? null,
    modes_accueil: modesOf(row),
    modes_mobilisation: orNull(
      row.ways_in.flatMap((way) => (way === "online" && link === null ? [] : (ways[way] ?? []))),
    ),
    lien_mobilisation: link,
    mobilisable_par: row.ways_in.includes("referral") ? ["professionnels", "usagers"] : null,
    horaires_accueil: row.opening_hours,
    zone_eligibilite: row.area_type === "country" ? ["france"] : orNull([...row.area_values]),
    ...addressOf(row),
  };
}

/** A price with what it is for, as the page of the entry tells it in French. */
function priceOf({ cost_amount: amount, cost_per: per }: OpenRow): string | null {
  if (amount === null || amount === 0) return null;
  const told = `${String(amount).replace(".", ",")} €`;
  return per !== null && Object.hasOwn(texts.per, per)
    ? `${told} ${texts.per[per as keyof typeof texts.per]}`
    : told;
}

function structureId({ organization_id: id }: OpenRow): string {
  return `${publisher}--${id}`;
}

function addressOf(row: OpenRow): InclusionRecord {
  return {
    adresse: row.address_1,
    complement_adresse: row.address_2,
    code_postal: row.postal_code,
    commune: row.city,
    code_insee: row.code_insee,
    latitude: row.latitude,
    longitude: row.longitude,
  };
}

/** Names have 3 to 150 characters and no full stop at the end. */
function nameOf(name: string, city: string): string {
  const trimmed = cutText(name, 150).replace(/\.+$/, "").trim();
  return trimmed.length < 3 ? `${trimmed} ${city}`.trim() : trimmed;
}

/** Descriptions have 5 to 10,000 characters. */
function textOf(text: string | null): string | null {
  return text !== null && text.length >= 5 ? text : null;
}

function themesOf(row: OpenRow): readonly string[] {
  const own = row.categories.flatMap((code) => themes[code]);
  const digital = row.interventions.includes("digital")
    ? ["numerique--maitriser-les-fondamentaux-du-numerique"]
    : [];
  return [...new Set([...own, ...digital])];
}

function modesOf({ attendance }: OpenRow): readonly string[] {
  const isFar = attendance.some((way) => way !== "on-site" && way !== "at-home");
  const isNear = attendance.length === 0 || attendance.some((way) => way === "on-site" || way === "at-home");
  return [...(isNear ? ["en-presentiel"] : []), ...(isFar ? ["a-distance"] : [])];
}

function orNull(list: readonly string[]): readonly string[] | null {
  const unique = [...new Set(list)];
  return unique.length === 0 ? null : unique;
}
