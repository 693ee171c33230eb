import {
  evaluatePathway,
  type Pathway,
  type PathwayAdvice,
  type PathwayInput,
  type ScoreResult,
} from "#instruments";
import type { OpenResponse } from "./sealing.ts";

/** Days for which answers count: the pathway offers the first questions again after that (`next.negative`, 12 months). */
const currentDays = 365;
const dayMs = 86_400_000;

/** What is known of somebody beside their answers. */
export type KnownBeside = Pick<
  PathwayInput,
  | "age"
  | "clinician"
  | "caregiver"
  | "needsDigitalHelp"
  | "asksAboutSocialMedia"
  | "buildsLinkPlan"
  | "wantsContact"
>;

/** Where the pathway leads from here, when questions are asked together. */
export interface NextQuestions {
  /** Instruments that it proposes, in its order; the first questions while one of them lacks. */
  readonly instruments: readonly string[];
  /** Those of them that were answered already. */
  readonly answered: readonly string[];
  readonly level: number;
  readonly advice: readonly PathwayAdvice[];
}

/**
 * What the pathway proposes next for somebody, from the newest answers of each questionnaire that the asker may read.
 * Missing  an answer that is not there, too old or not scorable is not known, and makes nothing less urgent.
 */
export function nextQuestions(
  pathway: Pathway,
  responses: readonly OpenResponse[],
  { beside, nowMs }: { readonly beside: KnownBeside; readonly nowMs: number },
): NextQuestions {
  const current = currentResults(responses, nowMs);
  const { instruments, level, advice, isEligible } = evaluatePathway(pathway, inputFrom(current, beside));
  const first = pathway.tiers[0]?.instruments ?? [];
  const lacking = isEligible && level < 3 ? first.filter((id) => current.get(id)?.status !== "scored") : [];
  const proposed = [...lacking, ...instruments];
  return { instruments: proposed, answered: proposed.filter((id) => current.has(id)), level, advice };
}

function currentResults(responses: readonly OpenResponse[], nowMs: number): ReadonlyMap<string, ScoreResult> {
  const newest = new Map<string, ScoreResult>();
  for (const { row, result, isReplaced } of responses) {
    const isCurrent = nowMs - Date.parse(row.asked_at) <= currentDays * dayMs;
    if (isCurrent && !isReplaced) newest.set(row.instrument, result);
  }
  return newest;
}

function inputFrom(results: ReadonlyMap<string, ScoreResult>, beside: KnownBeside): PathwayInput {
  const scoreOf = (id: string): number | null => {
    const result = results.get(id);
    return result?.status === "scored" ? result.score : null;
  };
  const bandOf = (id: string): string | null => results.get(id)?.band ?? null;
  const flags = results.get("phq9")?.flags ?? ["item9-missing"];
  return {
    ...beside,
    mode: "assisted",
    ucla3: scoreOf("ucla3"),
    onsDirect: scoreOf("ons-direct"),
    credoc: bandOf("credoc5"),
    who5: scoreOf("who5"),
    phq2: scoreOf("phq2"),
    gad2: scoreOf("gad2"),
    phq9: scoreOf("phq9"),
    // The answers stay sealed; that it is above 0 is all that the pathway asks. Not answered is not known.
    phq9item9: flags.includes("item9-positive") ? 1 : flags.includes("item9-missing") ? null : 0,
    cssrs: bandOf("cssrs-screener"),
    k6: scoreOf("k6"),
    danger: null,
  };
}
