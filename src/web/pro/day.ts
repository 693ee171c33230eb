import { localDateAt, type Instant } from "#base";
import { timeZone } from "../account/moment.ts";
import type { Formats } from "../ui/format.ts";

/** The day of an instant in words, without the day of the week: `12 novembre 2026`. */
export function dayInWords(format: Formats, instant: string): string {
  return format.day(localDateAt(instant as Instant, timeZone), { withoutWeekday: true });
}
