import { dangerGround, dangerVerdict } from "./codes.ts";
import type { ActCount } from "./store.ts";

/** Sums of the acts of an organisation: how many, how their reviews fared, of how many the person does not know. */
export function figuresOf(counts: readonly ActCount[]) {
  const sum = (of: (count: ActCount) => number): number =>
    counts.reduce((total, count) => total + of(count), 0);
  const actsWhere = (is: (count: ActCount) => boolean): number =>
    sum((count) => (is(count) ? count.acts : 0));
  const reviewedInTime = sum(({ inTime }) => inTime);
  const overdue = sum((count) => count.overdue);
  return {
    acts: sum(({ acts }) => acts),
    reviewedInTime,
    reviewedLate: actsWhere(({ verdict }) => verdict !== null) - reviewedInTime,
    waiting: actsWhere(({ verdict }) => verdict === null) - overdue,
    overdue,
    untold: sum(({ untold }) => untold),
    byGround: dangerGround.codes.map((code) => ({ code, acts: actsWhere(({ ground }) => ground === code) })),
    byVerdict: dangerVerdict.codes.map((code) => ({
      code,
      acts: actsWhere(({ verdict }) => verdict === code),
    })),
  };
}
