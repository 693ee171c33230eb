import {
  baseErrors,
  millisecondsBetween,
  toInstant,
  type AccountId,
  type Actor,
  type Instant,
  type LocalDate,
} from "#base";
import { instantAtWall, type WallTime } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { notePersonTold } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { listContacts, noteContact, withdrawContact } from "./actions.ts";
import { contactLogErrors } from "./errors.ts";
import {
  contactsOf,
  findContact,
  insertContact,
  markWithdrawn,
  openContactNote,
  sealContactNote,
  type ContactNoteRow,
} from "./store.ts";
import { setTryAgain, tryAgainAt } from "./try-again.ts";
import { sealWrongAddress } from "./wrong-address.ts";
import { isTriedInVain } from "./unanswered.ts";

const shownAtMost = 200;
/** Milliseconds during which who noted a contact may withdraw it. */
const withdrawable = 24 * 3_600_000;
const longAgo: Instant = toInstant(new Date(0));

/** Carries out what is noted and read of contacts with a person. */
export function contactLogHandlers({
  vault,
  accountNames,
}: Pick<PathwayServices, "vault" | "accountNames">): BoundHandler[] {
  return [
    handle(noteContact, {
      load: loadOwn,
      run: async ({ db, input: { id, personId, day, time, way, outcome, note }, actor, now, audit }) => {
        const file = await fileOf(db, personId);
        const at = atClock(day, time);
        if (millisecondsBetween(now, at) > 0)
          throw contactLogErrors.contactInFuture({}, { issues: [{ path: "time", code: "invalid" }] });
        const isKept = await insertContact(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id,
          person_id: file.id,
          way,
          outcome,
          at,
          noted_at: now,
          noted_by: accountOf(actor),
          note: sealContactNote(vault, file, { id, note: note || null }),
          wrong_address:
            outcome === "wrong-number"
              ? sealWrongAddress(vault, file, { id, way, person: openPerson(vault, file) })
              : null,
          withdrawn_at: null,
          again_at: null,
        });
        if (!isKept) throw contactLogErrors.contactExists({});
        if (outcome === "reached") await notePersonTold(db, file.id);
        await setTryAgain(db, file);
        audit({ kind: "contact-note", ids: [id, file.id], fields: ["at", "way", "outcome", "note"] });
        return { personId, contactId: id };
      },
    }),
    handle(withdrawContact, {
      load: loadOwn,
      run: async ({ db, input: { personId, contactId }, actor, now, audit }) => {
        const row = await findContact(db, { id: contactId, personId });
        if (row === null) throw contactLogErrors.contactNotFound({});
        const fault = withdrawalFault(row, actor, now);
        if (fault !== null) throw contactLogErrors.contactSettled({ reason: fault });
        if (!(await markWithdrawn(db, contactId, now)))
          throw contactLogErrors.contactSettled({ reason: "withdrawn" });
        await setTryAgain(db, await fileOf(db, personId));
        audit({ kind: "contact-note", ids: [contactId, personId], fields: ["withdrawnAt"] });
        return { personId, contactId };
      },
    }),
    handle(listContacts, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await contactsOf(db, file.id, shownAtMost);
        const names = await accountNames(rows.map(({ noted_by }) => noted_by));
        audit({ kind: "person", ids: [file.id], fields: ["contacts"] });
        const contacts = rows.map((row) => ({
          id: row.id,
          at: row.at,
          way: row.way,
          outcome: row.outcome,
          note: openContactNote(vault, file, row),
          notedBy: names.get(row.noted_by) ?? null,
          withdrawnAt: row.withdrawn_at,
          mayWithdraw: withdrawalFault(row, actor, now) === null,
        }));
        return { contacts, isTriedInVain: isTriedInVain(contacts), tryAgainAt: await tryAgainAt(db, file) };
      },
    }),
  ];
}

/** Why a contact can no longer be withdrawn by somebody; null where it can. */
function withdrawalFault(
  { noted_at, noted_by, withdrawn_at }: ContactNoteRow,
  actor: Actor,
  now: Instant,
): "not-own" | "withdrawn" | "late" | null {
  if (noted_by !== actor.id) return "not-own";
  if (withdrawn_at !== null) return "withdrawn";
  return millisecondsBetween(noted_at, now) > withdrawable ? "late" : null;
}

/** The moment that clocks showed on a day; of an hour that comes twice in autumn, the first. */
function atClock(day: LocalDate, time: string): Instant {
  return instantAtWall(Date.parse(`${day}T${time}:00Z`) as WallTime, timeZone, longAgo);
}

/** @throws base.signInNeeded */
function accountOf({ id }: Actor): AccountId {
  if (id === null) throw baseErrors.signInNeeded({});
  return id;
}
