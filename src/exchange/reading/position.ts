import { distanceMetres, isNullIsland, type GeoPoint } from "#base";
import { read, unreadable, type Reading } from "../row-fault.ts";
import { isLambert93, ofLambert93 } from "./lambert.ts";
import { cellText } from "./text.ts";

/** A position as it stands in a row. */
export interface RawPosition {
  readonly latitude: unknown;
  readonly longitude: unknown;
}

/** Where a position is expected: around the town of the row. */
export interface ExpectedPlace {
  readonly centre: GeoPoint;
  /** Kilometres within which the true centre of the town lies. */
  readonly errorKm: number;
}

/** Farther than this from its town, a position is taken for an error (communes reach 30 km at most in France's mainland). */
const plausibleKm = 40;

/**
 * The position of a row. Latitude and longitude exchanged are put right where only that makes sense of them: by the
 * town, else by their range; metres in Lambert-93 become degrees, whichever column holds which. (0, 0) stands for "not known".
 * Missing  `null` when the cells are empty, cannot be read, or lie more than 40 km from the town (`positionFarFromTown`).
 */
export function readPosition(raw: RawPosition, expected: ExpectedPlace | null): Reading<GeoPoint> {
  const metres = readLambert93(raw, expected);
  if (metres !== null) return metres;
  const latitude = degrees(raw.latitude);
  const longitude = degrees(raw.longitude);
  if (latitude === null && longitude === null) return read<GeoPoint>(null);
  if (latitude === null || longitude === null) return unreadable("positionUnreadable");
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return unreadable("positionUnreadable");
  const given = { latitude, longitude };
  const swapped = { latitude: longitude, longitude: latitude };
  if (isNullIsland(given)) return unreadable("positionZero");
  if (expected === null) return readAlone(given, swapped);
  if (isPlausible(given, expected)) return read(given);
  if (isPlausible(swapped, expected)) return { value: swapped, faults: [{ code: "positionSwapped" }] };
  if (!isOnEarth(given)) return unreadable("positionUnreadable");
  const km = Math.round(distanceMetres(given, expected.centre) / 1000);
  return unreadable("positionFarFromTown", { km });
}

function readAlone(given: GeoPoint, swapped: GeoPoint): Reading<GeoPoint> {
  if (isOnEarth(given)) return read(given);
  if (isOnEarth(swapped)) return { value: swapped, faults: [{ code: "positionSwapped" }] };
  return unreadable("positionUnreadable");
}

/** The position where the cells are metres in Lambert-93; null where they are not. */
function readLambert93(raw: RawPosition, expected: ExpectedPlace | null): Reading<GeoPoint> | null {
  const [north, east] = [metresOf(raw.latitude), metresOf(raw.longitude)];
  if (north === null || east === null) return null;
  const [x, y] = isLambert93(east, north) ? [east, north] : [north, east];
  if (!isLambert93(x, y)) return null;
  const value = ofLambert93(x, y);
  if (expected === null || isPlausible(value, expected))
    return { value, faults: [{ code: "positionProjected" }] };
  const km = Math.round(distanceMetres(value, expected.centre) / 1000);
  return unreadable("positionFarFromTown", { km });
}

/** A number of metres, with blanks between thousands and a decimal point or comma; null when it is none. */
function metresOf(value: unknown): number | null {
  const text = (cellText(value) ?? "").replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^\d{5,7}(?:\.\d{1,20})?$/.test(text) ? Number(text) : null;
}

function isPlausible(point: GeoPoint, { centre, errorKm }: ExpectedPlace): boolean {
  return isOnEarth(point) && distanceMetres(point, centre) <= (plausibleKm + errorKm) * 1000;
}

function isOnEarth({ latitude, longitude }: GeoPoint): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
}

/** Degrees of a cell, with a decimal point or comma; null when empty, NaN when it is no number. */
function degrees(value: unknown): number | null {
  const text = (cellText(value) ?? "").trim().replace(",", ".");
  if (text === "") return null;
  return /^[+-]?\d{1,3}(?:\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
}
