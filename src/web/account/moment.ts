import { localDateAt, type Instant } from "#base";
import type { Formats } from "../ui/format.ts";
import { timeZoneAt } from "../ui/time-zone.ts";

/** Time zone of professional screens. */
export const timeZone = timeZoneAt(null);

/** A moment in words: day and time of the day. */
export function momentInWords(format: Formats, instant: Instant): string {
  return `${format.day(localDateAt(instant, timeZone), { withoutYear: true })}, ${format.timeAt(instant, timeZone)}`;
}
