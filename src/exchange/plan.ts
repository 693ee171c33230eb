import type { LocalDate } from "#base";
import type { EntryKind } from "#directory";
import type { Difference, EntryToWrite, KnownEntry } from "./store.ts";

/** An entry that vanished from its feed is closed once two editions in succession, or 30 days, went by without it. */
export const closingGrace = { editions: 2, days: 30 } as const;

/** A feed with fewer than half of the entries known is taken for broken: nothing is counted as missing. */
export const shrinkLimit = { share: 0.5, fromEntries: 20 } as const;

/** What an import does with the entries of one kind. */
export interface EntryPlan {
  readonly created: readonly EntryToWrite[];
  readonly changed: readonly EntryToWrite[];
  /** Ids of entries that are as they were, but had been missing or closed. */
  readonly returned: readonly string[];
  /** Ids of entries known and absent from the edition. */
  readonly missing: readonly string[];
  /** Entries of the edition, whose stored row has fields edited by a human. */
  readonly edited: readonly EntryToWrite[];
}

/** Compares the entries of an edition with those known. Each entry carries its digest. */
export function planEntries(
  entries: readonly EntryToWrite[],
  known: ReadonlyMap<string, KnownEntry>,
  kept: ReadonlySet<string>,
): EntryPlan {
  const ids = new Set(entries.map(({ id }) => id));
  return {
    created: entries.filter(({ id }) => !known.has(id)),
    changed: entries.filter(({ id, digest }) => known.has(id) && known.get(id)?.digest !== digest),
    returned: entries.filter(({ id, digest }) => hasReturned(known.get(id), digest)).map(({ id }) => id),
    missing: [...known.keys()].filter((id) => !ids.has(id) && !kept.has(id)),
    edited: entries.filter(({ id }) => (known.get(id)?.edited_fields.length ?? 0) > 0),
  };
}

function hasReturned(known: KnownEntry | undefined, digest: unknown): boolean {
  if (known === undefined || known.digest !== digest) return false;
  const isClosedByImport = known.closed_on !== null && !known.edited_fields.includes("closed_on");
  return known.missing_since !== null || isClosedByImport;
}

/** What is hidden of a confidential site; an import neither brings it back nor notes it as a difference. */
export const hiddenFields: readonly string[] = [
  "name",
  "address_1",
  "address_2",
  "latitude",
  "longitude",
  "position_precision",
  "transportation",
];

/** An entry of which humans edited fields: what may be written of it, and where the import says otherwise. */
export function keepEdits(
  kind: EntryKind,
  entry: EntryToWrite,
  stored: Readonly<Record<string, unknown>>,
  editedFields: readonly string[],
): { readonly entry: EntryToWrite; readonly differences: readonly Difference[] } {
  const edited = editedFields.filter((field) => Object.hasOwn(entry, field));
  // Of a confidential site nothing that the feed says of its place is kept anywhere.
  const isHidden = stored["is_confidential"] === true;
  const told = isHidden ? edited.filter((field) => !hiddenFields.includes(field)) : edited;
  const differences = told
    .filter((field) => JSON.stringify(stored[field] ?? null) !== JSON.stringify(entry[field] ?? null))
    .map((field) => ({
      kind,
      entity_id: entry.id,
      field,
      stored_value: stored[field] ?? null,
      imported_value: entry[field] ?? null,
    }));
  const kept = Object.fromEntries(edited.map((field) => [field, stored[field] ?? null]));
  return { entry: { ...entry, ...kept }, differences };
}

/** The day before which an entry must have gone missing to be closed by time. */
export function missingLimit(today: LocalDate): LocalDate {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - closingGrace.days);
  return day.toISOString().slice(0, 10) as LocalDate;
}
