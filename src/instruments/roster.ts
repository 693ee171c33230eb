import type { AlterAnswer, ReadAnswers } from "./answers.ts";
import { compileFlags } from "./conditions.ts";
import type { ItemShape } from "./measure.ts";
import { roundHalfUp } from "./rounding.ts";
import type { Outcome } from "./score-result.ts";
import type { RosterRule } from "./scoring-rule.ts";

/** Makes a rule over named people into a function. The score is how many there are; it is described, never judged. */
export function compileRoster(
  rule: RosterRule,
  shapeOf: (linkId: string) => ItemShape,
): (answers: ReadAnswers) => Outcome {
  const flagsOf = compileFlags(rule.flags, shapeOf);
  return ({ values, roster }) => {
    const subscores = roster === null ? {} : measuresOf(rule, roster);
    const score = roster === null ? null : roster.length;
    const isScored = roster !== null;
    return {
      isScored,
      score,
      band: null,
      isProrated: false,
      subscores,
      subscoreBands: {},
      flags: flagsOf({ values, score, band: null, subscores }, isScored),
      missing: isScored ? [] : [rule.item],
    };
  };
}

function measuresOf(rule: RosterRule, alters: readonly AlterAnswer[]): Record<string, number | null> {
  const size = alters.length;
  const measures: Record<string, number | null> = { size };
  for (const [name, { attribute, in: members, notIn }] of Object.entries(rule.counts)) {
    measures[name] = alters.filter((alter) => {
      const value = alter[attribute] ?? null;
      const isMember = members === undefined || (value !== null && members.includes(value));
      return isMember && (value === null || notIn?.includes(value) !== true);
    }).length;
  }
  for (const [name, attribute] of Object.entries(rule.distinct)) {
    const values = alters.map((alter) => alter[attribute] ?? null).filter((value) => value !== null);
    measures[name] = new Set(values).size;
  }
  for (const [name, { attribute, in: members, decimals }] of Object.entries(rule.shares)) {
    const share = alters.filter((alter) => members.includes(alter[attribute] ?? "")).length;
    measures[name] = size === 0 ? null : roundHalfUp(share, size, decimals);
  }
  return measures;
}
