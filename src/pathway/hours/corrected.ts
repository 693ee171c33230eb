import type { CorrectionRow } from "./closing-store.ts";
import type { EntryRow } from "./store.ts";

/** Minutes as they count today, and as they were first noted. */
export interface CountedEntry extends EntryRow {
  /** How often they were corrected after their month was closed. */
  readonly corrections: number;
  /** As noted before any correction; null for a visit that nobody had noted. */
  readonly original: EntryRow | null;
}

/** Puts corrections over the entries they correct, the newest last; visits nobody had noted are added. By day. */
export function correctedEntries(
  entries: readonly EntryRow[],
  corrections: readonly CorrectionRow[],
): readonly CountedEntry[] {
  const counted = new Map<string, CountedEntry>(
    entries.map((entry) => [entry.id, { ...entry, corrections: 0, original: entry }]),
  );
  for (const row of corrections.toSorted((a, b) => a.position - b.position)) {
    const before = counted.get(row.entry_id);
    const { tenant_id, controller_id, person_id, provider_id, recorded_at, recorded_by } = row;
    const base = before ?? {
      tenant_id,
      controller_id,
      person_id,
      provider_id,
      id: row.entry_id,
      source: "typed" as const,
      original: null,
      version: 0,
      corrections: 0,
    };
    counted.set(row.entry_id, {
      ...base,
      on_day: row.on_day,
      minutes: row.minutes,
      status: row.status,
      activity: row.activity,
      recorded_at,
      recorded_by,
      version: base.version + 1,
      corrections: base.corrections + 1,
    });
  }
  return [...counted.values()].toSorted((a, b) => (a.on_day === b.on_day ? 0 : a.on_day < b.on_day ? -1 : 1));
}
