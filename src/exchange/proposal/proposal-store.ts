import type { Id } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** An entry of the directory that a proposal may repeat. */
export interface SimilarEntry {
  readonly id: Id<"offer">;
  readonly name: string;
}

/** An open entry in the same town with the same name, or the same first number or e-mail address; null when there is none. */
export async function findSimilar(
  db: Tx,
  about: {
    readonly town: string | null;
    readonly nameKey: string;
    readonly phone: string | null;
    readonly email: string | null;
  },
): Promise<SimilarEntry | null> {
  const { rows } = await sql<SimilarEntry>`
    select sal.id, s.name from service_at_location sal
    join service s on s.id = sal.service_id join location l on l.id = sal.location_id
    join organization o on o.id = s.organization_id
    where sal.closed_on is null and l.code_insee = ${about.town}
      and (sal.name_key = ${about.nameKey} or ${about.phone}::text = any (sal.phones)
        or lower(${about.email}::text) in (lower(s.email), lower(o.email)))
    order by (sal.name_key = ${about.nameKey}) desc, sal.id limit 1`.execute(db);
  return rows[0] ?? null;
}

/** What became of a proposed entry. */
export interface ProposalRow {
  readonly resource: unknown;
  readonly decision: "accepted" | "rejected" | null;
  readonly decision_reason: string | null;
}

/** The proposal of an offer; null when none was sent. */
export async function readProposalRow(db: Tx, offerId: string): Promise<ProposalRow | null> {
  const { rows } = await sql<ProposalRow>`
    select resource, decision, decision_reason from quarantine_row where offer_id = ${offerId}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The digest of the address to which a link was sent; null when there is no such link. */
export async function readAddressDigest(db: Tx, linkId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ address_digest: Buffer }>`
    select address_digest from upkeep_link where id = ${linkId}::uuid`.execute(db);
  return rows[0]?.address_digest ?? null;
}
