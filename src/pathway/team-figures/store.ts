import type { ControllerId, Instant, PersonId } from "#base";
import type { Tx } from "#storage";
import type { ReferralEventTable, ReferralTable } from "../referral/store.ts";
import type { PersonRow, PersonTable } from "../store.ts";

const tables = (db: Tx) =>
  db.withTables<{ person: PersonTable; referral: ReferralTable; referral_event: ReferralEventTable }>();

/** Most files of a year that are looked at. */
export const filesAtMost = 2000;

/** What a person said of the use of their file for statistics. */
export type StatisticsUse = PersonRow["statistics_use"];

/** Files opened by an organisation in a stretch of time, the end excluded, of persons who said one of `uses` of statistics. */
export async function filesOpened(
  db: Tx,
  controllerId: ControllerId,
  {
    from,
    until,
    uses,
  }: { readonly from: Instant; readonly until: Instant; readonly uses: readonly StatisticsUse[] },
): Promise<readonly PersonRow[]> {
  return tables(db)
    .selectFrom("person")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("opened_at", ">=", from)
    .where("opened_at", "<", until)
    .where("statistics_use", "in", [...uses])
    .where("merged_into", "is", null)
    .orderBy("opened_at")
    .orderBy("id")
    .limit(filesAtMost)
    .execute();
}

/** Referrals of persons that were not entered by mistake, in the order in which they were made. */
export async function referralsOfMany(db: Tx, personIds: readonly PersonId[]) {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("referral")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .where("status", "<>", "error")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
}

/** When each referral of persons first came to each state. */
export async function firstArrivals(db: Tx, personIds: readonly PersonId[]) {
  if (personIds.length === 0) return [];
  return tables(db)
    .selectFrom("referral_event as e")
    .innerJoin("referral as r", (join) =>
      join
        .onRef("r.tenant_id", "=", "e.tenant_id")
        .onRef("r.controller_id", "=", "e.controller_id")
        .onRef("r.id", "=", "e.referral_id"),
    )
    .select(({ fn }) => ["e.referral_id", "e.to_status", fn.min("e.at").as("at")])
    .where("r.person_id", "in", [...personIds])
    .groupBy(["e.tenant_id", "e.controller_id", "e.referral_id", "e.to_status"])
    .execute();
}

/** Referrals under way of an organisation. */
export async function referralsUnderWay(db: Tx, controllerId: ControllerId) {
  return tables(db)
    .selectFrom("referral")
    .selectAll()
    .where("controller_id", "=", controllerId)
    .where("loop", "=", "open")
    .where("status", "in", ["sent", "needs_info", "accepted", "waitlisted", "contacted", "started", "paused"])
    .orderBy("created_at")
    .orderBy("id")
    .limit(filesAtMost)
    .execute();
}
