import { distanceMetres, type InputOf, type Instant, type LocalDate } from "#base";
import { expect, test } from "vitest";
import { searchOffers, searchRadiiKm } from "../actions.ts";
import type { BookRow } from "../book-store.ts";
import { isCheap } from "../match/cost.ts";
import { makeShelf } from "../offer-shelf.ts";
import { summaryOf } from "../offer-view.ts";
import { isOpenDuring } from "../open-during.ts";
import { inventedBook } from "../slice/invented-book.ts";
import { townIndex } from "../town-files.ts";
import { townByCode } from "../town-search.ts";
import { answerSearch } from "./answer.ts";
import { mostHoursCounted } from "./counts.ts";

const now = "2026-11-26T14:30:00.000Z" as Instant;
const { table } = townIndex();
const town = townByCode(townIndex(), "73065")!;
const rows = inventedBook({ table, departement: "73", count: 900, seed: 3, words: 12 });

type Question = Record<string, string>;

async function answer(question: Question) {
  const shelf = makeShelf(rows);
  const input: InputOf<typeof searchOffers> = searchOffers.input.parse({
    town: town.code,
    ...question,
    facets: "true",
  });
  return answerSearch(
    {
      now,
      town: async () => town,
      find: async (query) => shelf.find(query, new Set()),
      summary: (row, from) => summaryOf(row, now, from),
    },
    input,
  );
}

/** What each narrowing means, said of a row itself and not of its bits. */
const meaning: Readonly<Record<string, (row: BookRow, value: string) => boolean>> = {
  category: (row, code) => row.categories.some((one) => one === code),
  intervention: (row, code) => row.interventions.some((one) => one === code),
  kind: (row, code) => row.kind === code,
  public: (row, code) => row.publics.some((one) => one === code),
  access: ({ matching }, code) => {
    const told = new Set(matching.access_features);
    const has = (...features: string[]): boolean => features.some((one) => told.has(one));
    const isWritten = has("cued-speech", "subtitles", "text");
    if (code === "deaf") return isWritten || has("sign-language") || matching.languages.includes("lsf");
    if (code === "hard-of-hearing") return isWritten || has("hearing-loop");
    return code === "visual" ? has("audio-description", "sound-beacon", "guiding-strip") : has("quiet");
  },
  attendance: ({ matching, kind }, code) =>
    matching.attendance.some((one) => one === code) ||
    (code === "on-site" && matching.attendance.length === 0 && kind !== "helpline"),
  language: ({ matching }, code) => matching.languages.includes(code),
  free: ({ frais }) => frais.includes("gratuit"),
  cheap: ({ frais, matching }) => isCheap(frais, { amount: matching.cost_amount, per: matching.cost_per }),
  byAndFor: ({ matching }) => matching.by_and_for,
  wheelchair: ({ matching }) => matching.wheelchair === "yes",
  withoutInternet: ({ phones, matching }) =>
    phones.length > 0 ||
    matching.ways_in.some((way) => way === "phone" || way === "drop-in" || way === "post"),
  openNow: (row) => summaryOf(row, now, null).opening.state === "open",
  dayPart: (row, part) => isOpenDuring(row, { date: null, dayPart: part as "morning" }, now),
  date: (row, date) => isOpenDuring(row, { date: date as LocalDate, dayPart: null }, now),
  age: ({ matching }, age) =>
    (matching.age_min ?? 0) <= Number(age) && Number(age) <= (matching.age_max ?? 200),
};

/** How many rows a question finds, each looked at. */
function counted({ radiusKm = "20", ...question }: Question): number {
  const metres = (Number(radiusKm) + (town.positionErrorKm ?? 0)) * 1000;
  const isNear = ({ latitude, longitude, code_insee: code }: BookRow): boolean =>
    code === town.code ||
    (latitude !== null &&
      longitude !== null &&
      town.position !== null &&
      distanceMetres(town.position, { latitude, longitude }) <= metres);
  return rows.filter(
    (row) => isNear(row) && Object.entries(question).every(([name, value]) => meaning[name]!(row, value)),
  ).length;
}

const questions: readonly Question[] = [
  {},
  { radiusKm: "5" },
  { category: "gather" },
  { intervention: "digital", radiusKm: "100" },
  { access: "deaf", radiusKm: "50" },
  { kind: "activity", wheelchair: "true" },
  { free: "true", withoutInternet: "true", age: "70" },
  { openNow: "true", radiusKm: "50" },
  { dayPart: "morning", attendance: "phone" },
  { date: "2026-12-02", public: "seniors", radiusKm: "100" },
  { language: "ar", byAndFor: "true", radiusKm: "100" },
];

test.each(questions)("each count says what its narrowing finds, row by row: %j", async (question) => {
  const { total, facets } = await answer(question);
  expect(total).toBe(counted(question));
  if (facets === null) throw new Error("no counts");
  const choices = {
    category: facets.categories,
    intervention: facets.interventions,
    kind: facets.kinds,
    public: facets.publics,
    access: facets.access,
    attendance: facets.attendance,
    dayPart: facets.dayParts ?? {},
  };
  for (const [name, counts] of Object.entries(choices)) {
    for (const [code, count] of Object.entries(counts))
      expect(count, `${name} ${code}`).toBe(counted({ ...question, [name]: code }));
  }
  for (const { language, count } of facets.languages)
    expect(count, language).toBe(counted({ ...question, language }));
  const ticks = ["free", "cheap", "byAndFor", "wheelchair", "withoutInternet"] as const;
  for (const name of ticks) expect(facets[name], name).toBe(counted({ ...question, [name]: "true" }));
  if (facets.openNow !== null) expect(facets.openNow).toBe(counted({ ...question, openNow: "true" }));
  for (const { radiusKm, total: within } of facets.radii ?? [])
    expect(within, `${radiusKm} km`).toBe(counted({ ...question, radiusKm: String(radiusKm) }));
});

test("hours are counted where few are found, and distances where no hours are asked for", async () => {
  const [few, many] = [await answer({ kind: "stop" }), await answer({ radiusKm: "100" })];
  expect(few.total).toBeLessThanOrEqual(mostHoursCounted);
  expect(few.facets?.openNow).not.toBeNull();
  expect(many.total).toBeGreaterThan(mostHoursCounted);
  expect(many.facets).toMatchObject({ openNow: null, dayParts: null });
  expect(many.facets?.radii?.map(({ radiusKm }) => radiusKm)).toEqual([...searchRadiiKm]);
  expect((await answer({ openNow: "true" })).facets?.radii).toBeNull();
});
