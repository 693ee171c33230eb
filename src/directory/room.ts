import { daysBetween, localDateAt, type Instant, type LocalDate } from "#base";
import type { CapacityStatus } from "./match/codes.ts";
import { defaultWeights } from "./match/weights.ts";

/** Whether there is room, as it was told, and on which day. */
export interface ToldRoom {
  readonly status: CapacityStatus;
  /** Waiting time, or how to get a place, in words. */
  readonly note: string | null;
  /** Null when nothing is told, or nobody says when it was. */
  readonly toldOn: LocalDate | null;
}

/**
 * What is known of the room at a moment: what was told longer ago than some days (docs/matching.md, `roomDays`) is known no more,
 * and one has to ask. What has no day is taken as it is.
 */
export function roomKnown<Room extends Pick<ToldRoom, "status" | "toldOn">>(
  room: Room,
  now: Instant,
  days: number = defaultWeights.roomDays,
): CapacityStatus {
  return isRoomOld(room.toldOn, now, days) ? "ask" : room.status;
}

/** Whether what was told of the room on a day is known no more. */
export function isRoomOld(
  toldOn: LocalDate | null,
  now: Instant,
  days: number = defaultWeights.roomDays,
): boolean {
  return toldOn !== null && daysBetween(toldOn, localDateAt(now, "Europe/Paris")) > days;
}
