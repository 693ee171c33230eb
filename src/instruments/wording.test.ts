import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  changeRefusals,
  changeVerdicts,
  defaultPathway,
  instrumentSummaries,
  loadCatalogue,
  loadInstrument,
  mayPublish,
  notOfferedReasons,
  pathwayFaultCodes,
  readingFor,
  score,
  whyNotOffered,
  wordingFor,
  type Instrument,
  type ScoreResult,
} from "./index.ts";
import { pathwayAdvices } from "./pathway-advice.ts";

const catalogue = await loadCatalogue();

function textsOf(locale: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, `texts/${locale}.json`), "utf8"));
}
const texts = { fr: textsOf("fr"), en: textsOf("en"), es: textsOf("es"), ar: textsOf("ar") };

describe("the words of an instrument", () => {
  it("are shown in the language of the reader where it has some, and in another visibly", async () => {
    const osss3 = await loadInstrument("osss3");
    expect(wordingFor(osss3, "fr")).toMatchObject({ language: "fr", status: "verified", isFallback: false });
    expect(wordingFor(osss3, "ar")).toMatchObject({ language: "fr", isFallback: true });
    const bsmas = await loadInstrument("bsmas");
    expect(wordingFor(bsmas, "fr")).toMatchObject({ language: "en", isFallback: true });
  });

  it("exist in no language for which the text was not seen", () => {
    for (const { id, wordings, items } of catalogue)
      for (const [language, { status }] of Object.entries(wordings))
        if (status !== "restricted")
          expect(
            items.every(({ text }) => text[language] !== undefined),
            `${id} ${language}`,
          ).toBe(true);
    expect(catalogue.filter(({ wordings }) => "es" in wordings || "ar" in wordings)).toEqual([]);
  });

  it("of ours, checked against no publication, feed no published indicator without a recorded decision", async () => {
    const { wordings } = await loadInstrument("ucla3");
    const { fr, en } = wordings;
    expect(wordingFor(await loadInstrument("ucla3"), "fr")?.isWorkingTranslation).toBe(true);
    expect(fr && [mayPublish(fr, false), mayPublish(fr, true)]).toEqual([false, true]);
    expect(en && mayPublish(en, false)).toBe(true);
  });
});

describe("an instrument is offered", () => {
  const summaryOf = (id: string) => {
    const summary = instrumentSummaries.find((candidate) => candidate.id === id);
    if (summary === undefined) throw new Error(id);
    return summary;
  };
  const means = { decision: null, hasOperatorText: false, hasCoveredOnCall: false };
  const enabled = (instrument: string) => ({ instrument, isEnabled: true });

  it("by default, when the product says so and its text may be shipped", () => {
    expect(whyNotOffered(summaryOf("ucla3"), means)).toBeNull();
    expect(whyNotOffered(summaryOf("djg6"), means)).toBe("not-enabled");
    expect(whyNotOffered(summaryOf("mini-zarit"), means)).toBe("text-not-loaded");
    expect(whyNotOffered(summaryOf("mini-zarit"), { ...means, hasOperatorText: true })).toBeNull();
    expect(
      whyNotOffered(summaryOf("ucla3"), { ...means, decision: { instrument: "ucla3", isEnabled: false } }),
    ).toBe("not-enabled");
  });

  it("as a symptom scale only with its purpose and who answers for it", () => {
    const purpose = { intendedPurpose: "follow-up by the health centre", answerableFor: "user-1" };
    const gad7 = summaryOf("gad7");
    expect(whyNotOffered(gad7, { ...means, decision: enabled("gad7") })).toBe("purpose-not-recorded");
    expect(
      whyNotOffered(gad7, { ...means, decision: { ...enabled("gad7"), ...purpose, intendedPurpose: "  " } }),
    ).toBe("purpose-not-recorded");
    expect(whyNotOffered(gad7, { ...means, decision: { ...enabled("gad7"), ...purpose } })).toBeNull();
  });

  it("with a question on suicidal risk only under a covered on-call", () => {
    const decision = { ...enabled("phq9"), intendedPurpose: "care", answerableFor: "user-1" };
    expect(whyNotOffered(summaryOf("phq9"), { ...means, decision })).toBe("on-call-not-covered");
    expect(whyNotOffered(summaryOf("phq9"), { ...means, decision, hasCoveredOnCall: true })).toBeNull();
  });
});

/** One result in each band of an instrument, and one that is incomplete. */
function resultsOf({ id, rule }: Instrument): readonly ScoreResult[] {
  const result = { ...emptyResult, instrument: id };
  const bands = rule.kind === "scale" ? rule.bands.map(({ band }) => band) : [null];
  const flags = rule.kind === "roster" ? rule.flags.map(({ flag }) => [flag]) : [[]];
  return [
    ...bands.flatMap((band) => flags.map((raised) => ({ ...result, band, flags: raised }))),
    { ...result, band: null, status: "incomplete", missing: ["x"] },
  ];
}

const emptyResult = {
  status: "scored" as const,
  version: "1",
  wording: "fr-1",
  language: "fr",
  mode: "self" as const,
  score: 1,
  isProrated: false,
  subscores: {},
  subscoreBands: {},
  answered: 1,
  missing: [],
  flags: [],
};

describe("the reading of a result", () => {
  it("has sentences for the person in four languages and for professionals in two, whatever the result", () => {
    const readings = catalogue.flatMap((instrument) => resultsOf(instrument).map(readingFor));
    const person = readings.filter((reading) => Object.values(texts).some((text) => !text[reading.person]));
    const professional = readings.filter(({ professional: key }) => !texts.fr[key] || !texts.en[key]);
    expect([...person, ...professional]).toEqual([]);
    expect(new Set(readings.map(({ person: key }) => key)).size).toBeGreaterThan(30);
  });

  it("of a real answer is that of its band", async () => {
    const ucla3 = await loadInstrument("ucla3");
    const answers = { "ucla3-1": 2, "ucla3-2": 2, "ucla3-3": 2 };
    expect(readingFor(score(ucla3, answers, { language: "fr", mode: "self" }))).toEqual({
      person: "reading.ucla3.lonely",
      professional: "pro.reading.ucla3.lonely",
      values: { instrument: "UCLA-3", missing: 0 },
    });
  });

  it("tells the person neither what they are, nor a score, nor that all is well", () => {
    const told = Object.values(texts).flatMap((text) =>
      Object.entries(text).filter(([key]) => key.startsWith("reading.")),
    );
    const judging =
      /isolé|vous êtes (seul|fragile|malade)|you are (isolated|lonely)|está (aislad|sol[oa])|أنتم معزولون|dépist|score|seuil|threshold|aucun risque|no risk|sin riesgo|\d/iu;
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter(([, sentence]) => judging.test(sentence))).toEqual([]);
  });

  it.each([
    ["change.refused", changeRefusals],
    ["change.verdict", changeVerdicts],
    ["pathway.fault", pathwayFaultCodes],
    ["pathway.advice", pathwayAdvices],
    ["pathway.level", defaultPathway.levels.map(({ name }) => name)],
    ["instrument.notOffered", notOfferedReasons],
  ])("has a sentence for every %s", (group, codes) => {
    const keys = codes.map((code) => `pro.${group}.${code}`);
    expect(keys.filter((key) => !texts.fr[key] || !texts.en[key])).toEqual([]);
  });
});

const shared = process.env["TISSER_SHARED"] ?? join(import.meta.dirname, "../../../shared");
const linesFile = join(shared, "reference/crisis-lines.fr.json");
if (!existsSync(linesFile)) console.warn("NOT TESTED: the crisis lines (../shared/reference) are not here");

it.skipIf(!existsSync(linesFile))(
  "every line of the pathway is in the country pack's reference, with a number that was seen",
  () => {
    const { lines }: { readonly lines: readonly { id: string; verified: boolean }[] } = JSON.parse(
      readFileSync(linesFile, "utf8"),
    );
    const verified = lines.filter((line) => line.verified).map(({ id }) => id);
    const shown = [
      ...defaultPathway.levels.flatMap((level) => level.lines.map(({ line }) => line)),
      ...defaultPathway.underAgeLines,
    ];
    expect(shown.filter((line) => !verified.includes(line))).toEqual([]);
  },
);
