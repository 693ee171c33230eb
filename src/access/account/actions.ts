import { anyAccount, defineAction, idSchema, instantSchema } from "#base";
import { z } from "zod";
import { mayChangeFactors, mayChooseTerritory, mayUseAccount, memberRoles } from "../rules.ts";
import { newCredentialSchema, passwordSchema, typedSecret, webAuthnOptions } from "../sign-in/actions.ts";

const done = z.strictObject({});

/** A territory as one who works there sees it. */
export const ownTerritorySchema = z.strictObject({
  id: idSchema<"tenant">(),
  slug: z.string().max(60),
  name: z.string().max(120),
  isDemonstration: z.boolean(),
  /** Whether this session works in it. */
  isChosen: z.boolean(),
  roles: z.array(z.enum(memberRoles)).max(memberRoles.length),
});

/** Reads one's own account. */
export const readMyAccount = defineAction({
  name: "access.readMyAccount",
  summary: "One's own account: name, address, second factors.",
  route: "GET /access/me",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({
    id: idSchema<"account">(),
    name: z.string().max(120),
    email: z.string().max(200),
    /** Whether the second factor was given in this session. */
    hasSecondFactor: z.boolean(),
    hasTotp: z.boolean(),
    /** Whether a secret waits for its first code. */
    isTotpPending: z.boolean(),
    recoveryCodesLeft: z.int().min(0).max(20),
    passkeys: z
      .array(
        z.strictObject({
          id: idSchema<"passkey">(),
          name: z.string().max(80).nullable(),
          createdAt: instantSchema.nullable(),
        }),
      )
      .max(20),
  }),
  allow: anyAccount,
});

/** Lists the territories where one works. */
export const listTerritories = defineAction({
  name: "access.listTerritories",
  summary: "The territories where one works, and one's roles there.",
  route: "GET /access/territories",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({ territories: z.array(ownTerritorySchema).max(200) }),
  allow: mayUseAccount,
});

/** Chooses the territory in which this session works. */
export const chooseTerritory = defineAction({
  name: "access.chooseTerritory",
  summary: "Chooses the territory in which this session works.",
  route: "POST /access/territory",
  part: "accounts",
  input: z.strictObject({ tenantId: idSchema<"tenant">() }),
  output: done,
  allow: mayChooseTerritory,
  isRepeatable: true,
  form: { path: "/compte/territoire", page: "/compte", done: "/compte" },
});

/** Makes the secret of an authenticator application, which waits for its first code. */
export const startTotp = defineAction({
  name: "access.startTotp",
  summary: "Makes the secret of an authenticator application; it counts once its first code was given.",
  route: "POST /access/totp",
  part: "accounts",
  input: z.strictObject({}),
  output: done,
  allow: mayChangeFactors,
  isRepeatable: true,
  form: { path: "/compte/application/preparer", page: "/compte", done: "/compte/application" },
});

/** Reads the secret that waits for its first code. */
export const readTotpSetup = defineAction({
  name: "access.readTotpSetup",
  summary: "The secret that waits for its first code, as a QR code shows it and as one types it.",
  route: "GET /access/totp-setup",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({ uri: z.string().max(600), typedSecret: z.string().max(200) }),
  allow: mayChangeFactors,
  errors: ["access.setupMissing"],
  auditRead: true,
});

/** Gives the first code of an authenticator application. */
export const confirmTotp = defineAction({
  name: "access.confirmTotp",
  summary: "Gives the first code of an authenticator application, which counts from then on.",
  route: "POST /access/totp/confirm",
  part: "accounts",
  input: z.strictObject({ code: z.string().trim().min(6).max(20) }),
  output: done,
  allow: mayChangeFactors,
  isRepeatable: true,
  personal: ["code"],
  errors: ["access.codeRefused", "access.setupMissing"],
  form: { path: "/compte/application", done: "/compte/codes" },
});

/** Makes new recovery codes; the old ones stop working. */
export const makeRecoveryCodes = defineAction({
  name: "access.makeRecoveryCodes",
  summary: "Makes ten new recovery codes; those before stop working.",
  route: "POST /access/recovery-codes",
  part: "accounts",
  input: z.strictObject({}),
  output: done,
  allow: mayUseAccount,
  isRepeatable: true,
  errors: ["access.setupMissing"],
  form: { path: "/compte/codes", done: "/compte/codes" },
});

/** Reads the recovery codes just made. */
export const readNewRecoveryCodes = defineAction({
  name: "access.readNewRecoveryCodes",
  summary:
    "The recovery codes made in the last ten minutes by this session; afterwards nobody can read them.",
  route: "GET /access/recovery-codes",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({ codes: z.array(z.string().max(20)).max(20) }),
  allow: mayUseAccount,
  auditRead: true,
});

/** Asks for the question to put to a new passkey. */
export const startPasskey = defineAction({
  name: "access.startPasskey",
  summary: "The question to put to a device in order to make a passkey.",
  route: "POST /access/passkeys/start",
  part: "accounts",
  input: z.strictObject({}),
  output: webAuthnOptions,
  allow: mayChangeFactors,
  isRepeatable: true,
});

/** Adds a passkey. */
export const registerPasskey = defineAction({
  name: "access.registerPasskey",
  summary: "Adds a passkey to the account.",
  route: "POST /access/passkeys",
  part: "accounts",
  input: z.strictObject({ name: z.string().trim().min(1).max(80), credential: newCredentialSchema }),
  output: done,
  allow: mayChangeFactors,
  isRepeatable: true,
  personal: ["credential", "name"],
  errors: ["access.passkeyRefused"],
});

/** Removes a passkey. */
export const removePasskey = defineAction({
  name: "access.removePasskey",
  summary: "Removes a passkey, unless it is the account's only second factor.",
  route: "DELETE /access/passkeys/:passkeyId",
  part: "accounts",
  input: z.strictObject({ passkeyId: idSchema<"passkey">() }),
  output: done,
  allow: mayUseAccount,
  isRepeatable: true,
  errors: ["access.passkeyNotFound", "access.lastSecondFactor"],
  form: { path: "/compte/cles/retirer", page: "/compte", done: "/compte" },
});

/** Changes the password; every other session ends. */
export const changePassword = defineAction({
  name: "access.changePassword",
  summary: "Changes the password; every other session ends.",
  route: "POST /access/password",
  part: "accounts",
  input: z.strictObject({ currentPassword: typedSecret, newPassword: passwordSchema }),
  output: done,
  allow: mayUseAccount,
  isRepeatable: true,
  personal: ["currentPassword", "newPassword"],
  errors: ["access.passwordWrong", "access.passwordTooCommon", "access.passwordUnchanged"],
  form: { path: "/compte/mot-de-passe", page: "/compte", done: "/compte" },
});

/** Lists the sessions of one's account. */
export const listSessions = defineAction({
  name: "access.listSessions",
  summary: "The sessions of one's account that are in force.",
  route: "GET /access/sessions",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({
    sessions: z
      .array(
        z.strictObject({
          id: idSchema<"session">(),
          startedAt: instantSchema,
          seenAt: instantSchema,
          isThisOne: z.boolean(),
          /** Browser as it names itself; null when it did not. */
          userAgent: z.string().max(300).nullable(),
        }),
      )
      .max(50),
  }),
  allow: mayUseAccount,
});

/** Ends one session of one's account. */
export const endSession = defineAction({
  name: "access.endSession",
  summary: "Ends one session of one's account.",
  route: "DELETE /access/sessions/:sessionId",
  part: "accounts",
  input: z.strictObject({ sessionId: idSchema<"session">() }),
  output: done,
  allow: mayUseAccount,
  isRepeatable: true,
  errors: ["access.sessionNotFound"],
  form: { path: "/compte/sessions/terminer", page: "/compte", done: "/compte" },
});

/** Ends every session of one's account, this one too. */
export const signOutEverywhere = defineAction({
  name: "access.signOutEverywhere",
  summary: "Ends every session of one's account, this one too.",
  route: "POST /access/sign-out-everywhere",
  part: "accounts",
  input: z.strictObject({}),
  output: done,
  allow: anyAccount,
  isRepeatable: true,
  form: { path: "/compte/sessions/toutes", page: "/compte", done: "/connexion" },
});
