import type { Tx } from "#storage";
import { makeOpenPart, makingOf, partCount } from "./open-dump.ts";
import type { OpenServices } from "./open-names.ts";
import { readFreshParts, readLastChange, readSeenBelow } from "./open-part-store.ts";

/** Parts made between two looks at what another process made meanwhile. */
const partsBetweenLooks = 8;

/** What making ahead needs to know. */
export interface MakingAhead {
  readonly services: OpenServices;
  /** The part to begin with, so that several processes begin at several ends. */
  readonly from: number;
  /** Waits a little between two parts; false when it is time to stop. */
  readonly pause: () => Promise<boolean>;
}

/**
 * Makes the parts of the dump that hold no more, one by one, so that nobody who asks for it waits for them. Answers
 * whether all of them hold now. Nothing is made while a transaction is open that may still change something: what is made then would not hold.
 */
export async function makePartsAhead(db: Tx, { services, from, pause }: MakingAhead): Promise<boolean> {
  while (await isAllSeen(db)) {
    const making = await makingOf(db, services, "gzip");
    const fresh = await readFreshParts(db, making.form);
    const stale = Array.from({ length: partCount }, (_, place) => (from + place) % partCount).filter(
      (prefix) => !fresh.has(prefix),
    );
    if (stale.length === 0) return true;
    for (const prefix of stale.slice(0, partsBetweenLooks)) {
      await makeOpenPart(db, making, prefix);
      if (!(await pause())) return false;
    }
  }
  return false;
}

async function isAllSeen(db: Tx): Promise<boolean> {
  const lastChange = await readLastChange(db);
  return lastChange === null || BigInt(lastChange) < BigInt(await readSeenBelow(db));
}

/** Says what would make parts stale: another answer when something changed. */
export async function changesOfParts(db: Tx, services: OpenServices): Promise<string> {
  const { form } = await makingOf(db, services, "gzip");
  return `${form} ${await readLastChange(db)}`;
}
