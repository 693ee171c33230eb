import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Auth } from "../auth.ts";
import { readCookie, setCookie } from "./cookies.ts";

const maxAccounts = 4;
const daysKept = 180;

/**
 * A device on which an account once passed both factors, as its cookie tells: an id and one keyed digest for each
 * account, nothing kept by us. It opens nothing; it spares its holder the delays that strangers' tries bring about.
 */
export interface Device {
  readonly id: string;
  readonly marks: readonly string[];
}

/** An account as devices know it. */
export interface DeviceHolder {
  readonly id: string;
  /** How often the account was reset: a reset makes strangers of its devices. */
  readonly resetCount: number;
}

/** Reads the device cookie; null when there is none. */
export function readDevice(auth: Auth, headers: Headers): Device | null {
  const [id, ...marks] = (readCookie(headers, auth.cookies.device) ?? "").split(".");
  return id !== undefined && /^[\w-]{22}$/.test(id) ? { id, marks: marks.slice(0, maxAccounts) } : null;
}

/** Whether an account passed both factors on this device. */
export function isKnownDevice(auth: Auth, device: Device, holder: DeviceHolder): boolean {
  const expected = markOf(auth, device, holder);
  return device.marks.some((mark) => {
    const given = Buffer.from(mark, "base64url");
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function markOf(auth: Auth, { id }: Pick<Device, "id">, holder: DeviceHolder): Buffer {
  return auth.digest("device", holder.id, String(holder.resetCount), id);
}

/** The cookie that makes a device known for an account. */
export function rememberDevice(auth: Auth, headers: Headers, holder: DeviceHolder): string {
  const device = readDevice(auth, headers) ?? { id: randomBytes(16).toString("base64url"), marks: [] };
  const mark = markOf(auth, device, holder).toString("base64url");
  const marks = [mark, ...device.marks.filter((other) => other !== mark)].slice(0, maxAccounts);
  return setCookie(auth.cookies.device, [device.id, ...marks].join("."), {
    isSecure: auth.isSecure,
    maxAge: daysKept * 86_400,
  });
}
