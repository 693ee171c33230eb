import { existsSync, readFileSync } from "node:fs";
import { locales } from "#base";
import { describe, expect, test } from "vitest";
import { listHelplines } from "./actions.ts";
import { emergencyLineIds, helplines, helplinesOf, type PackLine } from "./helpline.ts";

const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, "utf8"));
const pack = readJson(new URL("codes/helplines.fr.json", import.meta.url)) as { lines: readonly PackLine[] };
const shown = helplines();

describe("the lines that are shown", () => {
  test("are those whose number was verified, all of them and no other", () => {
    const verified = pack.lines.filter((line) => line.verified && line.number !== null).map(({ id }) => id);
    expect(shown.lines.map(({ id }) => id).toSorted()).toEqual(verified.toSorted());
    expect(shown.lines.map(({ id }) => id)).not.toContain("119");
    expect(shown.lines).toHaveLength(10);
  });

  test("begin with the emergency lines, the line of suicide prevention first of all", () => {
    expect(shown.lines.slice(0, 6).map(({ id }) => id)).toEqual(["3114", "15", "112", "114", "17", "18"]);
    expect(shown.lines.filter(({ isEmergency }) => isEmergency).map(({ id }) => id)).toEqual([
      ...emergencyLineIds,
    ]);
  });

  test("have the numbers of the reference", () => {
    for (const line of shown.lines) {
      expect(pack.lines.find(({ id }) => id === line.id)?.number).toBe(line.number);
    }
  });

  test("show hours only where these were seen", () => {
    expect(Object.fromEntries(shown.lines.map(({ id, hours }) => [id, hours]))).toEqual({
      "3114": "always",
      "15": "always",
      "112": "always",
      "114": null,
      "17": null,
      "18": null,
      "sos-amitie": "always",
      solitudecoute: null,
      "fil-sante-jeunes": "tous les jours 9 h - 23 h",
      "croix-rouge-ecoute": null,
    });
  });

  test("keep to the schema of the answer", () => {
    expect(listHelplines.output.parse({ ...shown, lines: [...shown.lines] }).checkedOn).toBe("2026-11-20");
  });
});

test("a line without number, or not verified, is never shown, whatever else is known of it", () => {
  const line: PackLine = { id: "x", name: "X", number: "0 800 00 00 00", verified: true, hours: "24/7" };
  expect(helplinesOf([line])).toHaveLength(1);
  expect(helplinesOf([{ ...line, verified: false }])).toEqual([]);
  expect(helplinesOf([{ ...line, number: null }])).toEqual([]);
  for (const hours of ["not seen", "24/7 (hours not seen)", "15 h - 18 h; current hours NOT verified"]) {
    expect(helplinesOf([{ ...line, hours }])[0]?.hours).toBeNull();
  }
});

test.each(locales)("in %s every line has its texts, and listening lines keep their French name", (locale) => {
  const texts = readJson(new URL(`texts/${locale}.json`, import.meta.url)) as Readonly<
    Record<string, string>
  >;
  for (const { id, name, audience, cost, hours, isEmergency } of shown.lines) {
    const text = texts[`helpline.${id}.name`] ?? "";
    expect([id, text]).toEqual([id, expect.stringMatching(/\p{L}/u)]);
    if (!isEmergency) expect(text).toContain((name.split(" (")[0] ?? "").replace("'", "’"));
    if (isEmergency) expect(text).toContain(id);
    expect([id, audience !== null]).toEqual([id, `helpline.${id}.audience` in texts]);
    expect([id, cost !== null]).toEqual([id, `helpline.${id}.cost` in texts]);
    expect([id, hours !== null && hours !== "always"]).toEqual([id, `helpline.${id}.hours` in texts]);
  }
});

const reference = new URL("../../../shared/reference/crisis-lines.fr.json", import.meta.url);
if (!existsSync(reference))
  console.warn("NOT TESTED: the reference of lines (../shared/reference) is not here");
test.skipIf(!existsSync(reference))("the copy in the repository is the reference, line by line", () => {
  expect(pack.lines).toEqual((readJson(reference) as { lines: unknown }).lines);
});
