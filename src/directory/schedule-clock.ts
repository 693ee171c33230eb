import { toInstant, type Instant } from "#base";

/**
 * A time as clocks on the wall show it, without a zone: milliseconds since 1970-01-01T00:00 as if that clock showed UTC.
 * Two wall times of one place can be compared and subtracted; they know no change of hour.
 */
export type WallTime = number & { readonly __time: "wall" };

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}

const quarter = 900_000;
const offsets = new Map<string, number>();
const offsetsKept = 5000;

/** Milliseconds by which the clocks of a zone are ahead of UTC. Offsets change at quarters of an hour only, so they are kept by quarter. */
function offsetAt(milliseconds: number, timeZone: string): number {
  const start = Math.floor(milliseconds / quarter) * quarter;
  const key = `${timeZone} ${start}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const text = formatterOf(timeZone).format(start);
  const at = (from: number, to: number): number => Number(text.slice(from, to));
  const shown = Date.UTC(at(6, 10), at(0, 2) - 1, at(3, 5), at(12, 14), at(15, 17), at(18, 20));
  if (offsets.size >= offsetsKept) offsets.clear();
  offsets.set(key, shown - start);
  return shown - start;
}

/** What the clocks of a time zone (IANA name) show at an instant. @throws RangeError for an unknown zone. */
export function wallTimeAt(instant: Instant, timeZone: string): WallTime {
  const milliseconds = Date.parse(instant);
  return (milliseconds + offsetAt(milliseconds, timeZone)) as WallTime;
}

const day = 86_400_000;

/**
 * The first instant, not before `after`, at which the clocks of a zone show `wall` or later. When clocks jump over
 * `wall` in spring it is the jump; when they show it twice in autumn, the first time not before `after`.
 */
export function instantAtWall(wall: WallTime, timeZone: string, after: Instant): Instant {
  const earliest = Date.parse(after);
  const around = [wall - day, wall + day].map((guess) => offsetAt(guess, timeZone));
  const first = wall - Math.max(...around);
  const last = wall - Math.min(...around);
  const shown = [first, last].find(
    (candidate) => candidate >= earliest && candidate + offsetAt(candidate, timeZone) === wall,
  );
  const instant = shown ?? Math.max(earliest, jumpBetween(first, last, timeZone));
  return toInstant(new Date(instant));
}

/** The instant at which the offset changes between two instants, to the quarter of an hour. */
function jumpBetween(first: number, last: number, timeZone: string): number {
  const before = offsetAt(first, timeZone);
  let instant = Math.ceil(first / quarter) * quarter;
  while (instant < last && offsetAt(instant, timeZone) === before) instant += quarter;
  return instant;
}
