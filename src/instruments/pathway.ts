import type { PathwayAdvice } from "./pathway-advice.ts";
import type { Pathway, PathwayCondition, PathwayWhen } from "./pathway-rule.ts";

/** What is known of somebody on the pathway. Null or absent: not known, not asked, or not scorable. */
export interface PathwayInput {
  /** Years. */
  readonly age: number | null;
  /** `assisted`: a trained person is present or on the telephone. */
  readonly mode: "self" | "assisted";
  /** Whether a health professional is the one asking. */
  readonly clinician: boolean;
  /** "I would like to be called": outranks any score. */
  readonly wantsContact: boolean | null;
  /** UCLA-3 score, 3–9. */
  readonly ucla3: number | null;
  /** ONS direct question, code 1 (often or always) – 5 (never). */
  readonly onsDirect: number | null;
  /** Band of the five networks. */
  readonly credoc: string | null;
  /** WHO-5 score, 0–100. */
  readonly who5: number | null;
  readonly phq2: number | null;
  readonly gad2: number | null;
  readonly phq9: number | null;
  /** Code of item 9 of the PHQ-9. */
  readonly phq9item9: number | null;
  /** Level of the C-SSRS. */
  readonly cssrs: string | null;
  readonly k6: number | null;
  readonly caregiver: boolean | null;
  /** Immediate danger was stated, by the person or by somebody for them. */
  readonly danger: boolean | null;
  /** No use of the Internet, or asks for help with it. */
  readonly needsDigitalHelp?: boolean | null;
  readonly asksAboutSocialMedia?: boolean | null;
  /** The link plan is being made together. */
  readonly buildsLinkPlan?: boolean | null;
}

/** Where the pathway leads. */
export interface PathwayOutcome {
  /** False below the minimum age: nothing is scored, the page of the young is shown. */
  readonly isEligible: boolean;
  /** Under 18: no adult queue, no file and no visit without a representative (spec/legal.md). False when the age is not known. */
  readonly isMinor: boolean;
  /** Outcome of the first tier; null when nothing is scored. Not a label: it only says what is offered. */
  readonly t1: "negative" | "watch" | "positive" | null;
  /** Instruments to propose, in order; those already answered are among them. */
  readonly instruments: readonly string[];
  /** 0 always visible, 1 support (never called a crisis), 2 risk, 3 immediate danger. */
  readonly level: number;
  /** Ids of the lines to emphasise, in order; those of level 0 stay visible at every level. */
  readonly lines: readonly string[];
  /** What to do, most urgent first. */
  readonly advice: readonly PathwayAdvice[];
}

const ageOfMajority = 18;

type Facts = ReadonlyMap<string, string | number | boolean | null>;

/**
 * Follows a pathway. Pure: the same input gives the same outcome in a browser, offline and on the server.
 * Missing  a fact that is not known holds in no condition, save those that ask whether it is missing; so a missing
 *          answer never makes less urgent what the known answers say.
 * Source   the pathway; by default reference/screening-pathway.json. Witness: reference/instruments/vectors/pathway.json.
 */
export function evaluatePathway(pathway: Pathway, input: PathwayInput): PathwayOutcome {
  const { age } = input;
  const given: Facts = new Map(Object.entries(input));
  if (age !== null && age < pathway.minimumAge) return underAge(pathway, given);
  const t1 = firstTier(pathway, given);
  const withTier: Facts = new Map([...given, ["t1", t1]]);
  const { level, lines } = levelOf(pathway, withTier);
  const facts: Facts = new Map([...withTier, ["level", level]]);
  const proposed = pathway.proposals
    .filter(({ when }) => holds(when, facts))
    .map(({ instrument }) => instrument);
  return {
    isEligible: true,
    isMinor: age !== null && age < ageOfMajority,
    t1,
    instruments: level >= 3 ? [] : proposed,
    level,
    lines,
    advice: adviceOf(pathway, facts),
  };
}

/** Nothing is scored, yet a danger that was stated is answered. */
function underAge(pathway: Pathway, given: Facts): PathwayOutcome {
  const stated: Facts = new Map(["age", "mode", "danger"].map((fact) => [fact, given.get(fact) ?? null]));
  const top = pathway.levels.filter(({ level }) => level === 0 || level === 3);
  const { level, lines } = levelOf({ ...pathway, levels: top }, stated);
  const facts: Facts = new Map([...stated, ["level", level]]);
  return {
    isEligible: false,
    isMinor: true,
    t1: null,
    instruments: [],
    level,
    lines: [...new Set([...lines, ...pathway.underAgeLines])],
    advice: adviceOf(pathway, facts),
  };
}

function firstTier({ positive, watch }: Pathway, facts: Facts): "negative" | "watch" | "positive" {
  if (holds(positive, facts)) return "positive";
  return holds(watch, facts) ? "watch" : "negative";
}

function levelOf(
  { levels }: Pathway,
  facts: Facts,
): { readonly level: number; readonly lines: readonly string[] } {
  const reached = levels.findLast(({ level, when }) => level === 0 || holds(when, facts));
  const lines = reached?.lines.filter(({ when }) => when === undefined || holds(when, facts)) ?? [];
  return { level: reached?.level ?? 0, lines: lines.map(({ line }) => line) };
}

function adviceOf({ advice }: Pathway, facts: Facts): readonly PathwayAdvice[] {
  return advice.filter(({ when }) => holds(when, facts)).map((entry) => entry.advice);
}

function holds(when: PathwayWhen, facts: Facts): boolean {
  return when.some((conditions) => conditions.every((condition) => isMet(condition, facts)));
}

function isMet({ fact, is, atLeast, atMost, isMissing }: PathwayCondition, facts: Facts): boolean {
  const value = facts.get(fact) ?? null;
  if (value === null) return isMissing === true;
  if (isMissing === true || is?.includes(value) === false) return false;
  if (atLeast === undefined && atMost === undefined) return is !== undefined;
  return typeof value === "number" && value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity);
}
