import type { Actor, ControllerId } from "#base";
import { reachOf } from "./matrix.ts";

/** Something that one professional asked or drew with a person, in the file of an organisation. */
export interface Asked {
  readonly controllerId: ControllerId;
  /** Account that asked; null when no account did. */
  readonly askedBy: string | null;
}

/**
 * Whether somebody reads answers, scores and maps, or only that the person wishes a contact. A role counts in the
 * organisation that holds the file alone: who is a link worker elsewhere is none here.
 * Source  the table in `matrix.ts`; product.md rule 11.
 */
export function seesResult(actor: Actor, asked: Asked): boolean {
  return seesOwnThing(actor, "result", asked);
}

/** Whether somebody reads a thing of which some roles see only what they asked, drew or brought themselves. */
export function seesOwnThing(
  actor: Actor,
  thing: "result" | "document",
  { controllerId, askedBy }: Asked,
): boolean {
  return actor.memberships.some((membership) => {
    if (membership.controllerId !== controllerId) return false;
    const reach = reachOf(thing, membership.role);
    return reach === "organisation" || (reach === "own-act" && askedBy !== null && askedBy === actor.id);
  });
}
