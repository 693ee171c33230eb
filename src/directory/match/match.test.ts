import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toInstant, type LocalDate } from "#base";
import { offer } from "../fixtures/invented-offer.ts";
import { withChanges } from "../search/changed-index.ts";
import type { MatchIndex } from "../search/match-index.ts";
import { makeOfferIndex } from "../search/offer-index.ts";
import { needCode, offerType, sensitiveSituations } from "./codes.ts";
import { match } from "./match.ts";
import type { MatchableOffer } from "./matchable.ts";
import { needProfileSchema, type NeedProfile } from "./need.ts";
import { defaultWeights } from "./weights.ts";

const now = toInstant(new Date("2026-11-16T09:00:00Z"));

type Told = Partial<Omit<NeedProfile, "place">>;

function need(told: Told = {}): NeedProfile {
  return needProfileSchema.parse({
    place: { town: "99001", latitude: 46.4, longitude: 3 },
    mobility: { mode: "walk" },
    age: 50,
    needs: ["meet-people"],
    ...told,
  });
}

/** Why an offer is left out for a need; null when it is proposed. */
function leftOut(told: Partial<MatchableOffer>, of: Told = {}): string | null {
  const { offers, leftOut: left } = match(makeOfferIndex([offer("a", told)]), need(of), { now });
  return offers.length === 1 ? null : (left[0]?.reason.code ?? "not even judged");
}

describe("what would do harm or make one lose face is left out, with its reason", () => {
  test.each<[string, Partial<MatchableOffer>, Told]>([
    [
      "excluded",
      { organisation: "Les Mains tendues" },
      { exclusions: [{ organisation: "LES MAINS TENDUES" }] },
    ],
    ["closed", { status: "temporarily-closed" }, {}],
    ["closed", { description: "Fermé définitivement depuis l’été." }, {}],
    ["stale", { confirmedOn: "2025-03-01" as LocalDate }, {}],
    ["age", { ageMin: 60 }, {}],
    ["age", { description: "À partir de 60 ans." }, {}],
    ["age", { description: "For under 25s." }, {}],
    ["age", { description: "De 15 à 30 ans." }, {}],
    ["age", { description: "Para mayores de 65 años." }, {}],
    ["not-for-them", { publics: ["retraite"], publicsRestricted: true }, {}],
    ["not-for-them", { gender: "women" }, { gender: "man" }],
    ["not-for-them", { description: "Women only." }, { gender: "man" }],
    ["harm", { description: "Bar associatif, bière artisanale." }, { situation: ["addiction"] }],
    ["harm", { type: "games", name: "Loto du jeudi" }, { situation: ["addiction-jeux"] }],
    ["refused", { name: "Club des aînés" }, { text: "pas de club" }],
    ["language", { languages: ["en"] }, {}],
    [
      "inaccessible",
      { accessibility: { wheelchair: "no", features: [] } },
      { accessibility: ["wheelchair"] },
    ],
    ["inaccessible", { description: "Au premier étage, pas d’ascenseur." }, { accessibility: ["no-stairs"] }],
    ["inaccessible", { description: "First floor, no lift." }, { accessibility: ["wheelchair"] }],
    ["inaccessible", { attendance: ["phone"] }, { accessibility: ["deaf"], languages: ["lsf", "fr"] }],
    ["out-of-area", { area: { type: "communes", values: ["99002"] } }, {}],
    ["out-of-area", { country: "GB", attendance: ["phone"] }, {}],
    ["too-far", { latitude: 46.5 }, {}],
    ["too-far", {}, { mobility: { mode: "none", radiusKm: null, maxKm: null } }],
    ["cost", { cost: { type: "paid", amount: 1, per: "session" } }, { budget: "none" }],
    ["cost", { cost: { type: "paid", amount: 120, per: "year" } }, { budget: "low" }],
    ["digital-only", { attendance: ["online"] }, { digital: "none" }],
    ["digital-only", { description: "Sur réservation, en ligne uniquement." }, { digital: "none" }],
    ["hours", { hours: "Mo-Fr 09:00-17:00" }, { availability: "Mo-Fr 18:30-23:00" }],
    ["full", { capacity: { status: "no-capacity", note: null, toldOn: null } }, {}],
    ["full", { capacity: { status: "no-capacity", note: null, toldOn: "2026-11-10" as LocalDate } }, {}],
    ["full", { description: "Complet jusqu’en 2028." }, {}],
  ])("%s: %o for %o", (reason, told, of) => {
    expect(leftOut(told, of)).toBe(reason);
  });

  test.each<[string, Partial<MatchableOffer>, Told]>([
    [
      "babies of 0 to 18 months are no age of grown-ups",
      { description: "Parents et bébés de 0 à 18 mois." },
      {},
    ],
    ["sixty kilometres are no age", { description: "Sorties de 60 à 90 km." }, { age: 30 }],
    [
      "a lift makes an upper floor reachable",
      { description: "Premier étage avec ascenseur." },
      { accessibility: ["wheelchair"] },
    ],
    ["whoever fetches is not too far", { latitude: 46.5, transportProvided: true }, {}],
    [
      "whoever comes is not too far",
      { attendance: ["at-home"] },
      { mobility: { mode: "none", radiusKm: null, maxKm: null } },
    ],
    ["free times add up", { hours: "We 14:00-16:00" }, { availability: "We 12:00-20:00; Mo-Fr 18:30-20:00" }],
    [
      "that it was full long ago is known no more",
      { capacity: { status: "no-capacity", note: null, toldOn: "2026-09-01" as LocalDate } },
      {},
    ],
    ["a donation is no price", { cost: { type: "donation", amount: null, per: null } }, { budget: "none" }],
  ])("not left out: %s", (_why, told, of) => {
    expect(leftOut(told, of)).toBeNull();
  });
});

describe("what was told long ago", () => {
  const judged = (told: Partial<MatchableOffer>, weights = defaultWeights) =>
    match(makeOfferIndex([offer("a", told)]), need(), { now, weights }).offers[0];
  const codes = (list: readonly { readonly code: string }[] = []): readonly string[] =>
    list.map(({ code }) => code);

  test("of the room is known no more after the days that a weight names", () => {
    const room = (status: "capacity" | "waitlist", toldOn: string): Partial<MatchableOffer> => ({
      capacity: { status, note: null, toldOn: toldOn as LocalDate },
    });
    const fresh = judged(room("capacity", "2026-10-17"));
    expect(codes(fresh?.reasons)).toContain("has-room");
    expect(fresh?.unknown).not.toContain("capacity");
    const old = judged(room("capacity", "2026-10-16"));
    expect(codes(old?.reasons)).not.toContain("has-room");
    expect(old?.unknown).toContain("capacity");
    expect(old?.parts.quality).toBeLessThan(fresh?.parts.quality ?? 0);
    const waiting = judged(room("waitlist", "2026-08-01"));
    expect(codes(waiting?.cautions)).not.toContain("waiting-list");
    const longer = judged(room("capacity", "2026-08-01"), { ...defaultWeights, roomDays: 180 });
    expect(codes(longer?.reasons)).toContain("has-room");
  });

  test("of one group of fields lowers the entry whose hours were confirmed today, and leaves it in", () => {
    const mixed = judged({
      confirmedOn: "2026-11-15" as LocalDate,
      oldestConfirmedOn: "2025-03-01" as LocalDate,
    });
    expect(codes(mixed?.cautions)).toContain("not-confirmed-lately");
    expect(codes(mixed?.reasons)).not.toContain("recently-confirmed");
  });
});

describe("what is proposed", () => {
  test("in danger the line for suicide comes first, then listening, then emergency; without, emergency not at all", () => {
    const line = (id: string, description: string) =>
      offer(id, {
        kind: "helpline",
        type: "helpline",
        attendance: ["phone"],
        description,
        latitude: null,
        longitude: null,
        area: { type: "country", values: [] },
        categories: ["listen"],
      });
    const index = makeOfferIndex([
      line("emergency", "Urgence médicale, jour et nuit."),
      line("listening", "Une écoute anonyme."),
      line("prevention", "Prévention du suicide, jour et nuit."),
      offer("games", { type: "games" }),
    ]);
    const ids = (text: string): string[] =>
      match(index, need({ needs: ["be-listened-to"], text }), { now }).offers.map(({ offer: { id } }) => id);
    expect(ids("à quoi bon continuer").slice(0, 3)).toEqual(["prevention", "listening", "emergency"]);
    expect(ids("I can't go on").slice(0, 1)).toEqual(["prevention"]);
    expect(ids("no quiero vivir").slice(0, 1)).toEqual(["prevention"]);
    expect(ids("je m’ennuie")).not.toContain("emergency");
  });

  test("one thing told by two sources is shown once, with the other named", () => {
    const told = {
      name: "Le Fil bleu, café social",
      description: "On pousse la porte, on boit un café à prix libre, on reste.",
    };
    const twin = { ...told, name: "Fil Bleu (café social)", organisation: "Organisation a" };
    const { offers } = match(makeOfferIndex([offer("a", told), offer("b", twin)]), need(), { now });
    expect(offers.map(({ offer: { id }, sameAs }) => [id, sameAs])).toEqual([["a", ["b"]]]);
  });

  test("a wish, a small group and a welcome lift an offer; reasons say so", () => {
    const index = makeOfferIndex([
      offer("plain", { type: "workshop" }),
      offer("liked", { type: "workshop", name: "Atelier tricot", groupSize: "small", welcome: "Nour" }),
    ]);
    const [first] = match(index, need({ wishes: ["knitting"], barriers: ["groups"] }), { now }).offers;
    expect(first?.offer.id).toBe("liked");
    expect(first?.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["need", "wish", "small-group", "welcome", "near", "has-room"]),
    );
  });

  test("whoever answers referrals soon is lifted a little, within a cap, and who is slow or new is not pushed down", () => {
    const index = makeOfferIndex([
      offer("a", { interventions: ["contact-opportunities"] }),
      offer("b", { interventions: ["contact-opportunities"] }),
    ]);
    const plain = match(index, need(), { now }).offers;
    const answering = new Map([["b", 1]]);
    const lifted = match(index, need(), { now, answering }).offers;
    expect(lifted[0]?.offer.id).toBe("b");
    expect(lifted[0]?.reasons).toContainEqual({ code: "answers-soon", params: {} });
    const scoreOf = (offers: typeof plain, id: string) =>
      offers.find((one) => one.offer.id === id)?.score ?? 0;
    expect(scoreOf(lifted, "b") - scoreOf(plain, "b")).toBeCloseTo(defaultWeights.answersSoon, 12);
    expect(scoreOf(lifted, "a")).toBe(scoreOf(plain, "a"));
    const beyond = match(index, need(), { now, answering: new Map([["b", 40]]) }).offers;
    expect(scoreOf(beyond, "b")).toBe(scoreOf(lifted, "b"));
  });

  test("evidence passed in lifts an offer, and says so", () => {
    const index = makeOfferIndex([
      offer("a", { interventions: ["digital"] }),
      offer("b", { interventions: ["contact-opportunities"] }),
    ]);
    const [first] = match(index, need(), { now, evidence: { "contact-opportunities": 0.9 } }).offers;
    expect(first?.offer.id).toBe("b");
    expect(first?.reasons).toContainEqual({ code: "evidence", params: {} });
  });
});

const sensitive = [...sensitiveSituations];
const anyOffer = fc.record({
  type: fc.constantFrom(...offerType.codes),
  publics: fc.subarray([...sensitive.slice(0, 6), "aidants", "deuil"]),
  publicsRestricted: fc.boolean(),
  name: fc.constantFrom("Café", "Permanence LGBT+", "Groupe de parole", "Chorale paroissiale"),
  longitude: fc.double({ min: 2.98, max: 3.02, noNaN: true }),
});
const anyNeed = fc.record({
  needs: fc.subarray([...needCode.codes], { minLength: 1, maxLength: 3 }),
  situation: fc.subarray(["aidants", "deuil", "retraite"]),
  wishes: fc.subarray(["games", "singing"]),
});

describe("what always holds", () => {
  test("swapping sensitive attributes that were not asked for changes nothing", () => {
    let differed = 0;
    fc.assert(
      fc.property(
        fc.array(anyOffer, { minLength: 3, maxLength: 12 }),
        anyNeed,
        fc.subarray(sensitive, { maxLength: 8 }),
        fc.subarray(sensitive, { maxLength: 8 }),
        (told, of, some, others) => {
          const index = makeOfferIndex(told.map((one, at) => offer(`o${at}`, one)));
          const answer = (extra: readonly string[], asked: readonly string[] = []) =>
            match(index, need({ ...of, situation: [...of.situation, ...extra], asked: [...asked] }), { now });
          expect(answer(some)).toEqual(answer(others));
          if (JSON.stringify(answer(some, some)) !== JSON.stringify(answer(some))) differed += 1;
        },
      ),
      { numRuns: 150 },
    );
    // When it was asked for, it counts: the test above would see a difference if there were one.
    expect(differed).toBeGreaterThan(0);
  });

  test("the order in which offers are given changes nothing", () => {
    fc.assert(
      fc.property(fc.array(anyOffer, { minLength: 2, maxLength: 15 }), anyNeed, (told, of) => {
        const offers = told.map((one, at) => offer(`o${at}`, one));
        const ids = (given: readonly MatchableOffer[]): string[] =>
          match(makeOfferIndex(given), need(of), { now }).offers.map(({ offer: { id } }) => id);
        expect(ids(offers.toReversed())).toEqual(ids(offers));
      }),
      { numRuns: 100 },
    );
  });
});

describe("an index with changes", () => {
  const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const told = fc.record({
    type: fc.constantFrom(...offerType.codes),
    latitude: fc.option(fc.double({ min: 46, max: 46.8, noNaN: true })),
    area: fc.option(fc.constant({ type: "country" as const, values: ["FR"] })),
  });
  const world = fc.dictionary(fc.constantFrom(...ids), told, { noNullPrototype: true });
  const offersOf = (told: Readonly<Record<string, Partial<MatchableOffer>>>): MatchableOffer[] =>
    Object.entries(told).map(([id, one]) => offer(id, one));

  test("answers as the index of all offers made anew", () => {
    fc.assert(
      fc.property(world, world, fc.subarray(ids), (before, after, removed) => {
        const main = makeOfferIndex(offersOf(before));
        const changed = new Set([...Object.keys(after), ...removed]);
        const kept = Object.fromEntries(Object.entries(before).filter(([id]) => !changed.has(id)));
        const anew = makeOfferIndex(offersOf({ ...kept, ...after }));
        const amended = withChanges(main, changed, offersOf(after));
        expect(amended.size).toBe(anew.size);
        expect(match(amended, need(), { now })).toEqual(match(anew, need(), { now }));
      }),
      { numRuns: 300 },
    );
  });

  test("draws the disc as close as the index of all offers would", () => {
    const many = Array.from({ length: 4200 }, (_, number) =>
      offer(`m${number}`, { latitude: 46.4 + (number % 60) / 200, longitude: 3 + (number % 70) / 200 }),
    );
    const later = many.slice(0, 300).map(({ id }) => offer(id, { latitude: 46.41 }));
    const changed = new Set(later.map(({ id }) => id));
    const anew = makeOfferIndex([...many.slice(300), ...later], { withWords: false });
    const amended = withChanges(makeOfferIndex(many, { withWords: false }), changed, later);
    const reach = { latitude: 46.4, longitude: 3, km: 60 };
    const found = (index: MatchIndex) =>
      [...index.candidateRows(reach)].map((row) => index.factsAt(row).offer.id).toSorted();
    expect(found(amended)).toEqual(found(anew));
    expect(found(anew).length).toBeLessThan(4200);
  });
});
