import { distanceMetres, millisecondsBetween, type Instant, type LocalDate } from "#base";
import { foldText } from "../offer.ts";
import { roomKnown } from "../room.ts";
import { burdenOf, lowBudget } from "./cost.ts";
import type { CodedReason } from "./match-result.ts";
import type { OfferFacts } from "./offer-facts.ts";
import { comingSessions, openWithin, overlaps } from "./open-times.ts";
import { organisationKey, type PersonFacts } from "./person-facts.ts";
import type { LeftOutReasonCode } from "./reasons.ts";

type LeftOut = CodedReason<LeftOutReasonCode>;

const month = (365.25 / 12) * 86_400_000;
/** Months after which an entry that nobody confirmed is no longer proposed. */
const staleMonths = 18;
/** Kilometres within which a visitor without a stated area comes, and those within which people are fetched. */
const servesWithinKm = 30;
const fetchKm = 22;

const left = (code: LeftOutReasonCode, params: Record<string, string | number> = {}): LeftOut => ({
  code,
  params,
});

/** What is told of an offer and a person together, once. */
export interface Pairing {
  readonly facts: OfferFacts;
  readonly person: PersonFacts;
  readonly now: Instant;
  /** Null when one of both has no position. */
  readonly distanceKm: number | null;
  /** Days after which what was told of the room is known no more. */
  readonly roomDays: number;
}

/** Kilometres in a straight line; null when one of both has no position. */
export function distanceKmTo({ offer }: OfferFacts, { need }: PersonFacts): number | null {
  const { latitude, longitude } = need.place;
  if (latitude === null || longitude === null || offer.latitude === null || offer.longitude === null)
    return null;
  return (
    distanceMetres({ latitude, longitude }, { latitude: offer.latitude, longitude: offer.longitude }) / 1000
  );
}

function isOnSiteOnly({ attendance }: OfferFacts): boolean {
  return attendance.size === 1 && attendance.has("on-site");
}

/** Whether an offer can be had without going anywhere, or because they fetch. */
export function comesToPerson(facts: OfferFacts): boolean {
  return !isOnSiteOnly(facts) || facts.offer.transportProvided || facts.text.fetchesPeople;
}

/** Months since a day on which something was confirmed; null when it never was. */
export function monthsUnconfirmed(confirmedOn: LocalDate | null, now: Instant): number | null {
  if (confirmedOn === null) return null;
  return millisecondsBetween(`${confirmedOn}T00:00:00.000Z` as Instant, now) / month;
}

/** Why an offer must not be proposed to this person; null when nothing forbids it. The order is that of the code list. */
export function reasonToLeaveOut(pairing: Pairing): LeftOut | null {
  for (const rule of rules) {
    const found = rule(pairing);
    if (found !== null) return found;
  }
  return null;
}

const rules: readonly ((pairing: Pairing) => LeftOut | null)[] = [
  excluded,
  closed,
  stale,
  age,
  notForThem,
  harm,
  refused,
  language,
  inaccessible,
  outOfArea,
  tooFar,
  cost,
  digitalOnly,
  hours,
  full,
];

function excluded({ facts, person }: Pairing): LeftOut | null {
  if (person.excluded.size === 0) return null;
  const key = organisationKey(facts.offer.organisation);
  const isNamed = person.excluded.has(key);
  return isNamed ? left("excluded", { organisation: facts.offer.organisation }) : null;
}

function closed({ facts, person }: Pairing): LeftOut | null {
  const { offer, text } = facts;
  if (offer.status !== "active" || text.isClosed) return left("closed");
  const isPast = offer.sessions.length > 0 && comingSessions(offer.sessions, person.window).length === 0;
  return isPast && offer.hours === null ? left("closed") : null;
}

function stale({ facts, now }: Pairing): LeftOut | null {
  const months = monthsUnconfirmed(facts.offer.confirmedOn, now);
  return months !== null && months > staleMonths ? left("stale", { months: Math.floor(months) }) : null;
}

function age({ facts, person }: Pairing): LeftOut | null {
  const { ageMin, ageMax } = facts;
  const years = person.need.age;
  if (years === null) return null;
  if (ageMin !== null && years < ageMin) return left("age", { from: ageMin });
  return ageMax !== null && years > ageMax ? left("age", { to: ageMax }) : null;
}

function notForThem({ facts, person }: Pairing): LeftOut | null {
  const { offer, text, gender } = facts;
  if (offer.publicsRestricted && offer.publics.length > 0 && !offer.publics.includes("tous-publics")) {
    if (!offer.publics.some((code) => person.publics.has(code))) return left("not-for-them");
  }
  if (gender !== null && person.need.gender !== (gender === "women" ? "woman" : "man"))
    return left("not-for-them");
  if (text.isForRetired && !person.publics.has("retraite") && (person.need.age ?? 70) < 60)
    return left("not-for-them");
  return null;
}

function harm({ facts, person }: Pairing): LeftOut | null {
  if (facts.offer.kind === "helpline") return null;
  if (
    person.themes.has("gambling") &&
    (facts.text.involvesGambling || facts.type === "games" || facts.wishes.has("cards"))
  )
    return left("harm");
  return person.themes.has("addiction") && facts.text.servesAlcohol && !facts.themes.has("addiction")
    ? left("harm")
    : null;
}

function refused({ facts, person }: Pairing): LeftOut | null {
  const isRefused = person.refused.some(
    (pattern) => pattern.test(facts.foldedName) || pattern.test(foldText(facts.offer.organisation)),
  );
  return isRefused ? left("refused") : null;
}

function language({ facts, person }: Pairing): LeftOut | null {
  if (facts.languages.size === 0) return null;
  for (const code of facts.languages) if (person.fluent.has(code) || person.basic.has(code)) return null;
  return left("language", { language: [...facts.languages][0] ?? "" });
}

function isPhoneOnly(facts: OfferFacts): boolean {
  return facts.attendance.size === 1 && facts.attendance.has("phone");
}

function inaccessible({ facts, person }: Pairing): LeftOut | null {
  const wanted = person.need.accessibility;
  if (wanted.includes("deaf") && isPhoneOnly(facts)) return left("inaccessible", { access: "deaf" });
  const isOnSite = facts.attendance.has("on-site") && facts.attendance.size === 1;
  if (!isOnSite || facts.wheelchair !== "no") return null;
  if (wanted.includes("wheelchair")) return left("inaccessible", { access: "wheelchair" });
  return wanted.includes("no-stairs") ? left("inaccessible", { access: "no-stairs" }) : null;
}

function samePlace(a: string, b: string): boolean {
  return a === b || foldText(a) === foldText(b);
}

function outOfArea({ facts, person, distanceKm }: Pairing): LeftOut | null {
  const { offer } = facts;
  const { town, country } = person.need.place;
  if (comesToPerson(facts) && offer.country !== country) return left("out-of-area");
  if (facts.text.isForResidents && offer.town !== null && town !== null && !samePlace(offer.town, town))
    return left("out-of-area");
  const { area } = offer;
  if (area === null) {
    const isFar = distanceKm !== null && distanceKm > Math.max(servesWithinKm, person.maxKm);
    return facts.attendance.has("at-home") && isFar ? left("out-of-area") : null;
  }
  if (area.type === "communes") {
    const served = area.values.length > 0 ? area.values : offer.town === null ? [] : [offer.town];
    if (town === null || served.length === 0) return null;
    return served.some((place) => samePlace(place, town)) ? null : left("out-of-area");
  }
  if (area.type === "country") {
    const served = area.values.length > 0 ? area.values : [offer.country];
    return served.includes(country) ? null : left("out-of-area");
  }
  // A département: the commune code begins with it; a name says nothing.
  if (area.values.length === 0 || town === null || !/^\d[\dAB]\d{3}$/.test(town)) return null;
  return area.values.some((code) => town.startsWith(code)) ? null : left("out-of-area");
}

function tooFar({ facts, person, distanceKm }: Pairing): LeftOut | null {
  const isFetched = comesToPerson(facts);
  if (isFetched && !isOnSiteOnly(facts)) return null;
  if (isFetched && (distanceKm === null || distanceKm <= fetchKm)) return null;
  if (person.need.mobility.mode === "none") return left("too-far", {});
  if (distanceKm === null || distanceKm <= person.maxKm) return null;
  return left("too-far", { km: Math.round(distanceKm) });
}

function cost({ facts, person }: Pairing): LeftOut | null {
  const { budget } = person.need;
  if (facts.offer.cost.type !== "paid" || budget === "any") return null;
  const amount = facts.offer.cost.amount ?? 0;
  if (budget === "none") return left("cost", { amount });
  const burden = burdenOf(facts.offer.cost);
  return burden !== null && burden > lowBudget ? left("cost", { amount }) : null;
}

function digitalOnly({ facts, person }: Pairing): LeftOut | null {
  if (!person.refusesInternet) return null;
  const isOnline = facts.attendance.size === 1 && facts.attendance.has("online");
  const { waysIn } = facts.offer;
  const isBookedOnline = waysIn.length > 0 && waysIn.every((way) => way === "online");
  return isOnline || isBookedOnline || facts.text.isOnlineOnly ? left("digital-only") : null;
}

function hours({ facts, person }: Pairing): LeftOut | null {
  const { free, window } = person;
  if (free === null) return null;
  const { offer } = facts;
  const coming = comingSessions(offer.sessions, window);
  if (coming.length > 0 && offer.hours === null)
    return overlaps(coming, free, window.from) ? null : left("hours");
  if (offer.hours === null) return null;
  const open = openWithin(offer.hours, window);
  if (open === null || open.length === 0) return null;
  return overlaps(open, free, window.from) || overlaps(coming, free, window.from) ? null : left("hours");
}

function full({ facts, person, now, roomDays }: Pairing): LeftOut | null {
  const { offer, text } = facts;
  const room = roomKnown(offer.capacity, now, roomDays);
  if (room === "no-capacity") return left("full");
  if (text.isFull && room !== "waitlist") return left("full");
  const coming = comingSessions(offer.sessions, person.window);
  return coming.length > 0 && offer.hours === null && coming.every(({ hasRoom }) => !hasRoom)
    ? left("full")
    : null;
}
