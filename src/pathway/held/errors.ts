import { errorCatalogue } from "#base";

/** Errors of what waits because whoever asked may not be the person. */
export const heldErrors = errorCatalogue("pathway", {
  /** How a person is reached would be loosened, and nobody said how it was checked that it is them. */
  identityCheckNeeded: { status: 422 },
  /** Nothing is sent to a person while a change of how they are reached waits. */
  contactHeld: { status: 409 },
  /** It was applied, stopped or replaced meanwhile, or is of another file. */
  heldRequestOver: { status: 409 },
  copyNotOpen: { status: 403 },
});
