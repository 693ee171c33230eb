import { isIPv6 } from "node:net";
import { baseErrors, millisecondsBetween, type Instant } from "#base";
import type { Auth } from "../auth.ts";
import { isKnownDevice, readDevice, type DeviceHolder } from "./device.ts";
import { giveBackTry, readNextTry, removeOldTries, takeTry, type TryCounter } from "./throttle-store.ts";

/** Who tries what, from where. */
export interface Attempt {
  /** `password` or `second-factor`. */
  readonly kind: "password" | "second-factor";
  /** E-mail address as typed, or account id: what is tried. */
  readonly target: string;
  /** Account behind it; null when there is none, which must not be seen from outside. */
  readonly account: DeviceHolder | null;
  readonly headers: Headers;
  readonly address: string | null;
}

const quarterOfAnHour = 900;

/**
 * The counters of an attempt. A device that is known for the account has one of its own, so that no stranger can delay
 * it; strangers share one for the account (short delays: it must never become a lock), one for account and address, and
 * one for the address. Guessing second factors takes the password first and is slowed down more.
 */
export function countersOf(auth: Auth, attempt: Attempt): readonly TryCounter[] {
  const { kind, target, account } = attempt;
  const device = readDevice(auth, attempt.headers);
  if (device !== null && account !== null && isKnownDevice(auth, device, account)) {
    const key = auth.digest("try", kind, "device", account.id, device.id);
    return [{ key, free: 10, capSeconds: quarterOfAnHour }];
  }
  const address = networkOf(attempt.address);
  const what = target.toLowerCase();
  return [
    { key: auth.digest("try", kind, "both", what, address), free: 3, capSeconds: quarterOfAnHour },
    { key: auth.digest("try", kind, "address", address), free: 10, capSeconds: quarterOfAnHour },
    {
      key: auth.digest("try", kind, "target", what),
      free: 10,
      capSeconds: kind === "password" ? 60 : quarterOfAnHour,
    },
  ];
}

/**
 * Counts a try before it is looked at, so that tries side by side cannot slip through.
 * @throws base.tooManyRequests while a counter asks to wait; nothing is counted then.
 */
export async function beginTry(auth: Auth, counters: readonly TryCounter[], now: Instant): Promise<void> {
  const inOrder = counters.toSorted((a, b) => Buffer.compare(a.key, b.key));
  await auth.db.transaction().execute(async (tx) => {
    for (const counter of inOrder) {
      if (await takeTry(tx, counter, now)) continue;
      const next = await readNextTry(tx, counter.key);
      const seconds = Math.max(1, Math.ceil(millisecondsBetween(now, next ?? now) / 1000));
      throw baseErrors.tooManyRequests({ seconds });
    }
  });
}

/** Takes a try that succeeded out of the counters, and forgets counters of yesterday. */
export async function endTry(auth: Auth, counters: readonly TryCounter[], now: Instant): Promise<void> {
  for (const [position, { key }] of counters.entries()) {
    await giveBackTry(auth.db, key, { isCleared: position === 0, now });
  }
  await removeOldTries(auth.db, now);
}

/** The network that one person can hold: an IPv4 address, or the first 64 bits of an IPv6 one. */
export function networkOf(address: string | null): string {
  if (address === null) return "none";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = (address.split("%")[0] ?? "").toLowerCase().split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => "0");
  const groups = [...first, ...zeros, ...last].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
