import { randomId, type Actor, type ControllerId, type PersonId } from "#base";
import { sql } from "kysely";
import { afterAll, describe, expect, test, vi } from "vitest";
import { accessWorld, password, type Browser, testSeals } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { emergencyOpening, eraseReasonsAbout, grantMembership } from "../handlers.ts";
import { createOrganisation } from "../members/actions.ts";
import { signIn } from "../sign-in/actions.ts";
import { listBreakGlass, listMyEmergencies, openFileInEmergency, reviewBreakGlass } from "./actions.ts";

const database = await freshDatabase();
const closed = randomId<"person">();
const files = new Map<PersonId, ControllerId>();
const world = accessWorld(database, {
  files: {
    ...testSeals,
    isOpenable: async (_db, { controllerId, personId }) =>
      personId !== closed && files.get(personId) === controllerId,
  },
});
afterAll(() => void vi.useRealTimers());

const here = await world.territory("Ici");
await world.member(here, "admin@essai.test", "territory-admin");
const workerId = await world.member(here, "relie@essai.test", "link-worker");
async function enter(email: string): Promise<Browser> {
  world.wait(60);
  const browser = world.browser();
  await browser.do(signIn, { email, password, code: await world.code() });
  return browser;
}
const admin = await enter("admin@essai.test");
const { controllerId } = await admin.do(createOrganisation, {
  name: "Aide à domicile d’essai",
  kind: "home-help",
});
const other = { ...here, controllerId };
await world.member(other, "dpo@essai.test", "data-protection-officer");
const coordinatorId = await world.member(other, "coord@essai.test", "team-coordinator");
await world.member(here, "dpo-ici@essai.test", "data-protection-officer");

const personId = randomId<"person">();
files.set(personId, controllerId);
files.set(closed, controllerId);
const reason = "Ne répond plus depuis deux jours, volets fermés, voisine inquiète.";

const readAs = (actor: Actor): Promise<ControllerId | null> =>
  database.as({ tenantId: here.tenantId, controllerIds: [here.controllerId], actorId: actor.id }, (tx) =>
    emergencyOpening(tx, { actor, personId, now: world.now(), action: "pathway.readFile" }),
  );

describe("opening a file in an emergency", () => {
  test("without a reason of twenty signs nothing opens", async () => {
    const worker = await enter("relie@essai.test");
    for (const bad of [undefined, "", "urgent", `${" ".repeat(30)}court${" ".repeat(30)}`]) {
      const opening = worker.do(openFileInEmergency, { controllerId, personId, reason: bad as string });
      await expect(opening).rejects.toMatchObject({ code: "base.invalidInput" });
    }
    expect((await worker.do(listMyEmergencies, {})).openings).toEqual([]);
  });

  test("protected, foreign and unknown files answer alike", async () => {
    const worker = await enter("relie@essai.test");
    for (const wish of [
      { controllerId, personId: closed },
      { controllerId: here.controllerId, personId },
      { controllerId, personId: randomId<"person">() },
      { controllerId: randomId<"controller">(), personId },
    ]) {
      await expect(worker.do(openFileInEmergency, { ...wish, reason })).rejects.toMatchObject({
        code: "access.fileNotFound",
      });
    }
  });

  test("an administrator opens none, a visitor is asked to sign in", async () => {
    const input = { controllerId, personId, reason };
    await expect((await enter("admin@essai.test")).do(openFileInEmergency, input)).rejects.toMatchObject({
      code: "base.notAllowed",
    });
    await expect(world.browser().do(openFileInEmergency, input)).rejects.toMatchObject({
      code: "base.signInNeeded",
    });
  });

  test("it lasts three hours to the second, tells the organisation, and lists every read", async () => {
    const worker = await enter("relie@essai.test");
    const { actor } = await worker.who();
    expect(await readAs(actor)).toBeNull();
    world.notices.length = 0;
    const { openingId, expiresAt } = await worker.do(openFileInEmergency, { controllerId, personId, reason });
    expect(Date.parse(expiresAt) - Date.parse(world.now())).toBe(3 * 3_600_000);
    expect(world.notices.map(({ to }) => to).toSorted()).toEqual(["coord@essai.test", "dpo@essai.test"]);
    for (const notice of world.notices) {
      expect(JSON.stringify(notice)).not.toContain(personId);
      expect(JSON.stringify(notice)).not.toContain("volets");
    }
    expect(await readAs(actor)).toBe(controllerId);
    world.wait(60);
    expect(await readAs(actor)).toBe(controllerId);
    expect(await readAs({ ...actor, id: coordinatorId })).toBeNull();
    expect(await readAs({ ...actor, hasSecondFactor: false })).toBeNull();
    const officer = await enter("dpo@essai.test");
    const { openings } = await officer.do(listBreakGlass, {});
    expect(openings).toHaveLength(1);
    expect(openings[0]).toMatchObject({
      id: openingId,
      openedBy: workerId,
      openedByName: "Ana Vidal-Essai",
      reason,
      mayReview: true,
    });
    expect(openings[0]?.reads.map(({ action }) => action)).toEqual(["pathway.readFile", "pathway.readFile"]);
    vi.setSystemTime(Date.parse(expiresAt) - 1000);
    expect(await readAs(actor)).toBe(controllerId);
    vi.setSystemTime(Date.parse(expiresAt));
    expect(await readAs(actor)).toBeNull();
    expect((await worker.do(listMyEmergencies, {}).catch(() => ({ openings: [] }))).openings).toEqual([]);
  });

  test("row security is open to the organisation within that transaction only", async () => {
    const worker = await enter("relie@essai.test");
    const { actor } = await worker.who();
    await worker.do(openFileInEmergency, { controllerId, personId, reason });
    const scope = { tenantId: here.tenantId, controllerIds: [here.controllerId], actorId: actor.id };
    const setting = sql<{ now: string }>`select current_setting('tisser.controllers') as now`;
    const inside = await database.as(scope, async (tx) => {
      await emergencyOpening(tx, { actor, personId, now: world.now() });
      return (await setting.execute(tx)).rows[0]?.now;
    });
    expect(inside).toBe(`${here.controllerId},${controllerId}`);
    expect((await database.as(scope, (tx) => setting.execute(tx))).rows[0]?.now).toBe(here.controllerId);
  });

  test("the database itself refuses more than three hours, a short reason, and an opening in another's name", async () => {
    const insert = (hours: number, text: string, account: string) =>
      database.as({ tenantId: here.tenantId, controllerIds: [controllerId], actorId: workerId }, (tx) =>
        sql`insert into break_glass (tenant_id, id, controller_id, account_id, person_id, reason, opened_at, expires_at)
          values (${here.tenantId}, ${randomId()}, ${controllerId}, ${account}, ${personId}, ${Buffer.from(text)}, ${world.now()}::timestamptz,
            ${world.now()}::timestamptz + ${hours} * interval '1 hour')`.execute(tx),
      );
    await expect(insert(3.01, reason, workerId)).rejects.toThrow(/check constraint/);
    await expect(insert(3, "trop court", workerId)).rejects.toThrow(/check constraint/);
    await insert(3, reason, workerId);
    await expect(
      database.as({ tenantId: here.tenantId, actorId: workerId }, (tx) =>
        sql`insert into break_glass (tenant_id, id, controller_id, account_id, person_id, reason, opened_at, expires_at)
          values (${here.tenantId}, ${randomId()}, ${controllerId}, ${coordinatorId}, ${personId}, ${Buffer.from(reason)},
            ${world.now()}::timestamptz, ${world.now()}::timestamptz + interval '1 hour')`.execute(tx),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("the review", () => {
  test("falls to the organisation, once, never to the one who opened nor to another organisation", async () => {
    await database.as({}, (tx) =>
      grantMembership(tx, {
        ...other,
        id: randomId(),
        accountId: workerId,
        role: "team-coordinator",
        since: world.now(),
        grantedBy: null,
      }),
    );
    const worker = await enter("relie@essai.test");
    const { openingId } = await worker.do(openFileInEmergency, { controllerId, personId, reason });
    const verdict = { openingId, verdict: "justified" } as const;
    await expect(worker.do(reviewBreakGlass, verdict)).rejects.toMatchObject({
      code: "base.notAllowed",
      issues: [{ code: "ownAct" }],
    });
    const neighbour = await enter("dpo-ici@essai.test");
    expect((await neighbour.do(listBreakGlass, {})).openings).toEqual([]);
    await expect(neighbour.do(reviewBreakGlass, verdict)).rejects.toMatchObject({
      code: "access.openingNotFound",
    });
    const officer = await enter("dpo@essai.test");
    await expect(
      officer.do(reviewBreakGlass, { ...verdict, openingId: randomId<"opening">() }),
    ).rejects.toMatchObject({
      code: "access.openingNotFound",
    });
    await officer.do(reviewBreakGlass, verdict);
    await expect(officer.do(reviewBreakGlass, verdict)).rejects.toMatchObject({
      code: "access.openingReviewed",
    });
    const reviewed = (await officer.do(listBreakGlass, {})).openings.find(({ id }) => id === openingId);
    expect(reviewed).toMatchObject({ verdict: "justified", mayReview: false });
    await expect((await enter("admin@essai.test")).do(listBreakGlass, {})).rejects.toMatchObject({
      code: "base.notAllowed",
    });
  });

  test("the reason goes with the person's file and is in no audit line; who opened and when stays", async () => {
    const scope = { tenantId: here.tenantId, controllerIds: [controllerId] };
    const kept = await sql<{ reason: Buffer | null }>`select reason from break_glass`.execute(database.admin);
    const sealed = Buffer.from(reason).toString("base64");
    expect(kept.rows.some((row) => row.reason?.toString() === sealed)).toBe(true);
    expect(await database.as(scope, (tx) => eraseReasonsAbout(tx, personId))).toBeGreaterThan(0);
    const officer = await enter("dpo@essai.test");
    const { openings } = await officer.do(listBreakGlass, {});
    expect(openings.length).toBeGreaterThan(0);
    expect(openings.every((opening) => opening.reason === null)).toBe(true);
    const { rows } = await sql<{ all: string }>`select string_agg(line, ' ') as all from audit_entry`.execute(
      database.admin,
    );
    const { rows: forTenant } = await database.as({ tenantId: here.tenantId }, (tx) =>
      sql<{ all: string }>`select string_agg(line, ' ') as all from audit_entry`.execute(tx),
    );
    expect(`${rows[0]?.all} ${forTenant[0]?.all}`).not.toContain("volets");
    expect(forTenant[0]?.all).toContain("access.openFileInEmergency");
    expect(forTenant[0]?.all).toContain("emergency");
  });
});
