import {
  allOf,
  anyAccount,
  hasRole,
  no,
  rolesOf,
  when,
  type AccountId,
  type Actor,
  type ControllerId,
  type Role,
  type Rule,
  type TenantId,
} from "#base";

/** Roles that a membership can give. The others are ways of being here, not functions. */
export const memberRoles = [
  "volunteer",
  "organisation-member",
  "prescriber",
  "link-worker",
  "field-worker",
  "team-coordinator",
  "territory-admin",
  "data-protection-officer",
  "analyst",
] as const satisfies readonly Role[];

/** A role that a membership can give. */
export type MemberRole = (typeof memberRoles)[number];

/** Roles that a coordinator may give in the own organisation; the others are the administrator's to give. */
const teamRoles: readonly Role[] = [
  "volunteer",
  "organisation-member",
  "prescriber",
  "link-worker",
  "field-worker",
];

/** A signed-in account with its second factor, whatever its roles. */
export const mayUseAccount: Rule = {
  roles: anyAccount.roles,
  check: (actor, facts) => {
    const signedIn = anyAccount.check(actor, facts);
    return signedIn.allowed && !actor.hasSecondFactor ? no("secondFactorNeeded") : signedIn;
  },
};

/** What the rule on second factors looks at. */
export interface FactorFacts {
  /** Whether the account has a confirmed authenticator or a passkey. */
  readonly hasFactor: boolean;
}

/** One's own second factors: at once while the account has none, afterwards only with one of them. */
export const mayChangeFactors: Rule<FactorFacts> = allOf<FactorFacts>(anyAccount, {
  roles: anyAccount.roles,
  check: (actor, facts) =>
    actor.hasSecondFactor || !facts.hasFactor ? { allowed: true } : no("secondFactorNeeded"),
});

/** What the rule on members looks at. */
export interface MemberFacts {
  /** Organisation; null when the membership asked for is not there to be seen (the handler then says so). */
  readonly controllerId: ControllerId | null;
  readonly role: Role;
}

/** Members of an organisation: the territory's administrator everywhere, a coordinator in the own team. */
export const mayManageMember: Rule<MemberFacts> = when<MemberFacts>(
  hasRole("territory-admin", "team-coordinator"),
  (actor, { controllerId, role }) =>
    rolesOf(actor).includes("territory-admin") ||
    controllerId === null ||
    (holds(actor, "team-coordinator", controllerId) && teamRoles.includes(role)),
  "outsideOwnTeam",
);

/** Whether an actor holds a role in an organisation. */
export function holds(actor: Actor, role: Role, controllerId: ControllerId): boolean {
  return actor.memberships.some(
    (membership) => membership.role === role && membership.controllerId === controllerId,
  );
}

/** What the rule on resets looks at. */
export interface ResetFacts {
  /** Account to reset; null when the membership asked for is not there to be seen (the handler then says so). */
  readonly accountId: AccountId | null;
  /** Whether it has a membership in force in another territory. */
  readonly worksElsewhere: boolean;
}

/**
 * Resetting an account: an administrator of the only territory where it works, the operator everywhere, nobody oneself.
 * Otherwise the administrator of one territory could take over somebody of another.
 */
export const mayResetAccount: Rule<ResetFacts> = allOf<ResetFacts>(
  when<ResetFacts>(
    hasRole("territory-admin", "platform-operator"),
    (actor, { accountId }) => actor.id === null || actor.id !== accountId,
    "ownAct",
  ),
  when<ResetFacts>(
    hasRole("territory-admin", "platform-operator"),
    (actor, { worksElsewhere }) => rolesOf(actor).includes("platform-operator") || !worksElsewhere,
    "worksElsewhere",
  ),
);

/** Territories where an account works: what the choice of a territory looks at. */
export interface TerritoryFacts {
  readonly territories: readonly TenantId[];
  readonly wanted: TenantId;
}

/** One's own territories only. */
export const mayChooseTerritory: Rule<TerritoryFacts> = allOf<TerritoryFacts>(mayUseAccount, {
  roles: anyAccount.roles,
  check: (_actor, { territories, wanted }) =>
    territories.includes(wanted) ? { allowed: true } : no("otherTerritory"),
});

/** Opening a file in an emergency: those who meet people. */
export const mayOpenInEmergency: Rule = hasRole(
  "link-worker",
  "field-worker",
  "prescriber",
  "team-coordinator",
);

/** What the rule on reviews looks at. */
export interface ReviewFacts {
  /** Organisation; null when the opening asked for is not there to be seen (the handler then says so). */
  readonly controllerId: ControllerId | null;
  readonly openedBy: string | null;
}

/** Those to whom the review of emergency openings falls, in their organisation. */
export const mayReadOpenings: Rule = hasRole("data-protection-officer", "team-coordinator");

/** Nobody reviews the own act, nor that on another organisation's files. */
export const mayReviewOpening: Rule<ReviewFacts> = when<ReviewFacts>(
  mayReadOpenings,
  (actor, { controllerId, openedBy }) =>
    controllerId === null ||
    (actor.id !== openedBy &&
      (holds(actor, "data-protection-officer", controllerId) ||
        holds(actor, "team-coordinator", controllerId))),
  "ownAct",
);
