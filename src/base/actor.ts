import type { AccountId, ControllerId, TenantId } from "./id.ts";

/** Roles of the product, as `contract.md` lists them. Their names on screen are settings of a territory. */
export const roles = [
  "anonymous",
  "link-holder",
  "person",
  "volunteer",
  "organisation-member",
  "prescriber",
  "link-worker",
  "field-worker",
  "team-coordinator",
  "territory-admin",
  "data-protection-officer",
  "analyst",
  "platform-operator",
] as const;

/** What somebody may be in the product. */
export type Role = (typeof roles)[number];

/** A role held in one organisation of one territory. */
export interface Membership {
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly role: Role;
}

/** Whoever asks: a visitor without account, a signed-in account, the holder of a signed link, or the operator at the terminal. */
export interface Actor {
  readonly kind: "anonymous" | "account" | "link" | "operator";
  /** Account or link id; null for a visitor and for the operator. */
  readonly id: AccountId | null;
  /** Territory in which this act takes place; null outside any territory. */
  readonly tenantId: TenantId | null;
  /** Memberships in force in that territory (all of them when `tenantId` is null). */
  readonly memberships: readonly Membership[];
  /** Whether a second factor was given in this session. */
  readonly hasSecondFactor: boolean;
}

/** A visitor who said nothing about themself. */
export const anonymousActor: Actor = {
  kind: "anonymous",
  id: null,
  tenantId: null,
  memberships: [],
  hasSecondFactor: false,
};

/** The operator at the terminal of the machine that runs the platform. */
export const operatorActor: Actor = {
  kind: "operator",
  id: null,
  tenantId: null,
  memberships: [],
  hasSecondFactor: true,
};

/** The roles an actor holds in the territory of this act. */
export function rolesOf(actor: Actor): readonly Role[] {
  if (actor.kind === "operator") return ["platform-operator"];
  if (actor.kind === "anonymous") return ["anonymous"];
  if (actor.kind === "link") return ["link-holder"];
  return [...new Set(actor.memberships.map((membership) => membership.role))];
}

/** The organisations for which an actor works in the territory of this act: the controllers whose rows they may reach. */
export function controllersOf(actor: Actor): readonly ControllerId[] {
  return [...new Set(actor.memberships.map((membership) => membership.controllerId))];
}
