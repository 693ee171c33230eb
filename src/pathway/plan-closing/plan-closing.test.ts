import { anonymousActor, localDateAt, randomId, TisserError, type Id, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../../src/server/run-action.ts";
import { cafe, loopWorld, mission, refusal, secretIn } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  addPlanItem,
  changePlanItem,
  classifyPlanItem,
  closePlan,
  confirmMerge,
  createReferrals,
  listOwnCasesForOffer,
  exportFile,
  listPlan,
  listWaiting,
  moveReferral,
  openAnswerLink,
  previewMerge,
  proposeMerge,
  readOwnPage,
  readPlanClosing,
  readPlanSheet,
  readReferral,
  readReferralGroup,
  recordScreening,
  reopenPlan,
  reviewPlan,
  sendOwnPage,
  setPlanCompany,
  setPlanReview,
} from "../actions.ts";
import { erasePersonRows } from "../store.ts";
import { daysLater } from "../timer/delays.ts";

const world = await loopWorld();
const { run, worker, database } = world;
const actor = worker;

beforeEach(() => world.reset());

const day = (later: number) => localDateAt(daysLater(world.clock.now, later), "Europe/Paris");
const close = (
  personId: PersonId,
  summary: string | null = "Je sors le mardi, et je revois Léa.",
  by = actor,
) => run(closePlan, { id: randomId<"planClosing">(), personId, summary }, { actor: by });
const read = (personId: PersonId, by = actor) => run(readPlanClosing, { personId }, { actor: by });
const closingOf = async (personId: PersonId, by = actor) => {
  const { closing } = await read(personId, by);
  if (closing === null) throw new Error("the plan goes on");
  return closing;
};

async function put(personId: PersonId, title: string | null, offerId: typeof cafe.id | null = null) {
  const id = randomId<"planItem">();
  await run(addPlanItem, { id, personId, title, offerId }, { actor });
  return id;
}
async function settle(personId: PersonId, planItemId: Id<"planItem">, status: "done" | "dropped") {
  const { items } = await run(listPlan, { personId }, { actor });
  const version = items.find(({ id }) => id === planItemId)?.version ?? 0;
  await run(changePlanItem, { personId, planItemId, status }, { actor, version });
}
async function moved(
  referralId: Id<"referral">,
  details: { readonly move: "decline" | "mark-error"; readonly note?: string },
) {
  const { version } = await run(readReferral, { referralId }, { actor });
  await run(moveReferral, { referralId, ...details }, { actor, version });
}
/** What the receiver says, put on record: the steps to it are tested elsewhere. */
const ended = (referralId: Id<"referral">, outcome: string) =>
  sql`update referral set status = 'completed', outcome = ${outcome}, loop = 'closed_known' where id = ${referralId}`.execute(
    database.admin,
  );
async function ask(personId: PersonId, instrument: "ucla3", score: 1 | 3) {
  const answers = { "ucla3-1": score, "ucla3-2": score, "ucla3-3": score };
  await run(
    recordScreening,
    { id: randomId<"screening">(), personId, instrument, mode: "in-person", answers },
    { actor },
  );
}

describe("closing a plan", () => {
  test("is refused while something is to be done or under way, and names it by its id", async () => {
    const personId = await world.open();
    const [toDo, done] = [await put(personId, "Appeler ma sœur"), await put(personId, "Le jardin")];
    await settle(personId, done, "done");
    const { referralId } = await world.refer(personId);
    const refused = await close(personId).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TisserError);
    expect(refused).toMatchObject({
      code: "pathway.planStillOpen",
      params: { items: 1, referrals: 1 },
      issues: [
        { path: `items.${toDo}`, code: "stillOpen" },
        { path: `referrals.${referralId}`, code: "stillOpen" },
      ],
    });
    expect(await read(personId)).toMatchObject({
      closing: null,
      stillOpen: {
        items: [{ id: toDo, title: "Appeler ma sœur" }],
        referrals: [{ id: referralId, receiverName: cafe.name }],
      },
    });
    await settle(personId, toDo, "dropped");
    await moved(referralId, { move: "decline" });
    expect(await refusal(close(personId))).toBe("accepted");
  });

  test("counts what was done, given up and how referrals ended, unknown as unknown, and mission apart", async () => {
    const personId = await world.open();
    const [one, two, gone] = [
      await put(personId, "Appeler ma sœur"),
      await put(personId, null, cafe.id),
      await put(personId, "La chorale"),
    ];
    const helping = await put(personId, null, mission.id);
    const met = await world.refer(personId, { planItemId: two });
    await ended(met.referralId, "met-someone-seen-again");
    const helped = await world.refer(personId, { planItemId: helping, offerId: mission.id });
    await ended(helped.referralId, "attends-regularly");
    const declined = await world.refer(personId);
    await moved(declined.referralId, { move: "decline" });
    const wrong = await world.refer(personId);
    await moved(wrong.referralId, { move: "mark-error", note: "Une autre personne" });
    await world.refer(personId);
    world.wait(24 * 31);
    await world.ring();
    for (const id of [one, two, helping]) await settle(personId, id, "done");
    await settle(personId, gone, "dropped");
    await close(personId);
    expect(await closingOf(personId)).toMatchObject({
      summary: "Je sors le mardi, et je revois Léa.",
      closedBy: `name of ${actor.id}`,
      counted: {
        helped: {
          done: 2,
          dropped: 1,
          referrals: {
            outcomes: [{ outcome: "met-someone-seen-again", count: 1 }],
            otherwise: 1,
            unknown: 1,
          },
        },
        helping: {
          done: 1,
          dropped: 0,
          referrals: { outcomes: [{ outcome: "attends-regularly", count: 1 }], otherwise: 0, unknown: 0 },
        },
      },
    });
  });

  test("compares each instrument with its first time, and says what was not asked again; only to who may read results", async () => {
    const personId = await world.open();
    await ask(personId, "ucla3", 3);
    await close(personId);
    expect((await closingOf(personId)).askedAgain).toMatchObject([
      { instrument: "ucla3", lastAskedAt: null, change: { status: "none" } },
    ]);
    const first = await closingOf(personId);
    await run(reopenPlan, { personId, planClosingId: first.id, reason: "new-need" }, { actor });
    world.wait(24 * 40);
    await ask(personId, "ucla3", 3);
    world.wait(24 * 40);
    await ask(personId, "ucla3", 1);
    await close(personId);
    const [again] = (await closingOf(personId)).askedAgain;
    expect(again).toMatchObject({
      firstAskedAt: first.askedAgain[0]?.firstAskedAt,
      lastAskedAt: world.clock.now,
      change: { status: "compared", difference: -6, meanFrom: "synthetic-survey" },
    });
    world.wait(24);
    await ask(personId, "ucla3", 3);
    expect((await closingOf(personId)).askedAgain[0]?.change).toMatchObject({ difference: -6 });
    await world.accompany(personId, world.prescriber);
    expect((await closingOf(personId, world.prescriber)).askedAgain[0]?.change).toEqual({ status: "hidden" });
  });

  test("without the person's words says so, and seals them where there are some", async () => {
    const personId = await world.open();
    await close(personId, "   ");
    expect((await closingOf(personId)).summary).toBeNull();
    const other = await world.open();
    await close(other, "Un secret de Léa");
    const { rows } = await sql<{ content: Buffer }>`select content from plan_closing`.execute(database.admin);
    expect(rows.map(({ content }) => content.toString("latin1")).join("\n")).not.toMatch(/secret|counted/);
    expect(await refusal(close(await world.open(), "a".repeat(2001)))).toBe("base.invalidInput");
  });

  test("happens once, also when two close at once, and never beside something that comes in meanwhile", async () => {
    const personId = await world.open();
    const tried = await Promise.all([refusal(close(personId)), refusal(close(personId))]);
    expect(tried.toSorted()).toEqual(["accepted", "pathway.planClosed"]);
    for (let round = 0; round < 10; round += 1) {
      const id = await world.open();
      const [closed, added, referred] = await Promise.all([
        refusal(close(id)),
        refusal(put(id, "Le jardin")),
        refusal(world.refer(id)),
      ]);
      const { items } = await run(listPlan, { personId: id }, { actor });
      const { stillOpen } = await read(id);
      if (closed === "accepted") {
        expect([added, referred]).toEqual(["pathway.planClosed", "pathway.planClosed"]);
        expect([items.length, stillOpen.referrals.length]).toEqual([0, 0]);
      } else expect(items.length + stillOpen.referrals.length).toBeGreaterThan(0);
    }
  });

  test("is for nobody of another organisation or territory", async () => {
    const personId = await world.open();
    const { planClosingId } = await close(personId);
    for (const other of [world.colleague, world.stranger]) {
      expect(await refusal(close(personId, null, other))).toBe("pathway.personNotFound");
      expect(await refusal(read(personId, other))).toBe("pathway.personNotFound");
      const reopening = run(reopenPlan, { personId, planClosingId, reason: "news" }, { actor: other });
      expect(await refusal(reopening)).toBe("pathway.personNotFound");
    }
  });
});

describe("a closed plan", () => {
  test("is read only: no act on it is accepted until it is taken up again, with a reason that stays", async () => {
    const personId = await world.open();
    const planItemId = await put(personId, "Le jardin");
    await settle(personId, planItemId, "done");
    const version = 2;
    const { planClosingId } = await close(personId);
    const item = { personId, planItemId };
    const acts = () => [
      refusal(put(personId, "La chorale")),
      refusal(run(changePlanItem, { ...item, status: "chosen" }, { actor, version })),
      refusal(run(setPlanCompany, { ...item, accompaniedBy: "team" }, { actor, version })),
      refusal(run(classifyPlanItem, { ...item, area: "care" }, { actor, version })),
      refusal(run(setPlanReview, { personId, reviewOn: day(9) }, { actor })),
      refusal(run(reviewPlan, { personId, planReviewId: randomId<"planReview">() }, { actor })),
      refusal(world.refer(personId)),
      refusal(world.refer(personId, { evidence: null })),
    ];
    expect(new Set(await Promise.all(acts()))).toEqual(new Set(["pathway.planClosed"]));
    world.wait(24);
    const reopen = () => run(reopenPlan, { personId, planClosingId, reason: "person-asks" }, { actor });
    await reopen();
    expect(await refusal(reopen())).toBe("pathway.planClosingNotFound");
    expect(await refusal(put(personId, "La chorale"))).toBe("accepted");
    expect(await read(personId)).toMatchObject({
      closing: null,
      earlier: [
        {
          id: planClosingId,
          reopenedAt: world.clock.now,
          reason: "person-asks",
          summary: "Je sors le mardi, et je revois Léa.",
        },
      ],
    });
    const { rows } = await sql<{ line: string }>`
      select line from audit_entry where line like '%pathway.reopenPlan%'`.execute(database.admin);
    expect(rows.filter(({ line }) => line.includes(personId) && line.includes("planReopened"))).toHaveLength(
      1,
    );
  });

  test("waits for no review any more, and its day is not told", async () => {
    const personId = await world.open();
    await run(setPlanReview, { personId, reviewOn: day(2) }, { actor });
    await close(personId);
    world.wait(24 * 3);
    const { items } = await run(listWaiting, {}, { actor });
    expect(items.filter(({ reason }) => reason === "plan-review")).toEqual([]);
    expect((await run(listPlan, { personId }, { actor })).review).toBeNull();
    expect((await run(readPlanSheet, { personId }, { actor })).nextReviewOn).toBeNull();
  });

  test("leaves out its person from a gesture for several, says so before, and the others go", async () => {
    const [one, two] = [
      await world.open(actor, { givenNames: "Aline", familyName: "Canari" }),
      await world.open(actor, { givenNames: "Bertrand", familyName: "Pinson" }),
    ];
    await close(one);
    const { persons } = await run(listOwnCasesForOffer, { offerId: cafe.id }, { actor });
    expect(new Map(persons.map(({ personId, hindrance }) => [personId, hindrance]))).toEqual(
      new Map([
        [one, "plan-closed"],
        [two, null],
      ]),
    );
    const groupId = randomId<"referral-group">();
    const told = await run(
      createReferrals,
      {
        groupId,
        offerId: cafe.id,
        lines: [`${one}.witnessed-oral`, `${two}.witnessed-oral`],
        receiverName: cafe.name,
        receiverChannel: "none",
        items: ["first-name"],
        callbackPhone: "04 99 91 92 93",
      },
      { actor },
    );
    expect(told).toMatchObject({ sent: 1, refused: 1 });
    const { lines } = await run(readReferralGroup, { groupId }, { actor });
    expect(lines.map(({ result }) => result)).toEqual(["plan-closed", "sent"]);
  });

  test("stands on the sheet and on the person's own page, in their words and without any score", async () => {
    const personId = await world.open(worker, { contactChannels: ["sms"] });
    await ask(personId, "ucla3", 3);
    world.wait(24 * 90);
    await ask(personId, "ucla3", 1);
    const [garden, club] = [await put(personId, null, mission.id), await put(personId, "Le club")];
    await settle(personId, garden, "done");
    await settle(personId, club, "dropped");
    expect(await run(readPlanSheet, { personId }, { actor })).toMatchObject({ closing: null, done: [] });
    await close(personId);
    const closing = {
      on: day(0),
      summary: "Je sors le mardi, et je revois Léa.",
      askedAgainOn: day(0),
      counted: { helped: { done: 0, dropped: 1 }, helping: { done: 1 } },
    };
    const sheet = await run(readPlanSheet, { personId }, { actor });
    expect(sheet).toMatchObject({ closing, items: [], done: [{ title: mission.name, isHelping: true }] });
    const invitation = { channel: "sms", agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;
    await run(sendOwnPage, { personId, ...invitation }, { actor });
    await world.ring();
    const http = noExchange();
    await run(openAnswerLink, { token: secretIn(world.outbox.at(-1)) }, { actor: anonymousActor, http });
    const person = await world.holder(http.setCookies);
    if (person === null) throw new Error("no session");
    const own = await run(readOwnPage, {}, { actor: person });
    expect(own).toMatchObject({ closing, reviewOn: null });
    expect(JSON.stringify([own.closing, sheet.closing])).not.toMatch(/score|band|ucla|difference/);
  });

  test("is handed out with the file, goes with it, and keeps two files from becoming one", async () => {
    const [keptId, mergedId] = [await world.open(), await world.open()];
    const { planClosingId } = await close(mergedId, "C’est bien ainsi.");
    const { records } = await run(exportFile, { personId: mergedId }, { actor: world.officer });
    expect(records.filter(({ kind }) => kind === "planClosing")).toMatchObject([
      { fields: { status: "closed", summary: "C’est bien ainsi.", counted: { helped: { done: 0 } } } },
    ]);
    const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");
    await world.employ(worker);
    await world.employ(coordinator);
    const preview = await run(previewMerge, { keptId, mergedId }, { actor });
    expect(preview.obstacles).toEqual(["plan-closed"]);
    const { mergeId } = await run(proposeMerge, { keptId, mergedId }, { actor });
    const confirm = () => refusal(run(confirmMerge, { mergeId }, { actor: coordinator }));
    expect(await confirm()).toBe("pathway.mergePlanClosed");
    await run(reopenPlan, { personId: mergedId, planClosingId, reason: "two-files" }, { actor });
    expect(await confirm()).toBe("accepted");
    expect((await read(keptId)).earlier).toMatchObject([
      { id: planClosingId, summary: "C’est bien ainsi.", reason: "two-files" },
    ]);
    const { rows } = await sql<{ key_id: PersonId }>`
      select key_id from person where id = ${keptId}`.execute(database.admin);
    const keyId = rows[0]?.key_id ?? keptId;
    await database.as({ tenantId: world.tenantId }, (tx) => erasePersonRows(tx, keyId));
    expect((await sql`select from plan_closing`.execute(database.admin)).rows.length).toBe(0);
  });
});
