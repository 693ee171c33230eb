import { daysBetween, localDateAt, type LocalDate } from "#base";
import type { PageContext } from "../page.ts";

/** How fresh an entry is, in words, and whether one should call before going. */
export interface Freshness {
  readonly text: string;
  readonly isOld: boolean;
}

const daysInMonth = 30.44;

/** "confirmé il y a 8 mois", "non confirmé depuis 5 ans"; a producer who gives no day is said to give none. */
export function freshnessOf(
  { t, format, now }: Pick<PageContext, "t" | "format" | "now">,
  confirmedOn: LocalDate | null,
): Freshness {
  if (confirmedOn === null) return { text: t("page.freshness.none"), isOld: true };
  const days = daysBetween(confirmedOn, localDateAt(now, "Europe/Paris"));
  const months = Math.floor(days / daysInMonth);
  if (months < 1) return { text: t("page.freshness.thisMonth"), isOld: false };
  if (months < 18)
    return { text: t("page.freshness.confirmed", { when: format.monthsAgo(months) }), isOld: false };
  if (months < 24) return { text: t("page.freshness.oldMonths", { months }), isOld: true };
  return { text: t("page.freshness.oldYears", { years: Math.floor(months / 12) }), isOld: true };
}
