import type { Actor, Instant, PersonId, TenantId } from "#base";
import type { LoadedFacts, Tx } from "#storage";
import { pathwayErrors } from "./errors.ts";
import type { FileFacts } from "./rules.ts";
import { findPerson, type PersonRow } from "./store.ts";

/** A question about a person. */
export interface FileQuestion {
  readonly input: { readonly personId: PersonId };
  readonly actor: Actor;
  readonly db: Tx;
  readonly now: Instant;
}

/** The file of a person that row security lets through. @throws pathway.personNotFound alike for unknown and foreign ones */
export async function fileOf(db: Tx, personId: PersonId): Promise<PersonRow> {
  const row = await findPerson(db, personId);
  if (!row) throw pathwayErrors.personNotFound({});
  return row;
}

/** The facts of a file of one's own organisation, for the permission rules. */
export function factsOf(row: PersonRow): LoadedFacts<FileFacts> {
  return { facts: { controllerId: row.controller_id, isEmergency: false }, version: row.version };
}

/** Loads the facts of a file of one's own organisation. */
export async function loadOwn({ db, input }: FileQuestion): Promise<LoadedFacts<FileFacts>> {
  return factsOf(await fileOf(db, input.personId));
}

/** The territory of an act. @throws pathway.organisationNeeded outside any territory */
export function territoryOf(actor: Actor): TenantId {
  if (actor.tenantId === null) throw pathwayErrors.organisationNeeded({});
  return actor.tenantId;
}
