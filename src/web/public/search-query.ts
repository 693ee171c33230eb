import { localDateSchema, type CallOf, type GeoPoint, type Id, type LocalDate } from "#base";
import {
  accessSought,
  attendance,
  categoryOfAction,
  interventionType,
  needCode,
  offerKind,
  positionPrecision,
  publicServed,
  readShortlist,
  writeShortlist,
  type AccessSought,
  type Attendance,
  type CategoryOfAction,
  type InterventionType,
  type NeedCode,
  type OfferKind,
  type PositionPrecision,
  type PublicServed,
} from "#directory";
import { dayPart, searchRadiiKm, type DayPart, type searchOffers } from "#directory/actions";
import type { Query } from "../page.ts";

/** Path of the search. */
export const searchPath = "/chercher";

/** Radii offered, in kilometres. */
export const radiiKm = searchRadiiKm;
/** Radius when none is chosen, in kilometres. */
export const usualRadiusKm = 20;

/** What is asked of the search, as the address says it. Values that mean nothing are left out, never refused. */
export interface SearchQuery {
  /** Town or postcode as typed; empty when none. */
  readonly typed: string;
  /** Code of a commune; null when none was chosen. */
  readonly town: string | null;
  /** A point given by the device, or that of an address; null when none. */
  readonly point: GeoPoint | null;
  /** Where the point is that of an address: the town in which it lies, and what of it was found. The address itself stands nowhere. */
  readonly near: NearAddress | null;
  readonly category: CategoryOfAction | null;
  readonly intervention: InterventionType | null;
  readonly kind: OfferKind | null;
  readonly need: NeedCode | null;
  readonly public: PublicServed | null;
  readonly words: string;
  readonly isOpenNow: boolean;
  /** Day on which it must be open; null for any. */
  readonly date: LocalDate | null;
  readonly dayPart: DayPart | null;
  readonly isFree: boolean;
  readonly isCheap: boolean;
  readonly isByAndFor: boolean;
  readonly isWheelchair: boolean;
  readonly access: AccessSought | null;
  readonly isWithoutInternet: boolean;
  readonly attendance: Attendance | null;
  /** Code of a language, ISO 639; null for any. */
  readonly language: string | null;
  /** Years; null for any age. */
  readonly age: number | null;
  readonly radiusKm: number;
  readonly page: number;
  /** Ids of the entries chosen so far, in their order. */
  readonly list: readonly Id<"offer">[];
}

/** What an address in the browser may tell of an address in a street. */
export interface NearAddress {
  /** Code of the commune in which it lies. */
  readonly town: string;
  readonly precision: PositionPrecision;
}

/** Longest town or postcode that is read from an address. */
const longestTown = 80;

/** Reads the address of a search. @param longestPlace letters of the place that are read: more where an address may be posted */
export function readSearch(query: URLSearchParams, longestPlace = longestTown): SearchQuery {
  const text = (name: string, longest: number): string => (query.get(name) ?? "").trim().slice(0, longest);
  const town = text("town", 5);
  const category = text("categorie", 20);
  const [kind, need, whom] = [text("genre", 20), text("besoin", 40), text("pour", 60)];
  const [brings, access] = [text("apport", 30), text("acces", 20)];
  const part = text("moment", 20);
  const radius = Number(text("rayon", 4));
  const page = Number(text("page", 4));
  const [how, language, age] = [text("comment", 20), text("langue", 3), text("age", 3)];
  const point = readPoint(text("lat", 12), text("lon", 12));
  return {
    typed: text("ou", longestPlace),
    town: townCodePattern.test(town) ? town : null,
    point,
    near: point && readNear(text("pres", 5), text("precis", 20)),
    category: categoryOfAction.has(category) ? category : null,
    intervention: interventionType.has(brings) ? brings : null,
    kind: offerKind.has(kind) ? kind : null,
    need: needCode.has(need) ? need : null,
    public: publicServed.has(whom) ? whom : null,
    words: text("q", 100),
    isOpenNow: text("ouvert", 1) === "1",
    date: localDateSchema.safeParse(text("jour", 10)).data ?? null,
    dayPart: dayPart.has(part) ? part : null,
    isFree: text("gratuit", 1) === "1",
    isCheap: text("petitprix", 1) === "1",
    isByAndFor: text("parpour", 1) === "1",
    isWheelchair: text("fauteuil", 1) === "1",
    access: accessSought.has(access) ? access : null,
    isWithoutInternet: text("sansinternet", 1) === "1",
    attendance: attendance.has(how) ? how : null,
    language: /^[a-z]{2,3}$/.test(language) ? language : null,
    age: /^\d{1,3}$/.test(age) && Number(age) <= 120 ? Number(age) : null,
    radiusKm: radiiKm.find((one) => one === radius) ?? usualRadiusKm,
    page: Number.isInteger(page) && page >= 1 && page <= 200 ? page : 1,
    list: readShortlist(text("liste", 300)),
  };
}

const townCodePattern = /^[0-9][0-9AB][0-9]{3}$/;

function readNear(town: string, precision: string): NearAddress | null {
  return townCodePattern.test(town) && positionPrecision.has(precision) ? { town, precision } : null;
}

function readPoint(lat: string, lon: string): GeoPoint | null {
  if (lat === "" || lon === "") return null;
  const [latitude, longitude] = [Number(lat), Number(lon)];
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth ? { latitude, longitude } : null;
}

/** The address of a search; what is usual is left out, so that addresses stay short. */
export function writeSearch(search: SearchQuery): Query {
  return {
    ...writePlace(search),
    categorie: search.category,
    apport: search.intervention,
    genre: search.kind,
    besoin: search.need,
    pour: search.public,
    q: search.words,
    ouvert: search.isOpenNow ? 1 : null,
    jour: search.date,
    moment: search.dayPart,
    gratuit: search.isFree ? 1 : null,
    petitprix: search.isCheap ? 1 : null,
    parpour: search.isByAndFor ? 1 : null,
    fauteuil: search.isWheelchair ? 1 : null,
    acces: search.access,
    sansinternet: search.isWithoutInternet ? 1 : null,
    comment: search.attendance,
    langue: search.language,
    age: search.age,
    rayon: search.radiusKm === usualRadiusKm ? null : search.radiusKm,
    page: search.page === 1 ? null : search.page,
    liste: writeShortlist(search.list),
  };
}

/** The part of a search that says where. */
export function writePlace({
  typed,
  town,
  point,
  near,
}: Pick<SearchQuery, "typed" | "town" | "point" | "near">): Query {
  const isPoint = town === null && point !== null;
  return {
    ou: typed,
    town,
    lat: isPoint ? point.latitude : null,
    lon: isPoint ? point.longitude : null,
    pres: isPoint ? near?.town : null,
    precis: isPoint ? near?.precision : null,
  };
}

/** The same question as the action takes it, without its place. */
export function searchInput(asked: SearchQuery): Omit<CallOf<typeof searchOffers>, "town"> {
  return {
    radiusKm: asked.radiusKm,
    page: asked.page,
    ...(asked.category ? { category: asked.category } : {}),
    ...(asked.intervention ? { intervention: asked.intervention } : {}),
    ...(asked.kind ? { kind: asked.kind } : {}),
    ...(asked.need ? { need: asked.need } : {}),
    ...(asked.public ? { public: asked.public } : {}),
    ...(asked.words ? { q: asked.words } : {}),
    ...(asked.isOpenNow ? { openNow: "true" } : {}),
    ...(asked.date ? { date: asked.date } : {}),
    ...(asked.dayPart ? { dayPart: asked.dayPart } : {}),
    ...(asked.isFree ? { free: "true" } : {}),
    ...(asked.isCheap ? { cheap: "true" } : {}),
    ...(asked.isByAndFor ? { byAndFor: "true" } : {}),
    ...(asked.isWheelchair ? { wheelchair: "true" } : {}),
    ...(asked.access ? { access: asked.access } : {}),
    ...(asked.isWithoutInternet ? { withoutInternet: "true" } : {}),
    ...(asked.attendance ? { attendance: asked.attendance } : {}),
    ...(asked.language ? { language: asked.language } : {}),
    ...(asked.age === null ? {} : { age: asked.age }),
  };
}
