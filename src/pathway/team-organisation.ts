import { controllersOf, type Actor, type ControllerId } from "#base";
import type { LoadedFacts } from "#storage";
import { pathwayErrors } from "./errors.ts";

/** The organisation named, or the only one somebody works for. @throws pathway.organisationNeeded */
export function organisationOf(actor: Actor, wanted: ControllerId | undefined): ControllerId {
  const own = controllersOf(actor);
  const found =
    wanted === undefined ? (own.length === 1 ? own[0] : undefined) : own.find((id) => id === wanted);
  if (found === undefined)
    throw pathwayErrors.organisationNeeded({}, { issues: [{ path: "controllerId", code: "required" }] });
  return found;
}

/** Loads the organisation for which something is asked or done. */
export async function loadOrganisation({
  actor,
  input,
}: {
  readonly actor: Actor;
  readonly input: { readonly controllerId?: ControllerId | undefined };
}): Promise<LoadedFacts<{ readonly controllerId: ControllerId }>> {
  return { facts: { controllerId: organisationOf(actor, input.controllerId) } };
}
