import type { LocalDate } from "#base";
import type { Formats } from "../../ui/format.ts";

/** A day in words, without the day of the week. */
export function dayOf(format: Formats, day: string): string {
  return format.day(day as LocalDate, { withoutWeekday: true });
}
