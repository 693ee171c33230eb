import {
  correlation,
  difference,
  differenceOfSurveys,
  holm,
  studentTwoSided,
  type EstimateSet,
} from "#stats";
import { breakdown as allBreakdowns } from "./breakdown.ts";
import type { Association, ComparedPair, Comparison } from "./comparison-schema.ts";
import { valuesOf, type RawTable, type WaveFigures } from "./estimation.ts";
import type { Incomparability, Indicator } from "./indicator.ts";
import type { SurveyWave } from "./survey.ts";

/** Figures of a wave that may be compared: those that are shown. */
export interface ShownTable {
  readonly table: RawTable;
  /** Codes of the groups that are shown. */
  readonly shown: readonly string[];
}

/** Breakdowns whose groups are compared: crossings have too many pairs to mean anything. */
const comparedBreakdowns = allBreakdowns.codes.filter(
  (code) => code !== "total" && code !== "age-disability" && code !== "department",
);

/** One difference before it is rounded. */
interface Tested {
  readonly first: string;
  readonly second: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/**
 * All pairs of groups of a table, each with a design-based test that knows what the groups have in common (they share
 * towns), adjusted by Holm's method for all pairs of the table.
 */
export function compareGroups({ table, shown }: ShownTable, wave: string): Comparison | null {
  const breakdown = comparedBreakdowns.find((id) => id === table.breakdown.id);
  if (breakdown === undefined || shown.length < 2) return null;
  const set = table.set();
  const pairs = pairsOf(shown).flatMap(([first, second]) => {
    const tested = differenceIn(set, first, second);
    return tested === null ? [] : [tested];
  });
  return {
    indicator: table.indicator.id,
    breakdown,
    wave,
    tested: pairs.length,
    pairs: roundedPairs(table.indicator, pairs),
  };
}

function differenceIn(set: EstimateSet, first: string, second: string): Tested | null {
  const { value, standardError, df, ci } = difference(set, first, second);
  if (value === null || standardError === null || df === null || ci === null || !(standardError > 0))
    return null;
  return {
    first,
    second,
    value,
    low: ci.low,
    high: ci.high,
    p: studentTwoSided(value / standardError, df),
  };
}

/** The figure of everybody in one wave. */
export interface WaveTotal {
  readonly wave: SurveyWave;
  readonly table: RawTable;
  readonly isShown: boolean;
}

/**
 * All pairs of waves, the later less the earlier. Waves are separate draws, so that the variance of a difference is the
 * sum of two; the smaller degrees of freedom are taken. Waves asked in another way are not compared.
 */
export function compareWaves(totals: readonly WaveTotal[]): Comparison | null {
  const shown = totals.filter(({ isShown }) => isShown);
  const indicator = shown[0]?.table.indicator;
  if (indicator === undefined || shown.length < 2) return null;
  const all = pairsOf(shown).map(([earlier, later]) => ({
    earlier,
    later,
    refusal: breakBetween(earlier.wave, later.wave, indicator),
  }));
  const tested = all.flatMap(({ earlier, later, refusal }) => {
    const one = refusal === null ? differenceOfWaves(earlier, later) : null;
    return one === null ? [] : [one];
  });
  const refused = all.flatMap(({ earlier, later, refusal }) =>
    refusal === null ? [] : [{ ...noDifference, first: later.wave.id, second: earlier.wave.id, refusal }],
  );
  return {
    indicator: indicator.id,
    breakdown: "total",
    wave: null,
    tested: tested.length,
    pairs: [...roundedPairs(indicator, tested), ...refused],
  };
}

const noDifference = { difference: null, low: null, high: null, adjustedP: null } as const;

function differenceOfWaves(earlier: WaveTotal, later: WaveTotal): Tested | null {
  const [a, b] = [later, earlier].map(({ table }) => table.figures[0]?.estimate);
  if (!a || !b || a.ci === null || b.ci === null) return null;
  const { value, standardError, df, ci } = differenceOfSurveys(a, b);
  if (value === null || standardError === null || df === null || ci === null) return null;
  if (!(standardError > 0)) return null;
  return {
    first: later.wave.id,
    second: earlier.wave.id,
    value,
    low: ci.low,
    high: ci.high,
    p: studentTwoSided(value / standardError, df),
  };
}

/** Why two waves must not be compared for an indicator: another mode of asking, or another wording of one of its questions. */
export function breakBetween(
  one: SurveyWave,
  other: SurveyWave,
  { questions }: Indicator,
): Incomparability | null {
  if (one.mode !== other.mode) return "other-mode";
  const isReworded = questions.some((name) => one.wordings?.[name] !== other.wordings?.[name]);
  return isReworded ? "other-wording" : null;
}

/**
 * Correlations of what people say of their ties, two by two: structure beside quality. One that would give away a few
 * persons (who are both, or one and not the other) is not shown.
 */
export function associationsOf(
  { wave, design, tables }: Extract<WaveFigures, { design: unknown }>,
  minimumCell: number,
): readonly Association[] {
  const indicators = [...new Set(tables.map(({ indicator }) => indicator))].filter(({ id }) =>
    associated.some((one) => one === id),
  );
  return pairsOf(indicators).map(([first, second]) => {
    const [x, y] = [valuesOf(first, wave), valuesOf(second, wave)];
    const { value, ci } = correlation(design, x, y);
    const isShown = value !== null && ci !== null && smallestCorner(x, y) >= minimumCell;
    const round = (one: number): number => Math.round(one * 100) / 100 + 0;
    return {
      first: first.id,
      second: second.id,
      wave: wave.id,
      correlation: isShown ? round(value) : null,
      low: isShown ? round(ci.low) : null,
      high: isShown ? round(ci.high) : null,
    };
  });
}

const associated = ["ucla3-mean", "lonely-often", "no-network", "family-weekly", "lives-alone"] as const;

/** Fewest persons in a corner: of two shares the four combinations, of a score and a share the two groups. */
function smallestCorner(x: Float64Array, y: Float64Array): number {
  const corners = new Map<string, number>();
  const side = (value: number): string => (value === 0 ? "no" : value === 1 ? "yes" : "score");
  for (const [row, one] of x.entries()) {
    const other = y[row] ?? Number.NaN;
    if (Number.isNaN(one) || Number.isNaN(other)) continue;
    const key = `${side(one)}/${side(other)}`;
    corners.set(key, (corners.get(key) ?? 0) + 1);
  }
  const isScore = [...corners.keys()].some((key) => key.includes("score"));
  return corners.size < (isScore ? 2 : 4) ? 0 : Math.min(...corners.values());
}

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((first, position) =>
    items.slice(position + 1).map((second) => [first, second] as const),
  );
}

function roundedPairs({ measure }: Indicator, tested: readonly Tested[]): ComparedPair[] {
  const adjusted = holm(tested.map(({ p }) => p));
  const [scale, step] = measure === "share" ? [100, 10] : [1, 100];
  // No minus zero: it would be written as zero and read back as another number.
  const round = (value: number): number => Math.round(value * scale * step) / step + 0;
  return tested.map(({ first, second, value, low, high }, position) => ({
    first,
    second,
    difference: round(value),
    low: round(low),
    high: round(high),
    adjustedP: Math.round((adjusted[position] ?? 1) * 1000) / 1000,
    refusal: null,
  }));
}
