import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { verify as verifyInstruments } from "./verify-instruments.ts";
import { verify as verifyPathway } from "./verify-pathway.ts";

const folder = mkdtempSync(join(tmpdir(), "tisser-vectors-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a file of cases and gives its path. */
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const right = {
  scorable: true,
  score: 6,
  band: "lonely",
  prorated: false,
  flags: [],
  subscores: {},
  answered: 3,
  missing: 0,
};
const answers = { "ucla3-1": 2, "ucla3-2": 2, "ucla3-3": 2 };
const vectors = (...cases: object[]) => ({ $schemaVersion: 1, instrument: "ucla3", cases });
const calm = { age: 45, mode: "self", clinician: false, ucla3: 3, onsDirect: 5, credoc: "non-isole" };
const led = {
  eligible: true,
  t1: "negative",
  instruments: [],
  crisisLevel: 0,
  lines: ["3114", "15", "112", "114"],
};

describe("the runner of reference cases", () => {
  it("passes what is right, and tells what is not: the field, what was expected, what came", async () => {
    file(
      "ucla3.json",
      vectors(
        { id: "a", input: { answers }, expect: right },
        { id: "b", input: { answers }, expect: { ...right, score: 7, flags: ["x"] } },
      ),
    );
    file("pathway.json", { instrument: "pathway", cases: [] });
    expect(await verifyInstruments(folder)).toEqual({
      passed: 1,
      failures: ['b: score: expected 7, came 6; flags: expected ["x"], came []'],
      pending: [],
    });
  });

  it("takes a refused answer for a failure, and goes on", async () => {
    const refused = { id: "c", input: { answers: { "ucla3-1": 8 } }, expect: right };
    const path = file("refused.json", vectors(refused, { id: "d", input: { answers }, expect: right }));
    expect(await verifyInstruments(path)).toMatchObject({
      passed: 1,
      failures: ["c: refused, instruments.answerOutOfRange"],
    });
  });

  it.each([
    ["no folder", join(folder, "nowhere")],
    ["no JSON", file("broken.txt", "{")],
    ["other JSON", file("other.txt", { cases: 3 })],
    ["an instrument that does not exist", file("unknown.txt", { ...vectors(), instrument: "horoscope" })],
  ])("refuses %s", async (_what, path) => {
    await expect(verifyInstruments(path)).rejects.toMatchObject({ code: "cli.caseUnreadable" });
    await expect(verifyPathway(path)).rejects.toMatchObject({ code: "cli.caseUnreadable" });
  });

  it("follows the pathway for each case, a fact that is left out being unknown", async () => {
    const cases = [
      { id: "p1", input: calm, expect: led },
      { id: "p2", input: { ...calm, ucla3: null }, expect: led },
    ];
    const { passed, failures } = await verifyPathway(file("cases.txt", { instrument: "pathway", cases }));
    expect(passed).toBe(1);
    expect(failures).toEqual([
      'p2: t1: expected "negative", came "watch"; instruments: expected [], came ["osss3"]',
    ]);
  });
});
