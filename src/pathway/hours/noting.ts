import { localDateAt, type ControllerId, type Id, type Instant } from "#base";
import type { Tx } from "#storage";
import { timeZone } from "../services.ts";
import { hoursErrors } from "./errors.ts";
import { obstacleTo, type LedgerRows, type WantedMinutes } from "./ledger.ts";
import { providersOf } from "./store.ts";

/** @throws pathway.hoursInFuture, pathway.hoursRightNeeded, pathway.hoursNotApplied, pathway.hoursMonthFull */
export function checkRoom(rows: LedgerRows, wanted: WantedMinutes, now: Instant): void {
  const obstacle = obstacleTo(rows, wanted, localDateAt(now, timeZone));
  if (obstacle === null) return;
  const dayIssue = { issues: [{ path: "day", code: "invalid" }] };
  switch (obstacle.code) {
    case "dateInFuture":
      throw hoursErrors.hoursInFuture({}, dayIssue);
    case "noRight":
      throw hoursErrors.hoursRightNeeded({}, dayIssue);
    case "notApplied":
      throw hoursErrors.hoursNotApplied({});
    default:
      throw hoursErrors.hoursMonthFull(
        { room: obstacle.room },
        { issues: [{ path: "minutes", code: "invalid" }] },
      );
  }
}

/** @throws pathway.hoursProviderNotFound */
export async function checkProvider(
  db: Tx,
  controllerId: ControllerId,
  id: Id<"hoursProvider">,
): Promise<void> {
  if ((await providersOf(db, controllerId)).some((row) => row.id === id)) return;
  throw hoursErrors.hoursProviderNotFound({}, { issues: [{ path: "providerId", code: "invalid" }] });
}
