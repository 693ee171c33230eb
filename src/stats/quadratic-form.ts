import { normalUpperTail } from "./normal-distribution.ts";
import { brentRoot } from "./root.ts";
import { fUpperTail } from "./student-distribution.ts";

/**
 * P(Σ aᵢ χ²₁ > x · χ²_d / d): upper tail of a mixture of chi-squares over an independent chi-square, by the saddlepoint;
 * by Satterthwaite's F where the saddlepoint is at the centre.
 * As in R, the saddlepoint counts whole degrees of freedom of the denominator.
 * Source   Kuonen (1999); Lumley and Scott (2014). Witness: fixtures/A12 (R `survey:::pFsum`).
 */
export function quadraticFormUpperTail(x: number, weights: readonly number[], denominatorDf: number): number {
  const exact = saddlepoint(
    [...weights, -x / denominatorDf],
    [...weights.map(() => 1), Math.floor(denominatorDf)],
  );
  if (exact !== null) return exact;
  const mean = weights.reduce((sum, a) => sum + a, 0) / weights.length;
  const shape = weights.reduce((sum, a) => sum + a * a, 0) / weights.length / mean ** 2;
  const df = weights.length / shape;
  return fUpperTail(x / df / (mean * shape), df, denominatorDf);
}

/** P(Σ λᵢ χ²(hᵢ) > 0); null at the centre, where the formula divides by 0. */
function saddlepoint(lambdas: readonly number[], df: readonly number[]): number | null {
  const largest = Math.max(...lambdas);
  const scaled = lambdas.map((lambda) => lambda / largest);
  const cumulant = (z: number) =>
    -scaled.reduce((sum, l, i) => sum + df[i]! * Math.log(1 - 2 * z * l), 0) / 2;
  const slope = (z: number) => scaled.reduce((sum, l, i) => sum + (df[i]! * l) / (1 - 2 * z * l), 0);
  const curvature = (z: number) =>
    2 * scaled.reduce((sum, l, i) => sum + (df[i]! * l * l) / (1 - 2 * z * l) ** 2, 0);
  const negative = scaled.filter((lambda) => lambda < 0);
  const low = Math.max(...negative.map((lambda) => 1 / (2 * lambda))) * 0.99999;
  const high = 0.5 * 0.99999;
  const zeta = brentRoot(slope, [low, high], 1e-14);
  if (Number.isNaN(zeta) || Math.abs(zeta) < 1e-4) return null;
  const w = Math.sign(zeta) * Math.sqrt(-2 * cumulant(zeta));
  const v = zeta * Math.sqrt(curvature(zeta));
  return normalUpperTail(w + Math.log(v / w) / w);
}
