/** An increasing function and its slope at a point. */
type ValueAndSlope = (x: number) => { readonly value: number; readonly slope: number };

/** Where a root is sought. */
interface Bracket {
  readonly low: number;
  readonly high: number;
  readonly start: number;
}

/** Root of an increasing function: Newton's steps, halved back into a bracket that only shrinks. */
export function solveIncreasing(at: ValueAndSlope, { low, high, start }: Bracket): number {
  let [from, to] = [low, high];
  let x = Math.min(Math.max(start, low), high);
  for (let step = 0; step < 400; step++) {
    const { value, slope } = at(x);
    if (value === 0) return x;
    if (value < 0) from = x;
    else to = x;
    const newton = x - value / slope;
    const next = newton > from && newton < to ? newton : (from + to) / 2;
    if (Math.abs(next - x) <= 4e-16 * Math.abs(x) || next === from || next === to) return next;
    x = next;
  }
  return x;
}

/** Root of a continuous function between two points of different sign, by halving; NaN when the signs agree. */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  const sign = Math.sign(f(from));
  const other = Math.sign(f(to));
  if (sign === 0) return from;
  if (other === 0) return to;
  if (sign === other || Number.isNaN(sign + other)) return NaN;
  for (let step = 0; step < 200; step++) {
    const middle = (from + to) / 2;
    if (middle === from || middle === to) break;
    if (Math.sign(f(middle)) === sign) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * Root between two points of different sign by Brent's method, to an absolute tolerance.
 * Source  R. P. Brent (1973), Algorithms for minimization without derivatives, chapter 4.
 */
export function brentRoot(
  f: (x: number) => number,
  interval: readonly [number, number],
  tolerance: number,
): number {
  let [a, b] = interval;
  let [fa, fb] = [f(a), f(b)];
  let [c, fc] = [a, fa];
  if (Math.sign(fa) === Math.sign(fb) || Number.isNaN(fa + fb)) return NaN;
  for (let step = 0; step < 1000; step++) {
    const before = b - a;
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const enough = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= enough || fb === 0) return b;
    const wanted =
      Math.abs(before) >= enough && Math.abs(fa) > Math.abs(fb)
        ? interpolatedStep({ a, b, c, fa, fb, fc }, { before, half, enough })
        : half;
    [a, fa] = [b, fb];
    b += Math.abs(wanted) < enough ? Math.sign(half) * enough : wanted;
    fb = f(b);
    if (Math.sign(fb) === Math.sign(fc)) [c, fc] = [a, fa];
  }
  return b;
}

/** Three points of Brent's method with the values there. */
type BrentPoints = Readonly<Record<"a" | "b" | "c" | "fa" | "fb" | "fc", number>>;

/** Linear or inverse quadratic step, or half the interval where it would go too far. */
function interpolatedStep(
  { a, b, c, fa, fb, fc }: BrentPoints,
  { before, half, enough }: Readonly<Record<"before" | "half" | "enough", number>>,
): number {
  const width = c - b;
  const [s, t] = [fb / fc, fb / fa];
  const ratio = fa / fc;
  let p = a === c ? width * t : t * (width * ratio * (ratio - s) - (b - a) * (s - 1));
  let q = a === c ? 1 - t : (ratio - 1) * (s - 1) * (t - 1);
  if (p > 0) q = -q;
  else p = -p;
  const isClose = p < 0.75 * width * q - Math.abs(enough * q) / 2 && p < Math.abs((before * q) / 2);
  return isClose ? p / q : half;
}
