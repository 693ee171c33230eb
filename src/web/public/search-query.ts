import { attendance, categoryOfAction, type Attendance, type CategoryOfAction } from "#directory";
import type { GeoPoint } from "#base";
import type { Query } from "../page.ts";

/** Path of the search. */
export const searchPath = "/chercher";

/** Radii offered, in kilometres. */
export const radiiKm = [5, 10, 20, 50, 100] as const;
/** Radius when none is chosen, in kilometres. */
export const usualRadiusKm = 20;

/** What is asked of the search, as the address says it. Values that mean nothing are left out, never refused. */
export interface SearchQuery {
  /** Town or postcode as typed; empty when none. */
  readonly typed: string;
  /** Code of a commune; null when none was chosen. */
  readonly town: string | null;
  /** A point given by the device; null when none. */
  readonly point: GeoPoint | null;
  readonly category: CategoryOfAction | null;
  readonly words: string;
  readonly isOpenNow: boolean;
  readonly isFree: boolean;
  readonly isWheelchair: boolean;
  readonly isWithoutInternet: boolean;
  readonly attendance: Attendance | null;
  /** Code of a language, ISO 639; null for any. */
  readonly language: string | null;
  /** Years; null for any age. */
  readonly age: number | null;
  readonly radiusKm: number;
  readonly page: number;
}

/** Reads the address of a search. */
export function readSearch(query: URLSearchParams): SearchQuery {
  const text = (name: string, longest: number): string => (query.get(name) ?? "").trim().slice(0, longest);
  const town = text("town", 5);
  const category = text("categorie", 20);
  const radius = Number(text("rayon", 4));
  const page = Number(text("page", 4));
  const [how, language, age] = [text("comment", 20), text("langue", 3), text("age", 3)];
  return {
    typed: text("ou", 80),
    town: /^[0-9][0-9AB][0-9]{3}$/.test(town) ? town : null,
    point: readPoint(text("lat", 12), text("lon", 12)),
    category: categoryOfAction.has(category) ? category : null,
    words: text("q", 100),
    isOpenNow: text("ouvert", 1) === "1",
    isFree: text("gratuit", 1) === "1",
    isWheelchair: text("fauteuil", 1) === "1",
    isWithoutInternet: text("sansinternet", 1) === "1",
    attendance: attendance.has(how) ? how : null,
    language: /^[a-z]{2,3}$/.test(language) ? language : null,
    age: /^\d{1,3}$/.test(age) && Number(age) <= 120 ? Number(age) : null,
    radiusKm: radiiKm.find((one) => one === radius) ?? usualRadiusKm,
    page: Number.isInteger(page) && page >= 1 && page <= 200 ? page : 1,
  };
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
    ou: search.typed,
    town: search.town,
    lat: search.town === null && search.point ? search.point.latitude : null,
    lon: search.town === null && search.point ? search.point.longitude : null,
    categorie: search.category,
    q: search.words,
    ouvert: search.isOpenNow ? 1 : null,
    gratuit: search.isFree ? 1 : null,
    fauteuil: search.isWheelchair ? 1 : null,
    sansinternet: search.isWithoutInternet ? 1 : null,
    comment: search.attendance,
    langue: search.language,
    age: search.age,
    rayon: search.radiusKm === usualRadiusKm ? null : search.radiusKm,
    page: search.page === 1 ? null : search.page,
  };
}
