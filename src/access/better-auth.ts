import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { AuthOptions } from "./auth-options.ts";
import { momentsAsDates } from "./sign-in/dates.ts";
import { challengeSeconds, sessionSeconds } from "./sign-in/durations.ts";
import { hashPassword, passwordLength, verifyPassword } from "./sign-in/password.ts";

/** better-auth as we set it. */
export type BetterAuth = ReturnType<typeof makeBetterAuth>;

/**
 * Makes better-auth, which keeps accounts, sessions and factors and checks them; its routes are not mounted: our actions call
 * its `api`. Its sign-up, e-mail links, social sign-in, account lock and rate limit are off.
 */
export function makeBetterAuth({
  db,
  secret,
  baseUrl,
  newId,
  cookiePrefix,
}: AuthOptions & { readonly cookiePrefix: string }) {
  const { protocol, hostname, origin } = new URL(baseUrl);
  const isSecure = protocol === "https:";
  return betterAuth({
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
