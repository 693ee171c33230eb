import { describe, expect, it } from "vitest";
import {
  instrumentSummaries,
  loadCatalogue,
  loadInstrument,
  loadOperatorText,
  readInstrument,
  score,
  wordingFor,
} from "./index.ts";

const ucla3 = await loadInstrument("ucla3");
const zarit = await loadInstrument("mini-zarit");
const plain = (): Record<string, never> => JSON.parse(JSON.stringify(ucla3));

describe("the catalogue", () => {
  it("keeps to the schema that the files of a territory must keep to", async () => {
    const catalogue = await loadCatalogue();
    expect(catalogue).toHaveLength(32);
    for (const instrument of catalogue)
      expect(await readInstrument(JSON.parse(JSON.stringify(instrument)), instrument.id)).toEqual(instrument);
  });

  it("is told truly by its list", async () => {
    const told = (await loadCatalogue()).map((instrument) => ({
      id: instrument.id,
      shortName: instrument.shortName,
      construct: instrument.construct,
      minutes: instrument.minutes,
      licence: instrument.licence.status,
      canShipItems: instrument.licence.canShipItems,
      isOnByDefault: instrument.isOnByDefault,
      needsPurpose: instrument.needsPurpose,
      isAssistedOnly: instrument.isAssistedOnly,
      isOutcomeOnly: instrument.isOutcomeOnly,
      hasSuicidalRiskItem: instrument.items.some(({ isSuicidalRisk }) => isSuicidalRisk),
    }));
    expect(instrumentSummaries).toEqual(told);
  });

  it("ships no item that a licence forbids, and has no symptom scale on by default", async () => {
    for (const instrument of await loadCatalogue()) {
      const texts = instrument.items.flatMap(({ text }) => Object.keys(text));
      if (!instrument.licence.canShipItems) expect(texts, instrument.id).toEqual([]);
      if (instrument.needsPurpose) expect(instrument.isOnByDefault, instrument.id).toBe(false);
    }
  });
});

describe("a file with a broken rule is refused, with the place of the fault", () => {
  const total = { kind: "sum", items: ["ucla3-1", "ucla3-9"], missing: "required" };
  const bands = ucla3.rule.kind === "scale" ? ucla3.rule.bands : [];
  it.each<[string, object, string, string]>([
    ["an item that is not there", { rule: { ...ucla3.rule, total } }, "rule.total.items.1", "unknownItem"],
    ["two items of one name", { items: [...ucla3.items, ucla3.items[0]] }, "items.3.linkId", "repeatedItem"],
    ["choices that are not there", { optionSets: {} }, "items.0.options", "unknownOptions"],
    [
      "a band that leaves a gap",
      {
        rule: {
          ...ucla3.rule,
          bands: bands.map((band) => ({ ...band, min: band.min === 6 ? 8 : band.min })),
        },
      },
      "rule.bands.1",
      "bandsLeaveGap",
    ],
    [
      "bands that overlap",
      {
        rule: {
          ...ucla3.rule,
          bands: bands.map((band) => ({ ...band, min: band.min === 6 ? 5 : band.min })),
        },
      },
      "rule.bands.1",
      "bandsOutOfOrder",
    ],
    [
      "a flag on a band that is not there",
      { rule: { ...ucla3.rule, flags: [{ flag: "x", when: [{ bands: ["none"] }] }] } },
      "rule.flags.0.when.0",
      "unknownBand",
    ],
    [
      "a table with a hole",
      { rule: { ...ucla3.rule, total: { ...total, items: ["ucla3-1"], table: { 1: 1, 3: 3 } } } },
      "rule.total.table.2",
      "tableIncomplete",
    ],
    ["a rule in another language", { rule: { kind: "javascript" } }, "rule.kind", "invalid_union"],
    ["a missing citation", { citation: [] }, "citation", "too_small"],
    [
      "no text in a language that it announces",
      { items: ucla3.items.map((item) => ({ ...item, text: { en: "?" } })) },
      "items.0.text.fr",
      "textMissing",
    ],
  ])("%s", async (_what, part, path, fault) => {
    await expect(readInstrument({ ...plain(), ...part }, "my-file.json")).rejects.toMatchObject({
      code: "instruments.catalogueBroken",
      params: { file: "my-file.json", path, fault },
    });
  });
});

describe("the text of an operator", () => {
  const file = {
    instrument: "mini-zarit",
    version: "1",
    language: "fr",
    wording: "fr-licensed-2026",
    licence: "agreement 12 of 2026",
    source: "supplied by the holder of the rights",
    isOfficial: true,
    items: zarit.items.map(({ linkId }) => ({ linkId, text: `Question ${linkId}` })),
  };

  it("makes the instrument readable, and results name its words", async () => {
    expect(wordingFor(zarit, "fr")).toBeNull();
    const loaded = await loadOperatorText(zarit, file);
    expect(wordingFor(loaded, "fr")).toMatchObject({
      version: "fr-licensed-2026",
      status: "verified",
      isFallback: false,
    });
    const answers = Object.fromEntries(zarit.items.map(({ linkId }) => [linkId, 0.5]));
    const result = score(loaded, answers, { language: "fr", mode: "paper" });
    expect(result).toMatchObject({ score: 3.5, wording: "fr-licensed-2026" });
    expect(await readInstrument(JSON.parse(JSON.stringify(loaded)), "loaded")).toEqual(loaded);
  });

  it.each<[string, object, string]>([
    ["has fewer items", { items: file.items.slice(1) }, "instruments.operatorItemMissing"],
    [
      "has an item too many",
      { items: [...file.items, { linkId: "mz-9", text: "?" }] },
      "instruments.operatorItemUnknown",
    ],
    ["has an item twice", { items: [...file.items, file.items[0]] }, "instruments.itemRepeated"],
    ["is of another instrument", { instrument: "zarit" }, "instruments.operatorTextForOther"],
    ["is of another version", { version: "0" }, "instruments.otherVersion"],
    [
      "has other choices",
      { options: { z3: [{ code: 0, text: "Jamais" }] } },
      "instruments.operatorOptionMismatch",
    ],
    [
      "has choices for nothing",
      { options: { nothing: [{ code: 0, text: "Jamais" }] } },
      "instruments.operatorOptionMismatch",
    ],
    [
      "has an empty question",
      { items: file.items.map((item) => ({ ...item, text: "" })) },
      "instruments.operatorTextUnreadable",
    ],
    ["says nothing of its licence", { licence: undefined }, "instruments.operatorTextUnreadable"],
  ])("is refused when it %s", async (_what, part, code) => {
    await expect(loadOperatorText(zarit, { ...file, ...part })).rejects.toMatchObject({ code });
  });

  it("is refused the second time under the same name", async () => {
    const loaded = await loadOperatorText(zarit, file);
    await expect(loadOperatorText(loaded, file)).rejects.toMatchObject({
      code: "instruments.operatorTextRepeated",
    });
  });
});
