import type { ReadAnswers } from "./answers.ts";
import { compileFlags } from "./conditions.ts";
import { compileTest, type ItemShape } from "./measure.ts";
import type { Outcome } from "./score-result.ts";
import type { LevelsRule, Test } from "./scoring-rule.ts";

type ShapeOf = (linkId: string) => ItemShape;

function compileAnswer({ item, is }: { readonly item: string; readonly is: Test }, shapeOf: ShapeOf) {
  const { position } = shapeOf(item);
  const passes = compileTest(is);
  return (values: Float64Array): boolean => passes(values[position] ?? NaN);
}

/**
 * Makes a rule of levels into a function over the answers. The highest level that an answer proves is given even when
 * other answers are missing; without any proof, a missing answer gives the undecided level, never the lowest.
 */
export function compileLevels(
  rule: LevelsRule,
  linkIds: readonly string[],
  shapeOf: ShapeOf,
): (answers: ReadAnswers) => Outcome {
  const levels = rule.levels.map(({ band, whenAny }) => ({
    band,
    proofs: whenAny.map((condition) => compileAnswer(condition, shapeOf)),
  }));
  const asked = linkIds.map((linkId) => ({
    linkId,
    position: shapeOf(linkId).position,
    conditions: (rule.askedWhen[linkId] ?? []).map((condition) => compileAnswer(condition, shapeOf)),
  }));
  const flagsOf = compileFlags(rule.flags, shapeOf);
  return ({ values }) => {
    const missing = asked
      .filter(
        ({ position, conditions }) =>
          Number.isNaN(values[position]) && conditions.every((holds) => holds(values)),
      )
      .map(({ linkId }) => linkId);
    const proven = levels.find(({ proofs }) => proofs.some((holds) => holds(values)))?.band;
    const isScored = proven !== undefined || missing.length === 0;
    const band = proven ?? (isScored ? rule.otherwise : rule.undecided);
    const flags = flagsOf({ values, score: null, band, subscores: {} }, isScored);
    return {
      isScored,
      score: null,
      band,
      isProrated: false,
      subscores: {},
      subscoreBands: {},
      flags: missing.length === 0 ? flags : [...flags, rule.incompleteFlag].toSorted(),
      missing,
    };
  };
}
