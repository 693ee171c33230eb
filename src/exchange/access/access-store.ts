import type { Id, LocalDate } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";
import type { AccessPlace } from "./access-place.ts";
import type { OwnPlace } from "./likeness.ts";
import type { AccessDecision, PlannedLink } from "./plan-links.ts";

/** Codes of the towns in which the directory has an open offer. */
export async function readTownsOfOffers(db: Tx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ code: string }>`
    select distinct l.code_insee as code from location l
    where l.code_insee is not null
      and exists (select from service_at_location sal where sal.location_id = l.id and sal.closed_on is null)`.execute(
    db,
  );
  return new Set(rows.map(({ code }) => code));
}

/** The file that brings places, and its day. */
export interface AccessEdition {
  readonly source: string;
  readonly edition: string;
  readonly today: LocalDate;
}

/** An establishment with the digest of what is told of it. */
export type PlaceToWrite = AccessPlace & { readonly digest: string };

/** Writes establishments; one that is as it was only notes that it is still there. Their ids are all different. */
export async function keepPlaces(
  db: Tx,
  places: readonly PlaceToWrite[],
  { source, edition, today }: AccessEdition,
): Promise<void> {
  const columns = sql.raw(
    "name, siret, street_key, code_insee, latitude, longitude, url, wheelchair, access_features, confirmed_on, digest",
  );
  await sql`
    insert into access_place as p
      (source, id, ${columns}, edition, first_edition, changed_edition, imported_on)
    select ${source}, id, ${columns}, ${edition}, ${edition}, ${edition}, ${today}::date
    from jsonb_populate_recordset(null::access_place, ${JSON.stringify(places)}::jsonb)
    on conflict (source, id) do update set (${columns}, edition, changed_edition, imported_on, gone_on) = (
      select excluded.name, excluded.siret, excluded.street_key, excluded.code_insee, excluded.latitude,
        excluded.longitude, excluded.url, excluded.wheelchair, excluded.access_features, excluded.confirmed_on,
        excluded.digest, excluded.edition,
        case when p.digest = excluded.digest and p.gone_on is null then p.changed_edition else excluded.edition end,
        case when p.digest = excluded.digest and p.gone_on is null then p.imported_on else excluded.imported_on end,
        null::date)`.execute(db);
}

/** What an edition did with the establishments. */
export interface AccessCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Known and not yet gone, that the edition does not hold. */
  readonly missing: number;
}

/** Counts what an edition brought. */
export async function countPlaces(db: Tx, { source, edition }: AccessEdition): Promise<AccessCounts> {
  const { rows } = await sql<AccessCounts>`
    select (count(*) filter (where edition = ${edition} and first_edition = ${edition}))::int as created,
      (count(*) filter (where edition = ${edition} and first_edition <> ${edition} and changed_edition = ${edition}))::int as updated,
      (count(*) filter (where edition = ${edition} and changed_edition <> ${edition}))::int as unchanged,
      (count(*) filter (where edition <> ${edition} and gone_on is null))::int as missing
    from access_place where source = ${source}`.execute(db);
  return rows[0] ?? { created: 0, updated: 0, unchanged: 0, missing: 0 };
}

/** Establishments that an edition no longer holds are gone; places joined to them are told nothing any more. */
export async function markPlacesGone(db: Tx, { source, edition, today }: AccessEdition): Promise<void> {
  await sql`
    update access_place set gone_on = ${today}::date
    where source = ${source} and edition <> ${edition} and gone_on is null`.execute(db);
  await sql`
    update access_link k set is_joined = false from access_place p
    where p.source = k.source and p.id = k.place_id and p.gone_on is not null and k.is_joined`.execute(db);
}

/** Sources that bring establishments, and the towns of these; only towns in which a source of offers has a place, where it is told. */
export async function readTownsToJoin(
  db: Tx,
  offersOf: string | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ source: string; codes: string[] }>`
    select p.source, array_agg(distinct p.code_insee order by p.code_insee) as codes from access_place p
    where ${offersOf}::text is null or p.code_insee in (select code_insee from location where source = ${offersOf})
    group by p.source`.execute(db);
  return new Map(rows.map(({ source, codes }) => [source, codes]));
}

/** What is known on both sides in some towns. */
export interface TownsRead {
  readonly own: readonly OwnPlaceRow[];
  readonly places: readonly AccessPlace[];
  readonly decisions: readonly AccessDecision[];
}

/** A place of ours as stored: its street is not folded yet. */
export type OwnPlaceRow = Omit<OwnPlace, "street_key"> & { readonly address_1: string | null };

/** Places of ours with an open offer, confidential ones left out, and the establishments of the same towns. */
export async function readTowns(db: Tx, source: string, codes: readonly string[]): Promise<TownsRead> {
  const own = await sql<OwnPlaceRow>`
    select l.id, l.code_insee, l.address_1, o.siret,
      array_remove(array_agg(distinct s.name) || l.name || o.name, null) as names,
      case when l.position_precision in ('address', 'street') then l.latitude end as latitude,
      case when l.position_precision in ('address', 'street') then l.longitude end as longitude
    from location l join organization o on o.id = l.organization_id
    join service_at_location sal on sal.location_id = l.id and sal.closed_on is null
    join service s on s.id = sal.service_id
    where l.code_insee = any (${codes}::text[]) and not l.is_confidential
    group by l.id, o.id order by l.id`.execute(db);
  const places = await sql<AccessPlace>`
    select id, name, siret, street_key, code_insee, latitude, longitude, url, wheelchair, access_features,
      confirmed_on::text as confirmed_on
    from access_place where source = ${source} and code_insee = any (${codes}::text[]) and gone_on is null
    order by id`.execute(db);
  const decisions = await sql<AccessDecision>`
    select k.location_id, k.place_id, k.decision from access_link k join location l on l.id = k.location_id
    where k.source = ${source} and k.decision is not null and l.code_insee = any (${codes}::text[])`.execute(
    db,
  );
  return { own: own.rows, places: places.rows, decisions: decisions.rows };
}

/**
 * Keeps the pairs of some towns as they are now: undecided ones that no longer hold go; those that a human joined stay joined
 * while both places are there.
 */
export async function keepLinks(
  db: Tx,
  {
    source,
    codes,
    today,
  }: { readonly source: string; readonly codes: readonly string[]; readonly today: LocalDate },
  links: readonly PlannedLink[],
): Promise<void> {
  const given = sql`jsonb_populate_recordset(null::access_link, ${JSON.stringify(links)}::jsonb)`;
  const inTowns = sql`k.source = ${source} and l.id = k.location_id and l.code_insee = any (${codes}::text[])`;
  await sql`
    delete from access_link k using location l
    where ${inTowns} and k.decision is null
      and not exists (select from ${given} g where g.location_id = k.location_id and g.place_id = k.place_id)`.execute(
    db,
  );
  // One place is joined to one establishment: what is left goes before what comes.
  await sql`
    update access_link k set is_joined = false from location l
    where ${inTowns} and k.is_joined and k.decision is null
      and not exists (select from ${given} g where g.location_id = k.location_id and g.place_id = k.place_id and g.is_joined)`.execute(
    db,
  );
  await sql`
    insert into access_link as k (location_id, source, place_id, score, evidence, distance_metres, proposed_on, is_joined)
    select location_id, ${source}, place_id, score, evidence, distance_metres, ${today}::date, is_joined from ${given} g
    on conflict (location_id, source, place_id) do update set score = excluded.score, evidence = excluded.evidence,
      distance_metres = excluded.distance_metres, is_joined = excluded.is_joined
    where (k.score, k.evidence, k.distance_metres, k.is_joined)
      is distinct from (excluded.score, excluded.evidence, excluded.distance_metres, excluded.is_joined)`.execute(
    db,
  );
}

/** How many pairs of a source are joined, and how many wait for a human. */
export async function countLinks(
  db: Tx,
  source: string,
): Promise<{ readonly joined: number; readonly waiting: number }> {
  const { rows } = await sql<{ joined: number; waiting: number }>`
    select (count(*) filter (where k.is_joined))::int as joined, (count(*) filter (where ${waiting}))::int as waiting
    from access_link k where k.source = ${source}`.execute(db);
  return rows[0] ?? { joined: 0, waiting: 0 };
}

/** A pair waits while nobody decided, and its place is joined to nothing. */
const waiting = sql<boolean>`k.decision is null and not k.is_joined
  and not exists (select from access_link other where other.location_id = k.location_id and other.is_joined)`;

/** A pair as the list shows it. */
export interface ListedLink {
  readonly location_id: Id<"location">;
  readonly source: string;
  readonly place_id: string;
  readonly score: number;
  readonly evidence: readonly string[];
  readonly distance_metres: number | null;
  readonly decision: "same" | null;
  readonly own_name: string;
  readonly own_address: string | null;
  readonly offer_id: Id<"offer"> | null;
  readonly place_name: string;
  readonly place_street: string | null;
  readonly place_url: string | null;
  readonly wheelchair: AccessPlace["wheelchair"];
  readonly access_features: readonly string[];
  readonly city: string;
  readonly source_name: string;
}

/** Pairs that wait for a human, or that are joined; the likeliest first. */
export async function readLinks(
  db: Tx,
  state: "waiting" | "joined",
  part: { readonly offset: number; readonly limit: number },
): Promise<{ readonly total: number; readonly links: readonly ListedLink[] }> {
  const { rows } = await sql<ListedLink & { total: number }>`
    select k.location_id, k.source, k.place_id, k.score, k.evidence, k.distance_metres, k.decision,
      coalesce(l.name, shown.name, o.name) as own_name, l.address_1 as own_address, shown.id as offer_id,
      p.name as place_name, p.street_key as place_street, p.url as place_url, p.wheelchair, p.access_features,
      l.city, source.name as source_name, count(*) over ()::int as total
    from access_link k join location l on l.id = k.location_id join organization o on o.id = l.organization_id
    join access_place p on p.source = k.source and p.id = k.place_id join source on source.id = k.source
    left join lateral (
      select sal.id, s.name from service_at_location sal join service s on s.id = sal.service_id
      where sal.location_id = l.id and sal.closed_on is null order by sal.id limit 1) shown on true
    where not l.is_confidential and p.gone_on is null and ${state === "joined" ? sql`k.is_joined` : waiting}
    order by k.score desc, k.location_id, k.place_id offset ${part.offset} limit ${part.limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, links: rows };
}

/** The names of a pair. */
export interface LinkKey {
  readonly locationId: string;
  readonly source: string;
  readonly placeId: string;
}

/** Writes down what a human said of a pair; one that they chose takes the place of another. Answers whether the pair was known. */
export async function judgeLink(
  db: Tx,
  { locationId, source, placeId }: LinkKey,
  decision: "same" | "different",
  today: LocalDate,
): Promise<boolean> {
  const known = await sql`
    select k.place_id from access_link k join location l on l.id = k.location_id
    join access_place p on p.source = k.source and p.id = k.place_id
    where k.location_id = ${locationId}::uuid and k.source = ${source} and k.place_id = ${placeId}
      and p.gone_on is null and not l.is_confidential for update of k`.execute(db);
  if (known.rows.length === 0) return false;
  if (decision === "same")
    await sql`
      update access_link set is_joined = false, decision = null, decided_on = null
      where location_id = ${locationId}::uuid and (source, place_id) <> (${source}, ${placeId})
        and (is_joined or decision = 'same')`.execute(db);
  await sql`
    update access_link set decision = ${decision}, decided_on = ${today}::date, is_joined = ${decision === "same"}
    where location_id = ${locationId}::uuid and source = ${source} and place_id = ${placeId}`.execute(db);
  return true;
}

/** Forgets to what a place was joined: of a hidden one nothing may tell where it is. */
export async function forgetAccessLinks(db: Tx, locationId: string): Promise<void> {
  await sql`delete from access_link where location_id = ${locationId}::uuid`.execute(db);
}
