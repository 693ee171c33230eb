import { baseErrors, type AccountId, type Actor } from "#base";

/** The account that acts. @throws base.signInNeeded for whoever has none. */
export function accountOf(actor: Actor): AccountId {
  if (actor.kind !== "account" || actor.id === null) throw baseErrors.signInNeeded({});
  return actor.id;
}
