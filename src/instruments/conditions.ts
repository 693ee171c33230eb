import { compileTest, type ItemShape } from "./measure.ts";
import type { Condition, Flag } from "./scoring-rule.ts";

/** What conditions look at: the codes, and what was made of them. */
export interface Facts {
  readonly values: Float64Array;
  readonly score: number | null;
  readonly band: string | null;
  readonly subscores: Readonly<Record<string, number | null>>;
}

type Holds = (facts: Facts) => boolean;
type ShapeOf = (linkId: string) => ItemShape;

/** Makes a condition into a function. What is not known does not hold. */
export function compileCondition(condition: Condition, shapeOf: ShapeOf): Holds {
  if ("bands" in condition) return ({ band }) => band !== null && condition.bands.includes(band);
  if ("score" in condition) {
    const passes = compileTest(condition.score);
    return ({ score }) => score !== null && passes(score);
  }
  if ("subscore" in condition) {
    const passes = compileTest(condition.is);
    return ({ subscores }) => {
      const value = subscores[condition.subscore] ?? null;
      return value !== null && passes(value);
    };
  }
  if ("number" in condition) {
    const passes = compileTest(condition.are);
    const positions = condition.items.map((linkId) => shapeOf(linkId).position);
    return ({ values }) =>
      positions.filter((position) => passes(values[position] ?? NaN)).length >= condition.number;
  }
  const { position } = shapeOf(condition.item);
  if ("isMissing" in condition) return ({ values }) => Number.isNaN(values[position]);
  const passes = compileTest(condition.is);
  return ({ values }) => passes(values[position] ?? NaN);
}

const none: readonly string[] = [];

/** Makes the flags of a rule into a function that gives those which hold, in the order of the alphabet. */
export function compileFlags(
  flags: readonly Flag[],
  shapeOf: ShapeOf,
): (facts: Facts, isScored: boolean) => readonly string[] {
  const compiled = flags
    .toSorted((a, b) => (a.flag < b.flag ? -1 : 1))
    .map(({ flag, when, evenIfIncomplete = false }) => ({
      flag,
      evenIfIncomplete,
      conditions: when.map((condition) => compileCondition(condition, shapeOf)),
    }));
  if (compiled.length === 0) return () => none;
  return (facts, isScored) =>
    compiled
      .filter(
        ({ conditions, evenIfIncomplete }) =>
          (isScored || evenIfIncomplete) && conditions.every((holds) => holds(facts)),
      )
      .map(({ flag }) => flag);
}
