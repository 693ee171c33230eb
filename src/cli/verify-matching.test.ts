import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeOfferIndex, searchIndex, type NeedCode } from "#directory";
import { scoreCase, type JudgedCase, type WorldOffer } from "./matching-score.ts";
import { answersOf, matchableOf, verify } from "./verify-matching.ts";

const shared = process.env["TISSER_SHARED"] ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const folder = join(shared, "reference/matching");
const isHere = existsSync(folder);
if (!isHere)
  console.warn("NOT TESTED: the judged cases of matching (../shared/reference/matching) are not here");

interface Witness {
  readonly scoreAll: (
    answers: Readonly<Record<string, readonly string[]>>,
    cases: string,
    world: string,
  ) => { readonly per: readonly { readonly id: string; readonly ndcg10: number; readonly pass: boolean }[] };
}

describe.skipIf(!isHere)("the judged cases of world A", () => {
  const [casesFile, worldFile] = [join(folder, "cases-a.json"), join(folder, "world-a.json")];

  test("are answered as link workers would: mean nDCG@10 of 0.80, nothing unacceptable, every constraint", async () => {
    const { passed, failures } = await verify(folder);
    expect(failures).toEqual([]);
    expect(passed).toBe(61);
  });

  test("are scored as the scorer that came with them scores", async () => {
    const { scoreAll } = (await import(join(folder, "score.mjs"))) as Witness;
    const world = JSON.parse(readFileSync(worldFile, "utf8")) as { readonly offers: readonly WorldOffer[] };
    const cases = JSON.parse(readFileSync(casesFile, "utf8")) as {
      readonly now: string;
      readonly duplicates: readonly (readonly string[])[];
      readonly cases: readonly JudgedCase[];
    };
    const answers = answersOf(world, cases);
    const wanted = scoreAll(Object.fromEntries(answers), casesFile, worldFile).per;
    const scored = cases.cases.map((judged) =>
      scoreCase(judged, answers.get(judged.id) ?? [], { ...world, duplicates: cases.duplicates }),
    );
    expect(scored.map(({ id, ndcg }) => [id, ndcg.toFixed(9)])).toEqual(
      wanted.map(({ id, ndcg10 }) => [id, ndcg10.toFixed(9)]),
    );
  });
});

const offer = {
  id: "x-1",
  source: "test",
  organisation: "Le Fil",
  name: "Café",
  description: "",
  kind: "place",
  type: "social-cafe",
  categories: ["gather"],
  interventions: ["contact-opportunities"],
  country: "FR",
  commune: "Ici",
  lat: 46.4,
  lon: 3,
  attendance: ["on-site"],
  area: null,
  hours: null,
  sessions: [],
  cost: { type: "free", amount: null, per: null },
  publics: ["tous-publics"],
  publicsRestricted: false,
  ageMin: null,
  ageMax: null,
  gender: null,
  languages: ["fr"],
  accessibility: { wheelchair: "yes", features: [] },
  groupSize: null,
  waysIn: [],
  transportProvided: false,
  byAndFor: false,
  capacity: { status: "capacity", note: null },
  status: "active",
  confirmedOn: "2026-11-01",
} as const;

const need = {
  place: { commune: "Ici", quarter: null, country: "FR", lat: 46.4, lon: 3 },
  mobility: { mode: "walk", radiusKm: 1, maxKm: 2 },
  age: 40,
  gender: null,
  situation: [],
  asked: [],
  needs: ["meet-people"],
  wishes: [],
  barriers: [],
  languages: ["fr"],
  availability: null,
  accessibility: [],
  pattern: null,
  channels: [],
  digital: "ok",
  budget: "low",
  exclusions: [],
  text: null,
};

/** Verifies one case over a world of one offer. */
async function verifyOne(judged: object): Promise<Awaited<ReturnType<typeof verify>>> {
  const place = mkdtempSync(join(tmpdir(), "tisser-matching-"));
  try {
    writeFileSync(join(place, "world-x.json"), JSON.stringify({ offers: [offer] }));
    const cases = {
      now: "2026-11-16T10:00:00+01:00",
      duplicates: [],
      cases: [{ id: "X01", need, ...judged }],
    };
    writeFileSync(join(place, "cases-x.json"), JSON.stringify(cases));
    return await verify(place);
  } finally {
    rmSync(place, { recursive: true });
  }
}

describe.skipIf(!isHere)("the offers of world A, searched for a list", () => {
  const find = (words: string | null, needs: readonly NeedCode[] = []): string[] => {
    const { offers } = JSON.parse(readFileSync(join(folder, "world-a.json"), "utf8")) as {
      readonly offers: readonly WorldOffer[];
    };
    const centre = { latitude: 46.41, longitude: 2.98, km: 5, category: null, limit: 5 };
    return searchIndex(makeOfferIndex(offers.map(matchableOf)), { ...centre, words, needs }).map(
      ({ offer: { type } }) => type ?? "",
    );
  };

  test("are found by words with a typing fault, by words of the same meaning, and by need", () => {
    expect(new Set(find("petanqe"))).toEqual(new Set(["sport"]));
    expect(find("papiers")).toContain("paperwork-help");
    expect(new Set(find(null, ["learn-language"]))).toEqual(new Set(["language-cafe"]));
    expect(find("introuvable")).toEqual([]);
  });
});

describe("any folder of worlds and cases", () => {
  test("passes when the answer is good", async () => {
    const judgements = [{ offer: "x-1", grade: 3 }];
    const constraints = [{ type: "first-is-one-of", offers: ["x-1"] }];
    expect(await verifyOne({ judgements, constraints })).toMatchObject({ passed: 2, failures: [] });
  });

  test.each([
    [
      "x X01: nDCG@10 1.000 x-1:age",
      { judgements: [{ offer: "x-1", grade: 3, unacceptable: "age" }], constraints: [] },
    ],
    [
      "x X01: nDCG@10 1.000 not-in-top",
      {
        judgements: [{ offer: "x-1", grade: 3 }],
        constraints: [{ type: "not-in-top", k: 5, noneOf: ["x-1"] }],
      },
    ],
    ["x X01: nDCG@10 0.000", { judgements: [{ offer: "x-9", grade: 3 }], constraints: [] }],
  ])("says what failed: %s", async (line, judged) => {
    expect((await verifyOne(judged)).failures[0]).toBe(line);
  });

  test("a folder without cases is refused", async () => {
    await expect(verify(join(tmpdir(), "no-such-folder"))).rejects.toMatchObject({
      code: "cli.caseUnreadable",
    });
  });
});
