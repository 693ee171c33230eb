import type { Id, Instant, Locale, LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql, type RawBuilder } from "kysely";
import type { LinkKind } from "./keeper-link.ts";

/** The address that an entry publishes, in small letters. */
const published: RawBuilder<string> = sql`lower(coalesce(s.email, o.email))`;
const opened = sql`
  service_at_location sal join service s on s.id = sal.service_id join location l on l.id = sal.location_id
  join organization o on o.id = s.organization_id`;

/** Entries of a link at most. */
export const mostOffers = 100;

/** Ids of the open offers that publish an address, or of the one meant if it does. */
export async function findOffersOf(
  db: Tx,
  address: string,
  offerId: string | null,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select sal.id from ${opened}
    where sal.closed_on is null and lower(${address}) in (lower(s.email), lower(o.email))
      and (${offerId}::uuid is null or sal.id = ${offerId}::uuid)
    order by sal.id limit ${mostOffers}`.execute(db);
  return rows.map(({ id }) => id);
}

/** A link to keep. */
export interface NewLink {
  readonly id: string;
  readonly digest: Buffer;
  readonly kind: LinkKind;
  readonly locale: Locale;
  readonly sendTo: string;
  readonly addressDigest: Buffer;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly offerIds: readonly string[];
}

/** Keeps a link with its entries, to be sent. */
export async function insertLink(db: Tx, link: NewLink): Promise<void> {
  await sql`
    insert into upkeep_link (id, digest, kind, locale, send_to, address_digest, made_at, expires_at)
    values (${link.id}::uuid, ${link.digest}, ${link.kind}, ${link.locale}, ${link.sendTo}, ${link.addressDigest},
      ${link.madeAt}::timestamptz, ${link.expiresAt}::timestamptz)`.execute(db);
  await sql`
    insert into upkeep_link_offer (link_id, offer_id)
    select ${link.id}::uuid, unnest(${link.offerIds}::uuid[])`.execute(db);
}

/** How many codes and links were asked for an address since an instant. */
export async function countCodes(db: Tx, digest: Buffer, since: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from upkeep_link
    where kind in ('code', 'proposal') and address_digest = ${digest} and made_at > ${since}::timestamptz`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** A link as it was found. */
export interface FoundLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly expires_at: Instant;
}

/** A link by its digest, locked; null when there is none. */
export async function findLink(db: Tx, digest: Buffer): Promise<FoundLink | null> {
  const { rows } = await sql<FoundLink>`
    select id, kind, expires_at from upkeep_link where digest = ${digest} for update`.execute(db);
  return rows[0] ?? null;
}

/** Whether an offer is there and open. */
export async function isOfferOpen(db: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from service_at_location where id = ${id}::uuid and closed_on is null`.execute(db);
  return rows.length > 0;
}

/** What a link can answer about an entry. */
export type KeptAnswer = "confirmed" | "corrected" | "closed" | "paused";

/** An entry of a link. */
export interface KeptRow {
  readonly offer_id: Id<"offer">;
  readonly service_name: string;
  readonly location_name: string | null;
  readonly city: string;
  readonly confirmed_on: LocalDate | null;
  readonly is_open: boolean;
  readonly paused_until: LocalDate | null;
  readonly answer: KeptAnswer | null;
  readonly months: number | null;
  readonly reports: number;
}

/** The entries of a link, or one of them. */
export async function readKept(
  db: Tx,
  linkId: string,
  today: LocalDate,
  offerId: string | null,
): Promise<readonly KeptRow[]> {
  const { rows } = await sql<KeptRow>`
    select k.offer_id, s.name as service_name, l.name as location_name, l.city,
      greatest(sal.confirmed_on, sal.upheld_on)::text as confirmed_on, sal.closed_on is null as is_open,
      (select until_on::text from entry_pause p where p.offer_id = sal.id and p.until_on >= ${today}::date) as paused_until,
      k.answer, (select months from upkeep_reminder r where r.offer_id = sal.id) as months,
      (select count(*)::int from entry_report r where r.offer_id = sal.id and r.outcome is null) as reports
    from upkeep_link_offer k join ${opened} on sal.id = k.offer_id
    where k.link_id = ${linkId}::uuid and (${offerId}::uuid is null or k.offer_id = ${offerId}::uuid)
    order by s.name, k.offer_id`.execute(db);
  return rows;
}

/** Notes what was answered about an entry. */
export async function keepAnswer(
  db: Tx,
  of: { readonly linkId: string; readonly offerId: string },
  answer: KeptAnswer,
  at: Instant,
): Promise<void> {
  await sql`
    update upkeep_link_offer set answer = ${answer}, answered_at = ${at}::timestamptz
    where link_id = ${of.linkId}::uuid and offer_id = ${of.offerId}::uuid`.execute(db);
}

/** Notes when an organisation wants to be asked again. */
export async function keepReminder(
  db: Tx,
  offerId: string,
  months: number,
  dueOn: LocalDate | null,
): Promise<void> {
  await sql`
    insert into upkeep_reminder (offer_id, months, due_on) values (${offerId}::uuid, ${months}, ${dueOn}::date)
    on conflict (offer_id) do update set months = excluded.months, due_on = excluded.due_on`.execute(db);
}

/** Open entries to ask about, by the address that they publish. */
export interface ToAsk {
  readonly address: string;
  readonly offer_ids: readonly string[];
}

/** Which entries a campaign asks about. */
export interface CampaignFilter {
  /** Confirmed before this day, or never. */
  readonly before: LocalDate;
  readonly departement: string | null;
  /** Asked before this day, or never. */
  readonly askedBefore: LocalDate;
  readonly limit: number;
}

/** Addresses with open entries that nobody confirmed for long, that did not ask to be left alone and were not asked lately. */
export async function readToAsk(db: Tx, filter: CampaignFilter): Promise<readonly ToAsk[]> {
  const { rows } = await sql<ToAsk>`
    select ${published} as address, (array_agg(sal.id::text order by sal.id))[1:${sql.lit(mostOffers)}] as offer_ids
    from ${opened} left join upkeep_reminder r on r.offer_id = sal.id
    where sal.closed_on is null and ${published} like '%_@_%'
      and coalesce(greatest(sal.confirmed_on, sal.upheld_on), '1900-01-01') < ${filter.before}::date
      and r.months is distinct from 0 and coalesce(r.asked_on, '1900-01-01') < ${filter.askedBefore}::date
      and (${filter.departement}::text is null or l.code_insee like ${`${filter.departement ?? ""}%`})
    group by 1 order by min(coalesce(greatest(sal.confirmed_on, sal.upheld_on), '1900-01-01')), 1
    limit ${filter.limit}`.execute(db);
  return rows;
}

/** Addresses with open entries whose reminder is due. */
export async function readDueReminders(db: Tx, today: LocalDate, limit: number): Promise<readonly ToAsk[]> {
  const { rows } = await sql<ToAsk>`
    select ${published} as address, (array_agg(sal.id::text order by sal.id))[1:${sql.lit(mostOffers)}] as offer_ids
    from ${opened} join upkeep_reminder r on r.offer_id = sal.id
    where sal.closed_on is null and ${published} like '%_@_%' and r.due_on <= ${today}::date
    group by 1 order by 1 limit ${limit}`.execute(db);
  return rows;
}

/** Notes that entries were asked about; a reminder is due again after its months. */
export async function keepAsked(db: Tx, offerIds: readonly string[], today: LocalDate): Promise<void> {
  await sql`
    insert into upkeep_reminder (offer_id, asked_on) select unnest(${offerIds}::uuid[]), ${today}::date
    on conflict (offer_id) do update set asked_on = excluded.asked_on,
      due_on = case when upkeep_reminder.months > 0
        then (excluded.asked_on + make_interval(months => upkeep_reminder.months))::date end`.execute(db);
}

/** A link to send. */
export interface LinkToSend {
  readonly id: string;
  readonly kind: LinkKind;
  readonly locale: Locale;
  readonly send_to: string;
}

/** Times that sending a link is tried. */
const mostAttempts = 5;

/** The next links to send, each counted as tried; nobody else takes them meanwhile. */
export async function claimLinks(db: Tx, now: Instant): Promise<readonly LinkToSend[]> {
  const { rows } = await sql<LinkToSend>`
    update upkeep_link set attempts = attempts + 1 where id in (
      select id from upkeep_link where send_to is not null and attempts < ${mostAttempts} and expires_at > ${now}::timestamptz
      order by made_at, id limit 20 for update skip locked)
    returning id, kind, locale, send_to`.execute(db);
  return rows;
}

/** Notes that a link was sent; its address is forgotten. */
export async function keepSent(db: Tx, id: string, at: Instant): Promise<void> {
  await sql`
    update upkeep_link set sent_at = ${at}::timestamptz, send_to = null where id = ${id}::uuid`.execute(db);
}

/** Forgets the links that serve no more. */
export async function forgetLinks(db: Tx, now: Instant): Promise<void> {
  await sql`delete from upkeep_link where expires_at < ${now}::timestamptz`.execute(db);
}
