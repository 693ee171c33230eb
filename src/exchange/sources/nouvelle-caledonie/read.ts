import type { LocalDate } from "#base";
import { isRecord, readJsonFeed, type Feed } from "../../reading/feed.ts";
import { osmOfFrenchHours } from "../../reading/french-hours.ts";
import type { WrittenHours } from "../../reading/hours.ts";
import type { RowReader } from "../../row-reader.ts";

const days = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"] as const;

/** A row as Nouvelle-Calédonie publishes it. */
export interface CaledonianRow {
  readonly nom: string;
  readonly commune: string;
  readonly adresse: string | null;
  readonly complement: string | null;
  readonly typologie: readonly string[];
  readonly structure_parente: string | null;
  readonly telephone: readonly string[];
  readonly courriel: string | null;
  readonly site: string | null;
  readonly horaires: WrittenHours;
  readonly description: string | null;
  readonly services: readonly string[];
  readonly themes: readonly string[];
  readonly publics: readonly string[];
  readonly frais: readonly string[];
  readonly conditions: string | null;
  readonly isWheelchairTold: boolean;
  readonly date: LocalDate | null;
}

/** Takes the rows out of the file; the position, a record, becomes two cells. */
export function readFeed(bytes: Uint8Array): Feed {
  const feed = readJsonFeed(bytes);
  const rows = feed.rows.map((row) => {
    const at = row?.["geolocalisation"];
    return row === null || !isRecord(at) ? row : { ...row, latitude: at["lat"], longitude: at["lon"] };
  });
  return { ...feed, rows };
}

/** Reads a row; the position is read once the town is known. */
export function readRow(cells: RowReader): CaledonianRow {
  return {
    nom: cells.required("nom", 200),
    commune: cells.required("commune", 100),
    adresse: cells.line("adresse", 300),
    complement: cells.line("complement_adresse", 300),
    typologie: cells.labels("typologie", ";"),
    structure_parente: cells.line("structure_parente", 200),
    telephone: cells.line("telephone", 100) === "+687" ? [] : phonesOf(cells),
    courriel: cells.email("courriel"),
    site: cells.website("site_web"),
    horaires: weekOf(cells),
    description: cells.text("presentation_resume", 10_000),
    services: cells.labels("services", /[,;\n]+/),
    themes: cells.labels("thematiques_proposees", /\n+/),
    publics: cells.labels("publics_accueillis", /[,\n]+/),
    frais: cells.labels("conditions_acces", ";"),
    conditions: cells.line("conditions_acces_detail", 1000),
    isWheelchairTold: /\bPMR\b|handicap/i.test(cells.line("accessibilite", 500) ?? ""),
    date: cells.day("date_soumission"),
  };
}

/** Numbers of six digits are of the territory: +687 (Arcep does not number it; its plan has six digits). */
function phonesOf(cells: RowReader): readonly string[] {
  const local = /^\s*((?:\d\s?){6})\s*$/.exec(cells.line("telephone", 100) ?? "")?.[1];
  return local === undefined ? cells.phones("telephone") : [`+687${local.replace(/\s/g, "")}`];
}

/** The hours of seven columns, in OSM form when every day told is understood; else in the producer's words. */
function weekOf(cells: RowReader): WrittenHours {
  const told = days.flatMap((day, number) => {
    const text = cells.line(`horaires_${day}`, 200);
    return text === null ? [] : [{ day, text, osm: osmOfFrenchHours(text, [number]) }];
  });
  if (told.length === 0) return { openingHours: null, note: null };
  const rules = told.flatMap(({ osm }) => osm ?? []);
  if (rules.length === told.length) return { openingHours: rules.join("; "), note: null };
  cells.warn("horaires_lundi", { code: "hoursUnreadable" });
  return { openingHours: null, note: told.map(({ day, text }) => `${day} : ${text}`).join("\n") };
}
