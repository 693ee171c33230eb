import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { RunningServer } from "./server.ts";

/** A user as `seed` prints it. */
export interface SeededUser {
  readonly slug: string;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
}

/** A territory as `seed` prints it. */
export interface SeededTerritory {
  readonly slug: string;
  readonly id: string;
  readonly organisations: readonly { readonly slug: string; readonly id: string }[];
  readonly users: readonly SeededUser[];
  readonly persons: readonly { readonly slug: string; readonly id: string; readonly organisation: string }[];
}

/** The territories of the world that a server was seeded with. @throws Error when there is none. */
export function territoriesOf(server: RunningServer): readonly SeededTerritory[] {
  const { territories } = server.seeded as { readonly territories: readonly SeededTerritory[] };
  return territories;
}

/** One user of one territory. @throws Error when the world has no such user. */
export function userOf(server: RunningServer, territory: string, slug: string): SeededUser {
  const found = territoriesOf(server)
    .find((one) => one.slug === territory)
    ?.users.find((user) => user.slug === slug);
  if (!found) throw new Error(`no user ${slug} in ${territory}`);
  return found;
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an authenticator shows at a time (RFC 6238: SHA-1, 6 digits, 30 seconds). */
export function totpCode(secret: string, milliseconds: number): string {
  const bits = Array.from(secret.replaceAll("=", ""))
    .map((letter) => base32.indexOf(letter.toUpperCase()).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

/** Signs a user in by the API with both factors, by the clock that its server has; gives the value of the `Cookie` header. */
export async function signIn(
  server: Pick<RunningServer, "baseUrl">,
  user: SeededUser,
  now: number = Date.now(),
): Promise<string> {
  const { email, password, totpSecret } = user;
  const response = await fetch(`${server.baseUrl}/api/v1/access/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password, code: totpCode(totpSecret, now) }),
  });
  if (!response.ok) throw new Error(`sign-in of ${user.slug}: ${response.status} ${await response.text()}`);
  return cookiesOf(response);
}

/** What a browser would send back: the last value of each cookie, without those that were taken away. */
function cookiesOf(response: Response): string {
  const jar = new Map<string, string>();
  for (const cookie of response.headers.getSetCookie()) {
    const [pair = "", ...attributes] = cookie.split(";");
    const [name = "", ...value] = pair.split("=");
    const isTakenAway = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (isTakenAway) jar.delete(name);
    else jar.set(name, value.join("="));
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

const lastSteps = new Map<string, number>();

/** A code of a user that was not used yet in this test file: waits for one when those around now were. */
export async function freshCode({ totpSecret }: Pick<SeededUser, "totpSecret">): Promise<string> {
  const stepNow = (): number => Math.floor(Date.now() / 30_000);
  // The code before this one is taken only while it will hold for some time yet: what types it may be slow.
  const oldest = Date.now() % 30_000 < 12_000 ? stepNow() - 1 : stepNow();
  const step = Math.max((lastSteps.get(totpSecret) ?? 0) + 1, oldest);
  while (step > stepNow() + 1) await pause(500);
  lastSteps.set(totpSecret, step);
  return totpCode(totpSecret, step * 30_000);
}
