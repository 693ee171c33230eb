import { addMilliseconds, defineCodeList, type Instant } from "#base";

/** Parts of the week in which a person may be written to. None chosen means at any time. */
export const contactMoment = defineCodeList("contactMoment", "Tisser, from spec/legal.md fact (b)", [
  "weekday-morning",
  "weekday-afternoon",
  "weekday-evening",
  "weekend",
]);
/** A part of the week. */
export type ContactMoment = (typeof contactMoment.codes)[number];

/** Days (1 Monday … 7 Sunday) and minutes of the day, the last excluded, of each part. */
const parts: Readonly<
  Record<ContactMoment, { readonly days: string; readonly from: number; readonly to: number }>
> = {
  "weekday-morning": { days: "12345", from: 8 * 60, to: 12 * 60 },
  "weekday-afternoon": { days: "12345", from: 12 * 60, to: 17 * 60 },
  "weekday-evening": { days: "12345", from: 17 * 60, to: 20 * 60 },
  weekend: { days: "67", from: 10 * 60, to: 18 * 60 },
};

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const quarter = 15 * 60_000;
/** Quarters of an hour in a week and a day: whatever part is chosen comes within them, also when the clock changes. */
const quartersAtMost = 8 * 24 * 4;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const options = {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  const made = new Intl.DateTimeFormat("en-GB", options);
  clocks.set(timeZone, made);
  return made;
}

/** Whether a moment lies in one of the parts of the week, in a time zone; where none is chosen, every moment does. */
export function isMoment(moments: readonly ContactMoment[], at: Instant, timeZone: string): boolean {
  if (moments.length === 0) return true;
  const told = new Map(
    clockOf(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const day = String(weekdays.indexOf(told.get("weekday") ?? "") + 1);
  const minute = Number(told.get("hour")) * 60 + Number(told.get("minute"));
  return moments.some((code) => {
    const { days, from, to } = parts[code];
    return days.includes(day) && minute >= from && minute < to;
  });
}

/** The first moment from now on at which a person may be written to: now, or a quarter of an hour later than one that is not. */
export function nextMoment(moments: readonly ContactMoment[], now: Instant, timeZone: string): Instant {
  if (isMoment(moments, now, timeZone)) return now;
  const start = Math.ceil(Date.parse(now) / quarter) * quarter - Date.parse(now);
  for (let step = 0; step < quartersAtMost; step += 1) {
    const at = addMilliseconds(now, start + step * quarter);
    if (isMoment(moments, at, timeZone)) return at;
  }
  throw new RangeError("no part of the week comes within eight days");
}
