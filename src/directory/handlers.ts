import type { GeoPoint, InputOf } from "#base";
import { handle, type BoundHandler, type HandlerContext } from "#storage";
import { readOffer, searchOffers, type FacetCounts } from "./actions.ts";
import { directoryErrors } from "./errors.ts";
import { helplines } from "./helpline.ts";
import { makeRecogniseTown, type RecogniseTown } from "./location-town.ts";
import { offerOf } from "./offer-view.ts";
import { OfferBook } from "./offer-book.ts";
import { countFacets, type FacetTally } from "./offer-facets.ts";
import type { ShelfHit, ShelfHits, ShelfQuery } from "./offer-shelf.ts";
import { readOfferRow } from "./store.ts";
import { townIndex } from "./town-files.ts";
import { placeAsked } from "./place-asked.ts";
import { matchHandlers } from "./match-handlers.ts";
import { townHandlers, type TownServices } from "./town-handlers.ts";
import { townAt } from "./town-table.ts";
import type { BenchTown } from "./search/invented-columns.ts";
import { townByCode } from "./town-search.ts";

export { benchTownSearch, type TownBench } from "./town-bench.ts";
export { townIndex } from "./town-files.ts";
export { townAt } from "./town-table.ts";
export { offerName } from "./offer.ts";
export { readOfferRow } from "./store.ts";
export { loadColumns, saveColumns } from "./search/saved-columns.ts";
export { makeColumns, type OfferColumns } from "./search/columns.ts";
export { inventedQueries, inventedRows } from "./search/invented-columns.ts";
export { prepareTypos } from "./search/typos.ts";
export { countWithin, searchColumns, type ColumnQuery } from "./search/search-columns.ts";

/** What the directory needs from the program. */
export type DirectoryServices = Omit<TownServices, "onTownsImported">;

/** Offers on one page of a list. */
const pageSize = 20;

/** Handlers of the directory. */
export function directoryHandlers(services: DirectoryServices): readonly BoundHandler[] {
  const book = new OfferBook();
  return [
    ...townHandlers({ ...services, onTownsImported: () => book.forgetTowns() }),
    ...matchHandlers(book),
    handle(searchOffers, { run: (context) => search(book, context), isChecked: true }),
    handle(readOffer, {
      run: async ({ input, db, now }) => {
        const row = await readOfferRow(db, input.offerId);
        if (row === null) throw directoryErrors.offerNotFound({});
        return offerOf(row, now);
      },
    }),
  ];
}

/** Towns with inhabitants and a position, for benches. */
export function benchTowns(): BenchTown[] {
  const { table } = townIndex();
  return table.codes.flatMap((_, row) => {
    const { position, population } = townAt(table, row);
    return position === null || population === null ? [] : [{ position, population }];
  });
}

/** The national lines of the country pack with their digits: nobody edits them here. */
export function nationalLines(): readonly { readonly name: string; readonly number: string }[] {
  return helplines().lines.map(({ name, number }) => ({ name, number: number.replace(/\D/g, "") }));
}

let recogniser: RecogniseTown | undefined;

/** Recognises the towns written in feeds, by the towns of the country pack; prepared at the first use. */
export const recogniseTown: RecogniseTown = (written) => {
  recogniser ??= makeRecogniseTown(townIndex());
  return recogniser(written);
};

/** Centre of a town by its code; null when the town or its centre is not known. */
export function centreOfTown(code: string): GeoPoint | null {
  return townByCode(townIndex(), code)?.position ?? null;
}

type SearchInput = InputOf<typeof searchOffers>;

async function search(
  book: OfferBook,
  { input, db, now }: Pick<HandlerContext<SearchInput, unknown>, "input" | "db" | "now">,
) {
  const { town, centre, radiusMetres } = await placeAsked((code) => book.town(db, now, code), input);
  const query: ShelfQuery = {
    centre,
    radiusMetres,
    town: town?.code ?? null,
    words: input.q === undefined || input.q === "" ? null : input.q,
    category: input.category ?? null,
    isFree: input.free ?? false,
    isWheelchair: input.wheelchair ?? false,
    isWithoutInternet: input.withoutInternet ?? false,
    attendance: input.attendance ?? null,
    language: input.language ?? null,
    age: input.age ?? null,
  };
  const found = await book.find(db, now, query);
  const last = input.page * pageSize;
  const isOpen = ({ row }: ShelfHit): boolean => book.summary(row, now, null).opening.state === "open";
  const open = input.openNow ? found.first(found.total).filter(isOpen) : null;
  return {
    town,
    total: open?.length ?? found.total,
    page: input.page,
    pageSize,
    offers: (open ?? found.first(last))
      .slice(last - pageSize, last)
      .map(({ row }) => book.summary(row, now, centre)),
    facets: input.facets ? await facetsOf(query, found, (asked) => book.find(db, now, asked)) : null,
  };
}

/** What each further narrowing would leave; for a choice of one, what choosing another instead would. */
async function facetsOf(
  query: ShelfQuery,
  found: ShelfHits,
  find: (asked: ShelfQuery) => Promise<ShelfHits>,
): Promise<FacetCounts> {
  const tally = found.tally();
  const without = async (choice: "category" | "attendance" | "language"): Promise<FacetTally> =>
    query[choice] === null ? tally : (await find({ ...query, [choice]: null })).tally();
  return countFacets(tally, {
    category: await without("category"),
    attendance: await without("attendance"),
    language: await without("language"),
  });
}
