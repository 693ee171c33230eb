import type { LocalDate } from "#base";
import { isOnlyClosure, readOpeningHours, unknownHours } from "#directory";
import type { Tx } from "#storage";
import { exchangeErrors } from "../errors.ts";
import { readEntries } from "../store.ts";
import { correctOffer, openEntry, type ChangeTime } from "./change-entry.ts";
import { tellCause, writeEdit } from "./entry-store.ts";
import { closureRule } from "./keeper-link.ts";
import { keepPause, readPause, takeEndedPauses, takeImportedHours } from "./pause-store.ts";

/** Longest closure in days: a longer one is an end. */
const longestDays = 366;
const field = "opening_hours";

/**
 * Closes an offer from one day to another, in its hours as OSM tells it, so that every reader of hours knows; a closure that
 * lasts is replaced. Where no hours are known they are unknown around it, as OSM tells that too.
 * @throws exchange.openNotFound, exchange.pauseUnusable for days in the past, turned round or too many
 */
export async function pauseOffer(
  db: Tx,
  asked: { readonly offerId: string; readonly from: LocalDate; readonly until: LocalDate },
  time: ChangeTime,
): Promise<void> {
  const { offerId, from, until } = asked;
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  if (until < time.today || days < 0 || days > longestDays) throw exchangeErrors.pauseUnusable({});
  const { ids, stored } = await openEntry(db, offerId);
  const entry = stored.service_at_location ?? {};
  const hours = typeof entry[field] === "string" ? entry[field] : null;
  const standing = await readPause(db, offerId);
  const isStanding = standing !== null && standing.hours_with === hours;
  const before = isStanding ? standing.hours_before : hours;
  const edited = entry["edited_fields"];
  const wasEdited = isStanding ? standing.was_edited : Array.isArray(edited) && edited.includes(field);
  const read = readOpeningHours(`${before ?? unknownHours}; ${closureRule(from, until)}`);
  if (!("osm" in read)) throw exchangeErrors.pauseUnusable({});
  await keepPause(db, {
    offer_id: offerId,
    from_on: from,
    until_on: until,
    hours_before: before,
    hours_with: read.osm,
    was_edited: wasEdited,
  });
  await tellCause(db, time.cause, time.today);
  const values = { [field]: read.osm };
  await writeEdit(db, {
    kind: "service_at_location",
    id: ids.service_at_location,
    values,
    held: [field],
    freed: [],
  });
}

/**
 * Corrects an entry, as {@link correctOffer} does. Hours that are written during a closure which was announced without any keep it:
 * it goes on within them. @throws what correctOffer throws
 */
export async function correctPausedOffer(
  db: Tx,
  asked: Parameters<typeof correctOffer>[1],
  time: ChangeTime,
): Promise<boolean> {
  const { offerId } = asked;
  const closure = await bareClosureOf(db, offerId, time.today);
  const isChanged = await correctOffer(db, asked, time);
  if (closure === null) return isChanged;
  const hours = await hoursOf(db, offerId);
  if (hours !== null && !isOnlyClosure(hours)) await pauseOffer(db, { offerId, ...closure }, time);
  return isChanged;
}

/** The closure that lasts in an entry of which nothing else of its hours is known; null when there is none. */
async function bareClosureOf(
  db: Tx,
  offerId: string,
  today: LocalDate,
): Promise<{ readonly from: LocalDate; readonly until: LocalDate } | null> {
  const hours = await hoursOf(db, offerId);
  if (hours === null || !isOnlyClosure(hours)) return null;
  const standing = await readPause(db, offerId);
  if (standing === null || standing.from_on === null || standing.until_on < today) return null;
  return { from: standing.from_on, until: standing.until_on };
}

async function hoursOf(db: Tx, offerId: string): Promise<string | null> {
  const hours = (await openEntry(db, offerId)).stored.service_at_location?.[field];
  return typeof hours === "string" ? hours : null;
}

/**
 * Ends the closures that are over: the hours are again what they were, or what the feed told meanwhile. Hours that somebody
 * changed during the closure stay as they are.
 */
export async function endPauses(db: Tx, today: LocalDate): Promise<number> {
  const ended = await takeEndedPauses(db, today);
  await tellCause(db, "pause-over", today);
  for (const { offer_id: id, hours_before: before, hours_with: during, was_edited: wasEdited } of ended) {
    const stored = (await readEntries(db, "service_at_location", [id])).get(id);
    if (stored?.[field] !== during) continue;
    const imported = wasEdited ? undefined : await takeImportedHours(db, id, today);
    const values = { [field]: imported === undefined ? before : imported };
    await writeEdit(db, {
      kind: "service_at_location",
      id,
      values,
      held: wasEdited ? [field] : [],
      freed: wasEdited ? [] : [field],
    });
  }
  return ended.length;
}
