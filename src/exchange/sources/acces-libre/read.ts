import { exchangeErrors } from "../../errors.ts";
import { feedOfRows, isRecord, readJsonValue, type Feed } from "../../reading/feed.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";

/** A way through which one comes: what is told of it, null for what is not. */
export interface AccessWay {
  readonly isLevel: boolean | null;
  readonly hasLift: boolean | null;
  /** Number of steps. */
  readonly steps: number | null;
  readonly ramp: "none" | "fixed" | "removable" | null;
  /** Narrower than 90 cm somewhere. */
  readonly isNarrow: boolean | null;
}

/** What the producer tells of an establishment that our model uses. */
export interface AccesLibreRow {
  /** The way from the street to the entrance; null when the entrance is at the street. */
  readonly outside: AccessWay | null;
  readonly hasRoughGround: boolean;
  readonly isSteep: boolean;
  readonly entrance: AccessWay;
  /** Centimetres; null when not told. */
  readonly entranceWidth: number | null;
  readonly hasOtherEntrance: boolean;
  readonly hasHelp: boolean;
  readonly reception: AccessWay;
  readonly hearing: readonly string[];
  readonly hasAudioDescription: boolean;
  readonly hasSoundBeacon: boolean;
  readonly hasGuidingStrip: boolean;
  readonly hasTrainedStaff: boolean;
  readonly hasAdaptedToilets: boolean;
  readonly hasAdaptedParking: boolean;
}

/** The columns that tell of a way. */
interface WayColumns {
  readonly prefix: string;
  readonly steps: string;
  readonly ramp: string;
  /** Null where no column tells it. */
  readonly narrow: string | null;
}

const outside: WayColumns = {
  prefix: "cheminement_ext",
  steps: "cheminement_ext_nombre_marches",
  ramp: "cheminement_ext_rampe",
  narrow: "cheminement_ext_retrecissement",
};
const entrance: WayColumns = {
  prefix: "entree",
  steps: "entree_marches",
  ramp: "entree_marches_rampe",
  narrow: null,
};
const reception: WayColumns = {
  prefix: "accueil_cheminement",
  steps: "accueil_cheminement_nombre_marches",
  ramp: "accueil_cheminement_rampe",
  narrow: "accueil_retrecissement",
};

/** Reads what a row tells of the access. Values that are none of the schema are told and left out. */
export function readAccess(cells: RowReader): AccesLibreRow {
  const yes = (column: string): boolean => readTruth(cells, column) === true;
  return {
    outside: yes("cheminement_ext_presence") ? readWay(cells, outside) : null,
    hasRoughGround:
      readTruth(cells, "cheminement_ext_terrain_stable") === false ||
      yes("cheminement_ext_terrain_accidente"),
    isSteep:
      cells.line("cheminement_ext_pente_degre_difficulte", 40) === "importante" ||
      cells.line("cheminement_ext_devers", 40) === "important",
    entrance: readWay(cells, entrance),
    entranceWidth: readCount(cells, "entree_largeur_mini", 1000),
    hasOtherEntrance: yes("entree_pmr"),
    hasHelp: yes("entree_aide_humaine"),
    reception: readWay(cells, reception),
    hearing: cells.labels("accueil_equipements_malentendants", /[[\]"',;\s]+/),
    hasAudioDescription: yes("accueil_audiodescription_presence"),
    hasSoundBeacon: yes("entree_balise_sonore"),
    hasGuidingStrip: yes("cheminement_ext_bande_guidage"),
    hasTrainedStaff: cells.line("accueil_personnels", 40) === "formés",
    hasAdaptedToilets: yes("sanitaires_adaptes"),
    hasAdaptedParking: yes("stationnement_pmr") || yes("stationnement_ext_pmr"),
  };
}

const ramps = { aucune: "none", fixe: "fixed", amovible: "removable" } as const;

function readWay(cells: RowReader, { prefix, steps, ramp, narrow }: WayColumns): AccessWay {
  const told = cells.line(ramp, 40);
  const isKnown = told !== null && Object.hasOwn(ramps, told);
  if (told !== null && !isKnown) cells.warn(ramp, { code: "labelUnknown", params: { label: told } });
  return {
    isLevel: readTruth(cells, `${prefix}_plain_pied`),
    hasLift: readTruth(cells, `${prefix}_ascenseur`),
    steps: readCount(cells, steps, 1000),
    ramp: isKnown ? ramps[told as keyof typeof ramps] : null,
    isNarrow: narrow === null ? null : readTruth(cells, narrow),
  };
}

/** Yes or no; null when the cell is empty. Older exports count (`1`) where newer ones tell the truth. */
function readTruth(cells: RowReader, column: string): boolean | null {
  const told = cells.line(column, 20)?.toLowerCase() ?? null;
  if (told === null) return null;
  if (told === "true" || told === "1") return true;
  if (told === "false" || told === "0") return false;
  cells.warn(column, { code: "labelUnknown", params: { label: told } });
  return null;
}

function readCount(cells: RowReader, column: string, most: number): number | null {
  const told = cells.numeric(column);
  return told === null || told < 0 || told > most ? null : Math.round(told);
}

/**
 * Rows of an answer of the API (`results`), or of a list of its establishments, under the columns of the table.
 * @throws exchange.feedUnreadable, exchange.feedNotAList, exchange.feedEmpty
 */
export function readApiFeed(bytes: Uint8Array): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  const list = isRecord(value) ? value["results"] : value;
  if (!Array.isArray(list)) throw exchangeErrors.feedNotAList({});
  return feedOfRows(
    list.map((one: unknown) => (isRecord(one) ? rowOfApi(one) : null)),
    isEncodingGuessed,
  );
}

function rowOfApi(one: RawRow): RawRow {
  const geometry = isRecord(one["geom"]) ? one["geom"]["coordinates"] : null;
  const [longitude, latitude] = Array.isArray(geometry) ? (geometry as unknown[]) : [];
  return {
    id: one["uuid"],
    name: one["nom"],
    postal_code: one["code_postal"],
    commune: one["commune"],
    code_insee: one["code_insee"],
    adresse: one["adresse"],
    siret: one["siret"],
    longitude,
    latitude,
    web_url: one["web_url"],
    updated_at: one["updated_at"],
    ...factsOf(one["accessibilite"]),
  };
}

/** The facts that the API tells in sections, side by side; lists as the table writes them. */
function factsOf(sections: unknown): RawRow {
  if (!isRecord(sections)) return {};
  const facts = Object.values(sections).flatMap((section) =>
    isRecord(section) ? Object.entries(section) : [],
  );
  return Object.fromEntries(
    facts.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
  );
}
