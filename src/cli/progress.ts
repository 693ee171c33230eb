import type { Locale } from "#base";
import { sentence } from "#server";

const everyMilliseconds = 2_000;

/** How far a long work is: a step with words under `pro.cli.progress.<step>`. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** Tells how far a long work is, at most every two seconds. */
export function progressTeller(locale: Locale, tell: (text: string) => void): (progress: Progress) => void {
  let last = performance.now();
  return ({ step, done, total }) => {
    if (performance.now() - last < everyMilliseconds) return;
    last = performance.now();
    tell(sentence(locale, `pro.cli.progress.${step}`, { done, total }));
  };
}
