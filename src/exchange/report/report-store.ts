import type { Id, Instant, Locale } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import { urgentReasons, type ReportOutcome, type ReportReason } from "./report.ts";

/** A report to keep. */
export interface NewReport {
  readonly id: string;
  readonly offerId: string;
  readonly reason: ReportReason;
  readonly words: string | null;
  readonly contact: string | null;
  readonly locale: Locale;
  readonly at: Instant;
}

/** Keeps a report. */
export async function insertReport(db: Tx, report: NewReport): Promise<void> {
  const { id, offerId, reason, words, contact, locale, at } = report;
  await sql`
    insert into entry_report (id, offer_id, reason, words, contact, locale, reported_at)
    values (${id}::uuid, ${offerId}::uuid, ${reason}, ${words}, ${contact}, ${locale}, ${at}::timestamptz)`.execute(
    db,
  );
}

/** How many reports wait, about one entry and in all. */
export async function countWaiting(
  db: Tx,
  offerId: string,
): Promise<{ readonly ofOffer: number; readonly all: number }> {
  const { rows } = await sql<{ ofOffer: number; all: number }>`
    select count(*) filter (where offer_id = ${offerId}::uuid)::int as "ofOffer", count(*)::int as "all"
    from entry_report where outcome is null`.execute(db);
  return rows[0] ?? { ofOffer: 0, all: 0 };
}

/** A report that waits, with the entry that it is about. */
export interface WaitingReport {
  readonly id: string;
  readonly offer_id: Id<"offer">;
  readonly service_name: string;
  readonly location_name: string | null;
  readonly city: string;
  readonly source_name: string;
  readonly reason: ReportReason;
  readonly words: string | null;
  readonly contact: string | null;
  readonly locale: Locale;
  readonly reported_at: Instant;
}

/** Reports that wait: urgent ones first, then the oldest. */
export async function readReports(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly reports: readonly WaitingReport[] }> {
  const { rows } = await sql<WaitingReport & { total: number }>`
    select r.id, r.offer_id, s.name as service_name, l.name as location_name, l.city, source.name as source_name,
      r.reason, r.words, r.contact, r.locale, r.reported_at, count(*) over ()::int as total
    from entry_report r join service_at_location sal on sal.id = r.offer_id join service s on s.id = sal.service_id
    join location l on l.id = sal.location_id join source on source.id = sal.source
    where r.outcome is null
    order by not (r.reason = any (${urgentReasons}::text[])), r.reported_at, r.id
    offset ${part.offset} limit ${part.limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, reports: rows };
}

/** Says what became of a report that waits, and erases its words and contact; false when none waits under this id. */
export async function closeReport(
  db: Tx,
  id: string,
  made: { readonly outcome: ReportOutcome; readonly at: Instant },
): Promise<boolean> {
  const { rows } = await sql`
    update entry_report set outcome = ${made.outcome}, decided_at = ${made.at}::timestamptz, words = null, contact = null
    where id = ${id}::uuid and outcome is null returning id`.execute(db);
  return rows.length > 0;
}

/** Erases the ways to answer of reports made before an instant; what is wrong in the entries waits on. */
export async function forgetReportContacts(db: Tx, before: Instant): Promise<void> {
  await sql`
    update entry_report set contact = null where contact is not null and reported_at < ${before}::timestamptz`.execute(
    db,
  );
}
