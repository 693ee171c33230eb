import type { Instant, LocalDate } from "#base";
import { entryKinds, type RecogniseTown, type Resource } from "#directory";
import type { Tx } from "#storage";
import { resourceSchema } from "../convert.ts";
import { exchangeErrors } from "../errors.ts";
import type { StoredEntries } from "../row-change.ts";
import { suspicionsOf, type NationalLine } from "../suspicion.ts";
import { readCorrection, type Correction, type FieldEdit } from "./correction.ts";
import type { EntryCause } from "./entry-cause.ts";
import {
  noteUndone,
  readChange,
  readEntryIds,
  readStoredEntries,
  tellCause,
  writeEdit,
  type ChangeRow,
  type EntryIds,
} from "./entry-store.ts";
import { readEntries } from "../store.ts";

/** When, and by whom, an entry is changed. */
export interface ChangeTime {
  readonly cause: EntryCause;
  readonly now: Instant;
  readonly today: LocalDate;
}

/**
 * Corrects an entry by a human's hand: imports no longer overwrite what was corrected, and tell where they differ.
 * @returns whether something changed.
 * @throws exchange.openNotFound, exchange.correctionUnreadable, exchange.correctionSuspicious
 */
export async function correctOffer(
  db: Tx,
  asked: {
    readonly offerId: string;
    readonly given: Correction;
    readonly lines: readonly NationalLine[];
    readonly recogniseTown: RecogniseTown;
  },
  time: ChangeTime,
): Promise<boolean> {
  const { ids, stored } = await openEntry(db, asked.offerId);
  const read = readCorrection(asked.given, stored, asked.recogniseTown);
  if (read.edits === null) throw exchangeErrors.correctionUnreadable({}, { issues: read.issues });
  if (read.edits.length === 0) return false;
  refuseSuspicious(stored, read.edits, asked.lines, time.now);
  await tellCause(db, time.cause, time.today);
  await writeEdits(db, ids, [...read.edits, ...roomDayOf(read.edits, time.today)]);
  return true;
}

/** Closes an entry by a human's hand: no import opens it again. @throws exchange.openNotFound */
export async function closeOffer(db: Tx, offerId: string, time: ChangeTime): Promise<void> {
  const { ids, stored } = await openEntry(db, offerId);
  if (stored.service_at_location?.["closed_on"] !== null) throw exchangeErrors.openNotFound({});
  await tellCause(db, time.cause, time.today);
  await writeEdits(db, ids, [{ kind: "service_at_location", field: "closed_on", value: time.today }]);
}

/** Says that an entry is right as it is. @throws exchange.openNotFound */
export async function upholdOffer(db: Tx, offerId: string, time: ChangeTime): Promise<void> {
  const { ids } = await openEntry(db, offerId);
  await tellCause(db, time.cause, time.today);
  const values = { upheld_on: time.today };
  await writeEdit(db, {
    kind: "service_at_location",
    id: ids.service_at_location,
    values,
    held: [],
    freed: [],
  });
}

/** The entries of an offer, locked, with what is stored. @throws exchange.openNotFound */
export async function openEntry(
  db: Tx,
  offerId: string,
): Promise<{ readonly ids: EntryIds; readonly stored: StoredEntries }> {
  const ids = await readEntryIds(db, offerId);
  if (ids === null) throw exchangeErrors.openNotFound({});
  return { ids, stored: await readStoredEntries(db, ids) };
}

/** What is said of the room is said on a day. */
function roomDayOf(edits: readonly FieldEdit[], today: LocalDate): readonly FieldEdit[] {
  return edits.some(({ field }) => field === "capacity_status" || field === "capacity_note")
    ? [{ kind: "service_at_location", field: "capacity_on", value: today }]
    : [];
}

async function writeEdits(db: Tx, ids: EntryIds, edits: readonly FieldEdit[]): Promise<void> {
  for (const [kind, own] of Map.groupBy(edits, (edit) => edit.kind)) {
    const values = Object.fromEntries(own.map(({ field, value }) => [field, value]));
    await writeEdit(db, { kind, id: ids[kind], values, held: Object.keys(values), freed: [] });
  }
}

/** A correction passes the same looks as a row of a feed; what the feed itself said before is not asked again. */
function refuseSuspicious(
  stored: StoredEntries,
  edits: readonly FieldEdit[],
  lines: readonly NationalLine[],
  now: Instant,
): void {
  const before = resourceOf(stored, []);
  const context = { departements: [], lines, now, storedPhones: before.service_at_location.phones };
  const known = suspicionsOf(before, context);
  const found = suspicionsOf(resourceOf(stored, edits), context).filter((one) => !known.includes(one));
  const [first] = found;
  if (first !== undefined)
    throw exchangeErrors.correctionSuspicious({}, { issues: found.map((code) => ({ path: "", code })) });
}

/** The stored rows as a resource, with edits. */
function resourceOf(stored: StoredEntries, edits: readonly FieldEdit[]): Resource {
  const parts = entryKinds.map((kind) => {
    const edited = edits.filter((edit) => edit.kind === kind).map(({ field, value }) => [field, value]);
    const whole = { ...stored[kind], ...(Object.fromEntries(edited) as Record<string, unknown>) };
    const fields = Object.keys(resourceSchema.shape[kind].shape);
    return [kind, Object.fromEntries(fields.map((field) => [field, whole[field]]))];
  });
  return resourceSchema.parse(Object.fromEntries(parts));
}

/**
 * Takes a change back: every field of it stands again as before. A field that an import had changed is a human's from then on.
 * @throws exchange.changeNotFound, exchange.changedSince, exchange.undoElsewhere
 */
export async function undoEntryChange(db: Tx, changeId: string, time: ChangeTime): Promise<ChangeRow> {
  const change = await readChange(db, changeId);
  if (change === null || change.undone_by !== null) throw exchangeErrors.changeNotFound({});
  if (change.cause === "merge" || change.cause === "hidden") throw exchangeErrors.undoElsewhere({});
  const { kind, entity_id: id, fields } = change;
  const stored = (await readEntries(db, kind, [id])).get(id) ?? {};
  if (stored["merged_into"]) throw exchangeErrors.undoElsewhere({});
  for (const [field, { after }] of Object.entries(fields))
    if (!isSame(stored[field], after)) throw exchangeErrors.changedSince({});
  const names = Object.keys(fields);
  const values = Object.fromEntries(names.map((name) => [name, fields[name]?.before ?? null]));
  const isOfImport = change.cause === "import";
  const held = names.filter(
    (name) => name !== "upheld_on" && (isOfImport || change.edited_before.includes(name)),
  );
  await tellCause(db, "undo", time.today);
  await writeEdit(db, { kind, id, values, held, freed: names.filter((name) => !held.includes(name)) });
  await noteUndone(db, change);
  return change;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
