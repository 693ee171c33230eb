/** The kinds of entries of which an empty field may be filled from a merged offer. */
export const fillKinds = ["service", "service_at_location"] as const;
/** One kind. */
export type FillKind = (typeof fillKinds)[number];

/** Fields that a merged offer may fill; what names, places and sorts the kept one is its own. */
export const fillFields: Readonly<Record<FillKind, readonly string[]>> = {
  service: ["summary", "description", "url", "email", "conditions_acces"],
  service_at_location: ["phones", "opening_hours", "hours_note"],
};

/** An entry as it is stored. */
export type StoredEntry = Readonly<Record<string, unknown>>;

/** What a field was filled with, and from which offer. */
export interface Fill {
  readonly kind: FillKind;
  readonly entity_id: string;
  readonly field: string;
  readonly from_id: string;
  readonly value: unknown;
}

/** A kept entry beside the one merged into it. */
export interface MergedPair {
  readonly kind: FillKind;
  readonly kept: StoredEntry;
  readonly merged: StoredEntry;
  /** Id of the merged offer. */
  readonly fromId: string;
  /** Fills that stand, of this kept entry. */
  readonly fills: readonly Fill[];
}

/** What a merge means for a kept entry. */
export interface FillPlan {
  /** Fields to write, with what is to stand in them. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly fills: readonly Fill[];
  /** Fields whose fill no longer stands. */
  readonly dropped: readonly string[];
  /** Fields in which both sources say something, and not the same. */
  readonly differing: readonly {
    readonly field: string;
    readonly stored: unknown;
    readonly other: unknown;
  }[];
}

/**
 * What the merged entry gives to the kept one. Its own source wins wherever it says something, a human wins over both; an empty
 * field is filled; where the two sources differ, the difference is told and nothing is written.
 */
export function planFill({ kind, kept, merged, fromId, fills }: MergedPair): FillPlan {
  const values: Record<string, unknown> = {};
  const plan = {
    values,
    fills: [] as Fill[],
    dropped: [] as string[],
    differing: [] as FillPlan["differing"][number][],
  };
  const id = String(kept["id"]);
  const edited = Array.isArray(kept["edited_fields"]) ? (kept["edited_fields"] as unknown[]) : [];
  for (const field of fillFields[kind]) {
    const [own, other] = [kept[field], merged[field]];
    const standing = fills.find((fill) => fill.field === field);
    const isFilled = standing !== undefined && (isEmpty(own) || isSame(own, standing.value));
    if (standing !== undefined && standing.from_id !== fromId && isFilled) continue;
    if (edited.includes(field) || !(isEmpty(own) || isFilled)) {
      if (standing?.from_id === fromId) plan.dropped.push(field);
      if (!isEmpty(other) && !isSame(own, other)) plan.differing.push({ field, stored: own ?? null, other });
    } else if (isEmpty(other)) {
      if (isFilled) {
        plan.dropped.push(field);
        values[field] = emptyLike(own);
      }
    } else {
      plan.fills.push({ kind, entity_id: id, field, from_id: fromId, value: other });
      if (!isSame(own, other)) values[field] = other;
    }
  }
  return plan;
}

/** What stands in a field when its fill is taken out. */
export function emptyLike(value: unknown): unknown {
  return Array.isArray(value) ? [] : null;
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

/** Whether two stored values are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
