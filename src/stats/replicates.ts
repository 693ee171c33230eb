import { demandLength, numbersOf, type NumericColumn } from "./columns.ts";
import { makeDesign, type SurveyDesign } from "./design.ts";
import { degreesOfFreedom } from "./domains.ts";
import { statsErrors } from "./errors.ts";

/** How replicates were made: jackknife, balanced halves, Fay's gentler halves, bootstrap. */
export type ReplicateType = "JK1" | "JKn" | "BRR" | "Fay" | "bootstrap";

/** A survey with replicate weights; each replicate is the survey as it might have come out. */
export interface ReplicateDesign {
  /** The design as a whole: its weights, its domains. */
  readonly design: SurveyDesign;
  /** Number of replicates. */
  readonly count: number;
  /** Weight of every respondent in one replicate, 0 for those it leaves out. */
  readonly weightsOf: (replicate: number) => Float64Array;
  /** Totals of a variable in every replicate, from its sums by primary unit where replicates are made of these. */
  readonly totalsOf: (values: Float64Array) => Float64Array;
  /** Multiplies every squared distance. */
  readonly scale: number;
  /** Multiplies the squared distance of each replicate. */
  readonly rscales: readonly number[];
  /** Distances from the figure of the whole survey instead of from the mean of the replicates. */
  readonly mse: boolean;
  /** Degrees of freedom. */
  readonly df: number;
}

/** Replicate weights as a producer publishes them. */
export interface GivenReplicates {
  /** Weights of the whole survey. */
  readonly weights: NumericColumn;
  /** One column a replicate; combined weights unless `combined` is false, then multipliers of the weights. */
  readonly replicates: readonly NumericColumn[];
  readonly combined?: boolean;
  readonly scale: number;
  /** One factor a replicate; 1 each by default. */
  readonly rscales?: readonly number[];
  /** Default false, as in R. */
  readonly mse?: boolean;
  /** Number of replicates less 1 by default. */
  readonly df?: number;
}

/**
 * A survey with replicate weights given by its producer.
 * Errors   stats.replicatesUnusable: `count` (no replicate or scales of another number), `weight` (negative or
 *          missing), `scale`; stats.lengthsDiffer.
 * Source   Wolter (2007). Witness: fixtures/A09 (R `svrepdesign`).
 * @example
 * const given = givenReplicates({ weights: [1, 1], replicates: [[2, 0], [0, 2]], scale: 0.5 });
 * replicateMean(given, [1, 3]).value; // 2
 */
export function givenReplicates(given: GivenReplicates): ReplicateDesign {
  const { replicates, scale, rscales = replicates.map(() => 1), combined = true, mse = false } = given;
  if (replicates.length < 2 || rscales.length !== replicates.length)
    throw statsErrors.replicatesUnusable({ reason: "count" });
  if (!(scale > 0) || rscales.some((factor) => !(factor >= 0)))
    throw statsErrors.replicatesUnusable({ reason: "scale" });
  const design = makeDesign({ weights: given.weights, lonelyPsu: "remove" });
  const columns = replicates.map((column, index) => {
    demandLength(column, design.rows, `replicate ${index + 1}`);
    const weights = numbersOf(column);
    if (weights.some((weight) => !(weight >= 0))) throw statsErrors.replicatesUnusable({ reason: "weight" });
    return combined ? weights : weights.map((factor, row) => factor * design.weights[row]!);
  });
  return {
    design,
    count: columns.length,
    weightsOf: (replicate) => columns[replicate]!,
    totalsOf: (values) => Float64Array.from(columns, (weights) => productSum(weights, values)),
    scale,
    rscales,
    mse,
    df: given.df ?? columns.length - 1,
  };
}

function productSum(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += weights[row]! * values[row]!;
  return sum;
}

/** What making replicates needs to know. */
export interface ReplicateOptions {
  readonly type: ReplicateType;
  /** Fay's coefficient, in [0, 1); 0.3 by default. */
  readonly rho?: number;
  /** Number of bootstrap replicates; 200 by default. */
  readonly count?: number;
  /** Numbers in [0, 1), for the bootstrap. */
  readonly random?: () => number;
  /** Default false, as in R. */
  readonly mse?: boolean;
}

/** One replicate: what the weights of some primary units are multiplied by; 1 for those not named. */
interface Replicate {
  readonly factors: ReadonlyMap<number, number>;
}

/**
 * Makes replicates from the primary units of a design.
 * Errors   stats.replicatesUnusable: `lonely` (a stratum with one unit), `pairs` (balanced halves need two units a
 *          stratum), `rho`, `type`, `count`, `random` (the bootstrap needs a source of chance), `strata` (JK1 is for one stratum).
 * Source   Wolter (2007), chapters 3 and 4; bootstrap of Rao and Wu (1988) with one unit fewer a stratum. Balanced
 *          halves follow Sylvester's Hadamard matrices: other packages may use others, which changes means (not
 *          totals) slightly. Witness: fixtures/A08, A09 (R `as.svrepdesign`).
 * @example
 * const design = makeDesign({ weights: [1, 1, 1, 1], strata: ["a", "a", "b", "b"] });
 * makeReplicates(design, { type: "JKn" }).count; // 4
 */
export function makeReplicates(design: SurveyDesign, options: ReplicateOptions): ReplicateDesign {
  if (!Object.hasOwn(makers, options.type)) throw statsErrors.replicatesUnusable({ reason: "type" });
  const { first } = design;
  if (first.unitsInGroup.some((units, group) => units < 2 && first.fraction[group]! < 1))
    throw statsErrors.replicatesUnusable({ reason: "lonely" });
  const { replicates, scale, rscales } = makers[options.type](design, options);
  return {
    design,
    count: replicates.length,
    weightsOf: (replicate) => weightsOf(design, replicates[replicate]!),
    totalsOf: (values) => replicateTotals(design, replicates, values),
    scale,
    rscales,
    mse: options.mse ?? false,
    df: degreesOfFreedom(design),
  };
}

function weightsOf(design: SurveyDesign, { factors }: Replicate): Float64Array {
  return design.weights.map((weight, row) => weight * (factors.get(design.psuOf[row]!) ?? 1));
}

/** Totals are linear in the sums of the primary units: the respondents are read once, whatever the number of replicates. */
function replicateTotals(
  design: SurveyDesign,
  replicates: readonly Replicate[],
  values: Float64Array,
): Float64Array {
  const sums = new Float64Array(design.first.groupOfUnit.length);
  for (let row = 0; row < values.length; row++)
    sums[design.psuOf[row]!]! += design.weights[row]! * values[row]!;
  const whole = sums.reduce((total, sum) => total + sum, 0);
  return Float64Array.from(replicates, ({ factors }) => {
    let total = whole;
    for (const [psu, factor] of factors) total += (factor - 1) * sums[psu]!;
    return total;
  });
}

interface MadeReplicates {
  readonly replicates: readonly Replicate[];
  readonly scale: number;
  readonly rscales: readonly number[];
}

function unitsOfStrata({ first }: SurveyDesign): number[][] {
  const units = Array.from(first.unitsInGroup, (): number[] => []);
  for (const [psu, stratum] of first.groupOfUnit.entries()) units[stratum]!.push(psu);
  return units;
}

function jackknife(design: SurveyDesign): MadeReplicates {
  const replicates: Replicate[] = [];
  const rscales: number[] = [];
  for (const [stratum, units] of unitsOfStrata(design).entries()) {
    if (units.length < 2) continue;
    for (const left of units) {
      const grown = units.length / (units.length - 1);
      replicates.push({ factors: new Map(units.map((psu) => [psu, psu === left ? 0 : grown])) });
      rscales.push(((units.length - 1) / units.length) * (1 - design.first.fraction[stratum]!));
    }
  }
  return { replicates, scale: 1, rscales };
}

function plainJackknife(design: SurveyDesign): MadeReplicates {
  if (design.first.unitsInGroup.length > 1) throw statsErrors.replicatesUnusable({ reason: "strata" });
  const { replicates, rscales } = jackknife(design);
  return { replicates, scale: rscales[0]!, rscales: rscales.map(() => 1) };
}

/** +1 or −1 of Sylvester's Hadamard matrix. */
function hadamardSign(row: number, column: number): number {
  let shared = row & column;
  let sign = 1;
  for (; shared > 0; shared &= shared - 1) sign = -sign;
  return sign;
}

function balanced(design: SurveyDesign, rho: number): MadeReplicates {
  if (!(rho >= 0 && rho < 1)) throw statsErrors.replicatesUnusable({ reason: "rho" });
  const strata = unitsOfStrata(design);
  if (strata.some((units) => units.length !== 2)) throw statsErrors.replicatesUnusable({ reason: "pairs" });
  let count = 4;
  while (count <= strata.length) count *= 2;
  const replicates = Array.from({ length: count }, (_none, replicate) => ({
    factors: new Map(
      strata.flatMap(([one = 0, other = 0], stratum) => {
        const sign = hadamardSign(stratum + 1, replicate);
        return [
          [one, 1 + sign * (1 - rho)],
          [other, 1 - sign * (1 - rho)],
        ] as const;
      }),
    ),
  }));
  return { replicates, scale: 1 / (count * (1 - rho) ** 2), rscales: replicates.map(() => 1) };
}

function bootstrap(design: SurveyDesign, { count = 200, random }: ReplicateOptions): MadeReplicates {
  if (random === undefined) throw statsErrors.replicatesUnusable({ reason: "random" });
  if (!(count >= 2)) throw statsErrors.replicatesUnusable({ reason: "count" });
  const strata = unitsOfStrata(design).filter((units) => units.length > 1);
  const replicates = Array.from({ length: count }, () => {
    const factors = new Map<number, number>();
    for (const units of strata) {
      const draws = units.length - 1;
      for (const psu of units) factors.set(psu, 0);
      for (let draw = 0; draw < draws; draw++) {
        const psu = units[Math.floor(random() * units.length)]!;
        factors.set(psu, factors.get(psu)! + units.length / draws);
      }
    }
    return { factors };
  });
  return { replicates, scale: 1 / (count - 1), rscales: replicates.map(() => 1) };
}

const makers: Readonly<
  Record<ReplicateType, (design: SurveyDesign, options: ReplicateOptions) => MadeReplicates>
> = {
  JK1: plainJackknife,
  JKn: jackknife,
  BRR: (design) => balanced(design, 0),
  Fay: (design, { rho = 0.3 }) => balanced(design, rho),
  bootstrap,
};
