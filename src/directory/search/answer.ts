import type { GeoPoint, InputOf, OutputOf } from "#base";
import {
  mostMapPoints,
  searchNarrowings,
  searchRadiiKm,
  type mapOffers,
  type SearchNarrowing,
  type searchOffers,
} from "../actions.ts";
import type { BookRow } from "../book-store.ts";
import type { ShelfHits, ShelfQuery } from "../offer-shelf.ts";
import { countsOf } from "./counts.ts";
import { linesForWords } from "./lines-for-words.ts";
import { isOpenDuring } from "../open-during.ts";
import { placeAsked, type PlaceAsked } from "../place-asked.ts";
import type { SearchedOffers } from "./searched-offers.ts";

/** Offers on one page of a list. */
const pageSize = 20;
/** Wider distances looked at when nothing was found. */
const widerRadii = 3;

type SearchInput = InputOf<typeof searchOffers>;
type Question = InputOf<typeof mapOffers>;

/** What a search finds, as points of a map. @throws as {@link placeAsked} */
export async function answerMap(
  offers: SearchedOffers,
  input: Question,
): Promise<OutputOf<typeof mapOffers>> {
  const { town, centre, radiusMetres } = await placeAsked(offers.town, input);
  const query: ShelfQuery = {
    ...narrowingOf(input),
    centre,
    radiusMetres,
    town: town?.code ?? null,
    isOpenThen: openThen(offers, input),
  };
  const found = await offers.find(query);
  if (centre === null) return { total: found.total, pageSize, centre, points: [] };
  const points = found.first(mostMapPoints).flatMap(({ row }, index) => {
    const { id, name, city, position, positionPrecision } = offers.summary(row, null);
    const isVague = positionPrecision === "town" || positionPrecision === "area";
    return position === null ? [] : [{ id, name, city, position, isVague, number: index + 1 }];
  });
  return { total: found.total, pageSize, centre, points };
}

/** The answer of {@link searchOffers}, wherever the offers are. @throws as {@link placeAsked} */
export async function answerSearch(
  offers: SearchedOffers,
  input: SearchInput,
): Promise<OutputOf<typeof searchOffers>> {
  const place = await placeAsked(offers.town, input);
  const queryOf = (asked: SearchInput, { centre, radiusMetres } = place): ShelfQuery => ({
    ...narrowingOf(asked),
    centre,
    radiusMetres,
    town: place.town?.code ?? null,
    isOpenThen: openThen(offers, asked),
  });
  const query = queryOf(input);
  const found = await offers.find(query);
  const last = input.page * pageSize;
  return {
    town: place.town,
    total: found.total,
    page: input.page,
    pageSize,
    offers: shown(offers, { found, last, centre: place.centre }),
    facets: input.facets
      ? await countsOf(offers, { input, query, found, radiusMetres: place.radiusMetres, queryOf })
      : null,
    lineIds: input.q === undefined ? [] : [...linesForWords(input.q)],
    relaxed:
      found.total === 0
        ? await relaxedOf(input, place, async (...asked) => (await offers.find(queryOf(...asked))).total)
        : nothingRelaxed,
  };
}

function shown(
  offers: SearchedOffers,
  given: {
    readonly found: ShelfHits;
    readonly last: number;
    readonly centre: GeoPoint | null;
  },
) {
  const page = given.found.first(given.last).slice(given.last - pageSize, given.last);
  return page.map(({ row }) => offers.summary(row, given.centre));
}

function narrowingOf(input: Question): Omit<ShelfQuery, "centre" | "radiusMetres" | "town" | "isOpenThen"> {
  return {
    words: input.q === undefined || input.q === "" ? null : input.q,
    category: input.category ?? null,
    intervention: input.intervention ?? null,
    kind: input.kind ?? null,
    need: input.need ?? null,
    public: input.public ?? null,
    isFree: input.free ?? false,
    isCheap: input.cheap ?? false,
    isByAndFor: input.byAndFor ?? false,
    isWheelchair: input.wheelchair ?? false,
    access: input.access ?? null,
    isWithoutInternet: input.withoutInternet ?? false,
    attendance: input.attendance ?? null,
    language: input.language ?? null,
    age: input.age ?? null,
  };
}

/** The test of hours; each offer is looked at once, however often the search is varied. */
function openThen({ now, summary }: SearchedOffers, input: Question): ShelfQuery["isOpenThen"] {
  const { openNow = false, date = null, dayPart = null } = input;
  if (!openNow && date === null && dayPart === null) return null;
  const known = new Map<BookRow, boolean>();
  const isOpen = (row: BookRow): boolean =>
    (!openNow || summary(row, null).opening.state === "open") &&
    ((date === null && dayPart === null) || isOpenDuring(row, { date, dayPart }, now));
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const open = isOpen(row);
    known.set(row, open);
    return open;
  };
}

type Relaxed = OutputOf<typeof searchOffers>["relaxed"];
const nothingRelaxed: Relaxed = { narrowings: [], radii: [] };

/** What dropping each narrowing, or looking farther, would find: what to relax comes first. */
async function relaxedOf(
  input: SearchInput,
  place: PlaceAsked,
  count: (asked: SearchInput, place?: PlaceAsked) => Promise<number>,
): Promise<Relaxed> {
  const narrowings: { narrowing: SearchNarrowing; total: number }[] = [];
  for (const narrowing of searchNarrowings) {
    if (input[narrowing] === undefined || input[narrowing] === false || input[narrowing] === "") continue;
    narrowings.push({ narrowing, total: await count({ ...input, [narrowing]: undefined }) });
  }
  const radii: { radiusKm: number; total: number }[] = [];
  for (const radiusKm of searchRadiiKm.filter((km) => km > input.radiusKm).slice(0, widerRadii)) {
    const radiusMetres = place.radiusMetres + (radiusKm - input.radiusKm) * 1000;
    radii.push({ radiusKm, total: await count(input, { ...place, radiusMetres }) });
  }
  return { narrowings: narrowings.toSorted((a, b) => b.total - a.total), radii };
}
