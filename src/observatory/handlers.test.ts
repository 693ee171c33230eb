import {
  anonymousActor,
  randomId,
  TisserError,
  type AnyAction,
  type CallOf,
  type Instant,
  type OutputOf,
} from "#base";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { downloadIndicator, listIndicators, readIndicator } from "./actions.ts";
import { observatoryHandlers } from "./handlers.ts";

const database = await freshDatabase();
const handlers = observatoryHandlers();

async function call<A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const parsed = action.input.parse(input);
  return database.as({}, async (db) => {
    const answer = await bound.implementation.run({
      input: parsed,
      actor: anonymousActor,
      db,
      now: "2026-11-28T11:00:00.000Z" as Instant,
      newId: randomId,
      facts: undefined as never,
      audit: () => undefined,
      http: { headers: new Headers(), setCookies: [], address: null },
      afterCommit: () => undefined,
    });
    return action.output.parse(answer) as OutputOf<A>;
  });
}

describe("the list of indicators", () => {
  test("gives a figure with its interval and respondents, or the reason why there is none", async () => {
    const { release, indicators } = await call(listIndicators, {});
    expect(release).toMatchObject({ isSynthetic: true, survey: "synthetic-2023-2026" });
    expect(indicators).toHaveLength(53);
    for (const { id, headline, unavailability, measure } of indicators) {
      expect(headline === null, id).toBe(unavailability !== null);
      expect(headline === null, id).toBe(measure === null);
      if (headline === null) continue;
      const { value, low, high, n } = headline.cell;
      expect(n, id).toBeGreaterThan(1500);
      expect(low, id).toBeLessThan(value ?? 0);
      expect(high, id).toBeGreaterThan(value ?? 0);
    }
    expect(indicators.filter(({ headline }) => headline !== null)).toHaveLength(11);
  });

  test("tells care data and panels from questions that were not asked", async () => {
    const { indicators } = await call(listIndicators, {});
    const why = (id: string) => indicators.find((one) => one.id === id)?.unavailability;
    expect(why("srv-04")).toBe("service-data");
    expect(why("lon-08")).toBe("panel-needed");
    expect(why("lon-02")).toBe("questions-missing");
  });
});

describe("one indicator", () => {
  test("comes with its companions: the mean never without both cut-offs", async () => {
    for (const indicator of ["ucla3-mean", "ucla3-at-least-6", "ucla3-at-least-7"] as const) {
      const { companions } = await call(readIndicator, { indicator });
      expect([indicator, ...companions.map(({ id }) => id)].toSorted()).toEqual([
        "ucla3-at-least-6",
        "ucla3-at-least-7",
        "ucla3-mean",
      ]);
    }
  });

  test("has a table in total and by every group that the resolution asks for, in four waves", async () => {
    const { tables, release } = await call(readIndicator, { indicator: "no-network" });
    expect(tables.map(({ breakdown }) => breakdown)).toEqual([
      "total",
      "age",
      "sex",
      "disability",
      "town-size",
      "household",
      "income",
      "education",
      "employment",
      "priority-neighbourhood",
      "digital-use",
      "age-disability",
    ]);
    for (const { waves } of tables)
      expect(waves.map(({ wave }) => wave)).toEqual(["2023", "2024", "2025", "2026"]);
    expect(release.waves.map(({ wave }) => wave)).toEqual(["2023", "2024", "2025", "2026"]);
  });

  test("shows no number at all of a withheld cell", async () => {
    const { tables } = await call(readIndicator, { indicator: "lonely-and-isolated" });
    const cells = tables.flatMap(({ waves }) => waves.flatMap((one) => one.cells));
    const withheld = cells.filter(({ status }) => status !== "published");
    expect(withheld.length).toBeGreaterThan(5);
    for (const cell of withheld) {
      expect(cell).toMatchObject({ value: null, low: null, high: null, n: null, effectiveN: null });
      expect(cell).toMatchObject({ status: "suppressed", reason: "protected", isUncertain: false });
    }
  });

  test("that is not available says why, and has no table", async () => {
    const { tables, summary, range } = await call(readIndicator, { indicator: "wel-01" });
    expect(tables).toEqual([]);
    expect(range).toBeNull();
    expect(summary.unavailability).toBe("questions-missing");
  });

  test("is not compared with figures of another wording, universe or sampling", async () => {
    const { comparators, incomparable } = await call(readIndicator, { indicator: "no-network" });
    expect(comparators.map(({ value }) => value)).toContain("11 %");
    expect(incomparable).toEqual(["other-wording", "other-universe", "other-sampling", "synthetic"]);
  });

  test("of another release is refused", async () => {
    const old = { indicator: "no-network", release: "synthetic-2023-2026-000000000000" } as const;
    await expect(call(readIndicator, old)).rejects.toThrow("observatory.releaseNotFound");
    await expect(call(downloadIndicator, old)).rejects.toThrow(TisserError);
  });
});

describe("a download", () => {
  test("has a line for each cell, with its status and the id of the release", async () => {
    const { release, tables } = await call(readIndicator, { indicator: "no-network" });
    const file = await call(downloadIndicator, { indicator: "no-network", release: release.id });
    const lines = file.text.trimEnd().split("\r\n");
    const cells = tables.flatMap(({ waves }) => waves.flatMap((one) => one.cells));
    expect(lines).toHaveLength(1 + cells.length);
    expect(lines[0]).toMatch(/^release,survey,synthetic,indicator,/);
    for (const line of lines.slice(1))
      expect(line.startsWith(`${release.id},synthetic-2023-2026,yes,no-network,`)).toBe(true);
    const withheld = lines.filter((line) => line.includes(",suppressed,"));
    expect(withheld.length).toBe(cells.filter(({ status }) => status === "suppressed").length);
    for (const line of withheld) expect(line).toMatch(/,percent,,,,,,suppressed,protected,no$/);
  });

  test("asked twice is the same to the byte, and so is the release", async () => {
    const { release } = await call(listIndicators, {});
    const ask = { indicator: "ucla3-mean", release: release.id } as const;
    expect(await call(downloadIndicator, ask)).toEqual(await call(downloadIndicator, ask));
    expect(release.id).toBe(`synthetic-2023-2026-${release.digest.slice(0, 12)}`);
  });

  test("of an indicator without figures is refused", async () => {
    const { release } = await call(listIndicators, {});
    await expect(call(downloadIndicator, { indicator: "wel-01", release: release.id })).rejects.toThrow(
      "observatory.notAvailable",
    );
  });
});
