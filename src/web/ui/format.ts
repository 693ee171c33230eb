import type { Instant, LocalDate, Locale } from "#base";
import { intlTags } from "../speaker.ts";

/** Numbers, distances, days and hours as a reader of one language writes them. */
export interface Formats {
  /** A whole or decimal number, grouped. */
  readonly number: (value: number) => string;
  /** The same with two decimals at most. */
  readonly hundredths: (value: number) => string;
  /** An amount of euro cents, as `48 000,50 €`; whole euros without decimals. */
  readonly euros: (cents: number) => string;
  /** A distance: metres rounded to 50 below a kilometre, one decimal of a kilometre below 10. */
  readonly distance: (metres: number) => string;
  /** A whole number of kilometres. */
  readonly kilometres: (km: number) => string;
  /** `samedi 21 novembre 2026`, without the year or without the day of the week when told. */
  readonly day: (
    date: LocalDate,
    options?: { readonly withoutYear?: boolean; readonly withoutWeekday?: boolean },
  ) => string;
  /** `novembre 2026`, of a month written `2026-11`. */
  readonly month: (month: string) => string;
  /** `samedi`. */
  readonly weekday: (date: LocalDate) => string;
  /** A time of the day given as `HH:MM`: `17 h 30` in French. `24:00` is midnight. */
  readonly time: (hhmm: string) => string;
  /** The time of the day at an instant, in a time zone. */
  readonly timeAt: (instant: Instant, zone: string) => string;
  /** How long ago a number of months is: `il y a 8 mois`, `il y a 2 ans`. */
  readonly monthsAgo: (months: number) => string;
  /** The name of a language by its code, ISO 639; what is given itself when it is no code or has no name. */
  readonly language: (code: string) => string;
}

const narrowSpace = "\u202f";

const made = new Map<Locale, Formats>();

/** The formats of a language, made once: the makers of `Intl` are slow. */
export function formatsOf(locale: Locale): Formats {
  const known = made.get(locale) ?? makeFormats(locale);
  made.set(locale, known);
  return known;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  dateFormats.set(key, known);
  return known;
}

function makeFormats(locale: Locale): Formats {
  const tag = intlTags[locale];
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const hundredths = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const [wholeEuro, euro] = [0, 2].map(
    (digits) =>
      new Intl.NumberFormat(tag, {
        style: "currency",
        currency: "EUR",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ) as [Intl.NumberFormat, Intl.NumberFormat];
  const metre = new Intl.NumberFormat(tag, { style: "unit", unit: "meter", maximumFractionDigits: 0 });
  const [wholeKilometre, kilometre] = [0, 1].map(
    (digits) =>
      new Intl.NumberFormat(tag, { style: "unit", unit: "kilometer", maximumFractionDigits: digits }),
  ) as [Intl.NumberFormat, Intl.NumberFormat];
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "always" });
  const languages = new Intl.DisplayNames(tag, { type: "language", fallback: "code" });
  return {
    number: (value) => number.format(value),
    hundredths: (value) => hundredths.format(value),
    euros: (cents) => (cents % 100 === 0 ? wholeEuro : euro).format(cents / 100),
    distance: (metres) => {
      if (metres < 975) return metre.format(Math.max(50, Math.round(metres / 50) * 50));
      return (metres < 9950 ? kilometre : wholeKilometre).format(metres / 1000);
    },
    kilometres: (km) => wholeKilometre.format(km),
    day: (date, { withoutYear = false, withoutWeekday = false } = {}) =>
      formatDay(tag, date, {
        ...(withoutWeekday ? {} : { weekday: "long" }),
        day: "numeric",
        month: "long",
        ...(withoutYear ? {} : { year: "numeric" }),
      }),
    month: (month) => formatDay(tag, `${month}-01` as LocalDate, { month: "long", year: "numeric" }),
    weekday: (date) => formatDay(tag, date, { weekday: "long" }),
    time: (hhmm) => timeOf(locale, hhmm),
    timeAt: (instant, zone) => timeOf(locale, wallClock(instant, zone)),
    language: (code) => (/^[a-z]{2,3}(?:-[a-z]{2,8})*$/i.test(code) ? (languages.of(code) ?? code) : code),
    monthsAgo: (months) =>
      months >= 24 ? relative.format(-Math.floor(months / 12), "year") : relative.format(-months, "month"),
  };
}

function formatDay(tag: string, date: LocalDate, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(tag, { ...options, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

function wallClock(instant: Instant, zone: string): string {
  return dateFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(instant));
}

function timeOf(locale: Locale, hhmm: string): string {
  const [hours = 0, minutes = 0] = hhmm.split(":").map(Number);
  if (locale === "fr") {
    return [String(hours), "h", ...(minutes === 0 ? [] : [String(minutes).padStart(2, "0")])].join(
      narrowSpace,
    );
  }
  return dateFormat(intlTags[locale], {
    hour: "numeric",
    ...(locale === "en" && minutes === 0 ? {} : { minute: "2-digit" }),
    hour12: locale === "en",
    timeZone: "UTC",
  }).format(new Date(Date.UTC(2000, 0, 1, hours % 24, minutes)));
}
