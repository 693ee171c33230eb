/** A sum that keeps what rounding loses (Neumaier 1974): the same numbers in the same order give the same bits. */
export class ExactSum {
  private sum = 0;
  private lost = 0;

  /** Adds one number. */
  add(value: number): void {
    const next = this.sum + value;
    this.lost += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  /** The sum so far. */
  get total(): number {
    return this.sum + this.lost;
  }
}

/** Sum of a column, with what rounding loses put back. */
export function sumOf(values: ArrayLike<number>): number {
  const sum = new ExactSum();
  for (let i = 0; i < values.length; i++) sum.add(values[i]!);
  return sum.total;
}
