import { randomId, type ControllerId, type TenantId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { emptier } from "../../../tests/support/emptier.ts";

const database = await freshDatabase();
const now = "2026-11-21T08:30:00.000Z";
const [here, there] = [randomId<"tenant">(), randomId<"tenant">()];
// The same organisation id in both territories: only the policy on the territory tells them apart.
const [shared, other] = [randomId<"controller">(), randomId<"controller">()];

async function addQueue(tenant: TenantId, controller: ControllerId): Promise<void> {
  const id = randomId();
  const { admin } = database;
  await sql`insert into territory (id, slug, name, country, time_zone, created_at)
    values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${now}) on conflict do nothing`.execute(
    admin,
  );
  await sql`insert into controller (tenant_id, id, name, kind, created_at)
    values (${tenant}, ${controller}, 'Essai', 'association', ${now}) on conflict do nothing`.execute(admin);
  await sql`insert into call_queue values (${tenant}, ${controller}, 'Essai', '{73065}', 'Mo-Fr 09:00-17:00', 5, 3,
    true, 1, ${now})`.execute(admin);
  await sql`insert into call_request (tenant_id, controller_id, id, key_id, channel, may_leave_voicemail, locale, town_code,
    created_at) values (${tenant}, ${controller}, ${id}, ${id}, 'phone', false, 'fr', '73065', ${now})`.execute(
    admin,
  );
  await sql`insert into call_request_event (tenant_id, controller_id, id, request_id, at, kind)
    values (${tenant}, ${controller}, ${randomId()}, ${id}, ${now}, 'asked-again')`.execute(admin);
  await sql`insert into call_referrer (tenant_id, controller_id, id, request_id, kind, is_priority, left_at, told, content)
    values (${tenant}, ${controller}, ${randomId()}, ${id}, 'doctor', false, ${now}, 'none', ${Buffer.from("sealed")})`.execute(
    admin,
  );
}

const seen = (table: string): Promise<string[]> =>
  database.as({ tenantId: here, controllerIds: [shared] }, async (tx) => {
    const { rows } = await sql<{
      place: string;
    }>`select tenant_id || ' ' || controller_id as place from ${sql.id(table)}`.execute(tx);
    return rows.map(({ place }) => place);
  });

const empty = emptier(database, "call_queue", "call_request", "call_request_event");
beforeEach(async () => {
  await empty();
  await addQueue(here, shared);
  await addQueue(here, other);
  await addQueue(there, shared);
});

describe.each(["call_queue", "call_request", "call_request_event", "call_referrer"])(
  "rows of %s",
  (table) => {
    test("of another organisation or territory are not there", async () => {
      expect(await seen(table)).toEqual([`${here} ${shared}`]);
      const nobody = await database.as({}, (tx) => sql`select from ${sql.id(table)}`.execute(tx));
      expect(nobody.rows).toEqual([]);
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
  },
);

test("a request cannot be written into another territory or organisation", async () => {
  for (const [tenant, controller] of [
    [there, shared],
    [here, other],
  ] as const) {
    const id = randomId();
    const writing = database.as({ tenantId: here, controllerIds: [shared] }, (tx) =>
      sql`insert into call_request (tenant_id, controller_id, id, key_id, channel, may_leave_voicemail, locale, town_code,
        created_at) values (${tenant}, ${controller}, ${id}, ${id}, 'phone', false, 'fr', '73065', ${now})`.execute(
        tx,
      ),
    );
    await expect(writing).rejects.toThrow("row-level security");
  }
});

test("what is public of queues is told without a territory, and leaves the transaction where it was", async () => {
  await database.as({ tenantId: here, controllerIds: [shared] }, async (tx) => {
    await sql`insert into membership values (${here}, ${randomId()}, ${shared}, ${randomId()}, 'link-worker', ${now})`.execute(
      tx,
    );
    const { rows } = await sql<{ controller_id: string; waiting: number }>`
      select controller_id, waiting from open_call_queues('73065', ${now})`.execute(tx);
    expect(rows).toEqual([{ controller_id: shared, waiting: 1 }]);
    const { rows: own } = await sql`select from call_request`.execute(tx);
    expect(own).toHaveLength(1);
  });
});
