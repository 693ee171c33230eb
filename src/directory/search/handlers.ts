import type { InputOf, Instant, OutputOf } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { mapOffers, searchOffers } from "./actions.ts";
import type { OfferBook } from "../offer-book.ts";
import { answerMap, answerSearch } from "./answer.ts";
import type { SearchedOffers } from "./searched-offers.ts";
import { KeptAnswers } from "./kept-answers.ts";

/** Handlers of the search, for a list and for a map. */
export function searchHandlers(book: OfferBook): readonly BoundHandler[] {
  const kept = new KeptAnswers<OutputOf<typeof searchOffers>>();
  return [
    handle(searchOffers, {
      run: async ({ input, db, now }) => {
        const answer = () => answerSearch(searched(book, db, now), input);
        if (!isOfMany(input)) return answer();
        const question = { question: JSON.stringify(input), state: await book.state(db, now), now };
        return kept.answer(question, answer);
      },
      isChecked: true,
    }),
    handle(mapOffers, { run: ({ input, db, now }) => answerMap(searched(book, db, now), input) }),
  ];
}

/** Whether a question may be of many people: of a town, not where somebody stands, and without words of their own. */
function isOfMany({ town, latitude, longitude, q }: InputOf<typeof searchOffers>): boolean {
  return town !== undefined && latitude === undefined && longitude === undefined && q === undefined;
}

function searched(book: OfferBook, db: Tx, now: Instant): SearchedOffers {
  return {
    now,
    town: (code) => book.town(db, now, code),
    find: (query) => book.find(db, now, query),
    summary: (row, from) => book.summary(row, now, from),
  };
}
