import type { Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { mapOffers, searchOffers } from "./actions.ts";
import type { OfferBook } from "../offer-book.ts";
import { answerMap, answerSearch, type SearchedOffers } from "./answer.ts";

/** Handlers of the search, for a list and for a map. */
export function searchHandlers(book: OfferBook): readonly BoundHandler[] {
  return [
    handle(searchOffers, {
      run: ({ input, db, now }) => answerSearch(searched(book, db, now), input),
      isChecked: true,
    }),
    handle(mapOffers, { run: ({ input, db, now }) => answerMap(searched(book, db, now), input) }),
  ];
}

function searched(book: OfferBook, db: Tx, now: Instant): SearchedOffers {
  return {
    now,
    town: (code) => book.town(db, now, code),
    find: (query) => book.find(db, now, query),
    summary: (row, from) => book.summary(row, now, from),
  };
}
