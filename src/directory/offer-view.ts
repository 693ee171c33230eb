import { distanceMetres, localDateAt, type GeoPoint, type Instant } from "#base";
import type { Offer, OfferSummary, TakingPart } from "./actions.ts";
import type { BookRow } from "./book-store.ts";
import { isRoomOld } from "./room.ts";
import { cutText, foldText, offerName } from "./offer.ts";
import { isOnlyClosure, openingState, weekOf, type Opening } from "./schedule.ts";
import { placeTimeOf } from "./schedule-place.ts";
import type { AccessRow } from "./access-store.ts";
import type { OfferRow } from "./store.ts";
import { accessFeature } from "./taxonomy.ts";

/** Whether an offer is open at a moment; `unknown` when it has no hours that can be read. */
export function openingOf(
  offer: { readonly opening_hours: string | null; readonly code_insee: string | null },
  now: Instant,
): Opening {
  if (offer.opening_hours === null) return { state: "unknown", nextChange: null };
  return openingState(offer.opening_hours, { ...placeTimeOf(offer.code_insee), at: now });
}

/**
 * An offer as lists show it.
 * @param from point from which its distance is told; null for none.
 */
export function summaryOf(row: OfferRow, now: Instant, from: GeoPoint | null): OfferSummary {
  const name = offerName(row.service_name, row.location_name);
  const position = positionOf(row);
  const isSameName = foldText(row.organization_name) === foldText(row.service_name);
  return {
    id: row.id,
    kind: row.kind,
    name,
    organizationName: isSameName ? null : row.organization_name,
    categories: [...row.categories],
    street: streetOf(row),
    postcode: row.postal_code,
    city: row.city,
    position,
    positionPrecision: row.position_precision,
    distanceMetres: from === null || position === null ? null : Math.round(distanceMetres(from, position)),
    opening: openingOf(row, now),
    frais: [...row.frais],
    phone: row.phones[0] ?? null,
    email: row.email,
    website: row.url,
    confirmedOn: row.confirmed_on,
  };
}

/** What stands beside the row of an offer. */
export interface ToldBeside {
  readonly access: AccessRow;
  /** Whom it serves, by name; null when that is not told. */
  readonly area: TakingPart["area"];
  /** When it is closed for a time; null when that is not told. */
  readonly closure: Offer["closure"];
  /** Days after which what was told of the room is told no more; the usual ones unless told. */
  readonly roomDays?: number | undefined;
}

/** Everything public about an offer. */
export function offerOf(row: BookRow, { access, area, closure, roomDays }: ToldBeside, now: Instant): Offer {
  const { timeZone, holidayZone } = placeTimeOf(row.code_insee);
  const today = localDateAt(now, timeZone);
  return {
    ...summaryOf(row, now, null),
    summary: row.summary,
    description: row.description,
    interventions: [...row.interventions],
    publics: [...row.publics],
    serviceLabels: [...row.service_labels],
    otherPhones: row.phones.slice(1),
    takingPart: takingPartOf(row, area, isRoomOld(row.room_told_on, now, roomDays)),
    confirmedGroups: groupsOf(row),
    accessConditions: row.conditions_acces,
    accessibility: accessibilityOf(access),
    openingHours: row.opening_hours,
    hoursNote: row.hours_note,
    welcome: row.welcome,
    townCode: row.code_insee,
    closure,
    week:
      row.opening_hours === null || isOnlyClosure(row.opening_hours)
        ? []
        : weekOf(row.opening_hours, today, holidayZone).map(plainDay),
    sessions: row.sessions
      .filter(({ end }) => end > now)
      .toSorted((a, b) => (a.start < b.start ? -1 : 1))
      .slice(0, 20)
      .map(({ start, end }) => ({ start, end })),
    source: {
      id: row.source,
      name: row.source_name,
      licence: row.licence,
      url: row.source_url,
      importedOn: row.imported_on,
    },
  };
}

function groupsOf({ confirmed_on: hours, group_days: days }: BookRow): Offer["confirmedGroups"] {
  if (days === null) return { hours, what: hours, place: hours, organisation: hours };
  return { hours, what: days.service, place: days.location, organisation: days.organization };
}

function takingPartOf(
  { matching, transportation, room_told_on: toldOn }: BookRow,
  area: TakingPart["area"],
  isOld: boolean,
): TakingPart {
  const { cost_amount: amount, cost_per: per } = matching;
  return {
    type: matching.offer_type,
    attendance: [...matching.attendance],
    waysIn: [...matching.ways_in],
    ageMin: matching.age_min,
    ageMax: matching.age_max,
    gender: matching.gender,
    isRestricted: matching.publics_restricted,
    isByAndFor: matching.by_and_for,
    fetchesPeople: matching.transport_provided,
    gettingThere: transportation,
    groupSize: matching.group_size,
    languages: [...matching.languages],
    price: amount === null || amount === 0 ? null : { amount, per },
    area,
    capacity: isOld
      ? { status: "ask", note: null, toldOn }
      : { status: matching.capacity_status, note: matching.capacity_note, toldOn },
  };
}

function accessibilityOf(access: AccessRow): Offer["accessibility"] {
  const { place_wheelchair: wheelchair, place_imported_on: importedOn, source_name: name, licence } = access;
  const isJoined = wheelchair !== null && importedOn !== null && name !== null && licence !== null;
  const url = access.place_url ?? access.source_url;
  return {
    wheelchair: access.wheelchair,
    features: access.access_features.filter(accessFeature.has),
    place: isJoined
      ? { wheelchair, name, licence, url, confirmedOn: access.place_confirmed_on, importedOn }
      : null,
  };
}

function plainDay({ date, intervals }: ReturnType<typeof weekOf>[number]): Offer["week"][number] {
  return { date, intervals: intervals.map(({ from, to }) => ({ from, to })) };
}

function positionOf({ latitude, longitude }: OfferRow): GeoPoint | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

function streetOf({ address_1, address_2 }: OfferRow): string | null {
  const lines = [address_1, address_2].filter((line) => line !== null);
  return lines.length === 0 ? null : cutText(lines.join(", "), 300);
}
