/** A day of the calendar, for counting. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** A rule of repetition (RFC 5545, 3.3.10), as far as it is followed here. */
export interface RepeatRule {
  readonly freq: string;
  readonly interval: number;
  /** How many dates in all; null when it does not say. */
  readonly count: number | null;
  readonly parts: Readonly<Record<string, readonly unknown[] | undefined>>;
}

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const dayMs = 86_400_000;

/** Days since 1 January 1970. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

/** The day of a number. */
export function dayOfNumber(number: number): CalendarDay {
  const date = new Date(number * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const followed: Readonly<Record<string, readonly string[]>> = {
  DAILY: ["BYDAY", "BYMONTH", "BYMONTHDAY"],
  WEEKLY: ["BYDAY", "BYMONTH"],
  MONTHLY: ["BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"],
  YEARLY: ["BYDAY", "BYMONTH", "BYMONTHDAY"],
};

/** Whether the rule is of a kind that is followed. */
export function isFollowed(rule: RepeatRule): boolean {
  const allowed = followed[rule.freq];
  if (allowed === undefined || !Number.isInteger(rule.interval) || rule.interval < 1) return false;
  const names = partsOf(rule);
  const hasOrdinal = textsOf(rule, "BYDAY").some((day) => day.length > 2);
  if (hasOrdinal && (rule.freq === "DAILY" || rule.freq === "WEEKLY")) return false;
  if (rule.freq === "YEARLY" && names.includes("BYDAY") && !names.includes("BYMONTH")) return false;
  return names.every((name) => allowed.includes(name));
}

/** Whether a rule that began on a day gives another one. */
export function givesDay(rule: RepeatRule, start: CalendarDay, day: CalendarDay): boolean {
  const months = numbersOf(rule, "BYMONTH");
  if (months.length > 0 && !months.includes(day.month)) return false;
  const steps = stepsBetween(rule, start, day);
  if (steps < 0 || steps % rule.interval !== 0) return false;
  const positions = numbersOf(rule, "BYSETPOS");
  if (positions.length === 0) return fits(rule, start, day);
  const set = Array.from({ length: lastOf(day) }, (_, at) => ({ ...day, day: at + 1 })).filter((one) =>
    fits(rule, start, one),
  );
  return positions.some((at) => set.at(at > 0 ? at - 1 : at)?.day === day.day);
}

/** Days, weeks (from Monday, or the day that the rule names), months or years from one day to another. */
function stepsBetween({ freq, parts }: RepeatRule, start: CalendarDay, day: CalendarDay): number {
  if (freq === "DAILY") return dayNumber(day) - dayNumber(start);
  if (freq === "MONTHLY") return (day.year - start.year) * 12 + day.month - start.month;
  if (freq === "YEARLY") return day.year - start.year;
  const first = weekdays.indexOf((parts["WKST"] ?? ["MO"]).map(String)[0] ?? "MO");
  // 1 January 1970 was a Thursday.
  const weekOf = (one: CalendarDay): number => Math.floor((dayNumber(one) + 4 - first) / 7);
  return weekOf(day) - weekOf(start);
}

function fits(rule: RepeatRule, start: CalendarDay, day: CalendarDay): boolean {
  const days = textsOf(rule, "BYDAY");
  const monthDays = numbersOf(rule, "BYMONTHDAY");
  const fitsDay = days.length === 0 || days.some((text) => isWeekday(text, day));
  const fitsMonthDay =
    monthDays.length === 0 || monthDays.some((at) => (at > 0 ? at : lastOf(day) + 1 + at) === day.day);
  if (days.length > 0 || monthDays.length > 0) return fitsDay && fitsMonthDay;
  if (rule.freq === "DAILY") return true;
  if (rule.freq === "WEEKLY") return (dayNumber(day) - dayNumber(start)) % 7 === 0;
  const hasMonths = numbersOf(rule, "BYMONTH").length > 0;
  return day.day === start.day && (rule.freq === "MONTHLY" || hasMonths || day.month === start.month);
}

/** `TU`, or with its place in the month: `2TU`, `-1FR`. */
function isWeekday(text: string, day: CalendarDay): boolean {
  const [, place = "", name = ""] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
  if (weekdays[(((dayNumber(day) + 4) % 7) + 7) % 7] !== name) return false;
  if (place === "") return true;
  const at = Number(place);
  return at > 0 ? Math.ceil(day.day / 7) === at : Math.ceil((lastOf(day) - day.day + 1) / 7) === -at;
}

function lastOf({ year, month }: CalendarDay): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf({ parts }: RepeatRule): readonly string[] {
  return Object.keys(parts).filter((name) => name !== "WKST" && (parts[name]?.length ?? 0) > 0);
}

function textsOf({ parts }: RepeatRule, name: string): readonly string[] {
  return (parts[name] ?? []).map(String);
}

function numbersOf({ parts }: RepeatRule, name: string): readonly number[] {
  return (parts[name] ?? []).map(Number);
}
