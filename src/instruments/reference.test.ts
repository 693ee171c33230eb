import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  defaultPathway,
  evaluatePathway,
  instrumentIds,
  loadInstrument,
  score,
  type Instrument,
} from "./index.ts";

// Outside witnesses: the reference facts and vectors. `bin/tisser verify` runs the same cases, and more.

const shared = process.env["TISSER_SHARED"] ?? join(import.meta.dirname, "../../../shared");
const folder = join(shared, "reference/instruments");
const isHere = existsSync(folder);
if (!isHere)
  console.warn("NOT TESTED: the reference instruments (../shared/reference/instruments) are not here");

function readJson(path: string): Record<string, never> {
  return JSON.parse(readFileSync(path, "utf8"));
}

interface Vector {
  readonly id: string;
  readonly input: { readonly answers?: Record<string, number | null>; readonly alters?: [] };
  readonly expect: {
    readonly scorable: boolean;
    readonly score: number | null;
    readonly band: string | null;
    readonly flags: readonly string[];
    readonly prorated: boolean;
    readonly subscores: Readonly<Record<string, number | string | null>>;
  };
}

describe.skipIf(!isHere)("the reference", () => {
  const names = isHere
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".json") && name !== "index.json")
        .map((name) => name.replace(".json", ""))
    : [];

  it("and the catalogue have the same instruments", () => {
    expect(instrumentIds.toSorted()).toEqual(names.toSorted());
  });

  it.each(names)("gives %s the same items, codes, bands, licence and citation", async (id) => {
    const reference = readJson(join(folder, `${id}.json`)) as unknown as ReferenceInstrument;
    const instrument = await loadInstrument(id);
    expect(instrument.items.map(itemOf)).toEqual(
      reference.items.map((item) => ({
        linkId: item.linkId,
        isReversed: item.reverse,
        en: reference.licence.reproduceItems ? item.en : null,
        fr: reference.licence.reproduceItems ? item.fr : null,
      })),
    );
    expect(codesOf(instrument)).toEqual(referenceCodes(reference, instrument));
    const bounded = reference.cutoffs.filter(({ items, min }) => items === undefined && min !== undefined);
    if (instrument.rule.kind === "scale" && bounded.length > 0)
      expect(instrument.rule.bands.map(({ band, min, max }) => ({ band, min, max }))).toEqual(
        bounded.map(({ band, min, max }) => ({ band, min, max })),
      );
    expect(instrument.licence.canShipItems).toBe(reference.licence.reproduceItems);
    expect(instrument.licence.text).toBe(reference.licence.text);
    expect(instrument.citation).toEqual(reference.citation);
    expect(instrument.scoringNote).toBe(reference.scoring.rule);
    if (reference.scoring.table !== undefined)
      expect(instrument.rule).toMatchObject({ total: { table: reference.scoring.table } });
    if (instrument.rule.kind === "scale" && instrument.rule.total !== null)
      expect(instrument.range).toEqual(reference.scoring.range);
  });

  it.each(names)("scores every vector of %s as we do", async (id) => {
    const { cases } = readJson(join(folder, "vectors", `${id}.json`)) as unknown as { cases: Vector[] };
    const instrument = await loadInstrument(id);
    expect(cases.length).toBeGreaterThan(5);
    for (const { id: name, input, expect: wanted } of cases) {
      const result = score(instrument, input.answers ?? { "ego-gen": input.alters ?? null }, {
        language: "en",
        mode: "interview",
      });
      expect(
        {
          scorable: result.status === "scored",
          score: result.status === "scored" ? result.score : null,
          band: result.band,
          flags: result.flags,
          prorated: result.status === "scored" && result.isProrated,
          subscores: { ...result.subscores, ...result.subscoreBands },
        },
        name,
      ).toEqual({
        scorable: wanted.scorable,
        score: wanted.score,
        band: wanted.band,
        flags: wanted.flags,
        prorated: wanted.prorated,
        subscores: wanted.subscores,
      });
    }
  });

  it("leads every person of its pathway where we do", () => {
    const { cases } = readJson(join(folder, "vectors/pathway.json")) as unknown as {
      cases: { id: string; input: Parameters<typeof evaluatePathway>[1]; expect: object }[];
    };
    expect(cases.length).toBeGreaterThan(10);
    for (const { id, input, expect: wanted } of cases) {
      const { isEligible, t1, instruments, level, lines } = evaluatePathway(defaultPathway, input);
      expect({ eligible: isEligible, t1, instruments, crisisLevel: level, lines }, id).toEqual(wanted);
    }
  });
});

interface ReferenceInstrument {
  readonly items: readonly {
    linkId: string;
    en: string | null;
    fr: string | null;
    reverse: boolean;
    options: string;
  }[];
  readonly optionSets: Readonly<Record<string, readonly { code: number }[]>>;
  readonly cutoffs: readonly { band: string; min?: number; max?: number; items?: unknown }[];
  readonly scoring: {
    readonly rule: string;
    readonly range: readonly [number | null, number | null];
    readonly table?: Readonly<Record<string, number>>;
  };
  readonly licence: { readonly reproduceItems: boolean; readonly text: string };
  readonly citation: readonly string[];
}

function itemOf({ linkId, isReversed, text }: Instrument["items"][number]) {
  return { linkId, isReversed: isReversed === true, en: text.en ?? null, fr: text.fr ?? null };
}

function codesOf({ optionSets }: Instrument): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    Object.entries(optionSets).flatMap(([name, set]) =>
      set.kind === "choice" ? [[name, set.options.map(({ code }) => code)]] : [],
    ),
  );
}

function referenceCodes(
  { optionSets }: ReferenceInstrument,
  instrument: Instrument,
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    Object.entries(optionSets)
      .filter(([name]) => instrument.optionSets[name]?.kind === "choice")
      .map(([name, options]) => [name, options.map(({ code }) => code)]),
  );
}
