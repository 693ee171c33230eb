import { nameKey } from "#directory";
import { tableField, type TableColumns, type TableField } from "./table-field.ts";

/** Words by which columns are called in French and English, folded; the first that is the whole heading wins. */
const headings: Readonly<Record<TableField, readonly string[]>> = {
  name: [
    "nom",
    "name",
    "intitule",
    "titre",
    "title",
    "lieu",
    "activite",
    "denomination",
    "nom du lieu",
    "libelle",
  ],
  organisation: [
    "organisme",
    "organisation",
    "organization",
    "structure",
    "association",
    "porteur",
    "gestionnaire",
    "nom de l association",
  ],
  description: ["description", "presentation", "resume", "summary", "objet", "detail", "details", "a propos"],
  labels: [
    "services",
    "service",
    "activites",
    "themes",
    "thematiques",
    "categorie",
    "category",
    "type",
    "tags",
  ],
  street: ["adresse", "address", "rue", "voie", "street", "adresse postale", "adresse 1", "address 1"],
  postcode: ["code postal", "cp", "postcode", "postal code", "zip", "codepostal", "code postale"],
  city: ["commune", "ville", "city", "town", "localite", "municipality"],
  townCode: ["code insee", "insee", "code commune", "codeinsee", "citycode"],
  latitude: ["latitude", "lat", "y wgs84", "y l93", "y lambert", "lambert y", "coord y", "coordonnee y", "y"],
  longitude: [
    "longitude",
    "lon",
    "lng",
    "long",
    "x wgs84",
    "x l93",
    "x lambert",
    "lambert x",
    "coord x",
    "coordonnee x",
    "x",
  ],
  phone: [
    "telephone",
    "tel",
    "phone",
    "telephone 1",
    "numero de telephone",
    "portable",
    "mobile",
    "telephones",
  ],
  email: ["email", "e mail", "mail", "courriel", "mel", "adresse mail", "adresse email"],
  website: ["site", "site web", "site internet", "website", "url", "web", "lien", "link"],
  hours: [
    "horaires",
    "horaire",
    "heures",
    "heures d ouverture",
    "opening hours",
    "hours",
    "jours et horaires",
  ],
  cost: ["tarif", "tarifs", "prix", "cout", "cost", "price", "gratuit", "frais"],
  publics: [
    "public",
    "publics",
    "public vise",
    "publics vises",
    "public cible",
    "public concerne",
    "pour qui",
    "audience",
    "target group",
  ],
  conditions: ["conditions", "conditions d acces", "modalites", "inscription", "eligibility"],
  siret: ["siret", "numero siret", "n siret", "pivot"],
  confirmedOn: [
    "date de mise a jour",
    "mise a jour",
    "maj",
    "date maj",
    "updated",
    "last update",
    "verifie le",
  ],
  id: ["id", "identifiant", "identifier", "reference", "ref", "uid", "code"],
};

/** What the cells of a field look like, where that is telling. */
const looks: Readonly<Partial<Record<TableField, (cell: string) => boolean>>> = {
  postcode: (cell) => /^\d{5}$/.test(cell),
  siret: (cell) => /^\d{14}$/.test(cell.replace(/\s/g, "")),
  email: (cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell),
  website: (cell) => /^(?:https?:\/\/|www\.)\S+$/i.test(cell),
  phone: (cell) => /^(?:\+33|0)\s?[1-9](?:[ .-]?\d{2}){4}$/.test(cell),
  // Degrees, or metres north in Lambert-93. Metres east look like any number: their heading must tell.
  latitude: (cell) => isBetween(cell, 41, 51.2) || /^[67]\d{6}(?:[.,]\d+)?$/.test(cell),
  longitude: (cell) => isBetween(cell, -5.3, 9.7) && /[.,]\d{3}/.test(cell),
  hours: (cell) =>
    /\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b.*\d{1,2}:\d{2}|\b(?:lundi|mardi|mercredi|jeudi|vendredi)\b.*\d/i.test(cell),
};

/** Contact persons are never read, whatever their column is called. */
const persons = /\b(?:contact|responsable|prenom|referent|president|animateur|interlocuteur)\b/;

function isBetween(cell: string, least: number, most: number): boolean {
  const text = cell.replace(",", ".");
  return /^-?\d{1,2}\.\d{2,}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/**
 * Which column of a table is what, by its heading and by what stands in it. Of two columns that could be the same field the
 * likelier one is; a column is one field at most; what is not likely is left out.
 */
export function guessColumns(
  heads: readonly string[],
  records: readonly (readonly string[])[],
): TableColumns {
  const pairs = heads.flatMap((head, place) => {
    const cells = records.map((record) => (record[place] ?? "").trim()).filter((cell) => cell !== "");
    return tableField.codes.map((field) => ({ head, field, likelihood: likelihoodOf(field, head, cells) }));
  });
  const columns: Partial<Record<TableField, string>> = {};
  const used = new Set<string>();
  for (const { head, field, likelihood } of pairs.toSorted((a, b) => b.likelihood - a.likelihood)) {
    if (likelihood < 0.5) break;
    if (head === "" || used.has(head) || columns[field] !== undefined) continue;
    columns[field] = head;
    used.add(head);
  }
  return columns;
}

/** How many cells of a record are names of columns as they are known here. */
export function countHeadings(record: readonly string[]): number {
  const known = Object.values(headings);
  return record.filter((cell) => {
    const key = nameKey(cell.replaceAll("_", " "));
    return key !== "" && known.some((words) => words.includes(key));
  }).length;
}

/** How likely a column is a field: by its heading at most 1, by its cells alone 0.6; cells that contradict weigh against. */
function likelihoodOf(field: TableField, head: string, cells: readonly string[]): number {
  const key = nameKey(head.replaceAll("_", " "));
  if (persons.test(key)) return 0;
  const byHead = headLikelihood(headings[field], key);
  const look = looks[field];
  if (look === undefined || cells.length === 0) return byHead;
  const share = cells.filter(look).length / cells.length;
  return Math.max(byHead - (share < 0.2 ? 0.3 : 0), share >= 0.7 ? 0.6 + byHead / 10 : 0) + share / 20;
}

function headLikelihood(words: readonly string[], key: string): number {
  const place = words.indexOf(key);
  if (place >= 0) return 1 - place / 100;
  const isInside = words.some((word) => word.length >= 4 && ` ${key} `.includes(` ${word} `));
  return isInside ? 0.7 : 0;
}
