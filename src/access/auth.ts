import { createHmac } from "node:crypto";
import type { AuthOptions } from "./auth-options.ts";
import type { BetterAuth } from "./better-auth.ts";

/** Sign-in: better-auth on schema `auth`, and what our own checks need beside it. */
export type Auth = ReturnType<typeof createAuth>;

/**
 * Makes sign-in. better-auth is loaded when somebody first signs in or changes how: most commands of the terminal never do.
 * @throws Error when the secret is shorter than 32 bytes.
 */
export function createAuth(options: AuthOptions) {
  const { db, secret, baseUrl } = options;
  if (Buffer.byteLength(secret) < 32) throw new Error("sign-in needs a secret of at least 32 bytes");
  const isSecure = new URL(baseUrl).protocol === "https:";
  const cookiePrefix = isSecure ? "__Host-tisser" : "tisser";
  let better: Promise<BetterAuth> | null = null;
  return {
    db,
    /** better-auth, whose `api` our actions call. */
    better: (): Promise<BetterAuth> =>
      (better ??= import("./better-auth.ts").then(({ makeBetterAuth }) =>
        makeBetterAuth({ ...options, cookiePrefix }),
      )),
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
