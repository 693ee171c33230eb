import type { ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import type { EngagementPurpose } from "../volunteer/codes.ts";
import type { VisitReportReason } from "./codes.ts";

interface Owned {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
}
interface EngagementTable extends Owned {
  readonly id: Id<"engagement">;
  readonly person_id: PersonId;
  readonly purpose: EngagementPurpose;
  readonly pairing: "stable" | "rotating";
  readonly rhythm_days: number;
  readonly monthly_cap: number | null;
  readonly status: "seeking" | "running" | "paused" | "ended";
  readonly created_at: Instant;
  readonly created_by: string | null;
  readonly started_on: LocalDate | null;
  readonly review_on: LocalDate;
  readonly last_met_on: LocalDate | null;
  readonly missed_since: Instant | null;
  readonly ended_at: Instant | null;
  readonly end_reason:
    | "goal-reached"
    | "person-wishes"
    | "volunteer-leaves"
    | "moved"
    | "hospital"
    | "death"
    | "safety"
    | "other"
    | null;
  readonly version: number;
  readonly content: Uint8Array;
}
interface PartyTable extends Owned {
  readonly engagement_id: Id<"engagement">;
  readonly volunteer_id: Id<"volunteer">;
  readonly status: "proposed" | "accepted" | "declined" | "withdrawn";
  readonly is_stable: boolean;
  readonly proposed_at: Instant;
  readonly proposed_by: string | null;
  readonly answered_at: Instant | null;
}
interface MeetingTable extends Owned {
  readonly id: Id<"meeting">;
  readonly engagement_id: Id<"engagement">;
  readonly volunteer_id: Id<"volunteer"> | null;
  readonly on_day: LocalDate;
  readonly outcome: "met" | "person-absent" | "volunteer-absent" | "put-off";
  readonly minutes: number | null;
  readonly noted_at: Instant;
  readonly noted_by: string | null;
}
interface ReportTable extends Owned {
  readonly id: Id<"visitReport">;
  readonly engagement_id: Id<"engagement">;
  readonly volunteer_id: Id<"volunteer"> | null;
  readonly reason: VisitReportReason;
  readonly reported_at: Instant;
  readonly reviewed_at: Instant | null;
  readonly reviewed_by: string | null;
  readonly finding: "nothing-wrong" | "settled" | "stays-frozen" | "ended" | null;
  readonly content: Uint8Array;
}
interface CardTable {
  readonly digest: Uint8Array;
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly engagement_id: Id<"engagement">;
}

/** A row as read. */
export type EngagementRow = Selectable<EngagementTable>;
/** A row of party, as read. */
export type PartyRow = Selectable<PartyTable>;
/** A row of meeting, as read. */
export type MeetingRow = Selectable<MeetingTable>;
/** A row of report, as read. */
export type ReportRow = Selectable<ReportTable>;

const tables = (db: Tx) =>
  db.withTables<{
    engagement: EngagementTable;
    engagement_party: PartyTable;
    engagement_meeting: MeetingTable;
    visit_report: ReportTable;
    visit_card: CardTable;
  }>();

/** Writes down an engagement with its card. Answers false when there is one of that id. */
export async function insertEngagement(db: Tx, row: EngagementRow, digest: Uint8Array): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("engagement")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  const { tenant_id, controller_id, id } = row;
  await tables(db)
    .insertInto("visit_card")
    .values({ digest: Buffer.from(digest), tenant_id, controller_id, engagement_id: id })
    .execute();
  return true;
}

/** Where a card leads, by its digest; needs no territory. */
export async function findCard(db: Tx, digest: Uint8Array): Promise<Selectable<CardTable> | null> {
  return (
    (await tables(db)
      .selectFrom("visit_card")
      .selectAll()
      .where("digest", "=", Buffer.from(digest))
      .executeTakeFirst()) ?? null
  );
}

/** One engagement, locked until the end of the transaction. */
export async function lockEngagement(db: Tx, id: Id<"engagement">): Promise<EngagementRow | null> {
  return (
    (await tables(db)
      .selectFrom("engagement")
      .selectAll()
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** Changes an engagement that has the version seen. */
export async function changeEngagement(
  db: Tx,
  { id, version }: Pick<EngagementRow, "id" | "version">,
  change: Partial<
    Pick<
      EngagementRow,
      "status" | "started_on" | "review_on" | "last_met_on" | "missed_since" | "ended_at" | "end_reason"
    >
  >,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("engagement")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Engagements of a person, newest first. */
export async function engagementsOf(db: Tx, personId: PersonId): Promise<readonly EngagementRow[]> {
  return tables(db)
    .selectFrom("engagement")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("created_at", "desc")
    .limit(50)
    .execute();
}

/** Engagements by their ids. */
export async function engagementsById(
  db: Tx,
  ids: readonly Id<"engagement">[],
): Promise<readonly EngagementRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("engagement")
    .selectAll()
    .where("id", "in", [...ids])
    .execute();
}

/** Who takes part: of engagements, or of volunteers. */
export async function partiesOf(
  db: Tx,
  of:
    | { readonly engagementIds: readonly Id<"engagement">[] }
    | { readonly volunteerIds: readonly Id<"volunteer">[] },
): Promise<readonly PartyRow[]> {
  const [column, ids] =
    "engagementIds" in of
      ? (["engagement_id", of.engagementIds] as const)
      : (["volunteer_id", of.volunteerIds] as const);
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("engagement_party")
    .selectAll()
    .where(column, "in", [...ids])
    .orderBy("proposed_at")
    .execute();
}

/** Writes what a volunteer is asked or says. Answers false when another one of a stable pair is there. */
export async function putParty(db: Tx, row: PartyRow): Promise<boolean> {
  const { status, proposed_at, proposed_by, answered_at } = row;
  const parties = tables(db);
  const others =
    row.is_stable && (status === "proposed" || status === "accepted")
      ? await parties
          .selectFrom("engagement_party")
          .select("volunteer_id")
          .where("engagement_id", "=", row.engagement_id)
          .where("volunteer_id", "<>", row.volunteer_id)
          .where("status", "in", ["proposed", "accepted"])
          .execute()
      : [];
  if (others.length > 0) return false;
  await parties
    .insertInto("engagement_party")
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "engagement_id", "volunteer_id"])
        .doUpdateSet({ status, proposed_at, proposed_by, answered_at }),
    )
    .execute();
  return true;
}

/** Writes down a meeting. Answers false when there is one of that id. */
export async function insertMeeting(db: Tx, row: MeetingRow): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("engagement_meeting")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** Meetings of engagements, newest first. */
export async function meetingsOf(db: Tx, ids: readonly Id<"engagement">[]): Promise<readonly MeetingRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("engagement_meeting")
    .selectAll()
    .where("engagement_id", "in", [...ids])
    .orderBy("on_day", "desc")
    .orderBy("noted_at", "desc")
    .limit(2000)
    .execute();
}

/** Meetings, parties and reports of an organisation since a day, for what deserves a look. */
export async function visitsSince(
  db: Tx,
  controllerId: ControllerId,
  { day, instant }: { readonly day: LocalDate; readonly instant: Instant },
) {
  const meetings = await tables(db)
    .selectFrom("engagement_meeting as m")
    .innerJoin("engagement as e", (join) =>
      join
        .onRef("e.tenant_id", "=", "m.tenant_id")
        .onRef("e.controller_id", "=", "m.controller_id")
        .onRef("e.id", "=", "m.engagement_id"),
    )
    .select(["m.volunteer_id", "m.engagement_id", "m.on_day", "m.outcome", "m.minutes", "e.monthly_cap"])
    .where("m.controller_id", "=", controllerId)
    .where("m.on_day", ">=", day)
    .orderBy("m.on_day")
    .execute();
  const parties = await tables(db)
    .selectFrom("engagement_party as p")
    .innerJoin("engagement as e", (join) =>
      join
        .onRef("e.tenant_id", "=", "p.tenant_id")
        .onRef("e.controller_id", "=", "p.controller_id")
        .onRef("e.id", "=", "p.engagement_id"),
    )
    .select(["p.volunteer_id", "p.engagement_id"])
    .where("p.controller_id", "=", controllerId)
    .where("p.status", "=", "accepted")
    .where("e.status", "=", "running")
    .execute();
  const reports = await tables(db)
    .selectFrom("visit_report")
    .select(["volunteer_id", "engagement_id"])
    .where("controller_id", "=", controllerId)
    .where("reported_at", ">=", instant)
    .execute();
  return { meetings, parties, reports };
}

/** Engagements of an organisation that wait for the team: a rhythm missed, or the day of the review. */
export async function engagementsWaiting(
  db: Tx,
  controllerId: ControllerId,
  today: LocalDate,
): Promise<readonly EngagementRow[]> {
  return tables(db)
    .selectFrom("engagement")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("status", "<>", "ended")
    .where((where) => where.or([where("missed_since", "is not", null), where("review_on", "<=", today)]))
    .orderBy("review_on")
    .limit(200)
    .execute();
}

/** Writes down a report. */
export async function insertReport(db: Tx, row: ReportRow): Promise<void> {
  await tables(db).insertInto("visit_report").values(row).execute();
}

/** Reports that nobody reviewed, oldest first. */
export async function openReports(db: Tx, controllerId: ControllerId): Promise<readonly ReportRow[]> {
  return tables(db)
    .selectFrom("visit_report")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("reviewed_at", "is", null)
    .orderBy("reported_at")
    .limit(200)
    .execute();
}

/** Reports of engagements. */
export async function reportsOf(db: Tx, ids: readonly Id<"engagement">[]): Promise<readonly ReportRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("visit_report")
    .selectAll()
    .where("engagement_id", "in", [...ids])
    .execute();
}

/** One report, locked. */
export async function lockReport(db: Tx, id: Id<"visitReport">): Promise<ReportRow | null> {
  return (
    (await tables(db)
      .selectFrom("visit_report")
      .selectAll()
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

/** Notes what a review found. */
export async function reviewReport(
  db: Tx,
  id: Id<"visitReport">,
  review: Required<Pick<ReportRow, "reviewed_at" | "reviewed_by" | "finding">>,
): Promise<void> {
  await tables(db).updateTable("visit_report").set(review).where("id", "=", id).execute();
}
