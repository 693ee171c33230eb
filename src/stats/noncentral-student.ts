import { betaTailsAt } from "./beta-distribution.ts";
import { normalCdf } from "./normal-distribution.ts";
import { logGamma } from "./saddle-point.ts";
import { studentCdf } from "./student-distribution.ts";

/**
 * P(T ≤ t) of the noncentral Student distribution, for the power of a comparison of means.
 * Units    `noncentrality` is the expected distance in standard errors, up to about 37 in absolute value.
 * Source   R. V. Lenth (1989), algorithm AS 243. Witness: fixtures/distributions.json (R `pt`).
 * @example
 * nonCentralStudentCdf(0, 10, 0); // 0.5
 */
export function nonCentralStudentCdf(t: number, df: number, noncentrality: number): number {
  if (noncentrality === 0) return studentCdf(t, df);
  if (t < 0) return 1 - nonCentralStudentCdf(-t, df, -noncentrality);
  const half = noncentrality ** 2 / 2;
  const squared = t * t;
  const [x, y] = [squared / (df + squared), df / (df + squared)];
  let sum = 0;
  for (let j = 0; j < 10_000; j++) {
    const even = Math.exp(j * Math.log(half) - half - logGamma(j + 1));
    const odd = (noncentrality / Math.SQRT2) * Math.exp(j * Math.log(half) - half - logGamma(j + 1.5));
    const next =
      even * betaTailsAt(j + 0.5, df / 2, x, y).lower + odd * betaTailsAt(j + 1, df / 2, x, y).lower;
    sum += next;
    if (j > half && Math.abs(next) < 1e-17 * Math.abs(sum)) break;
  }
  return Math.min(1, Math.max(0, normalCdf(-noncentrality) + sum / 2));
}
