import type { Actor, ControllerId, Id, Instant, NewId, PersonId } from "#base";
import type { Tx } from "#storage";
import { insertRead, listLastingOpenings, reachController } from "./store.ts";

/** An emergency opening under which an act reads. */
export interface Emergency {
  readonly openingId: Id<"opening">;
  readonly controllerId: ControllerId;
  readonly expiresAt: Instant;
}

/** What is read, and by which action. */
export interface EmergencyAct {
  readonly actor: Actor;
  readonly personId: PersonId;
  /** Name of the action that reads, listed in the review. */
  readonly action: string;
  readonly now: Instant;
  readonly newId: NewId;
}

/**
 * Lets an act read a file under the emergency opening that its actor holds on it: opens row security to the file's
 * organisation until the end of the transaction and notes the read for the review. For reads only: an action that
 * changes something must not call it.
 * Missing  null when there is no opening that lasts.
 */
export async function enterEmergency(db: Tx, act: EmergencyAct): Promise<Emergency | null> {
  const { actor, personId, now } = act;
  if (actor.kind !== "account" || actor.id === null || !actor.hasSecondFactor) return null;
  const [opening] = await listLastingOpenings(db, { accountId: actor.id, personId, now });
  if (opening === undefined) return null;
  await reachController(db, opening.controllerId);
  await insertRead(db, act.newId(), opening, { at: now, action: act.action });
  return { openingId: opening.id, controllerId: opening.controllerId, expiresAt: opening.expiresAt };
}
