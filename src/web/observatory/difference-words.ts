import type { Locale } from "#base";
import type { ComparedPair } from "#observatory";
import { intlTags, type Translate } from "../speaker.ts";
import type { Measure } from "./figure-words.ts";

/** Level under which an adjusted p value is said to be more than chance. */
const level = 0.05;

/** Writes a difference with its sign: percentage points with one decimal, score points with two. */
export function differenceWords(locale: Locale, measure: Measure): (value: number) => string {
  const digits = measure === "share" ? 1 : 2;
  const format = new Intl.NumberFormat(intlTags[locale], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  });
  return (value) => `\u2068${format.format(value)}\u2069`;
}

/** What a test says, in words: how much, within which bounds, and whether chance alone would do it. */
export function testSentence(
  { t, locale }: { readonly t: Translate; readonly locale: Locale },
  of: {
    readonly pair: ComparedPair;
    readonly measure: Measure;
    readonly names: { readonly first: string; readonly second: string };
    readonly tested: number;
  },
): string {
  const { pair, measure, names, tested } = of;
  const { difference, low, high, adjustedP, refusal } = pair;
  if (difference === null || low === null || high === null || adjustedP === null)
    return t("page.observatory.compare.refused", {
      ...names,
      reason: t(`code.incomparability.${refusal ?? "other-wording"}`),
    });
  const words = differenceWords(locale, measure);
  const unit = t(`page.observatory.compare.unit.${measure}`);
  return t(
    adjustedP < level ? "page.observatory.compare.sentence" : "page.observatory.compare.sentenceChance",
    {
      ...names,
      difference: words(difference),
      low: words(low),
      high: words(high),
      unit,
      tested,
    },
  );
}
