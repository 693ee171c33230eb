import { describe, expect, it } from "vitest";
import type { SurveyWave } from "../survey.ts";
import { instrumentIndicators } from "./of-instruments.ts";

/** A wave of one respondent with these answers. */
function waveOf(answers: Readonly<Record<string, number>>): SurveyWave {
  return {
    id: "2026",
    stratum: Int32Array.of(0),
    psu: Int32Array.of(0),
    weight: Float64Array.of(1),
    drawn: 1,
    answers: Object.fromEntries(Object.entries(answers).map(([name, code]) => [name, Int16Array.of(code)])),
  };
}

/** The same code for every item of an instrument, some of them changed. */
function all(start: string, number: number, code: number, changed: Readonly<Record<string, number>> = {}) {
  const names = Array.from({ length: number }, (_none, index) => `${start}-${index + 1}`);
  return { ...Object.fromEntries(names.map((name) => [name, code])), ...changed };
}

function valueOf(id: string, answers: Readonly<Record<string, number>>): number {
  const one = instrumentIndicators.find((indicator) => indicator.id === id);
  if (one === undefined) throw new Error(`no indicator ${id}`);
  return one.valueOf(waveOf(answers), 0);
}

describe("an indicator of one instrument", () => {
  // Cut-offs: reference indicators.json; scores: the vectors of reference/instruments, checked in the room `instruments`.
  it.each([
    ["lon-02", { "credoc-sol": 2 }, 1],
    ["lon-02", { "credoc-sol": 3 }, 0],
    ["lon-03", { "silc-1": 2 }, 1],
    ["lon-03", { "silc-1": 3 }, 0],
    ["iso-04", { age: 60, ...all("lsns6", 6, 1) }, 1],
    ["iso-04", { age: 60, ...all("lsns6", 6, 2) }, 0],
    ["iso-04", { age: 59, ...all("lsns6", 6, 1) }, NaN],
    ["wel-01", all("who5", 5, 2), 1],
    ["wel-01", all("who5", 5, 3), 0],
    ["wel-02", all("k6", 6, 2, { "k6-1": 3 }), 1],
    ["wel-02", all("k6", 6, 2), 0],
    ["dig-07", all("bsmas", 6, 4), 1],
    ["dig-07", all("bsmas", 6, 4, { "bsmas-1": 3 }), 0],
    ["dig-01", { "ill-use": 0 }, 1],
    ["dig-02", { "ill-use": 0 }, NaN],
    ["sup-01", { "osss-1": 2, "osss-2": 3, "osss-3": 3 }, 1],
    ["sup-01", { "osss-1": 2, "osss-2": 3, "osss-3": 4 }, 0],
    ["sup-07", { "osss-3": 4 }, 1],
  ] as const)("%s of %o is %d", (id, answers, expected) => {
    expect(valueOf(id, answers)).toBe(expected);
  });

  it("has no value where an answer that it needs was not given", () => {
    for (const { id, valueOf: value } of instrumentIndicators) expect(value(waveOf({}), 0), id).toBeNaN();
    expect(valueOf("wel-01", all("who5", 5, 2, { "who5-3": -1 }))).toBeNaN();
  });
});
