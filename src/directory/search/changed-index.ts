import type { MatchableOffer } from "../match/matchable.ts";
import { planeFrom, type Disc } from "./disc.ts";
import { candidatesOf, type MatchIndex, type RowsInReach } from "./match-index.ts";
import { makeOfferIndex, type OfferIndex } from "./offer-index.ts";

/**
 * An index with some offers changed, without making it anew: it answers as the index of all offers would.
 * @param changed ids of offers that changed, came or went since `main` was made
 * @param offers what those of them are now that are still there
 */
export function withChanges(
  main: OfferIndex,
  changed: ReadonlySet<string>,
  offers: readonly MatchableOffer[],
): MatchIndex {
  const changes = makeOfferIndex(offers, { withWords: false });
  const gone = rowsOf(main, changed);
  const first = main.size;
  const both = function* (mains: Iterable<number>, others: Iterable<number>): Iterable<number> {
    for (const row of mains) if (!gone.has(row)) yield row;
    for (const row of others) yield first + row;
  };
  const inReach: RowsInReach = {
    size: main.size - gone.size + changes.size,
    all: () => both(main.inReach.all(), changes.inReach.all()),
    farReaching: () => both(main.inReach.farReaching(), changes.inReach.farReaching()),
    countWithin: (disc) =>
      main.inReach.countWithin(disc) - countOf(main, gone, disc) + changes.inReach.countWithin(disc),
    visitWithin: (disc, visit) => {
      main.inReach.visitWithin(disc, (row) => {
        if (!gone.has(row)) visit(row);
      });
      changes.inReach.visitWithin(disc, (row) => visit(first + row));
    },
  };
  return {
    size: inReach.size,
    factsAt: (row) => (row < first ? main.factsAt(row) : changes.factsAt(row - first)),
    candidateRows: (reach) => candidatesOf(inReach, reach),
  };
}

function rowsOf({ columns, offerAt }: OfferIndex, ids: ReadonlySet<string>): ReadonlySet<number> {
  const rows = new Set<number>();
  if (ids.size === 0) return rows;
  for (let row = 0; row < columns.size; row += 1) if (ids.has(offerAt(row).id)) rows.add(row);
  return rows;
}

function countOf({ columns }: OfferIndex, rows: ReadonlySet<number>, disc: Disc): number {
  const plane = planeFrom(disc);
  let count = 0;
  for (const row of rows) {
    const north = (columns.latitude[row]! - plane.latitude) * plane.north;
    const east = (columns.longitude[row]! - plane.longitude) * plane.east;
    if (Math.sqrt(north * north + east * east) <= disc.km) count += 1;
  }
  return count;
}
