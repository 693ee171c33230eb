import { distanceMetres, type GeoPoint } from "#base";
import type { OfferSummary } from "#directory/actions";

/** Side of the square on which a map is drawn, in its own units. */
export const mapSide = 400;
/** Free edge around what is drawn, in the same units. */
const edge = 34;
/** Marks nearer to each other than this become one: less than a finger's width. */
const together = 30;
const mostTowns = 8;
/** Half the width of a letter of a name. */
const halfLetter = 4;
const leastReachMetres = 500;
/** Radii of rings, in metres. */
const ringRadii = [200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];

/** Offers of a list at one spot of the map, named by their numbers in the list, from 1. */
export interface MapMark {
  readonly x: number;
  readonly y: number;
  readonly numbers: readonly number[];
  /** Whether the true place of all of them is known to the town only. */
  readonly isVague: boolean;
}

/** A distance from the centre. */
export interface MapRing {
  readonly metres: number;
  readonly radius: number;
}

/** Where things are on a map; the centre asked about is in the middle, north is up. */
export interface MapLayout {
  readonly marks: readonly MapMark[];
  readonly rings: readonly MapRing[];
  /** Names of towns near the middle of their offers: the middle of the line of words. */
  readonly towns: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

interface Spot {
  readonly number: number;
  readonly offer: OfferSummary;
  readonly x: number;
  readonly y: number;
}

/**
 * Lays offers out around a point, the farthest at the edge. Distances are right to a percent within 100 km.
 * Missing  null when none of them has a position; those without one are left to the list.
 */
export function layMap(offers: readonly OfferSummary[], centre: GeoPoint): MapLayout | null {
  const placed = offers.flatMap((offer, index) =>
    offer.position === null ? [] : [{ offer, number: index + 1, position: offer.position }],
  );
  if (placed.length === 0) return null;
  const farthest = Math.max(
    leastReachMetres,
    ...placed.map(({ position }) => distanceMetres(centre, position)),
  );
  const scale = (mapSide / 2 - edge) / farthest;
  const metresPerDegree = 111_195;
  const shrink = Math.cos((centre.latitude * Math.PI) / 180);
  const spots = placed.map(({ offer, number, position }) => ({
    offer,
    number,
    x: mapSide / 2 + (position.longitude - centre.longitude) * shrink * metresPerDegree * scale,
    y: mapSide / 2 - (position.latitude - centre.latitude) * metresPerDegree * scale,
  }));
  const marks = marksOf(spots);
  return { marks, rings: ringsOf(farthest, scale), towns: townsOf(spots, marks) };
}

/** Joins spots that would cover each other, in the order of the list. */
function marksOf(spots: readonly Spot[]): readonly MapMark[] {
  const groups: Spot[][] = [];
  for (const spot of spots) {
    const near = groups.find(([first]) => first && Math.hypot(first.x - spot.x, first.y - spot.y) < together);
    if (near) near.push(spot);
    else groups.push([spot]);
  }
  return groups.map((group) => ({
    x: mean(group.map(({ x }) => x)),
    y: mean(group.map(({ y }) => y)),
    numbers: group.map(({ number }) => number),
    isVague: group.every(
      ({ offer }) => offer.positionPrecision === "town" || offer.positionPrecision === "area",
    ),
  }));
}

function ringsOf(farthest: number, scale: number): readonly MapRing[] {
  return ringRadii
    .filter((metres) => metres <= farthest * 1.1)
    .slice(-2)
    .map((metres) => ({ metres, radius: metres * scale }));
}

/** Names of towns where they cover neither a mark nor another name: below their offers, else above; else none. */
function townsOf(spots: readonly Spot[], marks: readonly MapMark[]): MapLayout["towns"] {
  const towns = [...Map.groupBy(spots, ({ offer }) => offer.city)]
    .toSorted((a, b) => b[1].length - a[1].length)
    .slice(0, mostTowns);
  const placed: MapLayout["towns"][number][] = [];
  for (const [name, here] of towns) {
    const half = name.length * halfLetter;
    const x = Math.min(mapSide - half, Math.max(half, mean(here.map((spot) => spot.x))));
    const middle = mean(here.map((spot) => spot.y));
    const y = [middle + 30, middle - 22].find(
      (line) =>
        line > 12 &&
        line < mapSide - 4 &&
        !marks.some((mark) => Math.abs(mark.x - x) < half + 16 && Math.abs(mark.y - line + 5) < 20) &&
        !placed.some((other) => Math.abs(other.x - x) < half * 2 && Math.abs(other.y - line) < 16),
    );
    if (y !== undefined) placed.push({ name, x, y });
  }
  return placed;
}

function mean(values: readonly number[]): number {
  return Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;
}
