import { sql, type Kysely } from "kysely";
import type { AccountId, ControllerId, Instant, Membership, Role, TenantId } from "#base";
import type { Database, Tx } from "#storage";
import type { OrganisationKind } from "../organisation-kind.ts";

type MemberTables = {
  readonly territory: {
    id: string;
    slug: string;
    name: string;
    country: string;
    time_zone: string;
    is_demonstration: boolean;
    settings: string;
    created_at: string;
  };
  readonly controller: { tenant_id: string; id: string; name: string; kind: string; created_at: string };
  readonly membership: {
    tenant_id: string;
    id: string;
    controller_id: string;
    account_id: string;
    role: string;
    since: string;
    until: string | null;
    granted_by: string | null;
    ended_by: string | null;
  };
};

function on(db: Tx): Kysely<MemberTables> {
  return db.withTables<MemberTables>();
}

/** Memberships of an account in force, in all territories. Needs no transaction and no territory. */
export async function listMembershipsOf(db: Database, accountId: AccountId): Promise<readonly Membership[]> {
  const { rows } = await sql<Membership>`
    select tenant_id as "tenantId", controller_id as "controllerId", role
    from memberships_of(${accountId}::uuid)`.execute(db);
  return rows;
}

/** Works inside a territory for a while: what creates one, or acts before one is chosen. */
export async function inTerritory<Result>(
  db: Tx,
  tenantId: TenantId,
  run: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ before: string | null }>`
    select current_setting('tisser.tenant', true) as before`.execute(db);
  await sql`select set_config('tisser.tenant', ${tenantId}, true)`.execute(db);
  const result = await run();
  await sql`select set_config('tisser.tenant', ${rows[0]?.before ?? ""}, true)`.execute(db);
  return result;
}

/** A territory. */
export interface Territory {
  readonly id: TenantId;
  /** Short name in addresses. */
  readonly slug: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly isDemonstration: boolean;
}

/** Adds a territory. */
export async function insertTerritory(
  db: Tx,
  territory: Territory & { readonly now: Instant },
): Promise<void> {
  await on(db)
    .insertInto("territory")
    .values({
      id: territory.id,
      slug: territory.slug,
      name: territory.name,
      country: territory.country,
      time_zone: territory.timeZone,
      is_demonstration: territory.isDemonstration,
      settings: "{}",
      created_at: territory.now,
    })
    .execute();
}

const territoryColumns = [
  "id",
  "slug",
  "name",
  "country",
  "time_zone as timeZone",
  "is_demonstration as isDemonstration",
] as const;

/** Territories by id, by name. */
export async function readTerritories(db: Tx, ids: readonly TenantId[]): Promise<readonly Territory[]> {
  if (ids.length === 0) return [];
  const rows = await on(db)
    .selectFrom("territory")
    .select(territoryColumns)
    .where("id", "in", ids)
    .orderBy(sql`name collate "fr-x-icu"`)
    .execute();
  return rows as Territory[];
}

/** Ids of all territories, for work that goes through them one by one. */
export async function listTerritoryIds(db: Database): Promise<readonly TenantId[]> {
  const rows = await db
    .withTables<MemberTables>()
    .selectFrom("territory")
    .select("id")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id as TenantId);
}

/** Whether some territory holds demonstration data, which is labelled wherever it shows. */
export async function hasDemonstrationTerritory(db: Database): Promise<boolean> {
  const territories = db.withTables<MemberTables>().selectFrom("territory").select("id");
  return (await territories.where("is_demonstration", "=", true).limit(1).executeTakeFirst()) !== undefined;
}

/** The territory of an organisation: for the operator, who sees every territory. Missing  null when there is none. */
export async function territoryOfOrganisation(admin: Database, id: ControllerId): Promise<TenantId | null> {
  const organisations = admin.withTables<MemberTables>().selectFrom("controller").select("tenant_id");
  const found = await organisations.where("id", "=", id).executeTakeFirst();
  return (found?.tenant_id as TenantId | undefined) ?? null;
}

/** Whether a short name is taken. */
export async function hasTerritorySlug(db: Tx, slug: string): Promise<boolean> {
  const row = await on(db).selectFrom("territory").select("id").where("slug", "=", slug).executeTakeFirst();
  return row !== undefined;
}

/** An organisation of the territory. */
export interface Organisation {
  readonly id: ControllerId;
  readonly name: string;
  readonly kind: OrganisationKind;
}

/** Adds an organisation to the territory in force. */
export async function insertOrganisation(
  db: Tx,
  organisation: Organisation & { readonly tenantId: TenantId; readonly now: Instant },
): Promise<void> {
  await on(db)
    .insertInto("controller")
    .values({
      tenant_id: organisation.tenantId,
      id: organisation.id,
      name: organisation.name,
      kind: organisation.kind,
      created_at: organisation.now,
    })
    .execute();
}

/** Organisations of the territory in force, by name. */
export async function listOrganisationsHere(db: Tx): Promise<readonly Organisation[]> {
  const rows = await on(db)
    .selectFrom("controller")
    .select(["id", "name", "kind"])
    .orderBy(sql`name collate "fr-x-icu"`)
    .limit(1000)
    .execute();
  return rows as Organisation[];
}

/** Name of an organisation of the territory in force; null when there is none of that id here. */
export async function organisationName(db: Tx, id: ControllerId): Promise<string | null> {
  const found = await on(db).selectFrom("controller").select("name").where("id", "=", id).executeTakeFirst();
  return found?.name ?? null;
}

/** Whether an organisation is one of the territory in force. */
export async function hasOrganisation(db: Tx, id: ControllerId): Promise<boolean> {
  const row = await on(db).selectFrom("controller").select("id").where("id", "=", id).executeTakeFirst();
  return row !== undefined;
}

/** A membership as kept. */
export interface StoredMembership {
  readonly id: string;
  readonly controllerId: ControllerId;
  readonly accountId: AccountId;
  readonly role: Role;
  readonly since: Instant;
  readonly until: Instant | null;
}

/** A membership to keep. */
export interface NewMembership {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly controllerId: ControllerId;
  readonly accountId: AccountId;
  readonly role: Role;
  readonly since: Instant;
  readonly grantedBy: AccountId | null;
}

/** Gives a role until further notice; the one in force stays when there is one. Answers the id of the one in force. */
export async function putMembership(db: Tx, membership: NewMembership): Promise<string> {
  const added = await on(db)
    .insertInto("membership")
    .values({
      tenant_id: membership.tenantId,
      id: membership.id,
      controller_id: membership.controllerId,
      account_id: membership.accountId,
      role: membership.role,
      since: membership.since,
      until: null,
      granted_by: membership.grantedBy,
      ended_by: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant_id", "controller_id", "account_id", "role"])
        .where("until", "is", null)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  if (added) return added.id;
  const { id } = await on(db)
    .selectFrom("membership")
    .select("id")
    .where("tenant_id", "=", membership.tenantId)
    .where("controller_id", "=", membership.controllerId)
    .where("account_id", "=", membership.accountId)
    .where("role", "=", membership.role)
    .where("until", "is", null)
    .executeTakeFirstOrThrow();
  return id;
}

const membershipColumns = [
  "id",
  "controller_id as controllerId",
  "account_id as accountId",
  "role",
  "since",
  "until",
] as const;

/** Which memberships of a territory are wanted; what is absent is not asked for. */
export interface MembershipFilter {
  readonly controllerIds?: readonly ControllerId[];
  readonly accountId?: AccountId;
  readonly roles?: readonly Role[];
  readonly id?: string;
}

/** Memberships of a territory in force. */
export async function listMembershipsIn(
  db: Tx,
  { tenantId, ...filter }: MembershipFilter & { readonly tenantId: TenantId },
): Promise<readonly StoredMembership[]> {
  let query = on(db)
    .selectFrom("membership")
    .select(membershipColumns)
    .where("tenant_id", "=", tenantId)
    .where("until", "is", null);
  if (filter.controllerIds) query = query.where("controller_id", "in", nonEmpty(filter.controllerIds));
  if (filter.accountId) query = query.where("account_id", "=", filter.accountId);
  if (filter.roles) query = query.where("role", "in", nonEmpty(filter.roles));
  if (filter.id) query = query.where("id", "=", filter.id);
  const rows = await query.orderBy("since").orderBy("id").limit(5000).execute();
  return rows as StoredMembership[];
}

/** A list for `in`, which SQL does not allow to be empty: nothing equals the nil id. */
function nonEmpty(values: readonly string[]): readonly string[] {
  return values.length === 0 ? ["00000000-0000-0000-0000-000000000000"] : values;
}

/** Ends a membership at a moment (at its own start when the clock went back). */
export async function endMembershipAt(
  db: Tx,
  id: string,
  end: { readonly now: Instant; readonly endedBy: AccountId | null },
): Promise<void> {
  await on(db)
    .updateTable("membership")
    .set({ until: sql<string>`greatest(since, ${end.now}::timestamptz)`, ended_by: end.endedBy })
    .where("id", "=", id)
    .where("until", "is", null)
    .execute();
}
