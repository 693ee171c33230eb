import { holds } from "#access";
import { hasRole, no, when, type Actor, type ControllerId, type Rule } from "#base";

/** Facts of a file: which organisation holds it, and whether this account may look at it in an emergency. */
export interface FileFacts {
  readonly controllerId: ControllerId;
  readonly isEmergency: boolean;
}

/** Those who accompany persons. */
export const accompanies = hasRole("link-worker", "team-coordinator", "prescriber", "field-worker");

/** Those who accompany, inside the organisation that holds the file. */
export const mayFollow: Rule<FileFacts> = when(
  accompanies,
  (actor, facts) => !facts.isEmergency && worksFor(actor.memberships, facts.controllerId),
  "otherOrganisation",
);

/** Those who accompany inside the organisation, or anyone of them with an emergency opening in force (read only). */
export const mayRead: Rule<FileFacts> = when(
  accompanies,
  (actor, facts) => facts.isEmergency || worksFor(actor.memberships, facts.controllerId),
  "otherOrganisation",
);

/** Whether somebody acts as a health professional in an organisation: those who prescribe. */
export function isClinicianIn({ memberships }: Pick<Actor, "memberships">, id: ControllerId): boolean {
  return memberships.some(({ role, controllerId }) => role === "prescriber" && controllerId === id);
}

/** Those who answer for the file: the data-protection officer of the organisation, or the operator at the terminal. */
export const mayAnswerFor: Rule<FileFacts> = when(
  hasRole("data-protection-officer", "platform-operator"),
  (actor, facts) => worksFor(actor.memberships, facts.controllerId),
  "otherOrganisation",
);

/** The organisation for which something is kept. */
export interface TeamFacts {
  readonly controllerId: ControllerId;
}

/** The link workers and the coordinator of an organisation: who keeps what is of the whole team. */
export const keepsForTeam: Rule<TeamFacts> = when(
  hasRole("link-worker", "team-coordinator"),
  (actor, { controllerId }) =>
    holds(actor, "link-worker", controllerId) || holds(actor, "team-coordinator", controllerId),
  "otherOrganisation",
);

/** The coordinator of an organisation: who answers for what its team keeps. */
export const leadsTeam: Rule<TeamFacts> = when(
  hasRole("team-coordinator"),
  (actor, { controllerId }) => holds(actor, "team-coordinator", controllerId),
  "otherOrganisation",
);

/** Facts of a signed link: who was given it. */
export interface LinkFacts {
  readonly holder: "receiver" | "person";
}

/** Whoever holds a signed link in force, receiver or person. */
export const holdsLink: Rule = {
  roles: ["link-holder"],
  check: (actor) => (actor.kind === "link" ? { allowed: true } : no("linkNeeded")),
};

/** The receiver, by a signed link. */
export const receives: Rule<LinkFacts> = when(
  holdsLink,
  (_actor, facts) => facts.holder === "receiver",
  "linkNeeded",
);

/** The person, by a signed link to questions of their own. */
export const holdsQuestions: Rule<LinkFacts> = when(
  holdsLink,
  (_actor, facts) => facts.holder === "person",
  "linkNeeded",
);

function worksFor(
  memberships: readonly { readonly controllerId: ControllerId }[],
  id: ControllerId,
): boolean {
  return memberships.some((membership) => membership.controllerId === id);
}
