import { bandOf, cellKeyOf, cellsPerDegree, columnOf, type OfferColumns } from "./columns.ts";
import { kmPerDegree, lowerBound, planeFrom, type Disc } from "./disc.ts";

/** What looks at cells. Distances are kilometres from the centre of the disc. */
export interface CellVisitor {
  /** Whether anything at least so far may still matter. Asked with rising distances, ring by ring. */
  readonly isWorth: (leastKm: number) => boolean;
  /** The rows of one cell, from the first to before the last, none of which is nearer than `leastKm`. */
  readonly visit: (from: number, to: number, leastKm: number) => void;
}

/** One band of cells within a disc. `west` and `east` are what was visited of the cells from `first` to before `end`. */
interface Band {
  readonly number: number;
  readonly first: number;
  readonly end: number;
  west: number;
  east: number;
  /** Kilometres from the centre to the nearest point of the band. */
  readonly km: number;
}

/**
 * Visits the cells that touch a disc from the middle outwards, in square rings, until nothing farther is worth it. After
 * each ring all that is left lies outside a rectangle around the centre; its nearest edge is the least distance left.
 */
export function visitOutwards(columns: OfferColumns, disc: Disc, visitor: CellVisitor): void {
  const { cellKey, cellStart } = columns;
  const plane = planeFrom(disc);
  const bands = bandsOf(columns, disc);
  const middle = bandOf(disc.latitude);
  const column = columnOf(disc.longitude);
  const columnsPerBand = plane.north / Math.max(plane.east, plane.north / 100);
  const side = 1 / cellsPerDegree;
  const visitCell = (cell: number, band: Band): void => {
    const edge = (cellKey[cell]! - cellKeyOf(band.number, 0)) * side - 180;
    const east = Math.max(0, edge - disc.longitude, disc.longitude - edge - side) * plane.east;
    const km = Math.sqrt(east * east + band.km * band.km);
    if (km <= disc.km && visitor.isWorth(km)) visitor.visit(cellStart[cell]!, cellStart[cell + 1]!, km);
  };
  let leastKm = 0;
  for (let ring = 0; leastKm <= disc.km && visitor.isWorth(leastKm); ring += 1) {
    const width = Math.ceil(ring * columnsPerBand);
    for (const band of bands) {
      if (band.number < middle - ring) continue;
      if (band.number > middle + ring) break;
      const westKey = cellKeyOf(band.number, column - width);
      const eastKey = cellKeyOf(band.number, column + width);
      while (band.east < band.end && cellKey[band.east]! <= eastKey) {
        visitCell(band.east, band);
        band.east += 1;
      }
      while (band.west > band.first && cellKey[band.west - 1]! >= westKey) {
        band.west -= 1;
        visitCell(band.west, band);
      }
    }
    const toSouth = disc.latitude + 90 - (middle - ring) * side;
    const toNorth = (middle + ring + 1) * side - 90 - disc.latitude;
    const toWest = disc.longitude + 180 - (column - width) * side;
    const toEast = (column + width + 1) * side - 180 - disc.longitude;
    leastKm = Math.min(Math.min(toSouth, toNorth) * plane.north, Math.min(toWest, toEast) * plane.east);
  }
}

/** The bands of cells that a disc touches, from south to north, nothing of them visited yet. */
function bandsOf({ cellKey }: OfferColumns, disc: Disc): Band[] {
  const reach = disc.km / kmPerDegree;
  const shrink = Math.max(0.01, Math.cos((disc.latitude * Math.PI) / 180));
  const column = columnOf(disc.longitude);
  const south = bandOf(Math.max(-90, disc.latitude - reach));
  const north = bandOf(Math.min(90, disc.latitude + reach));
  const bands: Band[] = [];
  let at = 0;
  for (let number = south; number <= north; number += 1) {
    const edge = number / cellsPerDegree - 90;
    const away = Math.max(0, edge - disc.latitude, disc.latitude - edge - 1 / cellsPerDegree);
    const half = Math.sqrt(Math.max(0, reach * reach - away * away)) / shrink;
    const first = lowerBound(cellKey, cellKeyOf(number, columnOf(disc.longitude - half)), at);
    at = lowerBound(cellKey, cellKeyOf(number, columnOf(disc.longitude + half)) + 1, first);
    if (at === first) continue;
    const middle = lowerBound(cellKey, cellKeyOf(number, column), first, at);
    bands.push({ number, first, end: at, west: middle, east: middle, km: away * kmPerDegree });
  }
  return bands;
}
