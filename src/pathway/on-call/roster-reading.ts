import type { ControllerId } from "#base";
import type { Tx } from "#storage";
import { timeZone } from "../services.ts";
import type { Roster } from "./roster.ts";
import { dutiesOf, dutyOf, findOnCall, territoryTimeZone } from "./store.ts";

/** The roster of an organisation that row security lets through. */
export async function rosterOf(db: Tx, controllerId: ControllerId): Promise<Roster> {
  const settings = await findOnCall(db, controllerId);
  const duties = await dutiesOf(db, controllerId);
  return {
    askingHours: settings?.asking_hours ?? null,
    duties: duties.map(dutyOf),
    timeZone: (await territoryTimeZone(db)) ?? timeZone,
  };
}
