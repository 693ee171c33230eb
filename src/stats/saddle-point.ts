const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/** Coefficients B(2k) / (2k (2k − 1)) of the Stirling series. */
const stirlingSeries = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
];

/** Steps up by the recurrence until the Stirling series holds to the last digit. */
const seriesFrom = 16;

function stirlingTail(x: number): number {
  const inverseSquare = 1 / (x * x);
  let power = 1 / x;
  let sum = 0;
  for (const coefficient of stirlingSeries) {
    sum += coefficient * power;
    power *= inverseSquare;
  }
  return sum;
}

/**
 * Logarithm of the gamma function, for x > 0.
 * Source  Stirling series with Bernoulli numbers, Abramowitz and Stegun 6.1.40, after the recurrence 6.1.15.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < seriesFrom) {
    product *= shifted;
    shifted += 1;
  }
  const value = (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + stirlingTail(shifted);
  return value - Math.log(product);
}

/** log(n!) − Stirling's approximation of it, for real n > 0; small, so that nothing cancels when it is subtracted. */
function stirlingError(n: number): number {
  if (n >= seriesFrom) return stirlingTail(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
}

/** x log(x / m) + m − x without cancellation where x is near m. */
function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * x^a · y^b / B(a, b) where y = 1 − x is handed over whole, to keep its digits near both ends.
 * Source  C. Loader (2000), saddle-point expansion of the binomial probability.
 */
export function betaKernel(a: number, b: number, x: number, y: number): number {
  if (x <= 0 || y <= 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - devianceTerm(a, n * x) - devianceTerm(b, n * y);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/**
 * x^a · e^(−x) / Γ(a).
 * Source  C. Loader (2000), saddle-point expansion of the Poisson probability.
 */
export function gammaKernel(a: number, x: number): number {
  if (x <= 0) return 0;
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - devianceTerm(a, x));
}
