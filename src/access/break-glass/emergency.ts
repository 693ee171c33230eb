import { stableId, type Actor, type ControllerId, type Instant, type PersonId } from "#base";
import type { Tx } from "#storage";
import { insertRead, listLastingOpenings, reachController } from "./store.ts";

/** Who reads what. */
export interface EmergencyAct {
  readonly actor: Actor;
  readonly personId: PersonId;
  readonly now: Instant;
  /** Name of the action that reads, listed in the review; `read` unless told. */
  readonly action?: string;
}

/**
 * Lets an act read a file under the emergency opening that its actor holds on it: opens row security to the file's
 * organisation until the end of the transaction and notes the read for the review. For reads only: an action that
 * changes something must not call it.
 * Missing  null when there is no opening that lasts; else the organisation of the file.
 */
export async function emergencyOpening(db: Tx, act: EmergencyAct): Promise<ControllerId | null> {
  const { actor, personId, now, action = "read" } = act;
  if (actor.kind !== "account" || actor.id === null || !actor.hasSecondFactor) return null;
  const [opening] = await listLastingOpenings(db, { accountId: actor.id, personId, now });
  if (opening === undefined) return null;
  await reachController(db, opening.controllerId);
  await insertRead(db, stableId(opening.id, now, action), opening, { at: now, action });
  return opening.controllerId;
}
