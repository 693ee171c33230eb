import type { AccountId, Instant } from "#base";
import { openIntervals, openingState, wallTimeAt, type WallTime } from "#directory";

/** A named person and the hours in which an alert reaches them. */
export interface Duty {
  readonly accountId: AccountId;
  /** OSM `opening_hours`. */
  readonly hours: string;
  /** 1 is told first. */
  readonly turn: number;
  /** Number for a message without content; null for e-mail only. */
  readonly phone: string | null;
}

/** Who is on call in an organisation, and when it asks what may tell of risk. */
export interface Roster {
  /** OSM `opening_hours`; null while nothing was set. */
  readonly askingHours: string | null;
  /** Only those who still work for the organisation and may open its files. */
  readonly duties: readonly Duty[];
  readonly timeZone: string;
}

/** Of the whole country: a duty follows the holidays of metropolitan France. */
const holidayZone = "metropole";
/** Days for which coverage is looked at when an instrument is enabled: two weeks hold every weekly rhythm and its alternate. */
const lookedAhead = 14;
const day = 86_400_000;

/** Duties at a moment, those told first before the others. */
export function onDutyAt({ duties, timeZone }: Roster, at: Instant): readonly Duty[] {
  return duties
    .filter(({ hours }) => openingState(hours, { timeZone, holidayZone, at }).state === "open")
    .toSorted((a, b) => a.turn - b.turn);
}

/**
 * Whether somebody may ask, at a moment, what may tell of risk: in the hours set for it, and with somebody else on call.
 * Source  notes/reliability.md §3 (K-c): an active on-call roster, or nothing is asked.
 */
export function isCoveredFor(roster: Roster, asker: AccountId | null, at: Instant): boolean {
  const { askingHours, timeZone } = roster;
  if (askingHours === null) return false;
  if (openingState(askingHours, { timeZone, holidayZone, at }).state !== "open") return false;
  return onDutyAt(roster, at).some(({ accountId }) => accountId !== asker);
}

/** Part of the asking hours in which fewer than two named persons are on call, in wall time of the territory. */
export interface CoverageGap {
  readonly from: WallTime;
  readonly to: WallTime;
  /** How many are on call then: none, or one, who could then not ask. */
  readonly persons: number;
}

/**
 * Where the roster leaves the asking hours of the next two weeks without two different persons: whoever asks, somebody
 * else must be there to take the alert over. An empty list of hours to ask in has no gap and covers nothing.
 */
export function coverageGaps(roster: Roster, now: Instant): readonly CoverageGap[] {
  const { askingHours, duties, timeZone } = roster;
  const from = wallTimeAt(now, timeZone);
  const span = [from, (from + lookedAhead * day) as WallTime] as const;
  const asked = askingHours === null ? [] : openSpans(askingHours, span);
  const shifts = duties.flatMap(({ accountId, hours }) =>
    openSpans(hours, span).map((shift) => ({ ...shift, accountId })),
  );
  const edges = [...asked, ...shifts].flatMap((one) => [one.from, one.to]).toSorted((a, b) => a - b);
  const gaps: { from: WallTime; to: WallTime; persons: number }[] = [];
  for (const [position, start] of edges.entries()) {
    const end = edges[position + 1];
    if (end === undefined || end === start || !asked.some((one) => one.from <= start && end <= one.to))
      continue;
    const present = shifts.filter((one) => one.from <= start && end <= one.to);
    const persons = new Set(present.map(({ accountId }) => accountId)).size;
    if (persons >= 2) continue;
    const last = gaps.at(-1);
    if (last?.to === start && last.persons === persons) last.to = end;
    else gaps.push({ from: start, to: end, persons });
  }
  return gaps;
}

/** Whether an instrument that may tell of risk may be enabled: hours are set within the next two weeks, without a gap. */
export function isCovered(roster: Roster, now: Instant): boolean {
  const from = wallTimeAt(now, roster.timeZone);
  const asked =
    roster.askingHours === null
      ? []
      : openSpans(roster.askingHours, [from, (from + lookedAhead * day) as WallTime]);
  return asked.length > 0 && coverageGaps(roster, now).length === 0;
}

function openSpans(hours: string, span: readonly [WallTime, WallTime]) {
  const intervals = openIntervals(hours, holidayZone, span) ?? [];
  return intervals
    .filter(({ state }) => state === "open")
    .map(({ from, to }) => ({
      from: Math.max(from, span[0]) as WallTime,
      to: Math.min(to, span[1]) as WallTime,
    }));
}
