import type { InputOf } from "#base";
import { dayPart, searchRadiiKm, type DayPart, type FacetCounts, type searchOffers } from "./actions.ts";
import type { SearchedOffers } from "./searched-offers.ts";
import { choices, countFacets, type Choice, type FacetTally } from "../offer-facets.ts";
import type { ShelfHits, ShelfQuery } from "../offer-shelf.ts";
import { isOpenDuring } from "../open-during.ts";

type SearchInput = InputOf<typeof searchOffers>;

/** Offers at most whose hours are looked at one by one only to be counted: a tenth of a second the first time. */
export const mostHoursCounted = 200;

/** A search as it stands. */
export interface Counted {
  readonly input: SearchInput;
  readonly query: ShelfQuery;
  readonly found: ShelfHits;
  /** The radius asked for, with what the centre of the town may be off. */
  readonly radiusMetres: number;
  /** The query of another question at the same place. */
  readonly queryOf: (input: SearchInput) => ShelfQuery;
}

/** What each further narrowing would leave; for a choice of one, what choosing another instead would. */
export async function countsOf(offers: SearchedOffers, counted: Counted): Promise<FacetCounts> {
  const { query, found } = counted;
  const tally = found.tally();
  const without = async (choice: Choice): Promise<FacetTally> =>
    query[choice] === null ? tally : (await offers.find({ ...query, [choice]: null })).tally();
  const others: Partial<Record<Choice, FacetTally>> = {};
  for (const choice of choices) others[choice] = await without(choice);
  return {
    ...countFacets(tally, others as Record<Choice, FacetTally>),
    openNow: openNowOf(offers, counted),
    dayParts: await dayPartsOf(offers, counted),
    radii: await radiiOf(offers, counted),
  };
}

function openNowOf({ summary }: SearchedOffers, { input, found }: Counted): number | null {
  if (input.openNow) return found.total;
  if (found.total > mostHoursCounted) return null;
  return found.first(found.total).filter(({ row }) => summary(row, null).opening.state === "open").length;
}

async function dayPartsOf(
  { find, now }: SearchedOffers,
  { input, found, queryOf }: Counted,
): Promise<Record<DayPart, number> | null> {
  const any = input.dayPart === undefined ? found : await find(queryOf({ ...input, dayPart: undefined }));
  if (any.total > mostHoursCounted) return null;
  const hits = any.first(any.total);
  const count = (part: DayPart): number =>
    hits.filter(({ row }) => isOpenDuring(row, { date: input.date ?? null, dayPart: part }, now)).length;
  return Object.fromEntries(dayPart.codes.map((part) => [part, count(part)])) as Record<DayPart, number>;
}

/** All distances are counted by one search, at the farthest of them. */
async function radiiOf(
  { find }: SearchedOffers,
  { input, query, radiusMetres }: Counted,
): Promise<FacetCounts["radii"]> {
  if (query.isOpenThen !== null) return null;
  const metresAt = (km: number): number => radiusMetres + (km - input.radiusKm) * 1000;
  const all = await find({ ...query, radiusMetres: metresAt(Math.max(...searchRadiiKm)) });
  return searchRadiiKm.map((radiusKm) => ({ radiusKm, total: all.within(metresAt(radiusKm)) }));
}
