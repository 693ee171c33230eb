import { parseLooseDate, type LocalDate } from "#base";
import { read, unreadable, type Reading } from "../row-fault.ts";
import { cellText } from "./text.ts";

/**
 * The day on which a row was confirmed. A day to come cannot be one, and is left out.
 * @param today the day of the import.
 */
export function readDay(value: unknown, today: LocalDate): Reading<LocalDate> {
  const text = cellText(value)?.trim() ?? "";
  if (text === "") return read<LocalDate>(null);
  const day = parseLooseDate(text.replaceAll(".", "/").replace(/^(\d{4})\/(\d{2})\/(\d{2})/, "$1-$2-$3"));
  if (day === null) return unreadable("dateUnreadable");
  return day > today ? unreadable("dateInFuture") : read(day);
}
