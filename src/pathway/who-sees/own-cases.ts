import { controllersOf, type Actor, type ControllerId } from "#base";
import { reachOf } from "./matrix.ts";

/**
 * The organisations in which somebody sees the files of those whom they accompany alone: where they hold a role that
 * reaches its own cases, and none that reaches all. Row security holds to it in every reading, list and export.
 */
export function ownCasesIn(actor: Actor): readonly ControllerId[] {
  return controllersOf(actor).filter((id) => {
    const reaches = actor.memberships
      .filter(({ controllerId }) => controllerId === id)
      .map(({ role }) => reachOf("identity", role));
    return reaches.includes("own-case") && !reaches.includes("organisation");
  });
}
