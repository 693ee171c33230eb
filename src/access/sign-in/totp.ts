import { randomInt } from "node:crypto";
import { base32 } from "@better-auth/utils/base32";
import { createOTP } from "@better-auth/utils/otp";
import type { Instant } from "#base";
import type { Auth } from "../auth.ts";

const stepMilliseconds = 30_000;
const secretAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const codeAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** What an authenticator application needs, as a QR code shows it and as one types it. */
export interface TotpSetup {
  readonly uri: string;
  /** Secret in base32 (RFC 4648), groups of four. */
  readonly typedSecret: string;
}

/** A new secret: 32 letters and figures (190 bits); its UTF-8 bytes are the key (RFC 6238). */
export function makeTotpSecret(): string {
  return randomText(secretAlphabet, 32);
}

/** Ten new recovery codes of 10 signs (49 bits each), without signs that look alike. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () => `${randomText(codeAlphabet, 5)}-${randomText(codeAlphabet, 5)}`);
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** A code as kept, from a code as typed: spaces and capitals do not matter. */
export function tidyCode(typed: string): string {
  const signs = typed.toLowerCase().replace(/[\s-]/g, "");
  return /^\d{6}$/.test(signs) ? signs : `${signs.slice(0, 5)}-${signs.slice(5)}`;
}

/** Whether a tidy code is one of an authenticator rather than a recovery code. */
export function isTotpCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

/** The secret as typed into an application by hand. */
export function typedSecretOf(secret: string): string {
  return base32.encode(secret, { padding: false }).replace(/(.{4})(?=.)/g, "$1 ");
}

/** What an application needs to make codes for an account. */
export function setupOf(secret: string, email: string): TotpSetup {
  return {
    uri: createOTP(secret, { digits: 6, period: 30 }).url("Tisser", email),
    typedSecret: typedSecretOf(secret),
  };
}

/** The code of a secret at a moment. */
export function totpAt(secret: string, now: Instant): Promise<string> {
  return createOTP(secret, { digits: 6, period: 30 }).hotp(stepAt(now));
}

function stepAt(now: Instant): number {
  return Math.floor(Date.parse(now) / stepMilliseconds);
}

/** The 30-second step to which a code belongs, among the one now, the one before and the one after; null for none. */
export async function stepOf(secret: string, code: string, now: Instant): Promise<number | null> {
  const otp = createOTP(secret, { digits: 6, period: 30 });
  const step = stepAt(now);
  let found: number | null = null;
  for (const candidate of [step - 1, step, step + 1])
    if ((await otp.hotp(candidate)) === code) found = candidate;
  return found;
}

/** Seals a text as better-auth does, so that it reads what we write. */
export async function seal(auth: Auth, text: string): Promise<string> {
  const { symmetricEncrypt } = await import("better-auth/crypto");
  return symmetricEncrypt({ key: auth.secret, data: text });
}

/** Opens what {@link seal} or better-auth sealed. */
export async function open(auth: Auth, sealed: string): Promise<string> {
  const { symmetricDecrypt } = await import("better-auth/crypto");
  return symmetricDecrypt({ key: auth.secret, data: sealed });
}
