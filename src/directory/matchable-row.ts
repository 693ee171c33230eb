import type { BookRow } from "./book-store.ts";
import { offerName } from "./offer.ts";
import type { AreaServed, MatchableOffer, OfferCost } from "./match/matchable.ts";
import { isOnlyClosure } from "./schedule.ts";
import type { Frais } from "./taxonomy.ts";

/** Publics of feeds in the codes of situations that people tell. */
const situationOf: Readonly<Record<string, string>> = {
  "familles-enfants": "familles",
  "personnes-handicapees": "personnes-en-situation-de-handicap",
};

function costOf(
  frais: readonly Frais[],
  { cost_amount: amount, cost_per: per }: BookRow["matching"],
): OfferCost {
  if (frais.includes("payant") && !frais.includes("gratuit")) return { type: "paid", amount, per };
  if (frais.includes("gratuit")) return { type: "free", amount: null, per: null };
  return { type: frais.includes("gratuit-sous-condition") ? "donation" : "unknown", amount, per };
}

function areaOf({ area_type: type, area_values: values }: BookRow["matching"]): AreaServed | null {
  return type === null ? null : { type, values };
}

/** The day of the group of fields that was confirmed longest ago, of those that a visit depends on: not who the organisation is. */
function oldestOf({ confirmed_on: offer, group_days: days }: BookRow): BookRow["confirmed_on"] {
  const told = days === null ? [offer] : [offer, days.service, days.location];
  return told.filter((day) => day !== null).toSorted()[0] ?? null;
}

const known = new WeakMap<BookRow, MatchableOffer>();

/** An offer of the directory as matching knows it; the same row gives the same object. */
export function matchableOfRow(row: BookRow): MatchableOffer {
  const offer = known.get(row) ?? makeMatchable(row);
  known.set(row, offer);
  return offer;
}

function makeMatchable(row: BookRow): MatchableOffer {
  const { matching } = row;
  const words = [row.summary, row.description, row.conditions_acces, ...row.service_labels];
  return {
    id: row.id,
    source: row.source,
    organisation: row.organization_name,
    name: offerName(row.service_name, row.location_name),
    description: [...new Set(words.filter((text) => text !== null))].join("\n").slice(0, 4000),
    kind: row.kind,
    type: matching.offer_type,
    categories: row.categories,
    interventions: row.interventions,
    country: "FR",
    town: row.code_insee ?? row.city,
    latitude: row.latitude,
    longitude: row.longitude,
    attendance: matching.attendance,
    area: areaOf(matching),
    // A closure alone says nothing of when it is open.
    hours: row.opening_hours !== null && isOnlyClosure(row.opening_hours) ? null : row.opening_hours,
    sessions: matching.sessions,
    cost: costOf(row.frais, matching),
    publics: row.publics.map((code) => situationOf[code] ?? code),
    publicsRestricted: matching.publics_restricted,
    ageMin: matching.age_min,
    ageMax: matching.age_max,
    gender: matching.gender,
    languages: matching.languages.length > 0 ? matching.languages : ["fr"],
    accessibility: { wheelchair: matching.wheelchair, features: matching.access_features },
    groupSize: matching.group_size,
    waysIn: matching.ways_in,
    transportProvided: matching.transport_provided,
    byAndFor: matching.by_and_for,
    capacity: {
      status: matching.capacity_status,
      note: matching.capacity_note,
      toldOn: row.room_told_on,
    },
    status: "active",
    confirmedOn: row.confirmed_on,
    oldestConfirmedOn: oldestOf(row),
    welcome: matching.welcome,
  };
}
