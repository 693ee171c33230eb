import type { Locale } from "#base";
import {
  evaluatePathway,
  readingFor,
  score,
  wordingFor,
  type Instrument,
  type Pathway,
  type PathwayInput,
  type PathwayOutcome,
  type ScoreResult,
} from "#instruments";
import type { SelfCheckResult } from "./actions.ts";
import { youngestOf } from "./age-band.ts";
import { selfCheckQuestions, yes } from "./question.ts";
import { codeGiven, isMinor, type Sheet } from "./sheet.ts";

/** The instruments of the self-check, loaded. */
export type SelfCheckInstruments = Readonly<Record<"ucla3" | "ons-direct" | "credoc5", Instrument>>;

type Scores = Readonly<Record<keyof SelfCheckInstruments, ScoreResult>>;

/**
 * What a sheet comes to. Nothing of it is a number, a band or a label; a missing answer never reassures; the wish to be
 * contacted outranks the rest (`reference/screening-pathway.json`, principles).
 */
export function resultOf(
  sheet: Sheet,
  instruments: SelfCheckInstruments,
  { locale, pathway }: { readonly locale: Locale; readonly pathway: Pathway },
): SelfCheckResult {
  const scores = scoresOf(sheet, instruments, locale);
  const wish = codeGiven(sheet, "wants-contact");
  const wantsContact = wish === null ? null : wish === yes;
  const outcome = evaluatePathway(pathway, pathwayInput(sheet, scores, wantsContact));
  return {
    loneliness: lonelinessOf(scores),
    isolation: readingFor(scores.credoc5).person,
    wantsContact,
    needsSupport: outcome.level >= 1,
    isIncomplete: Object.values(scores).some(({ status }) => status === "incomplete"),
    lines: [...outcome.lines],
    again: againAfter(outcome),
    isMinor: isMinor(sheet),
    typedTown: sheet.typedTown,
    town: sheet.town,
    sources: Object.values(instruments).map((instrument) => sourceOf(instrument, locale)),
  };
}

function scoresOf(sheet: Sheet, instruments: SelfCheckInstruments, locale: Locale): Scores {
  const of = (id: keyof SelfCheckInstruments): ScoreResult => {
    const asked = selfCheckQuestions.filter(({ instrument }) => instrument === id);
    const answers = Object.fromEntries(asked.map((question) => [question.id, codeGiven(sheet, question.id)]));
    const language = wordingFor(instruments[id], locale)?.language ?? "fr";
    return score(instruments[id], answers, { language, mode: "self" });
  };
  return { ucla3: of("ucla3"), "ons-direct": of("ons-direct"), credoc5: of("credoc5") };
}

/** What a sheet tells the pathway, for questions that come after the first ones. */
export function inputOf(sheet: Sheet, instruments: SelfCheckInstruments, locale: Locale): PathwayInput {
  const wish = codeGiven(sheet, "wants-contact");
  return pathwayInput(sheet, scoresOf(sheet, instruments, locale), wish === null ? null : wish === yes);
}

function pathwayInput(sheet: Sheet, scores: Scores, wantsContact: boolean | null): PathwayInput {
  const bandOf = (result: ScoreResult) => (result.status === "scored" ? result.band : null);
  const numberOf = (result: ScoreResult) => (result.status === "scored" ? result.score : null);
  return {
    age: youngestOf(sheet.age),
    mode: "self" as const,
    clinician: false,
    wantsContact,
    ucla3: numberOf(scores.ucla3),
    onsDirect: codeGiven(sheet, "onsd-1"),
    credoc: bandOf(scores.credoc5),
    who5: null,
    phq2: null,
    gad2: null,
    phq9: null,
    phq9item9: null,
    cssrs: null,
    k6: null,
    caregiver: null,
    danger: null,
  };
}

/**
 * One sentence for two measures of one feeling: the one that says most of a need is said, and where an answer is missing
 * nothing that could reassure.
 */
function lonelinessOf(scores: Scores): string {
  const [direct, ucla] = [scores["ons-direct"], scores.ucla3];
  const readings = [readingFor(direct).person, readingFor(ucla).person];
  const inOrder = [
    "reading.ons-direct.often",
    "reading.ucla3.lonely",
    "reading.incomplete",
    "reading.ons-direct.sometimes",
  ];
  return inOrder.find((key) => readings.includes(key)) ?? readings[1] ?? "reading.incomplete";
}

function againAfter({ t1 }: PathwayOutcome): SelfCheckResult["again"] {
  if (t1 === "positive") return "contact";
  return t1 === "watch" ? "three-months" : "year";
}

function sourceOf(instrument: Instrument, locale: Locale): SelfCheckResult["sources"][number] {
  const wording = wordingFor(instrument, locale);
  const nameLanguage = locale === "fr" ? "fr" : "en";
  return {
    id: instrument.id,
    name: instrument.name[nameLanguage],
    nameLanguage,
    citation: instrument.citation.join(" · "),
    language: wording?.language ?? "fr",
    isFallback: wording?.isFallback ?? true,
    isWorkingTranslation: wording?.isWorkingTranslation ?? true,
  };
}
