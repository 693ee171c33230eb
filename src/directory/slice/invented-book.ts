import { stableId, type Instant, type LocalDate } from "#base";
import synonyms from "../codes/search-synonyms.json" with { type: "json" };
import type { BookRow } from "../book-store.ts";
import { attendance, offerType, wayIn } from "../match/codes.ts";
import { drawing, inventedWord, zipf } from "../search/invented-columns.ts";
import {
  accessFeature,
  categoryOfAction,
  frais,
  interventionType,
  offerKind,
  publicServed,
  wheelchairAccess,
} from "../taxonomy.ts";
import { townAt, type TownTable } from "../town-table.ts";
import { byName } from "../offer-shelf.ts";
import { townIndex } from "../town-files.ts";
import { townsOf, townTextsOf } from "./departement-towns.ts";
import { writeSlice } from "./slice-file.ts";

const meaningful = synonyms.groups.flatMap((group) => group.split(" "));
const hours = [
  "Mo-Fr 09:00-17:00",
  "Tu 14:00-16:30; Th 09:00-12:00",
  "Mo-Sa 10:00-12:00,14:00-18:00",
  "We 14:00-17:00",
];
const soon: Instant = "2026-12-03T14:00:00.000Z" as Instant;

/** How invented entries are made. */
export interface InventedBook {
  readonly table: TownTable;
  readonly departement: string;
  readonly count: number;
  readonly seed: number;
  /** Words of a description. */
  readonly words: number;
}

/** Invented entries of a département, some poor, some whole, in no order. The same seed gives the same entries. */
export function inventedBook({ table, departement, count, seed, words }: InventedBook): BookRow[] {
  const draw = drawing(seed);
  const oneOf = <Value>(list: readonly Value[]): Value => list[Math.floor(draw() * list.length)]!;
  const some = <Value>(list: readonly Value[], share: number): Value[] => list.filter(() => draw() < share);
  const maybe = <Value>(share: number, value: () => Value): Value | null => (draw() < share ? value() : null);
  const digits = (length: number): string => Array.from({ length }, () => Math.floor(draw() * 10)).join("");
  const text = (length: number): string =>
    Array.from({ length }, () => (draw() < 0.2 ? oneOf(meaningful) : inventedWord(zipf(draw())))).join(" ");
  const codes = townsOf(table, departement);
  return Array.from({ length: count }, (_, position) => {
    const town = townAt(table, table.rowOf(oneOf(codes)) ?? 0);
    const isPlaced = town.position !== null && draw() < 0.95;
    const around = (centre: number): number => Math.round((centre + (draw() - 0.5) * 0.05) * 1e6) / 1e6;
    const id = stableId<"offer">("inventions", "offer", `${seed} ${position}`);
    const sessions =
      draw() < 0.15
        ? [{ start: soon, end: "2026-12-03T16:00:00.000Z" as Instant, remaining: oneOf([null, 0, 4]) }]
        : [];
    return {
      id,
      kind: oneOf(offerKind.codes),
      service_name: text(3),
      location_name: maybe(0.2, () => text(2)),
      capacity_status: "ask",
      organization_id: stableId<"organization">("inventions", "organization", String(position % 400)),
      organization_name: `${inventedWord(position % 400)} ${inventedWord(position % 97)}`,
      categories: [oneOf(categoryOfAction.codes)],
      interventions: [oneOf(interventionType.codes)],
      publics: some(publicServed.codes, 0.08),
      frais: some(frais.codes, 0.3),
      service_labels: draw() < 0.5 ? [text(3), text(2)] : [],
      summary: maybe(0.5, () => text(10)),
      description: maybe(0.9, () => text(words)),
      conditions_acces: maybe(0.2, () => text(8)),
      url: maybe(0.6, () => `https://${inventedWord(position + 300)}.example/${digits(4)}`),
      email: maybe(0.5, () => `contact@${inventedWord(position + 300)}.example`),
      address_1: maybe(0.9, () => `${digits(2)} rue ${inventedWord(zipf(draw()))}`),
      address_2: null,
      transportation: null,
      group_days: null,
      room_told_on: null,
      postal_code: town.postcodes[0] ?? null,
      city: town.name,
      code_insee: draw() < 0.98 ? town.code : null,
      latitude: isPlaced ? around(town.position?.latitude ?? 0) : null,
      longitude: isPlaced ? around(town.position?.longitude ?? 0) : null,
      position_precision: isPlaced ? "address" : null,
      phones: draw() < 0.8 ? [`+334${digits(8)}`] : [],
      opening_hours: maybe(0.7, () => oneOf(hours)),
      hours_note: maybe(0.05, () => text(6)),
      welcome: maybe(0.1, () => text(2)),
      sessions,
      confirmed_on: maybe(0.8, () => `2026-0${1 + (position % 9)}-15` as LocalDate),
      source: "inventions",
      source_name: "Inventions",
      licence: "Licence Ouverte 2.0",
      source_url: null,
      imported_on: "2026-11-20" as LocalDate,
      matching: {
        id,
        offer_type: maybe(0.5, () => oneOf(offerType.codes)),
        attendance: some(attendance.codes, 0.2),
        publics_restricted: false,
        age_min: maybe(0.2, () => 60),
        age_max: maybe(0.1, () => 80),
        gender: null,
        languages: some(["fr", "en", "ar", "lsf"], 0.2),
        group_size: null,
        ways_in: some(wayIn.codes, 0.2),
        transport_provided: false,
        by_and_for: draw() < 0.1,
        cost_amount: maybe(0.2, () => Math.floor(draw() * 20)),
        cost_per: maybe(0.2, () => "session" as const),
        area_type: null,
        area_values: [],
        wheelchair: oneOf(wheelchairAccess.codes),
        access_features: some(accessFeature.codes, 0.05),
        capacity_status: "ask",
        capacity_note: null,
        welcome: null,
        sessions,
      },
    };
  });
}

/** The slice of an invented département of some entries, as long as those of feeds, for benches. */
export async function inventedSlice(count: number): Promise<string> {
  const { table } = townIndex();
  const departement = "73";
  const rows = inventedBook({ table, departement, count, seed: 11, words: 26 }).toSorted(byName);
  return writeSlice(
    { departement, name: "Savoie", rows, towns: townTextsOf(table, departement, new Map()) },
    10_000,
  );
}
