import { needCode } from "#directory";
import { instrumentIds } from "#instruments";
import { describe, expect, test } from "vitest";
import { ageBand } from "./age-band.ts";
import { contextModules, modulesFor } from "./module.ts";

const idsAt = (age: Parameters<typeof modulesFor>[0]) => modulesFor(age).map(({ id }) => id);

describe("context modules", () => {
  test("are offered at the ages they are for", () => {
    expect(idsAt("16-17")).toEqual(["aidants", "jeunes", "liens-qui-pesent", "internet"]);
    expect(idsAt("60-plus")).toEqual(["aidants", "ages", "liens-qui-pesent", "internet"]);
    expect(idsAt("26-49")).toEqual(["aidants", "liens-qui-pesent", "internet"]);
    expect(idsAt(null)).toEqual(contextModules.map(({ id }) => id));
  });

  test("send nobody under eighteen to a line of older people, nor the other way round", () => {
    const linesAt = (age: (typeof ageBand.codes)[number]) => modulesFor(age).flatMap(({ lines }) => lines);
    expect(linesAt("16-17")).not.toContain("solitudecoute");
    expect(linesAt("60-plus")).not.toContain("fil-sante-jeunes");
  });

  test("name needs and questionnaires that there are", () => {
    for (const { needs, instrument } of contextModules) {
      expect(needs.every((need) => needCode.codes.includes(need))).toBe(true);
      if (instrument !== null) expect(instrumentIds).toContain(instrument);
    }
  });
});
