import type { Actor, ControllerId } from "#base";

/** Something that one professional asked or drew with a person, in the file of an organisation. */
export interface Asked {
  readonly controllerId: ControllerId;
  /** Account that asked; null when no account did. */
  readonly askedBy: string | null;
}

/** Roles that read every result of the files of their organisation; the others of a file read what they asked themselves. */
const readsAll = new Set(["link-worker", "team-coordinator"]);

/**
 * Whether somebody reads answers, scores and maps, or only that the person wishes a contact. A role counts in the
 * organisation that holds the file alone: who is a link worker elsewhere is none here.
 * Source  spec/pathway.md §4.4 (score band: referrer no, own form only; link worker yes), product.md rule 11.
 */
export function seesResult(actor: Actor, { controllerId, askedBy }: Asked): boolean {
  if (askedBy !== null && askedBy === actor.id) return true;
  return actor.memberships.some(
    (membership) => membership.controllerId === controllerId && readsAll.has(membership.role),
  );
}
