import { randomId, type AccountId, type ControllerId, type TenantId } from "#base";
import { sql, type RawBuilder } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { emptier } from "../../tests/support/emptier.ts";
import { listMembershipsOf } from "./handlers.ts";

const database = await freshDatabase();
const now = "2026-11-21T08:30:00.000Z";
const later = "2026-11-21T10:30:00.000Z";
const [here, there] = [randomId<"tenant">(), randomId<"tenant">()];
// The same organisation ids in both territories: only the policy on the territory tells them apart.
const [ours, other] = [randomId<"controller">(), randomId<"controller">()];
const [mine, theirs] = [randomId<"account">(), randomId<"account">()];
const reason = Buffer.from("Ne répond plus depuis deux jours, volets fermés, scellé.");

interface Row {
  readonly tenant: TenantId;
  readonly controller: ControllerId;
  readonly account: AccountId;
}

const combinations: readonly Row[] = [here, there].flatMap((tenant) =>
  [ours, other].flatMap((controller) => [mine, theirs].map((account) => ({ tenant, controller, account }))),
);

const openingInsert = (row: Row, id = randomId()): RawBuilder<unknown> => sql`
  insert into break_glass (tenant_id, id, controller_id, account_id, person_id, reason, opened_at, expires_at)
  values (${row.tenant}, ${id}, ${row.controller}, ${row.account}, ${randomId()}, ${reason}, ${now}, ${later})`;
const readInsert = (row: Row, opening: string): RawBuilder<unknown> => sql`
  insert into break_glass_read (tenant_id, id, break_glass_id, controller_id, account_id, at, action)
  values (${row.tenant}, ${randomId()}, ${opening}, ${row.controller}, ${row.account}, ${now}, 'read')`;
const membershipInsert = (row: Row): RawBuilder<unknown> => sql`
  insert into membership (tenant_id, id, controller_id, account_id, role, since)
  values (${row.tenant}, ${randomId()}, ${row.controller}, ${row.account}, ${`role-${randomId().slice(-8)}`}, ${now})`;

const empty = emptier(database, "territory");
beforeEach(async () => {
  await empty();
  for (const tenant of [here, there]) {
    await sql`insert into territory (id, slug, name, country, time_zone, created_at)
      values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${now})`.execute(database.admin);
    for (const controller of [ours, other]) {
      await sql`insert into controller values (${tenant}, ${controller}, 'Essai', 'other', ${now})`.execute(
        database.admin,
      );
    }
  }
  for (const row of combinations) {
    const opening = randomId();
    await membershipInsert(row).execute(database.admin);
    await openingInsert(row, opening).execute(database.admin);
    await readInsert(row, opening).execute(database.admin);
  }
});

const scope = { tenantId: here, controllerIds: [ours], actorId: mine };

/** What the application sees of a table: territory, organisation and account, in words. */
async function seen(table: string): Promise<readonly string[]> {
  const { rows } = await database.as(scope, (tx) =>
    sql<{ tenant: string; controller: string; account: string }>`
      select tenant_id as tenant, controller_id as controller, account_id as account from ${sql.id(table)}`.execute(
      tx,
    ),
  );
  const words = rows.map(({ tenant, controller, account }) =>
    [
      tenant === here ? "here" : "there",
      controller === ours ? "ours" : "other",
      account === mine ? "mine" : "theirs",
    ].join(" "),
  );
  return [...new Set(words)].toSorted();
}

/** Whether the application may write something. */
async function mayWrite(insert: RawBuilder<unknown>): Promise<boolean> {
  try {
    await database.as(scope, (tx) => insert.execute(tx));
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes("row-level security")) return false;
    throw error;
  }
}

/** Everything that row security decides here. */
async function verdicts() {
  const row = (tenant: TenantId, controller: ControllerId, account: AccountId): Row => ({
    tenant,
    controller,
    account,
  });
  const opening = await sql<{ id: string }>`select id from break_glass
    where tenant_id = ${here} and controller_id = ${ours} and account_id = ${mine}`.execute(database.admin);
  const id = opening.rows[0]?.id ?? "";
  const territory = (
    tenant: TenantId,
  ) => sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`n-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${now}) on conflict (id) do nothing`;
  const controllers = await database.as(scope, (tx) =>
    sql`select from controller where tenant_id = ${there}`.execute(tx),
  );
  const ownControllers = await database.as(scope, (tx) =>
    sql`select from controller where tenant_id = ${here}`.execute(tx),
  );
  const renamed = await database.as(scope, (tx) =>
    sql`update territory set name = 'Autre' where id in (${here}, ${there})`.execute(tx),
  );
  const { rows: territories } = await database.as(scope, (tx) => sql`select from territory`.execute(tx));
  return {
    membership: await seen("membership"),
    opening: await seen("break_glass"),
    read: await seen("break_glass_read"),
    territories: territories.length,
    renamed: Number(renamed.numAffectedRows),
    controllers: [ownControllers.rows.length, controllers.rows.length],
    addsTerritory: [await mayWrite(territory(here)), await mayWrite(territory(randomId<"tenant">()))],
    addsMembership: [
      await mayWrite(membershipInsert(row(here, other, theirs))),
      await mayWrite(membershipInsert(row(there, ours, mine))),
    ],
    opens: [
      await mayWrite(openingInsert(row(here, other, mine))),
      await mayWrite(openingInsert(row(here, other, theirs))),
      await mayWrite(openingInsert(row(there, ours, mine))),
    ],
    notesRead: [
      await mayWrite(readInsert(row(here, ours, mine), id)),
      await mayWrite(readInsert(row(here, ours, theirs), id)),
    ],
    own: (await listMembershipsOf(database.app, mine)).length > 0,
  };
}

const expected: Awaited<ReturnType<typeof verdicts>> = {
  membership: [
    "here other mine",
    "here other theirs",
    "here ours mine",
    "here ours theirs",
    "there other mine",
    "there ours mine",
  ],
  opening: ["here other mine", "here ours mine", "here ours theirs"],
  read: ["here other mine", "here ours mine", "here ours theirs"],
  territories: 2,
  renamed: 1,
  controllers: [2, 0],
  addsTerritory: [true, false],
  addsMembership: [true, false],
  opens: [true, false, false],
  notesRead: [true, false],
  own: true,
};

const { rows: policies } = await sql<{ name: string; table: string; definition: string }>`
    select policyname as name, tablename as table, format('create policy %I on %I as %s for %s%s%s', policyname, tablename,
      permissive, cmd, ' using (' || qual || ')', ' with check (' || with_check || ')') as definition
    from pg_policies where tablename in ('territory', 'controller', 'membership', 'break_glass', 'break_glass_read')
    order by policyname`.execute(database.admin);

describe("row security of territories, memberships and emergency openings", () => {
  test("lets through what it should and nothing else", async () => {
    expect(await verdicts()).toEqual(expected);
  });

  test("has thirteen policies here, each tried below", () => expect(policies).toHaveLength(13));

  test.each(policies)("decides otherwise without the policy $name", async ({ name, table, definition }) => {
    await sql`drop policy ${sql.id(name)} on ${sql.id(table)}`.execute(database.admin);
    try {
      const without = await verdicts().catch((error: unknown) => error);
      expect(without).not.toEqual(expected);
    } finally {
      await sql.raw(definition).execute(database.admin);
    }
  });

  test("memberships_of puts the setting of its caller back, and without an actor shows nothing of other territories", async () => {
    await database.as({ tenantId: here, controllerIds: [ours], actorId: theirs }, async (tx) => {
      expect(await listMembershipsOf(tx, mine)).toHaveLength(4);
      const { rows } = await sql<{ actor: string }>`select current_setting('tisser.actor') as actor`.execute(
        tx,
      );
      expect(rows[0]?.actor).toBe(theirs);
    });
    const { rows } = await sql`select from membership`.execute(database.app);
    expect(rows).toEqual([]);
  });
});
