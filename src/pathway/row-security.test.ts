import { randomId, type AccountId, type ControllerId, type TenantId } from "#base";
import { sql, type RawBuilder } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { listPersons } from "./store.ts";

const database = await freshDatabase();
const now = "2026-11-21T08:30:00.000Z";
const [here, there] = [randomId<"tenant">(), randomId<"tenant">()];
// The same organisation id in both territories: only the policy on the territory tells them apart.
const [shared, other] = [randomId<"controller">(), randomId<"controller">()];

/** Accompanies every person of the rows. */
const accompanying = randomId<"account">();

/** A row of each table of the loop around a person, in a territory and an organisation. */
async function addLoop(tenant: TenantId, controller: ControllerId): Promise<void> {
  const [person, agreement, referral] = [randomId(), randomId(), randomId()];
  const [screening, alert, provider, closing] = [randomId(), randomId(), randomId(), randomId()];
  const [volunteer, engagement, danger, group] = [randomId(), randomId(), randomId(), randomId()];
  const document = randomId();
  const bytes = Buffer.from("sealed");
  const rows: readonly RawBuilder<unknown>[] = [
    sql`insert into territory (id, slug, name, country, time_zone, created_at)
      values (${tenant}, ${`t-${tenant}`}, 'Essai', 'FR', 'Europe/Paris', ${now}) on conflict do nothing`,
    sql`insert into controller (tenant_id, id, name, kind, created_at)
      values (${tenant}, ${controller}, 'Essai', 'association', ${now}) on conflict do nothing`,
    sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
      values (${tenant}, ${controller}, ${person}, ${person}, ${now}, ${now}, 'consent', ${bytes})`,
    sql`insert into companion (tenant_id, controller_id, id, person_id, account_id, since)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${accompanying}, ${now})`,
    sql`insert into own_page (tenant_id, controller_id, person_id, sent_at, invitation)
      values (${tenant}, ${controller}, ${person}, ${now}, ${bytes})`,
    sql`insert into absence (tenant_id, controller_id, id, account_id, cover_id, from_day, until_day, noted_at)
      values (${tenant}, ${controller}, ${randomId()}, ${randomId()}, ${randomId()}, '2026-11-21', '2026-11-22', ${now})`,
    sql`insert into set_aside (tenant_id, controller_id, id, batch_id, person_id, reason, set_at, until)
      values (${tenant}, ${controller}, ${randomId()}, ${randomId()}, ${person}, 'refused', ${now}, '2026-12-01T00:00:00Z')`,
    sql`insert into contact_note (tenant_id, controller_id, id, person_id, way, outcome, at, noted_at, noted_by)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'phone', 'reached', ${now}, ${now}, ${randomId()})`,
    sql`insert into held_request (tenant_id, controller_id, id, person_id, kind, status, asked_at, due_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'contact-change', 'held', ${now}, ${now}, ${bytes})`,
    sql`insert into person_document (tenant_id, controller_id, id, person_id, kind, day, media_type, size, digest, brought_at, brought_by, kept_until)
      values (${tenant}, ${controller}, ${document}, ${person}, 'letter', '2026-11-20', 'image/png', 10, ${"0".repeat(64)}, ${now}, ${randomId()}, ${now})`,
    sql`insert into person_document_part (tenant_id, controller_id, id, document_id, position, content)
      values (${tenant}, ${controller}, ${randomId()}, ${document}, 1, ${bytes})`,
    sql`insert into side_note (tenant_id, controller_id, id, person_id, is_private, author_id, written_at, changed_at, version, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, true, ${randomId()}, ${now}, ${now}, 1, ${bytes})`,
    sql`insert into letter (tenant_id, controller_id, id, person_id, made_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${now}, ${bytes})`,
    sql`insert into person_token values (${tenant}, ${controller}, ${person}, ${bytes})`,
    sql`insert into person_need (tenant_id, controller_id, person_id, changed_at, profile)
      values (${tenant}, ${controller}, ${person}, ${now}, ${bytes})`,
    sql`insert into on_call (tenant_id, controller_id, asking_hours, changed_at)
      values (${tenant}, ${controller}, '24/7', ${now}) on conflict do nothing`,
    sql`insert into on_call_duty (tenant_id, controller_id, id, account_id, hours, turn, since)
      values (${tenant}, ${controller}, ${randomId()}, ${randomId()}, '24/7', 1, ${now})`,
    sql`insert into instrument_decision (tenant_id, controller_id, id, instrument, position, is_enabled, decided_at)
      values (${tenant}, ${controller}, ${randomId()}, 'djg6', 1, true, ${now}) on conflict do nothing`,
    sql`insert into trained_person (tenant_id, controller_id, id, instrument, account_id, trained_on, training, recorded_at)
      values (${tenant}, ${controller}, ${randomId()}, 'cssrs-screener', ${randomId()}, '2026-01-01', 'x', ${now})`,
    sql`insert into questionnaire_response (tenant_id, controller_id, id, person_id, instrument, instrument_version, wording,
        language, mode, asked_at, recorded_at, answers, result)
      values (${tenant}, ${controller}, ${screening}, ${person}, 'ucla3', '1', '1', 'fr', 'self', ${now}, ${now}, ${bytes}, ${bytes})`,
    sql`insert into assessment (tenant_id, controller_id, id, person_id, instrument, language, mode, started_at, changed_at,
        was_covered, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'ucla3', 'fr', 'self', ${now}, ${now}, false, ${bytes})`,
    sql`insert into risk_alert (tenant_id, controller_id, id, person_id, screening_id, instrument, level, asked_at, raised_at, was_covered)
      values (${tenant}, ${controller}, ${alert}, ${person}, ${screening}, 'phq9', 2, ${now}, ${now}, true)`,
    sql`insert into risk_alert_event (tenant_id, controller_id, id, alert_id, at, kind)
      values (${tenant}, ${controller}, ${randomId()}, ${alert}, ${now}, 'raised')`,
    sql`insert into risk_notice (tenant_id, controller_id, id, alert_id, account_id, step, channel, made_at)
      values (${tenant}, ${controller}, ${randomId()}, ${alert}, ${randomId()}, 1, 'email', ${now})`,
    sql`insert into reassessment (tenant_id, controller_id, id, person_id, instrument, mode, step, due_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'ucla3', 'self', 'first', ${now})`,
    sql`insert into network_map (tenant_id, controller_id, id, person_id, taken_on, recorded_at, changed_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, '2026-11-20', ${now}, ${now}, ${bytes})`,
    sql`insert into hours_provider (tenant_id, controller_id, id, name, added_at)
      values (${tenant}, ${controller}, ${provider}, ${provider}, ${now})`,
    sql`insert into hours_right (tenant_id, controller_id, id, person_id, department, decision, valid_from, monthly_minutes,
        recorded_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, '73', 'accepted', '2026-01-01', 540, ${now}, ${bytes})`,
    sql`insert into hours_reference (tenant_id, controller_id, id, person_id, provider_id, recorded_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${provider}, ${now}, ${bytes})`,
    sql`insert into hours_entry (tenant_id, controller_id, id, person_id, provider_id, on_day, minutes, status, activity,
        source, recorded_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${provider}, '2026-11-20', 60, 'done', 'games', 'typed', ${now})`,
    sql`insert into hours_closing (tenant_id, controller_id, id, provider_id, month, position, closed_at, line_digests, digest)
      values (${tenant}, ${controller}, ${closing}, ${provider}, '2026-10', 1, ${now}, '{}', ${"0".repeat(64)})`,
    sql`insert into hours_closing_line (tenant_id, controller_id, id, closing_id, person_id, content)
      values (${tenant}, ${controller}, ${randomId()}, ${closing}, ${person}, ${bytes})`,
    sql`insert into hours_correction (tenant_id, controller_id, id, person_id, provider_id, entry_id, position, on_day, minutes,
        status, activity, cause, recorded_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${provider}, ${randomId()}, 1, '2026-10-20', 60, 'done', 'games',
        'forgotten', ${now})`,
    sql`insert into talk_invitation (tenant_id, controller_id, id, person_id, noticed_on, recorded_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, '2026-11-20', ${now}, ${bytes})`,
    sql`insert into hours_import (tenant_id, controller_id, id, provider_id, is_trial, imported_at, row_count, added, changed,
        unchanged, faults)
      values (${tenant}, ${controller}, ${randomId()}, ${provider}, false, ${now}, 0, 0, 0, 0, '[]')`,
    sql`insert into mission_policy (tenant_id, controller_id, purpose, needs_charter, checks, trainings, changed_at)
      values (${tenant}, ${controller}, 'visit', true, '{}', '{}', ${now}) on conflict do nothing`,
    sql`insert into volunteer (tenant_id, controller_id, id, account_id, since)
      values (${tenant}, ${controller}, ${volunteer}, ${randomId()}, ${now})`,
    sql`insert into volunteer_check (tenant_id, controller_id, id, volunteer_id, kind, is_fit, checked_on, checked_by, recorded_at)
      values (${tenant}, ${controller}, ${randomId()}, ${volunteer}, 'interview', true, '2026-11-20', ${randomId()}, ${now})`,
    sql`insert into volunteer_training (tenant_id, controller_id, id, volunteer_id, kind, done_on, recorded_at)
      values (${tenant}, ${controller}, ${randomId()}, ${volunteer}, 'welcome', '2026-11-20', ${now})`,
    sql`insert into exclusion_pair (tenant_id, controller_id, id, person_id, volunteer_id, asked_by, noted_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${volunteer}, 'person', ${now})`,
    sql`insert into engagement (tenant_id, controller_id, id, person_id, purpose, pairing, rhythm_days, created_at, review_on, content)
      values (${tenant}, ${controller}, ${engagement}, ${person}, 'visit', 'stable', 7, ${now}, '2027-01-01', ${bytes})`,
    sql`insert into engagement_party (tenant_id, controller_id, engagement_id, volunteer_id, status, is_stable, proposed_at)
      values (${tenant}, ${controller}, ${engagement}, ${volunteer}, 'proposed', true, ${now})`,
    sql`insert into shown_number (tenant_id, controller_id, id, person_id, engagement_id, volunteer_id, whose, noted_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${engagement}, ${volunteer}, 'person', ${now})`,
    sql`insert into engagement_meeting (tenant_id, controller_id, id, engagement_id, on_day, outcome, minutes, noted_at)
      values (${tenant}, ${controller}, ${randomId()}, ${engagement}, '2026-11-20', 'met', 60, ${now})`,
    sql`insert into visit_report (tenant_id, controller_id, id, engagement_id, reason, reported_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${engagement}, 'other', ${now}, ${bytes})`,
    sql`insert into plan_item (tenant_id, controller_id, id, person_id, added_at, changed_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${now}, ${now}, ${bytes})`,
    sql`insert into plan_review (tenant_id, controller_id, id, person_id, status, due_on, set_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'planned', '2026-12-01', ${now})`,
    sql`insert into plan_closing (tenant_id, controller_id, id, person_id, status, closed_at, closed_by, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'closed', ${now}, ${randomId()}, ${bytes})`,
    sql`insert into sharing_agreement (tenant_id, controller_id, id, person_id, ground, receiver_id, items, evidence, given_at, until)
      values (${tenant}, ${controller}, ${agreement}, ${person}, 'person-agreed', ${randomId()}, '{first-name}', 'click', ${now}, '2027-01-01')`,
    sql`insert into referral (tenant_id, controller_id, id, person_id, agreement_id, offer_id, status, owner_id, created_at, last_act_at, content)
      values (${tenant}, ${controller}, ${referral}, ${person}, ${agreement}, ${randomId()}, 'draft', ${randomId()}, ${now}, ${now}, ${bytes})`,
    sql`insert into referral_group (tenant_id, controller_id, id, offer_id, made_at, made_by, named)
      values (${tenant}, ${controller}, ${group}, ${randomId()}, ${now}, ${randomId()}, 1)`,
    sql`insert into referral_group_line (tenant_id, controller_id, id, group_id, position, person_id, result, at)
      values (${tenant}, ${controller}, ${randomId()}, ${group}, 1, ${person}, 'too-many', ${now})`,
    sql`insert into referral_event (tenant_id, controller_id, id, referral_id, position, at, by_kind, move, to_status)
      values (${tenant}, ${controller}, ${randomId()}, ${referral}, 1, ${now}, 'worker', 'create', 'draft')`,
    sql`insert into offered_moment (tenant_id, controller_id, id, person_id, referral_id, status, starts_at, is_by_phone, offered_at, offered_by)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${referral}, 'offered', '2026-12-01T09:00:00Z', true, ${now}, 'worker')`,
    sql`insert into danger_act (tenant_id, controller_id, id, person_id, ground, deed, items, despite_silence, acted_by, acted_at,
        recorded_at, review_due_at, told_at, told_by, content)
      values (${tenant}, ${controller}, ${danger}, ${person}, 'legal-order', 'shared', '{phone}', false, ${randomId()}, ${now},
        ${now}, ${now}, ${now}, ${randomId()}, ${bytes})`,
    sql`insert into representative (tenant_id, controller_id, id, person_id, kind, scope, evidence, since, recorded_at, content)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, 'guardian', 'property', 'judgment-seen', '2026-01-01', ${now}, ${bytes})`,
    sql`insert into danger_notice (tenant_id, controller_id, id, act_id, account_id, step, made_at)
      values (${tenant}, ${controller}, ${randomId()}, ${danger}, ${randomId()}, 1, ${now})`,
    sql`insert into answer_link (tenant_id, controller_id, id, referral_id, holder, made_at, expires_at)
      values (${tenant}, ${controller}, ${randomId()}, ${referral}, 'receiver', ${now}, ${now})`,
    sql`insert into told_back (tenant_id, controller_id, referral_id, account_id, status, made_at)
      values (${tenant}, ${controller}, ${referral}, ${randomId()}, 'waiting', ${now})`,
    sql`insert into message (tenant_id, controller_id, id, person_id, referral_id, to_kind, template, channel, made_at, due_at)
      values (${tenant}, ${controller}, ${randomId()}, ${person}, ${referral}, 'receiver', 'answer-asked', 'email', ${now}, ${now})`,
  ];
  for (const row of rows) await row.execute(database.admin);
}

const seen = (table: string): Promise<string[]> =>
  database.as({ tenantId: here, controllerIds: [shared] }, async (tx) => {
    const { rows } = await sql<{
      place: string;
    }>`select tenant_id || ' ' || controller_id as place from ${sql.id(table)}`.execute(tx);
    return rows.map(({ place }) => place);
  });

beforeAll(async () => {
  await addLoop(here, shared);
  await addLoop(here, other);
  await addLoop(there, shared);
});

describe.each([
  "person",
  "person_token",
  "person_need",
  "questionnaire_response",
  "network_map",
  "reassessment",
  "plan_item",
  "plan_review",
  "plan_closing",
  "sharing_agreement",
  "referral",
  "referral_event",
  "answer_link",
  "message",
  "on_call",
  "on_call_duty",
  "instrument_decision",
  "trained_person",
  "assessment",
  "risk_alert",
  "risk_alert_event",
  "risk_notice",
  "hours_provider",
  "hours_right",
  "hours_reference",
  "hours_entry",
  "hours_closing",
  "hours_closing_line",
  "hours_correction",
  "talk_invitation",
  "hours_import",
  "mission_policy",
  "volunteer",
  "volunteer_check",
  "volunteer_training",
  "exclusion_pair",
  "engagement",
  "engagement_party",
  "shown_number",
  "engagement_meeting",
  "visit_report",
  "companion",
  "own_page",
  "absence",
  "set_aside",
  "told_back",
  "referral_group",
  "referral_group_line",
  "representative",
  "danger_act",
  "danger_notice",
  "letter",
  "contact_note",
  "held_request",
  "side_note",
  "person_document",
  "offered_moment",
])("rows of %s", (table) => {
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

describe.each([
  "person",
  "person_token",
  "person_need",
  "questionnaire_response",
  "assessment",
  "network_map",
  "reassessment",
  "plan_item",
  "plan_review",
  "plan_closing",
  "sharing_agreement",
  "referral",
  "message",
  "risk_alert",
  "own_page",
  "set_aside",
  "referral_group_line",
  "letter",
  "contact_note",
  "held_request",
  "side_note",
  "person_document",
  "hours_right",
  "hours_reference",
  "hours_entry",
  "hours_closing_line",
  "hours_correction",
  "talk_invitation",
  "exclusion_pair",
  "shown_number",
  "engagement",
  "danger_act",
  "representative",
  "offered_moment",
])("rows of %s, for whoever sees own cases alone", (table) => {
  const seenBy = (actorId: AccountId) =>
    database.as({ tenantId: here, controllerIds: [shared], actorId, ownCasesIn: [shared] }, async (tx) => {
      const { rows } = await sql`select from ${sql.id(table)}`.execute(tx);
      return rows.length;
    });

  test("are there for who accompanies, not for others, and the policy is what hides them", async () => {
    const other = randomId<"account">();
    expect([await seenBy(accompanying), await seenBy(other)]).toEqual([1, 0]);
    const policy = sql.id(`${table}_own_case`);
    const { rows } = await sql<{ qual: string }>`select qual from pg_policies
      where policyname = ${`${table}_own_case`}`.execute(database.admin);
    await sql`drop policy ${policy} on ${sql.id(table)}`.execute(database.admin);
    try {
      expect(await seenBy(other)).toBe(1);
    } finally {
      await sql`create policy ${policy} on ${sql.id(table)} as restrictive for select using (${sql.raw(rows[0]?.qual ?? "")})`.execute(
        database.admin,
      );
    }
    expect(await seenBy(other)).toBe(0);
  });
});

test("files are counted one by one up to a thousand; of more, that there are more", async () => {
  const list = (offset: number) =>
    database.as({ tenantId: here, controllerIds: [shared], isRead: true }, (tx) =>
      listPersons(tx, { groups: null, controllerIds: [shared], offset, limit: 20 }),
    );
  const add = (count: number) =>
    sql`insert into person (tenant_id, controller_id, id, key_id, opened_at, changed_at, processing_ground, given_names)
      select ${here}::uuid, ${shared}::uuid, gen_random_uuid(), gen_random_uuid(), ${now}, ${now}, 'consent', ''
      from generate_series(1, ${count}::integer)`.execute(database.admin);
  await add(999);
  expect(await list(980)).toMatchObject({ total: 1000, isMore: false, rows: { length: 20 } });
  await add(1);
  expect(await list(1000)).toMatchObject({ total: 1000, isMore: true, rows: { length: 1 } });
  expect(await list(1020)).toMatchObject({ total: 1000, isMore: true, rows: [] });
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

describe.each(["operator_text", "wording_decision", "hours_department", "delay_decision"])(
  "rows of %s, of a whole territory",
  (table) => {
    const add = (tenant: TenantId): Promise<unknown> =>
      table === "delay_decision"
        ? sql`insert into delay_decision (tenant_id, id, position, reason, decided_at)
          values (${tenant}, ${randomId()}, 1, 'twenty characters and more', ${now})`.execute(database.admin)
        : table === "hours_department"
          ? sql`insert into hours_department (tenant_id, department, is_applied, changed_at)
          values (${tenant}, '73', true, ${now})`.execute(database.admin)
          : table === "operator_text"
            ? sql`insert into operator_text (tenant_id, id, instrument, language, wording, licence, content, loaded_at)
          values (${tenant}, ${randomId()}, 'mini-zarit', 'fr', 'w', 'l', '{}', ${now})`.execute(
                database.admin,
              )
            : sql`insert into wording_decision (tenant_id, id, instrument, wording, position, is_accepted, reason, decided_at)
          values (${tenant}, ${randomId()}, 'ucla3', 'w', 1, true, 'twenty characters and more', ${now})`.execute(
                database.admin,
              );
    const territoriesSeen = () =>
      database.as({ tenantId: here }, async (tx) => {
        const { rows } = await sql<{
          place: string;
        }>`select tenant_id as place from ${sql.id(table)}`.execute(tx);
        return rows.map(({ place }) => place);
      });

    test("of another territory are not there, and the policy is what hides them", async () => {
      await sql`truncate ${sql.id(table)}`.execute(database.admin);
      await add(here);
      await add(there);
      expect(await territoriesSeen()).toEqual([here]);
      await sql`drop policy ${sql.id(`${table}_tenant`)} on ${sql.id(table)}`.execute(database.admin);
      expect(await territoriesSeen()).toEqual([]);
      await sql`create policy ${sql.id(`${table}_tenant`)} on ${sql.id(table)}
      using (tenant_id = (select nullif(current_setting('tisser.tenant', true), '')::uuid))`.execute(
        database.admin,
      );
    });
  },
);
