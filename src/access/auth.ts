import { createHmac } from "node:crypto";
import { passkey } from "@better-auth/passkey";
import type { NewId } from "#base";
import type { Database } from "#storage";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { momentsAsDates } from "./sign-in/dates.ts";
import { hashPassword, passwordLength, verifyPassword } from "./sign-in/password.ts";

/** What sign-in needs from the program. */
export interface AuthOptions {
  /** Connection of the role that may reach the schema `auth`, and nothing else. */
  readonly db: Database;
  /** At least 32 bytes of its own, kept as long as accounts are: second factors are sealed with it. */
  readonly secret: string;
  /** Address of the site without final slash; cookies are `Secure` and `__Host-` when it is https. */
  readonly baseUrl: string;
  readonly newId: NewId;
}

/** Seconds after which a session ends whatever happens. */
export const sessionSeconds = 12 * 3600;
/** Seconds without a request after which a session ends. */
export const idleSeconds = 30 * 60;
/** Seconds between the password and the second factor. */
export const challengeSeconds = 10 * 60;

/** Sign-in: better-auth on schema `auth`, and what our own checks need beside it. */
export type Auth = ReturnType<typeof createAuth>;

/**
 * Makes sign-in. better-auth keeps accounts, sessions and factors and checks them; its routes are not mounted: our
 * actions call `auth.api.*`. Its sign-up, e-mail links, social sign-in, account lock and rate limit are off.
 * @throws Error when the secret is shorter than 32 bytes.
 */
export function createAuth({ db, secret, baseUrl, newId }: AuthOptions) {
  if (Buffer.byteLength(secret) < 32) throw new Error("sign-in needs a secret of at least 32 bytes");
  const { protocol, hostname, origin } = new URL(baseUrl);
  const isSecure = protocol === "https:";
  const cookiePrefix = isSecure ? "__Host-tisser" : "tisser";
  const better = betterAuth({
    appName: "Tisser",
    baseURL: origin,
    secret,
    database: { db: db.withPlugin(momentsAsDates), type: "postgres", schemaName: "auth", transaction: true },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" } },
    session: {
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      freshAge: 0,
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    account: { fields: accountColumns },
    verification: {
      fields: { expiresAt: "expires_at", createdAt: "created_at", updatedAt: "updated_at" },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: "lax", path: "/" },
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      twoFactor({
        issuer: "Tisser",
        twoFactorCookieMaxAge: challengeSeconds,
        // a lock would let a stranger keep somebody out; delays are ours (throttle.ts)
        accountLockout: { enabled: false },
        schema: { user: { fields: { twoFactorEnabled: "two_factor_enabled" } }, twoFactor: twoFactorColumns },
      }),
      passkey({
        rpID: hostname,
        rpName: "Tisser",
        origin,
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        advanced: { webAuthnChallengeCookie: "passkey" },
        schema: { passkey: { fields: passkeyColumns } },
        registration: {
          afterVerification: ({ verification }) =>
            mustBeVerified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: ({ verification }) =>
            mustBeVerified(verification.authenticationInfo.userVerified),
        },
      }),
    ],
  });
  return {
    db,
    better,
    isSecure,
    /** Names of the cookies of sign-in. */
    cookies: {
      session: `${cookiePrefix}.session_token`,
      challenge: `${cookiePrefix}.two_factor`,
      device: `${cookiePrefix}.device`,
      passkey: `${cookiePrefix}.passkey`,
      reset: `${cookiePrefix}.reset`,
    },
    secret,
    /** Keyed digest for a purpose, so that one purpose's digests say nothing of another's. */
    digest: (purpose: string, ...parts: readonly string[]): Buffer =>
      createHmac("sha256", secret)
        .update(JSON.stringify([purpose, ...parts]))
        .digest(),
  };
}

/** A passkey stands for both factors only when its holder was verified by it (finger, face or code). */
async function mustBeVerified(isVerified: boolean | undefined): Promise<void> {
  if (isVerified !== true) throw new APIError("UNAUTHORIZED");
}

const accountColumns = {
  userId: "user_id",
  accountId: "account_id",
  providerId: "provider_id",
  accessToken: "access_token",
  refreshToken: "refresh_token",
  idToken: "id_token",
  accessTokenExpiresAt: "access_token_expires_at",
  refreshTokenExpiresAt: "refresh_token_expires_at",
  createdAt: "created_at",
  updatedAt: "updated_at",
} as const;

const twoFactorColumns = {
  modelName: "two_factor",
  fields: {
    userId: "user_id",
    backupCodes: "backup_codes",
    failedVerificationCount: "failed_verification_count",
    lockedUntil: "locked_until",
  },
} as const;

const passkeyColumns = {
  userId: "user_id",
  publicKey: "public_key",
  credentialID: "credential_id",
  deviceType: "device_type",
  backedUp: "backed_up",
  createdAt: "created_at",
} as const;
