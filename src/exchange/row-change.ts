import { entryKinds, type EntryKind, type Resource } from "#directory";
import type { RowChange } from "./quarantine-actions.ts";

/** Fields that a human looks at, in the order of reading. */
export const shownFields: Readonly<Record<EntryKind, readonly string[]>> = {
  service: [
    "name",
    "kind",
    "summary",
    "description",
    "url",
    "email",
    "categories",
    "publics",
    "frais",
    "conditions_acces",
    "publics_restricted",
    "group_size",
    "ways_in",
    "transport_provided",
    "area_type",
    "area_values",
  ],
  service_at_location: ["phones", "opening_hours", "hours_note", "sessions", "wheelchair", "welcome"],
  location: [
    "name",
    "address_1",
    "address_2",
    "postal_code",
    "city",
    "latitude",
    "longitude",
    "transportation",
  ],
  organization: ["name", "siret", "website", "email"],
};

/** Stored rows of the four entries of an offer; an entry that is not stored is missing. */
export type StoredEntries = Readonly<Partial<Record<EntryKind, Readonly<Record<string, unknown>>>>>;

/** What a row would change of what is stored, field by field; everything it says when nothing is. */
export function changesOf(resource: Resource, stored: StoredEntries): readonly RowChange[] {
  return entryKinds
    .toSorted((a, b) => order(a) - order(b))
    .flatMap((kind) =>
      shownFields[kind].flatMap((field) => {
        const entry: Readonly<Record<string, unknown>> = resource[kind];
        const [before, after] = [wordsOf(stored[kind]?.[field]), wordsOf(entry[field])];
        return before === after ? [] : [{ field: `${kind}.${field}`, stored: before, waiting: after }];
      }),
    );
}

function order(kind: EntryKind): number {
  return Object.keys(shownFields).indexOf(kind);
}

/** A value as a short text; null for what is empty. */
export function wordsOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "" || value === "unknown" || value === false)
    return null;
  if (Array.isArray(value)) return value.length === 0 ? null : cut(value.map(partOf).join(" · "));
  return cut(partOf(value));
}

function partOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "start" in value) return String(value.start);
  return JSON.stringify(value);
}

function cut(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 399).toWellFormed()}…`;
}
