import type { GeoPoint, Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { matchOffers, suggestOffers, type SuggestedOffer } from "./actions.ts";
import { directoryErrors } from "./errors.ts";
import { needCode } from "./match/codes.ts";
import { match } from "./match/match.ts";
import type { LeftOutOffer, RankedOffer } from "./match/match-result.ts";
import type { NeedProfile } from "./match/need.ts";
import { summaryOf } from "./offer-view.ts";
import type { OfferBook } from "./offer-book.ts";
import { placeAsked } from "./place-asked.ts";
import { townWithCentre } from "./town-handlers.ts";
import type { AnsweringServices } from "./answering.ts";
import type { WeightsOfVisitors } from "./weights/area-weights.ts";
import { profileOf } from "./weights/example.ts";
import { weightsInForce } from "./weights/store.ts";

/** Handlers that rank offers for somebody: by the weights of the territory that asks, or of the one that serves the visitor's town. */
export function matchHandlers(
  { answeringOf }: AnsweringServices,
  book: OfferBook,
  visitors: WeightsOfVisitors,
): readonly BoundHandler[] {
  return [
    handle(matchOffers, {
      run: async ({ input, db, now }) => {
        const need = await withPlace(db, input.need);
        const index = await book.index(db, now);
        const options = {
          now,
          limit: input.limit,
          weights: await weightsInForce(db),
          ...(answeringOf ? { answering: await answeringOf(db, now) } : {}),
          ...(input.evidence ? { evidence: input.evidence } : {}),
        };
        const { offers, leftOut } = match(index, need, options);
        const shown = showing(book, now, pointOf(need));
        return {
          offers: offers.flatMap((ranked) => {
            const suggested = shown.suggested(ranked);
            if (suggested === null) return [];
            const { score, parts, sameAs } = ranked;
            return [{ ...suggested, score, parts: { ...parts }, sameAs: sameAs as never }];
          }),
          leftOut: leftOut.flatMap((left) => shown.leftOut(left) ?? []),
        };
      },
    }),
    handle(suggestOffers, {
      run: async ({ input, db, now }) => {
        const { town, centre } = await placeAsked((code) => book.town(db, now, code), {
          ...input,
          radiusKm: 20,
        });
        const need = profileOf({
          place: {
            town: town?.code ?? null,
            latitude: centre?.latitude ?? null,
            longitude: centre?.longitude ?? null,
          },
          mobility: input.mobility,
          age: input.age ?? null,
          lifeEvent: input.lifeEvent ?? null,
          needs: listOf(input.needs).filter(needCode.has),
          wishes: listOf(input.wishes).slice(0, 12),
        });
        const options = { now, limit: input.limit, weights: await visitors.of(db, now, town?.code ?? null) };
        const { offers } = match(await book.index(db, now), need, options);
        const shown = showing(book, now, centre);
        return { town, offers: offers.flatMap((ranked) => shown.suggested(ranked) ?? []) };
      },
    }),
  ];
}

function listOf(written: string): string[] {
  return [...new Set(written.split(",").filter((code) => code !== ""))];
}

function pointOf({ place: { latitude, longitude } }: NeedProfile): GeoPoint | null {
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** A need whose town has a position, too. @throws directory.townNotFound for a code that no town has. */
async function withPlace(db: Tx, need: NeedProfile): Promise<NeedProfile> {
  const { town, latitude, country } = need.place;
  if (town === null || latitude !== null || country !== "FR") return need;
  const found = await townWithCentre(db, town);
  if (found === null) throw directoryErrors.townNotFound({ town });
  return { ...need, place: { ...need.place, ...found.position } };
}

/** Shows ranked offers as lists do. Null for one that went in the meantime. */
function showing(book: OfferBook, now: Instant, from: GeoPoint | null) {
  const summary = (id: string): SuggestedOffer["offer"] | null => {
    const row = book.row(id);
    return row === undefined ? null : summaryOf(row, now, from);
  };
  return {
    suggested: ({ offer, reasons, cautions, unknown }: RankedOffer): SuggestedOffer | null => {
      const shown = summary(offer.id);
      if (shown === null) return null;
      return {
        offer: shown,
        reasons: reasons.map(({ code, params }) => ({ code, params: { ...params } })),
        cautions: cautions.map(({ code, params }) => ({ code, params: { ...params } })),
        unknown: [...unknown],
      };
    },
    leftOut: ({ offer, reason }: LeftOutOffer) => {
      const shown = summary(offer.id);
      return shown === null
        ? null
        : { offer: shown, reason: { code: reason.code, params: { ...reason.params } } };
    },
  };
}
