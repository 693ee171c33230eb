import type { Id, Instant, PersonId } from "#base";
import type { Tx } from "#storage";
import { mustBeSilent } from "../contact/may-write.ts";
import { findPerson, type PersonRow } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { clearTimers, dueAtOf, setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { contactsOf, contactsToTryAgain, findContactById, forgetAgain, noteAgain } from "./store.ts";
import { attemptsInVain, isTriedInVain, tryAgainDelay, type Attempt } from "./unanswered.ts";

const kind = "contact-again";

/**
 * Sets the time to try again anew from the last attempt in vain, after an act on the log: nothing waits after an answer.
 * Source  spec/pathway.md §4.3: 3, 7 and 14 days, anchored on the last act of somebody.
 */
export async function setTryAgain(db: Tx, file: PersonRow): Promise<void> {
  const contacts = await endTryAgain(db, file);
  const inVain = attemptsInVain(contacts);
  const last = inVain.at(-1);
  if (last === undefined || !mayBeTried(file)) return;
  const days = (await delaysInForce(db))[tryAgainDelay(inVain)];
  const { tenant_id, controller_id } = file;
  await setTimer(db, { tenant_id, controller_id, kind, id: last.id }, daysLater(last.at, days));
}

/** Nobody is to be tried any more: the person answered, withdrew, died or moved, or what they were asked for is over. */
export async function endTryAgain(
  db: Tx,
  file: Pick<PersonRow, "tenant_id" | "controller_id" | "id">,
): Promise<readonly Contact[]> {
  const contacts = (await contactsOf(db, file.id)).map(attemptOf);
  await forgetAgain(db, file.id);
  const { tenant_id, controller_id } = file;
  for (const { id } of contacts) await clearTimers(db, { tenant_id, controller_id, id }, [kind]);
  return contacts;
}

/** The person is to be tried again from now on, unless somebody answered or acted meanwhile. */
export const contactAgain: TimerEffect = async (db, timer, { now }) => {
  const note = await findContactById(db, timer.id as Id<"contact-note">);
  const file = note === null ? null : await findPerson(db, note.person_id);
  if (note === null || file === null || !mayBeTried(file)) return;
  const last = attemptsInVain((await contactsOf(db, file.id)).map(attemptOf)).at(-1);
  if (last?.id === note.id) await noteAgain(db, note.id, now);
};

/** From when a person is to be tried again, or is already; null where nobody is to be tried. */
export async function tryAgainAt(db: Tx, file: PersonRow): Promise<Instant | null> {
  const last = attemptsInVain((await contactsOf(db, file.id)).map(attemptOf)).at(-1);
  if (last === undefined || !mayBeTried(file)) return null;
  const { tenant_id, controller_id } = file;
  return last.againAt ?? (await dueAtOf(db, { tenant_id, controller_id, kind, id: last.id }));
}

/** Persons who are to be tried again now, and whether it was tried often enough to think of another manner. */
export async function personsToTryAgain(
  db: Tx,
  limit: number,
): Promise<
  readonly { readonly personId: PersonId; readonly since: Instant; readonly isTriedInVain: boolean }[]
> {
  const rows = await contactsToTryAgain(db, limit);
  const persons = Map.groupBy(rows.map(attemptOf), ({ personId }) => personId);
  return [...persons].flatMap(([personId, contacts]) => {
    const since = attemptsInVain(contacts).at(-1)?.againAt ?? null;
    return since === null ? [] : [{ personId, since, isTriedInVain: isTriedInVain(contacts) }];
  });
}

interface Contact extends Attempt {
  readonly id: Id<"contact-note">;
  readonly personId: PersonId;
  readonly againAt: Instant | null;
}

function attemptOf(row: Awaited<ReturnType<typeof contactsOf>>[number]): Contact {
  const { id, at, way, outcome, withdrawn_at, person_id, again_at } = row;
  return { id, at, way, outcome, withdrawnAt: withdrawn_at, personId: person_id, againAt: again_at };
}

function mayBeTried({ status, life_event, contact_channels }: PersonRow): boolean {
  return !mustBeSilent({ status, lifeEvent: life_event, contactChannels: contact_channels });
}
