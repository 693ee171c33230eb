import { createOTP } from "@better-auth/utils/otp";

/** The six digits that an authenticator shows now for a secret in base32 (RFC 6238: SHA-1, 30 seconds). */
export async function totpNow(secret: string): Promise<string> {
  return createOTP(decodeBase32(secret)).totp();
}

function decodeBase32(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2));
  return Buffer.from(bytes).toString("latin1");
}
