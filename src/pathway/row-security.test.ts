import { randomId, type ControllerId, type TenantId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";

const database = await freshDatabase();
const now = "2026-11-21T08:30:00.000Z";
const [here, there] = [randomId<"tenant">(), randomId<"tenant">()];
// The same organisation id in both territories: only the policy on the territory tells them apart.
const [shared, other] = [randomId<"controller">(), randomId<"controller">()];

async function addPerson(tenant: TenantId, controller: ControllerId): Promise<void> {
  const id = randomId<"person">();
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${now}) on conflict do nothing`.execute(
    database.admin,
  );
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenant}, ${controller}, 'Essai', 'association', ${now}) on conflict do nothing`.execute(
    database.admin,
  );
  await sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
    values (${tenant}, ${controller}, ${id}, ${id}, ${now}, ${now}, 'consent', ${Buffer.from("sealed")})`.execute(
    database.admin,
  );
  await sql`insert into person_token values (${tenant}, ${controller}, ${id}, ${Buffer.from("token")})`.execute(
    database.admin,
  );
}

const seen = (table: string): Promise<string[]> =>
  database.as({ tenantId: here, controllerIds: [shared] }, async (tx) => {
    const { rows } = await sql<{
      place: string;
    }>`select tenant_id || ' ' || controller_id as place from ${sql.id(table)}`.execute(tx);
    return rows.map(({ place }) => place);
  });

beforeEach(async () => {
  await sql`truncate person, person_token`.execute(database.admin);
  await addPerson(here, shared);
  await addPerson(here, other);
  await addPerson(there, shared);
});

describe.each(["person", "person_token"])("rows of %s", (table) => {
  test("of another organisation or territory are not there", async () => {
    expect(await seen(table)).toEqual([`${here} ${shared}`]);
    await expect(
      database.as({}, (tx) => sql`select from ${sql.id(table)}`.execute(tx)),
    ).resolves.toMatchObject({ rows: [] });
  });

  test.each([`${table}_tenant`, `${table}_controller`])(
    "show what they should not, or hide, without the policy %s",
    async (policy) => {
      const { rows } = await sql<{
        definition: string;
      }>`select format('create policy %I on %I as %s using (%s)', policyname, tablename,
      permissive, qual) as definition from pg_policies where policyname = ${policy}`.execute(database.admin);
      await sql`drop policy ${sql.id(policy)} on ${sql.id(table)}`.execute(database.admin);
      try {
        expect(await seen(table)).not.toEqual([`${here} ${shared}`]);
      } finally {
        await sql.raw(rows[0]?.definition ?? "").execute(database.admin);
      }
      expect(await seen(table)).toEqual([`${here} ${shared}`]);
    },
  );
});

test("a file cannot be written into another territory or organisation", async () => {
  for (const [tenant, controller] of [
    [there, shared],
    [here, other],
  ] as const) {
    const id = randomId();
    const writing = database.as({ tenantId: here, controllerIds: [shared] }, (tx) =>
      sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
        values (${tenant}, ${controller}, ${id}, ${id}, ${now}, ${now}, 'consent', ${Buffer.from("x")})`.execute(
        tx,
      ),
    );
    await expect(writing).rejects.toThrow("row-level security");
  }
});
