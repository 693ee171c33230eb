import { frequencyCodes, type AlterRole, type Circle, type Frequency } from "./alter-codes.ts";
import type { Alter, Network } from "./network.ts";

/** Somebody as the instrument `ego-network` asks of them; null is "not answered". */
export interface EgoNetworkAlter {
  /** 1 inner, 2 middle, 3 outer. */
  readonly circle: 1 | 2 | 3 | null;
  /** A role of the instrument; our `acquaintance`, which it does not know, is null. */
  readonly role: Exclude<AlterRole, "acquaintance"> | null;
  /** The more frequent of in person and from afar: 1 daily, 2 weekly, 3 monthly, 4 less or never. */
  readonly contact: 1 | 2 | 3 | 4 | null;
  readonly confidant: boolean | null;
  readonly help: boolean | null;
}

const numbers: Readonly<Record<Circle, EgoNetworkAlter["circle"]>> = {
  inner: 1,
  middle: 2,
  outer: 3,
  around: null,
};
const contacts: Readonly<Record<Frequency, EgoNetworkAlter["contact"]>> = {
  daily: 1,
  weekly: 2,
  monthly: 3,
  less: 4,
  never: 4,
};

/**
 * The answer to the instrument `ego-network` that a map holds: everybody but those around the circles, for the
 * instrument asks only for people "close enough and important enough to be placed".
 */
export function toEgoNetworkAnswer({ alters }: Network): { readonly alters: readonly EgoNetworkAlter[] } {
  return { alters: alters.filter(({ circle }) => circle !== "around").map(toEgoNetworkAlter) };
}

function toEgoNetworkAlter({ circle, role, inPerson, remote, confidant, help }: Alter): EgoNetworkAlter {
  const best = frequencyCodes.find((code) => code === inPerson || code === remote);
  return {
    circle: circle === null ? null : numbers[circle],
    role: role === "acquaintance" ? null : role,
    contact: best === undefined ? null : contacts[best],
    confidant,
    help,
  };
}
