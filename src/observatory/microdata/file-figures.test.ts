import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDesign, makeDomains, meanBy, proportionBy, type EstimateSet } from "#stats";
import { openFileEngine, quotedText } from "./engine-store.ts";
import { openSurveyFile, valueOf, type FileTask } from "./file-figures-store.ts";

const folder = mkdtempSync(join(tmpdir(), "tisser-survey-"));
const path = join(folder, "data.parquet");
const widePath = join(folder, "wide's.parquet");
afterAll(() => rmSync(folder, { recursive: true }));

const rows = 40_000;
const columns = {
  design_wave: Float64Array.from({ length: rows }, (_none, row) => Number(row >= rows / 2)),
  design_psu: Float64Array.from({ length: rows }, (_none, row) => Math.floor(row / 50)),
  design_stratum: Float64Array.from({ length: rows }, (_none, row) => Math.floor(row / 50 / 8)),
  design_weight: Float64Array.from({ length: rows }, (_none, row) => 100 + ((row * 7919) % 900) / 7),
  yes: Float64Array.from({ length: rows }, (_none, row) =>
    row % 31 === 0 ? -9 : Number((row * 31) % 7 < 2),
  ),
  far: Float64Array.from({ length: rows }, (_none, row) => 1e9 + ((row * 17) % 101) / 3),
  hours: Float64Array.from({ length: rows }, (_none, row) => ((row * 13) % 240) / 10),
  band: Float64Array.from({ length: rows }, (_none, row) => (row * 29) % 12),
  wide: Float64Array.from({ length: rows }, (_none, row) => (row % 2 === 0 ? 1e9 : 1e-9)),
};

beforeAll(async () => {
  const engine = await openFileEngine();
  const names = Object.keys(columns);
  await engine.run(`create table t (${names.map((name) => `${name} double`).join(", ")}, sex varchar)`);
  for (let from = 0; from < rows; from += 5000) {
    const lines = Array.from({ length: 5000 }, (_none, at) => {
      const numbers = names.map((name) => columns[name as keyof typeof columns][from + at]);
      return `(${numbers.join(",")},${(from + at) % 3 === 0 ? "'F'" : (from + at) % 7 === 0 ? "null" : "'H'"})`;
    });
    await engine.run(`insert into t values ${lines.join(",")}`);
  }
  await engine.run(`copy t to ${quotedText(path)} (format parquet)`);
  await engine.run(
    `copy (select * replace (wide as design_weight) from t) to ${quotedText(widePath)} (format parquet)`,
  );
  engine.close();
});

const sex = Array.from({ length: rows }, (_none, row) => (row % 3 === 0 ? "F" : row % 7 === 0 ? null : "H"));
const design = makeDesign({
  weights: columns.design_weight,
  strata: columns.design_stratum,
  psu: columns.design_psu,
});
const yes = columns.yes.map((value) => (value === -9 ? NaN : value));

async function fromFile(task: FileTask, threads = 2, from = path): Promise<EstimateSet> {
  const file = await openSurveyFile(from, { threads });
  try {
    return await file.figures(task);
  } finally {
    file.close();
  }
}

/** Every number of the file's figures is within 1e-12 of those in memory. */
function expectSame(file: EstimateSet, memory: EstimateSet): void {
  expect(file.labels).toEqual(memory.labels);
  for (const [index, estimate] of file.estimates.entries()) {
    const other = memory.estimates[index];
    expect([estimate.n, estimate.missing, estimate.df, estimate.status]).toEqual([
      other?.n,
      other?.missing,
      other?.df,
      other?.status,
    ]);
    for (const [a, b] of [
      [estimate.value, other?.value],
      [estimate.standardError, other?.standardError],
      [estimate.ci?.low, other?.ci?.low],
      [estimate.deff, other?.deff],
    ]) {
      expect(Math.abs((a ?? NaN) - (b ?? NaN)) / Math.abs(b ?? NaN)).toBeLessThan(1e-12);
    }
  }
}

describe("figures of a survey file", () => {
  it("are those of the same respondents in memory: shares, with answers that are missing by code", async () => {
    const task = { value: valueOf("yes", [-9]), measure: "proportion", by: ["sex"] } as const;
    expectSame(await fromFile(task), proportionBy(design, yes, makeDomains(sex)));
  });

  it("are those in memory for means, large values and crossed groups", async () => {
    const by = ["band::integer", "sex"];
    const domains = makeDomains(columns.band, sex);
    for (const name of ["hours", "far"] as const) {
      const task = { value: valueOf(name), measure: "mean", by } as const;
      const figures = await fromFile(task);
      expect(figures.labels.length).toBe(12);
      expectSame(figures, meanBy(design, columns[name], domains));
    }
  });

  it("hold for weights of 1e9 and 1e-9 side by side, each alone in its group", async () => {
    const task = { value: valueOf("hours"), measure: "mean", by: ["design_weight > 1"] } as const;
    const wide = makeDesign({
      weights: columns.wide,
      strata: columns.design_stratum,
      psu: columns.design_psu,
    });
    const heavy = makeDomains(Array.from(columns.wide, (weight) => String(weight > 1)));
    expectSame(await fromFile(task, 2, widePath), meanBy(wide, columns.hours, heavy));
  });

  it("are those in memory for scores that are whole, and for shares under weights far apart", async () => {
    const scores = { value: valueOf("band"), measure: "mean", by: ["sex"] } as const;
    expectSame(await fromFile(scores), meanBy(design, columns.band, makeDomains(sex)));
    const wide = makeDesign({
      weights: columns.wide,
      strata: columns.design_stratum,
      psu: columns.design_psu,
    });
    const shares = { value: valueOf("yes", [-9]), measure: "proportion", by: ["sex"] } as const;
    expectSame(await fromFile(shares, 2, widePath), proportionBy(wide, yes, makeDomains(sex)));
  });

  it("are the same to the last bit on one thread and on several, in short whole numbers and in long ones", async () => {
    for (const value of [valueOf("hours"), valueOf("band"), valueOf("yes", [-9])]) {
      const task = { value, measure: "mean", by: ["sex"] } as const;
      const [one, ...others] = await Promise.all([1, 2, 4, 7].map((threads) => fromFile(task, threads)));
      for (const other of others) expect(other.estimates).toEqual(one?.estimates);
    }
  });

  it("of one wave rest on the units of that wave alone", async () => {
    const task = { value: valueOf("hours"), measure: "mean", wave: 1 } as const;
    const half = (column: Float64Array) => column.subarray(rows / 2);
    const alone = makeDesign({
      weights: half(columns.design_weight),
      strata: half(columns.design_stratum),
      psu: half(columns.design_psu),
    });
    const everybody = makeDomains(new Float64Array(rows / 2));
    expectSame({ ...(await fromFile(task)), labels: ["0"] }, meanBy(alone, half(columns.hours), everybody));
  });
});
