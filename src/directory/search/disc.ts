import { bandOf, cellKeyOf, cellsPerDegree, columnOf, type Cells } from "./columns.ts";

/** A disc in degrees and kilometres. */
export interface Disc {
  readonly latitude: number;
  readonly longitude: number;
  readonly km: number;
}

/** Kilometres in one degree of latitude. */
export const kmPerDegree = 6371.0088 * (Math.PI / 180);

/** First position of a rising list whose value is not below `value`, between two positions. */
export function lowerBound(values: Uint32Array, value: number, from = 0, to = values.length): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Calls back with each stretch of rows whose cells touch a disc: from the first row to before the last. */
export function visitStretches(
  { cellKey, cellStart }: Cells,
  disc: Disc,
  visit: (from: number, to: number) => void,
): void {
  const reach = disc.km / kmPerDegree;
  const south = bandOf(Math.max(-90, disc.latitude - reach));
  const north = bandOf(Math.min(90, disc.latitude + reach));
  let at = 0;
  for (let band = south; band <= north; band += 1) {
    const edge = band / cellsPerDegree - 90;
    const nearest = Math.min(Math.max(disc.latitude, edge), edge + 1 / cellsPerDegree) - disc.latitude;
    const half = Math.sqrt(Math.max(0, reach * reach - nearest * nearest));
    const shrink = Math.max(0.01, Math.cos((disc.latitude * Math.PI) / 180));
    const west = cellKeyOf(band, columnOf(disc.longitude - half / shrink));
    const east = cellKeyOf(band, columnOf(disc.longitude + half / shrink));
    at = lowerBound(cellKey, west, at);
    const end = lowerBound(cellKey, east + 1, at);
    if (end > at) visit(cellStart[at]!, cellStart[end]!);
    at = end;
  }
}

/** Measures squares of kilometres from the centre of a disc on the plane that touches it: below 100 km less than 1 % off. */
export function planeFrom({ latitude, longitude }: Disc): {
  readonly north: number;
  readonly east: number;
  readonly latitude: number;
  readonly longitude: number;
} {
  return {
    latitude,
    longitude,
    north: kmPerDegree,
    east: kmPerDegree * Math.cos((latitude * Math.PI) / 180),
  };
}
