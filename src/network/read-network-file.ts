import type { LocalDate } from "#base";
import {
  alterRoleCodes,
  altersAtMost,
  circleCodes,
  frequencyCodes,
  mapsAtMost,
  metThroughCodes,
  rememberedAtMost,
  tiesAtMost,
} from "./alter-codes.ts";
import { isSound } from "./network-soundness.ts";
import type { Alter, Ego, Network, NetworkFile, Remembered, Tie } from "./network.ts";
import { nicknameFault } from "./nickname.ts";

// The same door as `networkFileSchema`, without the weight of the schemas: a page reads a file of the device with it.
// A property test holds the two against each other.

/** Most characters of a file that is read: some ten times what 24 full maps need without their ties. */
export const fileAtMost = 4_000_000;

/** What came of reading a file: its maps from the oldest to the newest, or that it is not one of ours. */
export type FileReading =
  | { readonly status: "read"; readonly maps: readonly Network[] }
  | { readonly status: "unreadable" };

/** Reads the text of a file of maps. Anything that the schema would refuse is `unreadable`; nothing is guessed. */
export function readNetworkFile(text: string): FileReading {
  if (text.length > fileAtMost) return { status: "unreadable" };
  try {
    const file: unknown = JSON.parse(text);
    if (!isNetworkFile(file)) return { status: "unreadable" };
    return { status: "read", maps: [...file.maps].sort((a, b) => (a.takenOn < b.takenOn ? -1 : 1)) };
  } catch {
    // Not JSON at all.
    return { status: "unreadable" };
  }
}

/** The text of a file that holds these maps; what {@link readNetworkFile} reads back. At least one map. */
export function writeNetworkFile(maps: readonly Network[]): string {
  return `${JSON.stringify({ format: "tisser-network", version: 1, maps }, null, 1)}\n`;
}

type Check = (value: unknown) => boolean;

/** Whether a value is an object with exactly these properties, each as its check wants it. */
function has(value: unknown, checks: Readonly<Record<string, Check>>): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const given = new Map<string, unknown>(Object.entries(value));
  return (
    given.size === Object.keys(checks).length &&
    Object.entries(checks).every(([name, check]) => given.has(name) && check(given.get(name)))
  );
}

const oneOf =
  (codes: readonly string[]): Check =>
  (value) =>
    value === null || (typeof value === "string" && codes.includes(value));
const listOf =
  (check: Check, atMost: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= atMost && value.every((item) => check(item));
const is =
  (wanted: unknown): Check =>
  (value) =>
    value === wanted;
const isAnswer: Check = (value) => value === null || typeof value === "boolean";
const isNickname: Check = (value) => typeof value === "string" && nicknameFault(value) === null;
const isAlterId: Check = (value) => typeof value === "string" && /^[0-9a-z-]{8,36}$/.test(value);

/** Whether a value is a day that exists, `YYYY-MM-DD`. */
export function isDay(value: unknown): value is LocalDate {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isAlter(value: unknown): value is Alter {
  return has(value, {
    id: isAlterId,
    name: isNickname,
    circle: oneOf(circleCodes),
    role: oneOf(alterRoleCodes),
    inPerson: oneOf(frequencyCodes),
    remote: oneOf(frequencyCodes),
    confidant: isAnswer,
    help: isAnswer,
    burdensome: isAnswer,
    metThrough: oneOf(metThroughCodes),
    professional: (answer) => isAnswer(answer) && !(answer === false && isRole(value, "professional")),
  });
}

const isRole = (value: unknown, role: string): boolean =>
  typeof value === "object" && value !== null && "role" in value && value.role === role;

const isRemembered = (value: unknown): value is Remembered =>
  has(value, { id: isAlterId, name: isNickname, role: oneOf(alterRoleCodes) });
const isTie = (value: unknown): value is Tie => has(value, { one: isAlterId, other: isAlterId });
const isEgo = (value: unknown): value is Ego =>
  has(value, { label: (label) => label === null || isNickname(label) });

function isNetwork(value: unknown): value is Network {
  return isShapedNetwork(value) && isSound(value);
}

function isShapedNetwork(value: unknown): value is Network {
  return has(value, {
    takenOn: isDay,
    ego: isEgo,
    alters: listOf(isAlter, altersAtMost),
    remembered: listOf(isRemembered, rememberedAtMost),
    ties: (ties) => ties === null || listOf(isTie, tiesAtMost)(ties),
  });
}

function isNetworkFile(value: unknown): value is NetworkFile {
  return has(value, {
    format: is("tisser-network"),
    version: is(1),
    maps: (maps) => listOf(isNetwork, mapsAtMost)(maps) && Array.isArray(maps) && maps.length > 0,
  });
}
