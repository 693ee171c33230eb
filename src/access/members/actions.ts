import { defineAction, hasRole, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { organisationKind } from "../organisation-kind.ts";
import { mayManageMember, memberRoles } from "../rules.ts";
import { emailSchema } from "../sign-in/actions.ts";

const memberRole = z.enum(memberRoles);
const page = "/organisation/membres";
const mayReadMembers = hasRole("territory-admin", "team-coordinator", "data-protection-officer");

/** Adds an organisation to the territory. */
export const createOrganisation = defineAction({
  name: "access.createOrganisation",
  summary: "Adds an organisation that answers for files to the territory.",
  route: "POST /access/organisations",
  part: "accounts",
  input: z.strictObject({ name: z.string().trim().min(1).max(200), kind: organisationKind.schema }),
  output: z.strictObject({ controllerId: idSchema<"controller">() }),
  allow: hasRole("territory-admin"),
  errors: ["access.territoryNeeded"],
  form: { path: "/organisation/membres/organisation", page, done: page },
});

/** Lists the organisations of the territory. */
export const listOrganisations = defineAction({
  name: "access.listOrganisations",
  summary: "The organisations of the territory.",
  route: "GET /access/organisations",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({
    organisations: z
      .array(
        z.strictObject({
          id: idSchema<"controller">(),
          name: z.string().max(200),
          kind: organisationKind.schema,
        }),
      )
      .max(1000),
  }),
  allow: hasRole(...memberRoles),
});

/** Invites somebody into an organisation. */
export const inviteMember = defineAction({
  name: "access.inviteMember",
  summary: "Invites somebody into an organisation; who has no account yet gets a one-time link by e-mail.",
  route: "POST /access/members",
  part: "accounts",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    name: z.string().trim().min(1).max(120),
    email: emailSchema,
    role: memberRole,
  }),
  output: z.strictObject({ membershipId: idSchema<"membership">() }),
  allow: mayManageMember,
  personal: ["name", "email"],
  errors: ["access.organisationNotFound", "access.territoryNeeded"],
  form: { path: page, done: page },
});

/** Gives a further role to a member of the territory. */
export const grantRole = defineAction({
  name: "access.grantRole",
  summary: "Gives a further role to somebody who already works in the territory.",
  route: "POST /access/roles",
  part: "accounts",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    accountId: idSchema<"account">(),
    role: memberRole,
  }),
  output: z.strictObject({ membershipId: idSchema<"membership">() }),
  allow: mayManageMember,
  errors: ["access.organisationNotFound", "access.memberNotFound", "access.territoryNeeded"],
  form: { path: "/organisation/membres/role", page, done: page },
});

/** Lists members. */
export const listMembers = defineAction({
  name: "access.listMembers",
  summary: "Members of one's organisations; of all of the territory for its administrator.",
  route: "GET /access/members",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({
    members: z
      .array(
        z.strictObject({
          membershipId: idSchema<"membership">(),
          accountId: idSchema<"account">(),
          controllerId: idSchema<"controller">(),
          name: z.string().max(120),
          email: z.string().max(200),
          role: memberRole,
          since: instantSchema,
          /** Whether the reader may end it. */
          mayEnd: z.boolean(),
          /** Whether the reader may reset the account, unless it works in another territory too. */
          mayReset: z.boolean(),
        }),
      )
      .max(5000),
  }),
  allow: mayReadMembers,
  errors: ["access.territoryNeeded"],
  auditRead: true,
});

/** Ends a membership. */
export const endMembership = defineAction({
  name: "access.endMembership",
  summary: "Ends a membership at once, and the sessions of the account.",
  route: "POST /access/members/:membershipId/end",
  part: "accounts",
  input: z.strictObject({ membershipId: idSchema<"membership">() }),
  output: z.strictObject({ membershipId: idSchema<"membership">() }),
  allow: mayManageMember,
  errors: ["access.memberNotFound", "access.lastAdministrator", "access.successorNeeded"],
  form: { path: "/organisation/membres/fin", page, done: page },
});
