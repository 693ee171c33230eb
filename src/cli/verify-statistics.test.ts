import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { verify } from "./verify-statistics.ts";

const fixtures = join(import.meta.dirname, "../stats/fixtures");
const scratch = mkdtempSync(join(tmpdir(), "tisser-cases-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder with the tables of the fixtures, no scripts, and the given cases. */
function folderOf(name: string, cases: readonly { readonly id: string }[]): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "cases"), { recursive: true });
  cpSync(join(fixtures, "data"), join(folder, "data"), { recursive: true });
  for (const one of cases) writeFileSync(join(folder, "cases", `${one.id}.json`), JSON.stringify(one));
  return folder;
}

function published(id: string): { id: string; expected: Record<string, unknown>; rcode: string } {
  return JSON.parse(readFileSync(join(fixtures, "cases", `${id}.json`), "utf8")) as never;
}

describe("verify statistics", () => {
  it("passes every survey case that R made", async () => {
    expect(await verify(fixtures)).toEqual({ passed: 29, failures: [], pending: [] });
  });

  it("needs no script: data and spec say under which names a case speaks", async () => {
    const cases = [
      "A01-strat-fpc-mean-total",
      "A03-nhanes-prop-ci",
      "A05-synth-domain-degf",
      "A09-replicates-synth",
    ];
    const folder = folderOf("plain", cases.map(published));
    expect(await verify(folder)).toEqual({ passed: 4, failures: [], pending: [] });
  });

  it("computes cases that nobody foresaw, and says where they differ", async () => {
    const base = {
      data: "lien_synth1.csv",
      spec: { ids: "psu", strata: "region", weights: "w" },
      relTolerance: 1e-9,
    };
    const rcode = `{ f <- function(v, k = 2) v * k
      m <- svymean(~isolated, subset(dX, sex == "H" & income <= 2))
      list(twice = f(coef(m)[[1]]), even = f(0.5)) }`;
    // Witness: R survey 4.1-1.
    const expected = { twice: 0.211113633186164, even: 1 };
    const right = { ...base, id: "A90-unforeseen", rcode, expected };
    const wrong = { ...right, id: "A91-wrong", expected: { twice: 0.2111, even: 1 } };
    const unknown = { ...right, id: "A92-unknown", rcode: "list(twice = svynothing(1))" };
    const outcome = await verify(folderOf("unforeseen", [right, wrong, unknown, { id: "B01-later" }]));
    expect(outcome).toEqual({
      passed: 1,
      failures: [
        expect.stringMatching(/^A91-wrong: twice: expected 0\.2111, got 0\.21111/),
        expect.stringMatching(/^A92-unknown: not computed: svynothing/),
      ],
      pending: ["B01-later"],
    });
  });

  it("a number that moves in the tenth digit fails", async () => {
    const moved = published("A07-fpc-small");
    const fpc = moved.expected["fpc"] as { estimate: number };
    moved.expected["fpc"] = { ...fpc, estimate: fpc.estimate * (1 + 1e-7) };
    const { failures } = await verify(folderOf("moved", [moved]));
    expect(failures).toEqual([expect.stringContaining("fpc.estimate")]);
  });

  it("refuses a folder without cases and a case that cannot be read", async () => {
    await expect(verify(join(scratch, "nowhere"))).rejects.toThrow("cli.caseUnreadable");
    await expect(verify(folderOf("broken", [{ id: "A93" }]))).rejects.toThrow("cli.caseUnreadable");
  });
});
