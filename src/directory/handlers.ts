import { addressHandlers, type AddressServices } from "./address/handlers.ts";
import type { AnsweringServices } from "./answering.ts";
import type { GeoPoint } from "#base";
import { handle, type BoundHandler } from "#storage";
import { readOffer } from "./actions.ts";
import { directoryErrors } from "./errors.ts";
import { helplines } from "./helpline.ts";
import { makeRecogniseTown, type RecogniseTown } from "./location-town.ts";
import { OfferBook } from "./offer-book.ts";
import { readKeptOffer } from "./store.ts";
import { townIndex } from "./town-files.ts";
import { searchHandlers } from "./search/handlers.ts";
import { sliceHandlers } from "./slice/handlers.ts";
import { shortlistHandlers, type ShortlistServices } from "./shortlist/handlers.ts";
import { telephoneHandlers, type TelephoneServices } from "./telephone/handlers.ts";
import { matchHandlers } from "./match-handlers.ts";
import { townHandlers, type TownServices } from "./town-handlers.ts";
import { townAt } from "./town-table.ts";
import type { BenchTown } from "./search/invented-columns.ts";
import { townByCode } from "./town-search.ts";
import { readWholeOffers, type RoomDaysOf } from "./whole-offer.ts";
import { WeightsOfVisitors } from "./weights/area-weights.ts";
import { exampleHandlers } from "./weights/example-handlers.ts";
import { weightHandlers, type WeightServices } from "./weights/handlers.ts";

export type { AddressServices } from "./address/handlers.ts";
export type { AddressesMessage } from "./telephone/handlers.ts";
export { benchTownSearch, type TownBench } from "./town-bench.ts";
export { townIndex } from "./town-files.ts";
export { townAt } from "./town-table.ts";
export { offerName } from "./offer.ts";
export type { AnsweringServices } from "./answering.ts";
export { OfferBook } from "./offer-book.ts";
export { readOfferRow } from "./store.ts";
export { loadColumns, saveColumns } from "./search/saved-columns.ts";
export { makeColumns, type ColumnRow, type OfferColumns } from "./search/columns.ts";
export { drawing, inventedQueries, inventedRows } from "./search/invented-columns.ts";
export { inventedSlice } from "./slice/invented-book.ts";
export { prepareTypos } from "./search/typos.ts";
export {
  countWithin,
  searchColumns,
  stemsAsked,
  tallyColumns,
  type ColumnQuery,
} from "./search/search-columns.ts";

/** What the directory needs from the program. */
export type DirectoryServices = Omit<TownServices, "onTownsImported"> &
  Omit<WeightServices, "onDecided"> &
  ShortlistServices &
  AnsweringServices &
  AddressServices &
  TelephoneServices;

/** Handlers of the directory. @param book the offers in memory, where other rooms search them too */
export function directoryHandlers(
  services: DirectoryServices,
  book = new OfferBook(),
): readonly BoundHandler[] {
  const visitors = new WeightsOfVisitors();
  return [
    ...townHandlers({ ...services, onTownsImported: () => book.forgetTowns() }),
    ...matchHandlers(services, book, visitors),
    ...weightHandlers({ ...services, onDecided: () => visitors.forget() }),
    ...exampleHandlers(book),
    ...searchHandlers(book),
    ...sliceHandlers(book),
    ...shortlistHandlers(services, visitors),
    ...telephoneHandlers(services),
    ...addressHandlers(services, recogniseTown),
    handle(readOffer, {
      run: async ({ input, db, now }) => {
        const roomDays: RoomDaysOf = async (town) => (await visitors.of(db, now, town)).roomDays;
        const [own] = (await readWholeOffers(db, [input.offerId], now, roomDays)).values();
        const kept = own === undefined ? await readKeptOffer(db, input.offerId) : null;
        const [found] = kept === null ? [own] : (await readWholeOffers(db, [kept], now, roomDays)).values();
        if (found === undefined) throw directoryErrors.offerNotFound({});
        return found;
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
