import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import type { Screening } from "./screening.ts";

/**
 * What can be said of the change since the answers before: the difference with its interval, whether it goes beyond the
 * chance of answers, and what regression to the mean alone would give. Never called an effect.
 */
export function ChangeSentence({ change }: { readonly change: Screening["change"] }): ReactNode {
  const { t, format } = usePage();
  if (change.status === "none") return null;
  if (change.status === "refused")
    return <p className="quiet">{t(`pro.story.change.refused.${change.reason}`)}</p>;
  const { difference, low, high, expectedFromRegression: expected } = change;
  const points = (value: number) => signed(value, format.number);
  return (
    <div className="change">
      <p>
        {t("pro.story.change", { day: dayInWords(format, change.since), points: points(difference) })}{" "}
        {low === null || high === null
          ? t("pro.story.change.noInterval")
          : t("pro.story.change.interval", { low: points(low), high: points(high) })}{" "}
        <strong>{t(`pro.story.change.verdict.${change.verdict}`)}</strong>
      </p>
      <p className="quiet">
        {expected === null
          ? t("pro.story.change.regressionUnknown")
          : t("pro.story.change.regression", { points: points(expected) })}{" "}
        {change.meanFrom === null ? null : t(`pro.story.change.meanFrom.${change.meanFrom}`)}
      </p>
    </div>
  );
}

/** A number to one decimal with its sign, the minus that readers of numbers expect, left to right in every language. */
function signed(value: number, write: (value: number) => string): string {
  const rounded = Math.round(value * 10) / 10;
  const sign = rounded > 0 ? "+" : rounded < 0 ? "\u2212" : "";
  return `\u2066${sign}${write(Math.abs(rounded))}\u2069`;
}
