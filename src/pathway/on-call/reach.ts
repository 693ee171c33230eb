import type { ControllerId } from "#base";
import type { Tx } from "#storage";
import type { QueueFacts } from "../call-queue/actions.ts";
import { listOrganisationIds, reachOrganisation } from "../call-queue/queue-store.ts";

/** Opens row security to an organisation of the territory; an organisation that is not of it is not there. */
export async function reach(db: Tx, controllerId: ControllerId): Promise<QueueFacts> {
  if (!(await listOrganisationIds(db)).includes(controllerId)) return { controllerId: null };
  await reachOrganisation(db, controllerId);
  return { controllerId };
}
