import { baseErrors, type AccountId, type Id, type Instant } from "#base";
import type { Vault } from "#storage";
import { z } from "zod";
import { headOf, openPerson, sealPerson, tokensOf, type WrittenPerson } from "../file-sealing.ts";
import { wakeMessages } from "../message/outgoing.ts";
import { personFields, type ContactField } from "../person.ts";
import { replacePerson, type PersonRow } from "../store.ts";
import { hoursLater } from "../timer/delays.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import { holdHours, isProof, type IdentityCheck } from "./codes.ts";
import { heldErrors } from "./errors.ts";
import { bothSay, changedContact, looserFields } from "./looser.ts";
import { askToCallBack, type Telling } from "./notice.ts";
import { heldChangeSchema, type HeldChange } from "./sealing-schema.ts";
import { openChange, sealHeld } from "./sealing.ts";
import { endHeldRow, heldOf, insertHeld, type HeldRequestRow } from "./store.ts";

const writtenPerson = z.object(personFields);

/** A file as a professional wrote it. @throws vault.keyDestroyed, vault.sealBroken */
export function writtenIn(vault: Vault, row: PersonRow): WrittenPerson {
  return writtenPerson.parse(openPerson(vault, row));
}

/** Who asks for a file to be written, and how that was checked; `link` for the person's own link, which proves nothing of who holds it. */
export interface Asking {
  readonly by: AccountId | null;
  readonly identity: IdentityCheck | "link" | null;
}

/** What became of it. */
export interface Written {
  readonly version: number;
  /** Until when part of it waits; null where everything holds. */
  readonly heldUntil: Instant | null;
}

/**
 * Writes a file, which is locked: all of it where how the person is reached is not loosened, or where it was checked that it is them;
 * else what is stricter and what is no matter of contact at once, the rest in 72 hours unless somebody stops it.
 * @throws pathway.identityCheckNeeded, base.versionStale
 */
export async function writeOrHold(
  telling: Telling,
  file: PersonRow,
  written: WrittenPerson,
  { by, identity }: Asking,
): Promise<Written> {
  const { db, vault, now } = telling;
  const before = writtenIn(vault, file);
  const looser = looserFields(before, written);
  if (looser.length > 0 && identity === null)
    throw heldErrors.identityCheckNeeded({}, { issues: [{ path: "identityCheck", code: "required" }] });
  const check = identity === null || identity === "link" ? "not-checked" : identity;
  const isHeld = looser.length > 0 && !isProof(check);
  const atOnce = isHeld ? { ...written, ...bothSay(before, written) } : written;
  const waiting = await heldOf(db, file.id, "contact-change");
  const kept = waiting === null ? {} : (openChange(vault, file, waiting) ?? {});
  // What is said now about a field takes the place of what waits for it.
  const isReplaced =
    isHeld || changedContact(before, atOnce).some((name: ContactField) => kept[name] !== undefined);
  if (waiting !== null && isReplaced) await endHeld(telling, file, { row: waiting, status: "replaced", by });
  if (isHeld) {
    const asked = heldChangeSchema.parse({
      ...kept,
      ...Object.fromEntries(looser.map((name) => [name, written[name]])),
    });
    // Whoever was told already is not told of each change that joins the first.
    if (waiting === null) await askToCallBack(telling, file);
    const source = identity === "link" ? null : identity === "document" ? identity : "not-checked";
    await hold(telling, file, { kind: "contact-change", by, identity: source, content: asked });
  }
  const isConfirmed = !isHeld && changedContact(before, atOnce).length > 0;
  const version = await rewriteFile(telling, file, {
    written: atOnce,
    confirmedAt: isConfirmed ? now : null,
  });
  return { version, heldUntil: isHeld ? hoursLater(now, holdHours) : null };
}

/** Writes a file whose contact rules are confirmed, or as old as before. Answers its version. @throws base.versionStale */
export async function rewriteFile(
  { db, vault, now }: Pick<Telling, "db" | "vault" | "now">,
  file: PersonRow,
  { written, confirmedAt }: { readonly written: WrittenPerson; readonly confirmedAt: Instant | null },
): Promise<number> {
  const head = {
    ...headOf(file),
    version: file.version + 1,
    contact_confirmed_at: confirmedAt ?? file.contact_confirmed_at,
  };
  const row = sealPerson(vault, head, written, now);
  if (!(await replacePerson(db, row, tokensOf(vault, row.tenant_id, written))))
    throw baseErrors.versionStale({});
  return row.version;
}

/** Lets something wait 72 hours; the file is locked and nothing of its kind waits. */
export async function hold(
  { db, vault, now, newId }: Telling,
  file: PersonRow,
  asked: Pick<HeldRequestRow, "kind" | "identity"> & {
    readonly by: AccountId | null;
    readonly content: Parameters<typeof sealHeld>[2]["content"] | null;
  },
): Promise<HeldRequestRow> {
  const { tenant_id, controller_id } = file;
  const id: Id<"held-request"> = newId<"held-request">();
  const row: HeldRequestRow = {
    tenant_id,
    controller_id,
    id,
    person_id: file.id,
    kind: asked.kind,
    status: "held",
    asked_at: now,
    asked_by: asked.by,
    identity: asked.identity,
    due_at: hoursLater(now, holdHours),
    ended_at: null,
    ended_by: null,
    tries: 0,
    open_until: null,
    content: asked.content === null ? null : sealHeld(vault, file, { id, content: asked.content }),
  };
  await insertHeld(db, row);
  await setTimer(db, { tenant_id, controller_id, kind: "held-request", id }, row.due_at, now);
  return row;
}

/** Something no longer waits, however it ended; messages that waited for it are looked at again. Answers false when it did not wait. */
export async function endHeld(
  { db, now }: Pick<Telling, "db" | "now">,
  file: PersonRow,
  end: {
    readonly row: HeldRequestRow;
    readonly status: "applied" | "stopped" | "replaced";
    readonly by: AccountId | null;
    readonly openUntil?: Instant;
  },
): Promise<boolean> {
  const { row, ...how } = end;
  if (!(await endHeldRow(db, row.id, { ...how, at: now }))) return false;
  const { tenant_id, controller_id } = file;
  await clearTimers(db, { tenant_id, controller_id, id: row.id }, ["held-request"]);
  if (row.kind === "contact-change") await wakeMessages(db, file.id, now);
  return true;
}

/** Nothing waits for a person any more: two files become one, or stand for themselves again. */
export async function endAllHeld(
  telling: Pick<Telling, "db" | "now">,
  file: PersonRow,
  by: AccountId | null,
): Promise<void> {
  for (const kind of ["contact-change", "own-copy"] as const) {
    const row = await heldOf(telling.db, file.id, kind);
    if (row !== null) await endHeld(telling, file, { row, status: "replaced", by });
  }
}

/** The file as a change that waited says it; the rest as it is today. */
export function withChange(written: WrittenPerson, change: HeldChange): WrittenPerson {
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...written, ...said };
}
