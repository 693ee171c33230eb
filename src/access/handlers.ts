import type { BoundHandler } from "#storage";
import { factorHandlers } from "./account/factor-handlers.ts";
import { accountHandlers } from "./account/handlers.ts";
import { breakGlassHandlers } from "./break-glass/handlers.ts";
import { memberHandlers } from "./members/handlers.ts";
import { resetHandlers } from "./reset/handlers.ts";
import type { AccessServices } from "./services.ts";
import { signInHandlers } from "./sign-in/handlers.ts";

export { createAuth, type Auth } from "./auth.ts";
export type { AuthOptions } from "./auth-options.ts";
export { emergencyOpening, type EmergencyAct } from "./break-glass/emergency.ts";
export { eraseReasonsAbout } from "./break-glass/store.ts";
export {
  hasDemonstrationTerritory,
  listMembershipsOf,
  listTerritoryIds,
  organisationName,
  readTerritories,
  territoryOfOrganisation,
} from "./members/store.ts";
export { createAccount, createController, createTerritory, grantMembership } from "./operator.ts";
export type { AccessServices, EmergencyFiles, Notice, NoticeKind, ReasonPlace } from "./services.ts";
export { makeResetLink, type ResetServices } from "./reset/link.ts";
export { createAuthenticator, type Authenticate, type Authenticated } from "./sign-in/authenticate.ts";
export { makeFirstAdministratorLink } from "./sign-in/links.ts";
export { readAccounts } from "./sign-in/store.ts";
export { networkOf } from "./sign-in/throttle.ts";

/** Carries out the actions of this room. */
export function accessHandlers(services: AccessServices): BoundHandler[] {
  return [
    ...signInHandlers(services),
    ...accountHandlers(services),
    ...factorHandlers(services),
    ...memberHandlers(services),
    ...resetHandlers(services),
    ...breakGlassHandlers(services),
  ];
}
