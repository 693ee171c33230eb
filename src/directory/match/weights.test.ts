import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toInstant } from "#base";
import { offer } from "../fixtures/invented-offer.ts";
import { makeOfferIndex } from "../search/offer-index.ts";
import { compareWeights } from "../weights/comparison.ts";
import { exampleWishes, profileOf } from "../weights/example.ts";
import { barrierCode, needCode, offerType } from "./codes.ts";
import { wishConcepts } from "./lexicon.ts";
import { match } from "./match.ts";
import { needProfileSchema } from "./need.ts";
import {
  boundsOf,
  changedWeights,
  defaultWeights,
  matchWeightsSchema,
  weightFaults,
  weightNames,
  weightParts,
  type MatchWeights,
} from "./weights.ts";

const now = toInstant(new Date("2026-11-16T09:00:00Z"));
const place = { town: "99001", latitude: 46.4, longitude: 3 };

const anyWeights: fc.Arbitrary<MatchWeights> = fc
  .tuple(
    ...weightNames.map((name) => {
      const { least, most, isWhole } = boundsOf(name);
      return isWhole
        ? fc.integer({ min: least, max: most })
        : fc.integer({ min: 0, max: 20 }).map((step) => Math.min(most, least + ((most - least) * step) / 20));
    }),
  )
  .map((values) =>
    matchWeightsSchema.parse(Object.fromEntries(weightNames.map((name, at) => [name, values[at]]))),
  );

const anyOffers = fc
  .array(
    fc.record({
      type: fc.constantFrom(...offerType.codes),
      name: fc.constantFrom("Café", "Chorale", "Jeux de société", "Groupe de parole"),
      longitude: fc.double({ min: 2.98, max: 3.02, noNaN: true }),
      ageMin: fc.constantFrom(null, 60),
      status: fc.constantFrom("active" as const, "temporarily-closed" as const),
    }),
    { minLength: 3, maxLength: 12 },
  )
  .map((told) => told.map((one, at) => offer(`o${at}`, one)));
const anyNeed = fc
  .record({
    needs: fc.subarray([...needCode.codes], { minLength: 1, maxLength: 3 }),
    wishes: fc.subarray(["games", "singing"]),
    barriers: fc.subarray([...barrierCode.codes], { maxLength: 3 }),
  })
  .map((told) => needProfileSchema.parse({ place, mobility: { mode: "walk" }, age: 45, ...told }));

describe("the weights of matching", () => {
  test("the file gives each weight within its bounds, and each belongs to one part", () => {
    expect(Object.values(weightParts).flat().toSorted()).toEqual(Object.keys(defaultWeights).toSorted());
    expect(weightFaults(defaultWeights)).toEqual([]);
    for (const name of weightNames) {
      const { least, most } = boundsOf(name);
      expect(least).toBeLessThan(most);
      // Nothing that helps can be turned into what hinders, nor the other way round.
      expect(Math.sign(least) * Math.sign(most)).toBeGreaterThanOrEqual(0);
    }
  });

  test("equal weights give the same bytes, however they were given", () => {
    fc.assert(
      fc.property(anyOffers, anyNeed, anyWeights, (offers, need, weights) => {
        const index = makeOfferIndex(offers);
        const bytes = (options: { weights?: MatchWeights }) =>
          JSON.stringify(match(index, need, { now, ...options }));
        expect(bytes({ weights: { ...defaultWeights } })).toBe(bytes({}));
        const asSent = Object.fromEntries(
          weightNames.toReversed().map((name) => [name, String(weights[name])]),
        );
        expect(bytes({ weights: matchWeightsSchema.parse(asSent) })).toBe(bytes({ weights }));
      }),
      { numRuns: 60 },
    );
  });

  test("what must hold holds under any weights: who is left out is never proposed", () => {
    let isChanged = false;
    fc.assert(
      fc.property(anyOffers, anyNeed, anyWeights, (offers, need, weights) => {
        const index = makeOfferIndex(offers);
        const usual = match(index, need, { now, limit: 60 });
        const chosen = match(index, need, { now, weights, limit: 60 });
        for (const { offer: one } of chosen.offers) {
          expect(one.status).toBe("active");
          expect(one.ageMin ?? 0).toBeLessThanOrEqual(45);
        }
        isChanged ||= JSON.stringify(usual) !== JSON.stringify(chosen);
      }),
      { numRuns: 60 },
    );
    expect(isChanged).toBe(true);
  });

  test("under any weights, words of danger bring the line for them first", () => {
    const line = offer("line", {
      name: "Prévention du suicide",
      description: "Prévention du suicide, jour et nuit",
      kind: "helpline",
      type: "helpline",
      categories: ["listen"],
      attendance: ["phone"],
      latitude: null,
      longitude: null,
      area: { type: "country", values: ["FR"] },
    });
    fc.assert(
      fc.property(anyOffers, anyWeights, (offers, weights) => {
        const need = needProfileSchema.parse({
          place,
          mobility: { mode: "walk" },
          needs: ["be-listened-to", "meet-people"],
          wishes: ["games", "singing"],
          barriers: ["groups"],
          text: "je veux en finir, je pense au suicide",
        });
        const [first] = match(makeOfferIndex([...offers, line]), need, { now, weights }).offers;
        expect(first?.offer.id).toBe("line");
      }),
      { numRuns: 100 },
    );
  });

  test("a large group never weighs less than a group, and what does not go together is named", () => {
    expect(weightFaults({ ...defaultWeights, largeGroup: -0.3, group: -0.4 })).toEqual(["largeGroup"]);
    expect(weightFaults({ ...defaultWeights, categoriesWanted: 5, categoriesOpen: 4 })).toEqual([
      "categoriesWanted",
    ]);
  });

  test.each(weightNames.map((name) => [name]))("%s outside its bounds is refused at its field", (name) => {
    const { least, most } = boundsOf(name);
    for (const value of [least - 0.01, most + 0.01, "beaucoup"]) {
      const { error } = matchWeightsSchema.safeParse({ ...defaultWeights, [name]: value });
      expect(error?.issues.map(({ path }) => path)).toEqual([[name]]);
    }
  });
});

describe("a comparison of weights", () => {
  const offers = [
    offer("talk", { type: "talk-group", name: "Groupe de parole" }),
    offer("games", { type: "games", name: "Jeux de société", longitude: 3.02 }),
    offer("cafe", { type: "social-cafe", name: "Café" }),
  ];
  const index = makeOfferIndex(offers);
  const need = profileOf({
    place,
    mobility: "bus",
    needs: ["meet-people"],
    wishes: ["games"],
    lifeEvent: "move",
  });

  test("of equal weights moves nothing", () => {
    const { before, after } = compareWeights(index, need, {
      now,
      before: defaultWeights,
      after: defaultWeights,
    });
    expect(after).toEqual(before);
    expect(after.every(({ rank, otherRank, moved }) => rank === otherRank && moved.length === 0)).toBe(true);
  });

  test("says what moved, from where, and which part of its score did it", () => {
    const chosen = { ...defaultWeights, wish: 0.8 };
    expect(changedWeights(chosen, defaultWeights)).toEqual(["wish"]);
    const { before, after } = compareWeights(index, need, { now, before: defaultWeights, after: chosen });
    const games = after.find(({ id }) => id === "games");
    expect(games?.moved.map(({ part }) => part)).toEqual(["wish"]);
    expect(games?.moved[0]?.to).toBeGreaterThan(games?.moved[0]?.from ?? 9);
    expect(games?.otherRank).toBe(before.find(({ id }) => id === "games")?.rank);
    expect(after.filter(({ id }) => id !== "games").every(({ moved }) => moved.length === 0)).toBe(true);
  });

  test("wishes of examples are known to matching", () => {
    expect(exampleWishes.filter((code) => !wishConcepts.has(code))).toEqual([]);
  });
});
