/** A row found. */
export interface ColumnHit {
  /** Position in the list from which the columns were made. */
  readonly ordinal: number;
  readonly score: number;
  readonly km: number;
}

/** Keeps the best while rows come in, best first. Ties go to the row that comes first in the list given. */
export class Best {
  readonly #scores: Float64Array;
  readonly #ordinals: Float64Array;
  readonly #kms: Float64Array;
  readonly #limit: number;
  #count = 0;
  /** The score below which nothing is kept any more. */
  least = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
    this.#scores = new Float64Array(limit);
    this.#ordinals = new Float64Array(limit);
    this.#kms = new Float64Array(limit);
  }

  /** Puts a row in its place in the order; the last one falls out when there is no room. */
  offer(score: number, ordinal: number, km: number): void {
    if (this.#limit === 0) return;
    let at = this.#count < this.#limit ? this.#count : this.#limit - 1;
    if (this.#count === this.#limit && !this.#isBefore(score, ordinal, at)) return;
    while (at > 0 && this.#isBefore(score, ordinal, at - 1)) {
      this.#scores[at] = this.#scores[at - 1]!;
      this.#ordinals[at] = this.#ordinals[at - 1]!;
      this.#kms[at] = this.#kms[at - 1]!;
      at -= 1;
    }
    this.#scores[at] = score;
    this.#ordinals[at] = ordinal;
    this.#kms[at] = km;
    if (this.#count < this.#limit) this.#count += 1;
    if (this.#count === this.#limit) this.least = this.#scores[this.#limit - 1]!;
  }

  #isBefore(score: number, ordinal: number, at: number): boolean {
    const other = this.#scores[at]!;
    return score > other || (score === other && ordinal < this.#ordinals[at]!);
  }

  /** What was kept, best first. */
  hits(): ColumnHit[] {
    return Array.from({ length: this.#count }, (_, at) => ({
      score: this.#scores[at]!,
      ordinal: this.#ordinals[at]!,
      km: this.#kms[at]!,
    }));
  }
}
