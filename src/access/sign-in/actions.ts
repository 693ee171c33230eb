import { anyone, defineAction, idSchema } from "#base";
import { z } from "zod";

/** Lengths between which a password must lie; nothing is asked of its composition (NIST SP 800-63B). */
export const passwordSchema = z.string().min(12).max(128);

/** A password or a code as typed, whatever it is. */
export const typedSecret = z.string().min(1).max(128);

/** An e-mail address. */
export const emailSchema = z
  .email()
  .max(200)
  .transform((text) => text.toLowerCase());

const base64url = (maxLength: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[\w-]+={0,2}$/);

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.strictObject({}).catchall(z.unknown()).default({}),
};

/** What a browser answers when a passkey was made, as `PublicKeyCredential.toJSON()` writes it (WebAuthn level 3). */
export const newCredentialSchema = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url(8000),
    attestationObject: base64url(40_000),
    authenticatorData: base64url(8000).optional(),
    transports: z.array(z.string().max(40)).max(10).optional(),
    publicKey: base64url(8000).nullish(),
    publicKeyAlgorithm: z.int().optional(),
  }),
});

/** What a browser answers when a passkey was used. */
export const givenCredentialSchema = z.strictObject({
  ...credential,
  response: z.strictObject({
    clientDataJSON: base64url(8000),
    authenticatorData: base64url(8000),
    signature: base64url(2000),
    userHandle: base64url(200).nullish(),
  }),
});

/** What a browser needs to ask its user for a passkey: options of WebAuthn level 3 in JSON. */
export const webAuthnOptions = z.strictObject({ options: z.looseObject({ challenge: z.string().max(200) }) });

const next = z.strictObject({ next: z.enum(["second-facteur", "compte", "pro"]) });

/** Signs in with e-mail and password; the second factor follows, or comes along. */
export const signIn = defineAction({
  name: "access.signIn",
  summary: "Signs in with e-mail and password, and with the second factor when it is given along.",
  route: "POST /access/sign-in",
  part: "accounts",
  input: z.strictObject({
    email: z.string().trim().min(3).max(200),
    password: typedSecret,
    code: z.string().trim().max(20).optional(),
  }),
  output: next,
  allow: anyone,
  isRepeatable: true,
  personal: ["email", "password", "code"],
  errors: ["access.signInRefused", "access.codeRefused"],
  form: { path: "/connexion", done: "/:next" },
});

/** Gives the second factor after the password. */
export const verifySecondFactor = defineAction({
  name: "access.verifySecondFactor",
  summary: "Gives the code of the authenticator, or a recovery code, after the password.",
  route: "POST /access/second-factor",
  part: "accounts",
  input: z.strictObject({ code: z.string().trim().min(6).max(20) }),
  output: next,
  allow: anyone,
  isRepeatable: true,
  personal: ["code"],
  errors: ["access.codeRefused", "access.signInExpired"],
  form: { path: "/second-facteur", done: "/:next" },
});

/** Asks for the question to put to a passkey. */
export const startPasskeySignIn = defineAction({
  name: "access.startPasskeySignIn",
  summary: "The question to put to a passkey in order to sign in.",
  route: "POST /access/passkey-sign-in/start",
  part: "accounts",
  input: z.strictObject({}),
  output: webAuthnOptions,
  allow: anyone,
  isRepeatable: true,
});

/** Signs in with a passkey, which stands for both factors. */
export const signInWithPasskey = defineAction({
  name: "access.signInWithPasskey",
  summary: "Signs in with a passkey, which stands for both factors.",
  route: "POST /access/passkey-sign-in",
  part: "accounts",
  input: z.strictObject({ credential: givenCredentialSchema }),
  output: next,
  allow: anyone,
  isRepeatable: true,
  personal: ["credential"],
  errors: ["access.passkeyRefused"],
});

/** Ends the session of the request. */
export const signOut = defineAction({
  name: "access.signOut",
  summary: "Ends this session.",
  route: "POST /access/sign-out",
  part: "accounts",
  input: z.strictObject({}),
  output: z.strictObject({}),
  allow: anyone,
  isRepeatable: true,
  form: { path: "/deconnexion", page: "/compte", done: "/connexion" },
});

/** The secret part of a one-time link. */
export const tokenSchema = z.string().regex(/^[\w-]{43}$/);

/** Sets the first password of an invited account. */
export const acceptInvitation = defineAction({
  name: "access.acceptInvitation",
  summary: "Sets the first password of an invited account, by its one-time link.",
  route: "POST /access/invitations/accept",
  part: "accounts",
  input: z.strictObject({ token: tokenSchema, password: passwordSchema }),
  output: z.strictObject({ accountId: idSchema<"account">() }),
  allow: anyone,
  isRepeatable: true,
  personal: ["token", "password"],
  errors: ["access.linkUnusable", "access.passwordTooCommon"],
  form: { path: "/invitation/:token", done: "/connexion" },
});

/** Makes the first administrator, territory and organisation of an empty platform. */
export const acceptFirstAccess = defineAction({
  name: "access.acceptFirstAccess",
  summary:
    "Makes the first administrator with a first territory and organisation, by the link printed at the start.",
  route: "POST /access/first-access",
  part: "accounts",
  input: z.strictObject({
    token: tokenSchema,
    name: z.string().trim().min(1).max(120),
    email: emailSchema,
    password: passwordSchema,
    territoryName: z.string().trim().min(1).max(120),
    organisationName: z.string().trim().min(1).max(200),
  }),
  output: z.strictObject({ accountId: idSchema<"account">(), tenantId: idSchema<"tenant">() }),
  allow: anyone,
  isRepeatable: true,
  personal: ["token", "name", "email", "password"],
  errors: ["access.linkUnusable", "access.passwordTooCommon"],
  form: { path: "/premier-acces/:token", done: "/connexion" },
});
