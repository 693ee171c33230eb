import type { Locale } from "#base";
import { sentence, type TellProgress } from "#server";

const everyMilliseconds = 2_000;

/** Tells how far a long work is, at most every two seconds. */
export function progressTeller(locale: Locale, tell: (text: string) => void): TellProgress {
  let last = performance.now();
  return ({ step, done, total }) => {
    if (performance.now() - last < everyMilliseconds) return;
    last = performance.now();
    tell(sentence(locale, `pro.cli.progress.${step}`, { done, total }));
  };
}
