import { distanceMetres, type GeoPoint } from "#base";
import type { MapPoint } from "#directory/actions";

/** What a map shows: two corners, degrees. */
export interface MapBounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The smallest view that holds all points; null for none. */
export function boundsOf(points: readonly GeoPoint[]): MapBounds | null {
  if (points.length === 0) return null;
  const latitudes = points.map(({ latitude }) => latitude);
  const longitudes = points.map(({ longitude }) => longitude);
  return {
    south: Math.min(...latitudes),
    west: Math.min(...longitudes),
    north: Math.max(...latitudes),
    east: Math.max(...longitudes),
  };
}

/** The points that a view shows, in the order of the list. */
export function pointsIn(points: readonly MapPoint[], bounds: MapBounds): readonly MapPoint[] {
  return points.filter(
    ({ position: { latitude, longitude } }) =>
      latitude >= bounds.south &&
      latitude <= bounds.north &&
      longitude >= bounds.west &&
      longitude <= bounds.east,
  );
}

/**
 * The address of the same search in the area of a view: its middle, and the shortest distance offered that reaches its
 * corners, else the longest. A view's middle is told to some ten metres.
 */
export function searchHere(address: URL, bounds: MapBounds, radiiKm: readonly number[]): string {
  const middle = {
    latitude: (bounds.south + bounds.north) / 2,
    longitude: (bounds.west + bounds.east) / 2,
  };
  const reach = distanceMetres(middle, { latitude: bounds.north, longitude: bounds.east }) / 1000;
  const radius = radiiKm.find((one) => one >= reach) ?? radiiKm.at(-1);
  const there = new URLSearchParams(address.search);
  for (const name of ["town", "ou", "page"]) there.delete(name);
  there.set("lat", middle.latitude.toFixed(4));
  there.set("lon", middle.longitude.toFixed(4));
  there.set("rayon", String(radius));
  return `${address.pathname}?${there}`;
}

/** A name at its spot, in pixels of the view. */
export interface NamedSpot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Half the width of a letter and half the height of a line, in pixels. */
const [halfLetter, halfLine] = [4.5, 11];

/** The names that cover neither a mark nor a name before them, so that each can be read. */
export function readableNames(
  names: readonly NamedSpot[],
  marks: readonly { readonly x: number; readonly y: number }[],
): readonly NamedSpot[] {
  const kept: NamedSpot[] = [];
  for (const spot of names) {
    const half = spot.name.length * halfLetter;
    const coversMark = marks.some(
      ({ x, y }) => Math.abs(x - spot.x) < half + 22 && Math.abs(y - spot.y) < halfLine + 22,
    );
    const coversName = kept.some(
      ({ name, x, y }) =>
        Math.abs(x - spot.x) < half + name.length * halfLetter && Math.abs(y - spot.y) < 2 * halfLine,
    );
    if (!coversMark && !coversName) kept.push(spot);
  }
  return kept;
}
