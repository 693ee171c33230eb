import { baseErrors, localDateAt, type Id, type Instant, type LocalDate, type PersonId } from "#base";
import type { Tx } from "#storage";
import { timeZone } from "../services.ts";
import { daysLater } from "../timer/delays.ts";
import { clearTimers, setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { volunteerErrors } from "../volunteer/errors.ts";
import { deleteNumbers } from "./number-store.ts";
import {
  changeEngagement,
  insertMeeting,
  lockEngagement,
  meetingsOf,
  partiesOf,
  putParty,
  type EngagementRow,
  type MeetingRow,
  type PartyRow,
} from "./store.ts";

/** So many rhythms without a meeting are told to the team. */
const missedRhythms = 2;

/** An engagement of a person, locked. @throws pathway.engagementNotFound alike for unknown and foreign ones */
export async function engagementOf(
  db: Tx,
  { personId, engagementId }: { readonly personId: PersonId; readonly engagementId: Id<"engagement"> },
): Promise<EngagementRow> {
  const row = await lockEngagement(db, engagementId);
  if (row === null || row.person_id !== personId) throw volunteerErrors.engagementNotFound({});
  return row;
}

/** Changes an engagement whose row is locked, and sets its timer anew from this act. @throws base.versionStale */
export async function writeEngagement(
  db: Tx,
  row: EngagementRow,
  { changes, now }: { readonly changes: Parameters<typeof changeEngagement>[2]; readonly now: Instant },
): Promise<EngagementRow> {
  if (!(await changeEngagement(db, row, changes))) throw baseErrors.versionStale({});
  const after = { ...row, ...changes, version: row.version + 1 };
  const { tenant_id, controller_id, id } = row;
  const timer = { tenant_id, controller_id, id };
  await clearTimers(db, timer, ["engagement-missed"]);
  if (after.status === "running")
    await setTimer(
      db,
      { ...timer, kind: "engagement-missed" },
      daysLater(now, missedRhythms * row.rhythm_days),
    );
  return after;
}

/** No meeting for twice the rhythm: it waits for whoever accompanies. */
export const engagementMissed: TimerEffect = async (db, timer, { now }) => {
  const row = await lockEngagement(db, timer.id as Id<"engagement">);
  if (row?.status !== "running" || row.missed_since !== null) return;
  await changeEngagement(db, row, { missed_since: now });
};

/** Ends an engagement: whoever took part reads nothing of it any more. */
export async function endEngagement(
  db: Tx,
  row: EngagementRow,
  { reason, now }: { readonly reason: NonNullable<EngagementRow["end_reason"]>; readonly now: Instant },
): Promise<EngagementRow> {
  for (const party of await partiesOf(db, { engagementIds: [row.id] }))
    if (party.status === "proposed" || party.status === "accepted")
      await putParty(db, { ...party, status: "withdrawn", answered_at: now });
  await deleteNumbers(db, { engagement_id: row.id });
  const changes = { status: "ended", ended_at: now, end_reason: reason, missed_since: null } as const;
  return writeEngagement(db, row, { changes, now });
}

/** A meeting to note. */
export interface NewMeeting {
  readonly id: Id<"meeting">;
  readonly day: LocalDate;
  readonly outcome: MeetingRow["outcome"];
  readonly minutes: number | null;
  readonly volunteerId: Id<"volunteer"> | null;
  readonly by: string | null;
}

/**
 * Notes a meeting of an engagement whose row is locked, so that two who note at once never pass the cap of the month.
 * @throws pathway.engagementOver, pathway.meetingInFuture, pathway.meetingMinutesNeeded, pathway.meetingCapReached, pathway.meetingExists
 */
export async function noteMeetingOf(
  db: Tx,
  row: EngagementRow,
  { meeting, now }: { readonly meeting: NewMeeting; readonly now: Instant },
): Promise<EngagementRow> {
  if (row.status === "ended" || row.status === "seeking") throw volunteerErrors.engagementOver({});
  if (meeting.day > localDateAt(now, timeZone))
    throw volunteerErrors.meetingInFuture({}, { issues: [{ path: "day", code: "invalid" }] });
  const isMet = meeting.outcome === "met";
  if (isMet && meeting.minutes === null)
    throw volunteerErrors.meetingMinutesNeeded({}, { issues: [{ path: "minutes", code: "required" }] });
  if (isMet && row.monthly_cap !== null) {
    const known = await meetingsOf(db, [row.id]);
    const month = meeting.day.slice(0, 7);
    const met = known.filter(
      (one) => one.outcome === "met" && one.on_day.startsWith(month) && one.id !== meeting.id,
    );
    if (met.length >= row.monthly_cap) throw volunteerErrors.meetingCapReached({ cap: row.monthly_cap });
  }
  const isNew = await insertMeeting(db, {
    tenant_id: row.tenant_id,
    controller_id: row.controller_id,
    id: meeting.id,
    engagement_id: row.id,
    volunteer_id: meeting.volunteerId,
    on_day: meeting.day,
    outcome: meeting.outcome,
    minutes: isMet ? meeting.minutes : null,
    noted_at: now,
    noted_by: meeting.by,
  });
  if (!isNew) throw volunteerErrors.meetingExists({});
  const last = row.last_met_on !== null && row.last_met_on > meeting.day ? row.last_met_on : meeting.day;
  if (!isMet) return row;
  return writeEngagement(db, row, { changes: { last_met_on: last, missed_since: null }, now });
}

/** The part of a volunteer in an engagement; null when there is none. */
export async function partyIn(
  db: Tx,
  engagementId: Id<"engagement">,
  volunteerId: Id<"volunteer">,
): Promise<PartyRow | null> {
  const parties = await partiesOf(db, { engagementIds: [engagementId] });
  return parties.find((party) => party.volunteer_id === volunteerId) ?? null;
}
