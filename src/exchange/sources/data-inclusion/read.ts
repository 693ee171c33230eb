import type { LocalDate } from "#base";
import type { GivenMatching } from "#directory";
import { exchangeErrors } from "../../errors.ts";
import { feedOfRows, isRecord, readJsonValue, type Feed } from "../../reading/feed.ts";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RawRow, RowReader } from "../../row-reader.ts";

/** A service with its structure, in the words of the schema. */
export interface InclusionRow {
  readonly id: string;
  readonly structure_id: string;
  readonly nom: string;
  readonly description: string | null;
  readonly structure_nom: string | null;
  readonly structure_description: string | null;
  readonly siret: string | null;
  readonly adresse: string | null;
  readonly complement_adresse: string | null;
  readonly code_postal: string | null;
  readonly commune: string | null;
  readonly code_insee: string | null;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site_web: string | null;
  readonly horaires: WrittenHours;
  readonly date_maj: LocalDate | null;
  readonly thematiques: readonly string[];
  readonly publics: readonly string[];
  readonly frais: readonly string[];
  readonly modes_accueil: readonly string[];
  readonly modes_mobilisation: readonly string[];
  readonly mobilisable_par: readonly string[];
  readonly conditions: readonly string[];
  readonly zone: Pick<GivenMatching, "area_type" | "area_values">;
}

const bar = "|";

/** Takes services and structures out of a file, and joins them. @throws exchange.feedNotAList */
export function readFeed(bytes: Uint8Array): Feed {
  const { value, isEncodingGuessed } = readJsonValue(bytes);
  const services = listOf(value, "services");
  const structures = listOf(value, "structures");
  if (services === null && structures === null) throw exchangeErrors.feedNotAList({});
  const byId = new Map(
    (structures ?? []).flatMap((one) => (isRecord(one) ? [[String(one["id"]), one]] : [])),
  );
  const used = new Set(
    (services ?? []).flatMap((one) => (isRecord(one) ? [String(one["structure_id"])] : [])),
  );
  const rows = (services ?? []).map((one) => {
    if (!isRecord(one)) return null;
    const structure = isRecord(one["structure"]) ? one["structure"] : byId.get(String(one["structure_id"]));
    return cellsOf(one, structure ?? {});
  });
  const alone = [...byId].flatMap(([id, one]) =>
    used.has(id) ? [] : [cellsOf({ ...one, structure_id: id, site_web: one["site_web"] }, one)],
  );
  return feedOfRows([...rows, ...alone], isEncodingGuessed);
}

function listOf(value: unknown, name: "services" | "structures"): readonly unknown[] | null {
  if (Array.isArray(value)) return name === "services" ? value : null;
  if (!isRecord(value)) return null;
  const list = value[name] ?? (name === "services" ? value["items"] : undefined);
  return Array.isArray(list) ? list : null;
}

/** Service and structure as cells; lists become one text with bars. */
function cellsOf(service: RawRow, structure: RawRow): RawRow {
  const cells = Object.entries(service).map(([name, value]) => [name, flat(value)]);
  const others = Object.entries(structure).map(([name, value]) => [`structure.${name}`, flat(value)]);
  return Object.fromEntries([...cells, ...others]) as RawRow;
}

function flat(value: unknown): unknown {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string").join(bar) : value;
}

/** Reads a row; the position is read once the town is known. What the service does not say, its structure says. */
export function readRow(cells: RowReader): InclusionRow {
  const either = (column: string): string => (cells.has(column) ? column : `structure.${column}`);
  const isPlacedByService = cells.has("code_insee") || cells.has("commune");
  const address = (column: string): string => (isPlacedByService ? column : `structure.${column}`);
  return {
    id: cells.required("id", 200),
    structure_id: cells.required("structure_id", 200),
    nom: cells.required("nom", 200),
    description: cells.text("description", 10_000),
    structure_nom: cells.line("structure.nom", 200),
    structure_description: cells.text("structure.description", 10_000),
    siret: cells.siret("structure.siret"),
    adresse: cells.line(address("adresse"), 300),
    complement_adresse: cells.line(address("complement_adresse"), 300),
    code_postal: cells.postcode(address("code_postal")),
    commune: cells.line(address("commune"), 100),
    code_insee: cells.townCode(address("code_insee")),
    telephone: cells.phones(either("telephone")),
    courriel: cells.email(either("courriel")),
    site_web: cells.website(cells.has("lien_mobilisation") ? "lien_mobilisation" : "structure.site_web"),
    horaires: cells.hours(either("horaires_accueil")),
    date_maj: cells.day("date_maj"),
    thematiques: cells.labels("thematiques", bar),
    publics: cells.labels("publics", bar),
    frais: cells.labels("frais", bar),
    modes_accueil: cells.labels("modes_accueil", bar),
    modes_mobilisation: cells.labels("modes_mobilisation", bar),
    mobilisable_par: cells.labels("mobilisable_par", bar),
    conditions: [
      "conditions_acces",
      "publics_precisions",
      "frais_precisions",
      "mobilisation_precisions",
    ].flatMap((column) => cells.text(column, 1000) ?? []),
    zone: zoneOf(cells.labels("zone_eligibilite", bar)),
  };
}

/** The area served, where our model can tell it: one country, départements, or communes. */
export function zoneOf(codes: readonly string[]): InclusionRow["zone"] {
  const isEach = (pattern: RegExp): boolean => codes.length > 0 && codes.every((code) => pattern.test(code));
  if (isEach(/^france$/i)) return { area_type: "country", area_values: [] };
  if (isEach(/^(?:\d\d|2[AB]|97\d|98\d)$/)) return { area_type: "departement", area_values: [...codes] };
  if (isEach(/^(?:\d{5}|2[AB]\d{3})$/)) return { area_type: "communes", area_values: codes.slice(0, 500) };
  return { area_type: null, area_values: [] };
}

/** Columns of latitude and longitude: of the service, else of its structure. */
export function positionColumns(cells: RowReader): { readonly latitude: string; readonly longitude: string } {
  const of = cells.has("latitude") ? "" : "structure.";
  return { latitude: `${of}latitude`, longitude: `${of}longitude` };
}
