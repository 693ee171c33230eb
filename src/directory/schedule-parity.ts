import { daysBetween, type LocalDate } from "#base";
import { midnight, readOpeningHours, type ReadHours } from "./schedule.ts";

const day = 86_400_000;

/** Weeks of the calendar by their ISO 8601 number. */
export type WeekParity = "odd" | "even";

/** Parity of the ISO week in which a day lies. */
export function weekParityOf(date: LocalDate): WeekParity {
  const weekday = (new Date(midnight(date)).getUTCDay() + 6) % 7;
  const thursday = new Date(midnight(date) + (3 - weekday) * day);
  const newYear = `${thursday.getUTCFullYear()}-01-01` as LocalDate;
  const week = Math.floor(daysBetween(newYear, thursday.toISOString().slice(0, 10) as LocalDate) / 7) + 1;
  return week % 2 === 1 ? "odd" : "even";
}

/**
 * Hours that hold in odd or even weeks only, as itinerant stops have them ("semaine impaire", "semaine paire"): each
 * rule gets a week selector, also those joined by a comma. Rules about holidays stay as they are.
 * @returns why not, when the hours cannot be read or already name weeks.
 */
export function withWeekParity(osm: string, parity: WeekParity): ReadHours {
  if (/\bweek\b/i.test(osm)) return { unreadable: "notOpeningHours" };
  const selector = parity === "odd" ? "week 1-53/2" : "week 2-53/2";
  const prefix = (rule: string): string => {
    const text = rule.trim() === "24/7" ? "00:00-24:00" : rule.trim();
    return text === "" || /^(PH|SH|easter)\b/.test(text) ? text : `${selector} ${text}`;
  };
  const rules = osm.split(/\s*;\s*/).map((rule) =>
    rule
      .split(/(?<=\d{2}:\d{2}\+?|off|closed|"),\s*(?=(?:Mo|Tu|We|Th|Fr|Sa|Su)\b)/)
      .map(prefix)
      .join(", "),
  );
  return readOpeningHours(rules.filter((rule) => rule !== "").join("; "));
}
