import { anyone, defineAction, hasRole, idSchema } from "#base";
import { z } from "zod";
import { mayResetAccount } from "../rules.ts";
import { passwordSchema, tokenSchema } from "../sign-in/actions.ts";

const page = "/organisation/membres";

/** Makes the link by which somebody who lost password or factor comes in again. */
export const resetAccount = defineAction({
  name: "access.resetAccount",
  summary:
    "Makes a one-time link, good for 24 hours, by which a member who lost password or second factor sets them anew. Until it is used nothing changes.",
  route: "POST /access/members/:membershipId/reset",
  part: "accounts",
  input: z.strictObject({ membershipId: idSchema<"membership">() }),
  output: z.strictObject({
    /** Address to hand to the person and nobody else. Kept nowhere: no receipt is, because the action is repeatable. */
    link: z.url().max(500),
  }),
  allow: mayResetAccount,
  isRepeatable: true,
  errors: ["access.memberNotFound"],
  form: { path: "/organisation/membres/acces", page, done: "/organisation/membres/lien" },
});

/** Shows the link just made to the administrator who made it. */
export const readResetLink = defineAction({
  name: "access.readResetLink",
  summary: "The link that one's own browser made last, for ten minutes.",
  route: "GET /access/reset-link",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({
    /** Null when there is none, or no longer. */
    link: z.url().max(500).nullable(),
    /** Name of the person it is for. */
    name: z.string().max(120).nullable(),
  }),
  allow: hasRole("territory-admin"),
  auditRead: true,
});

/** Sets a new password by a reset link, and takes the factors away. */
export const acceptReset = defineAction({
  name: "access.acceptReset",
  summary:
    "Sets a new password by a reset link: every session ends, second factors and known devices are forgotten, the next sign-in sets a second factor up anew.",
  route: "POST /access/resets/accept",
  part: "accounts",
  input: z.strictObject({ token: tokenSchema, password: passwordSchema }),
  output: z.strictObject({ accountId: idSchema<"account">() }),
  allow: anyone,
  isRepeatable: true,
  personal: ["token", "password"],
  errors: ["access.linkUnusable", "access.passwordTooCommon"],
  form: { path: "/nouveau-mot-de-passe/:token", done: "/connexion" },
});
