import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** Two offers of two sources that share something. */
export interface LikePair {
  readonly id: string;
  readonly other_id: string;
  readonly has_same_name: boolean;
  /** Whether the names are alike without being the same. */
  readonly has_like_name: boolean;
  readonly has_same_phone: boolean;
  readonly has_same_siret: boolean;
  readonly has_same_address: boolean;
  /** Null when one of them has no position. */
  readonly distance_metres: number | null;
}

/**
 * Open offers of a source that may be the same as one of another source: the same name within 150 m; the same phone or the same
 * SIRET in the same town or within 2 km; the same address under a name that is alike. Short numbers, and numbers or SIRET that
 * more than three offers of a source share, are no evidence. Names are alike from a trigram similarity of 0.45 (pg_trgm).
 */
export async function findLikePairs(db: Tx, source: string): Promise<readonly LikePair[]> {
  const { rows } = await sql<LikePair>`
    with entry as materialized (
      select sal.id, sal.source, sal.name_key, sal.phones, l.latitude, l.longitude, l.code_insee, o.siret,
        case when l.address_1 ~ '[0-9]' then lower(l.address_1) end as address
      from service_at_location sal join location l on l.id = sal.location_id
      join service s on s.id = sal.service_id join organization o on o.id = s.organization_id
      where sal.closed_on is null
    ), phone as (
      select p.phone, e.source, array_agg(e.id) as ids
      from entry e, unnest(e.phones) as p(phone) where length(p.phone) >= 8
      group by p.phone, e.source having count(*) <= 3
    ), legal as (
      select siret, source, array_agg(id) as ids from entry where siret is not null
      group by siret, source having count(*) <= 3
    ), hint as (
      select a.id as mine, b.id as other
      from entry a join entry b on b.name_key = a.name_key
      where a.source = ${source} and b.source <> ${source} and a.name_key <> ''
        and abs(a.latitude - b.latitude) < 0.002
      union
      select mine, other
      from phone a join phone b on b.phone = a.phone, unnest(a.ids) as mine, unnest(b.ids) as other
      where a.source = ${source} and b.source <> ${source}
      union
      select mine, other
      from legal a join legal b on b.siret = a.siret, unnest(a.ids) as mine, unnest(b.ids) as other
      where a.source = ${source} and b.source <> ${source}
      union
      select a.id, b.id
      from entry a join entry b on b.code_insee = a.code_insee and b.address = a.address
      where a.source = ${source} and b.source <> ${source} and similarity(a.name_key, b.name_key) >= 0.45
    ), measured as (
      select least(a.id, b.id) as id, greatest(a.id, b.id) as other_id, a.name_key = b.name_key as is_name,
        a.name_key <> b.name_key and similarity(a.name_key, b.name_key) >= 0.45 as is_like,
        a.phones && b.phones as is_phone, coalesce(a.siret = b.siret, false) as is_siret,
        coalesce(a.code_insee = b.code_insee and a.address = b.address, false) as is_address,
        coalesce(a.code_insee = b.code_insee, false) as same_town,
        round(2 * 6371008.8 * asin(least(1, sqrt(power(sin(radians(b.latitude - a.latitude) / 2), 2)
          + cos(radians(a.latitude)) * cos(radians(b.latitude))
            * power(sin(radians(b.longitude - a.longitude) / 2), 2)))))::int as distance
      from hint join entry a on a.id = hint.mine join entry b on b.id = hint.other
    ), judged as (
      select id, other_id, distance as distance_metres,
        is_name and coalesce(distance <= 150, false) as has_same_name,
        is_like and (is_address or coalesce(distance <= 150, false)) as has_like_name,
        is_phone and (same_town or coalesce(distance <= 2000, false)) as has_same_phone,
        is_siret and (same_town or coalesce(distance <= 2000, false)) as has_same_siret,
        is_address and (is_name or is_like) as has_same_address
      from measured
    )
    select * from judged where has_same_name or has_same_phone or has_same_siret or has_same_address
    order by id, other_id`.execute(db);
  return rows;
}

/** A pair proposed to a human. */
export interface Proposal {
  readonly id: string;
  readonly other_id: string;
  readonly score: number;
  readonly evidence: readonly string[];
  readonly distance_metres: number | null;
}

/** Keeps the proposals that touch a source: new ones come in, undecided ones that no longer hold go. Gives those undecided. */
export async function keepProposals(
  db: Tx,
  source: string,
  proposals: readonly Proposal[],
  today: LocalDate,
): Promise<readonly Proposal[]> {
  const given = sql`jsonb_populate_recordset(null::duplicate_proposal, ${JSON.stringify(proposals)}::jsonb)`;
  await sql`
    delete from duplicate_proposal d using service_at_location a, service_at_location b
    where a.id = d.id and b.id = d.other_id and ${source} in (a.source, b.source) and d.decision is null
      and not exists (select from ${given} p where p.id = d.id and p.other_id = d.other_id)`.execute(db);
  await sql`
    insert into duplicate_proposal (id, other_id, score, evidence, distance_metres, proposed_on)
    select id, other_id, score, evidence, distance_metres, ${today}::date from ${given} p
    on conflict (id, other_id) do update set score = excluded.score, evidence = excluded.evidence,
      distance_metres = excluded.distance_metres where duplicate_proposal.decision is null`.execute(db);
  const { rows } = await sql<Proposal>`
    select d.id, d.other_id, d.score, d.evidence, d.distance_metres from duplicate_proposal d
    join service_at_location a on a.id = d.id join service_at_location b on b.id = d.other_id
    where d.decision is null and ${source} in (a.source, b.source)
    order by d.score desc, d.id, d.other_id`.execute(db);
  return rows;
}

/** A pair as the list shows it. */
export interface ListedPair extends Proposal {
  readonly name: string;
  readonly other_name: string;
  readonly city: string;
  readonly other_city: string;
  readonly source_name: string;
  readonly other_source_name: string;
}

/** Pairs about which nobody decided, the likeliest first. */
export async function readProposals(
  db: Tx,
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly pairs: readonly ListedPair[] }> {
  const { rows } = await sql<ListedPair & { total: number }>`
    select d.id, d.other_id, d.score, d.evidence, d.distance_metres, s.name, t.name as other_name, l.city,
      m.city as other_city, x.name as source_name, y.name as other_source_name, count(*) over ()::int as total
    from duplicate_proposal d
    join service_at_location a on a.id = d.id join service s on s.id = a.service_id
    join location l on l.id = a.location_id join source x on x.id = a.source
    join service_at_location b on b.id = d.other_id join service t on t.id = b.service_id
    join location m on m.id = b.location_id join source y on y.id = b.source
    where d.decision is null and a.closed_on is null and b.closed_on is null
    order by d.score desc, d.id, d.other_id offset ${part.offset} limit ${part.limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, pairs: rows };
}

/** A pair about which nobody decided; null when there is none. */
export async function readProposal(db: Tx, id: string, otherId: string): Promise<Proposal | null> {
  const { rows } = await sql<Proposal>`
    select id, other_id, score, evidence, distance_metres from duplicate_proposal
    where id = ${id}::uuid and other_id = ${otherId}::uuid and decision is null`.execute(db);
  return rows[0] ?? null;
}

/** Writes down what a human said of a pair; null takes it back. Answers whether the pair was known. */
export async function judgePair(
  db: Tx,
  pair: readonly [string, string],
  decision: "same" | "different" | null,
  today: LocalDate,
): Promise<boolean> {
  const { rows } = await sql`
    update duplicate_proposal set decision = ${decision},
      decided_on = case when ${decision}::text is null then null else ${today}::date end
    where id = least(${pair[0]}::uuid, ${pair[1]}::uuid) and other_id = greatest(${pair[0]}::uuid, ${pair[1]}::uuid)
    returning id`.execute(db);
  return rows.length > 0;
}
