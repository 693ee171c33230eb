import type { Locale } from "#base";
import type { ReleaseCell } from "#observatory";
import { indicatorWords } from "./indicator-words.ts";
import { intlTags, type Translate } from "../speaker.ts";

/** How an indicator's figures are measured. */
export type Measure = "share" | "mean";

/** Figures of one measure as a reader of one language writes them. */
export interface FigureWords {
  /** For sentences and pictures: whole percents, scores with one decimal. */
  readonly short: (value: number) => string;
  /** For tables: one decimal of a percent, two of a score. */
  readonly exact: (value: number) => string;
  /** Bounds of an interval, for tables. */
  readonly interval: (low: number, high: number) => string;
}

/** Marks that keep a number together and in its own direction inside a sentence of any direction. */
const [isolate, endOfIsolate] = ["\u2068", "\u2069"];

/** The words for figures of a measure in a language. */
export function figureWords(locale: Locale, measure: Measure): FigureWords {
  const tag = intlTags[locale];
  const isShare = measure === "share";
  const make = (digits: number): ((value: number) => string) => {
    const format = new Intl.NumberFormat(tag, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...(isShare ? { style: "percent" } : {}),
    });
    return (value) => `${isolate}${format.format(isShare ? value / 100 : value)}${endOfIsolate}`;
  };
  const [short, exact] = isShare ? [make(0), make(1)] : [make(1), make(2)];
  return { short, exact, interval: (low, high) => `${exact(low)} – ${exact(high)}` };
}

/** The words of a page that a sentence about a figure needs. */
export interface Speech {
  readonly t: Translate;
  readonly locale: Locale;
  readonly number: (value: number) => string;
}

/** A figure in one sentence, or why it is not shown. */
export function figureSentence(
  { t, locale }: Speech,
  figure: {
    readonly id: string;
    readonly measure: Measure;
    readonly wave: string;
    readonly cell: ReleaseCell;
  },
): string {
  const { id, measure, wave, cell } = figure;
  if (cell.value === null)
    return t("page.observatory.noFigure", {
      wave,
      reason: t(`code.cellReason.${cell.reason ?? "protected"}`),
    });
  const values = { wave, value: figureWords(locale, measure).short(cell.value) };
  return (
    indicatorWords(t, { id, part: "sentence" }, values) ??
    t("page.observatory.sentence", { ...values, indicator: t(`code.indicator.${id}`) })
  );
}

/** The doubt about a figure in one sentence; null when it is not shown. */
export function doubtSentence(
  { t, locale, number }: Speech,
  measure: Measure,
  cell: ReleaseCell,
): string | null {
  if (cell.low === null || cell.high === null || cell.n === null) return null;
  const words = figureWords(locale, measure);
  return t("page.observatory.doubt", {
    low: words.exact(cell.low),
    high: words.exact(cell.high),
    n: number(cell.n),
  });
}
