import { intlTags } from "../speaker.ts";
import type { Locale } from "#base";

const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const rule =
  /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)$/;
/** Monday 5 January 1970, from which the days of a week are named. */
const monday = 4 * 86_400_000;

/**
 * Plain hours of a week in the words of a language: `lundi – vendredi, 09:00–12:00`. Only rules of days and times are told.
 * Missing  null for hours with other rules: nothing is said rather than half of them.
 */
export function staffedHoursIn(locale: Locale, osm: string): string | null {
  const lines = osm.split(";").map((part) => lineOf(locale, part.trim()));
  return lines.some((line) => line === null) ? null : lines.join(" · ");
}

function lineOf(locale: Locale, part: string): string | null {
  const [, from, to, times] = rule.exec(part) ?? [];
  if (!from || !times) return null;
  const named = [from, ...(to ? [to] : [])].map((day) => dayName(locale, day)).join(" – ");
  const comma = locale === "ar" ? "، " : ", ";
  return `${named}${comma}${times.replaceAll("-", "–").replaceAll(",", comma)}`;
}

function dayName(locale: Locale, day: string): string {
  const position = days.findIndex((one) => one === day);
  const date = new Date(monday + position * 86_400_000);
  return new Intl.DateTimeFormat(intlTags[locale], { weekday: "long", timeZone: "UTC" }).format(date);
}
