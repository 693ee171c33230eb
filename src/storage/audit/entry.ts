import { z } from "zod";
import { type Actor, type Instant, instantSchema } from "#base";
import type { AuditNote } from "../handler.ts";

/** How an act ended: carried out, refused by a rule, or stopped by an error. */
export type AuditOutcome = "done" | "refused" | "failed";

/** What one line of the audit says: who did what, when, to which things. Never a personal value. */
export interface AuditEntry extends AuditNote {
  /** When it was done. */
  readonly at: Instant;
  /** Who did it; only the kind and the id are written. */
  readonly actor: Pick<Actor, "kind" | "id">;
  /** Name of the action, for instance `pathway.recordScreening`. */
  readonly action: string;
  /** How it ended; `done` unless told. */
  readonly outcome?: AuditOutcome;
}

const code = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.:/-]{0,119}$/);
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const uuid = z.string().regex(uuidPattern);

const lineSchema = z.strictObject({
  action: code,
  actor: z.strictObject({ id: uuid.nullable(), kind: code }),
  at: instantSchema,
  fields: z.array(code).max(200),
  ids: z.array(z.union([uuid, code])).max(4000),
  kind: code,
  outcome: z.enum(["done", "refused", "failed"]),
  reason: code.nullable(),
});

/** A line of the audit, read back. */
export type AuditLine = z.output<typeof lineSchema>;

/**
 * The canonical text of an entry, which is what the chain signs: JSON, keys in alphabetical order, no spaces.
 * Ids are UUIDs or codes, fields and reasons are codes, so that a name, an address or a sentence cannot slip in.
 * @throws ZodError when something else is handed in: a fault of the program, which stops the transaction.
 */
export function auditLine(entry: AuditEntry): string {
  return JSON.stringify(
    lineSchema.parse({
      action: entry.action,
      actor: { id: entry.actor.id, kind: entry.actor.kind },
      at: entry.at,
      fields: [...(entry.fields ?? [])],
      ids: [...entry.ids],
      kind: entry.kind,
      outcome: entry.outcome ?? "done",
      reason: entry.reason ?? null,
    }),
  );
}

/** Reads a line back; `null` when it is not one (an altered row). */
export function parseAuditLine(line: string): AuditLine | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The ids of a line by which it can be found again: its UUIDs in lower case, each once, in the order of the line. */
export function subjectIdsOf(line: { readonly ids: readonly string[] }): readonly string[] {
  return [...new Set(line.ids.filter((id) => uuidPattern.test(id)).map((id) => id.toLowerCase()))];
}
