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
