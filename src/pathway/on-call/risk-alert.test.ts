import { addMilliseconds, randomId, toInstant, type Actor, type CallOf, type PersonId } from "#base";
import { runDueTimers } from "../handlers.ts";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  acknowledgeRiskAlert,
  addDuty,
  decideInstrument,
  endDuty,
  eraseFile,
  listRiskAlerts,
  listScreenings,
  noteRiskAlert,
  readOnCall,
  readRiskAlert,
  recordScreening,
  setAskingHours,
} from "../actions.ts";

const world = await loopWorld({ hasHealth: true });
const { run, worker, ccas, tenantId } = world;
const admin = professional(tenantId, ccas, "territory-admin");
const coordinator = professional(tenantId, ccas, "team-coordinator");
const [nadia, oscar] = [
  professional(tenantId, ccas, "link-worker"),
  professional(tenantId, ccas, "link-worker"),
];

const put = (actor: Actor, hours: string, turn = 1, phone: string | null = null) =>
  run(
    addDuty,
    { id: randomId<"on-call-duty">(), controllerId: ccas, accountId: idOf(actor), hours, turn, phone },
    { actor: coordinator },
  );
function idOf(actor: Actor) {
  if (actor.id === null) throw new Error("nobody");
  return actor.id;
}
const enable = (instrument = "phq9", isEnabled = true) =>
  run(
    decideInstrument,
    {
      controllerId: ccas,
      instrument,
      isEnabled,
      purpose: "Repérer ensemble quand un avis médical s’impose.",
      answerableId: idOf(coordinator),
    },
    { actor: admin },
  );
/** Two people on call at all hours in which one may ask, and the PHQ-9 enabled. */
async function cover(): Promise<void> {
  await run(
    setAskingHours,
    { controllerId: ccas, askingHours: "Mo-Fr 08:00-20:00" },
    { actor: coordinator, version: 0 },
  );
  await put(nadia, "24/7");
  await put(oscar, "24/7", 2, "06 39 98 00 01");
  await enable();
}
const calm = Object.fromEntries(Array.from({ length: 9 }, (_, item) => [`phq9-${item + 1}`, 0]));
const risky = { ...calm, "phq9-9": 1 };
const ask = (
  personId: PersonId,
  answers: CallOf<typeof recordScreening>["answers"],
  given: Partial<CallOf<typeof recordScreening>> = {},
  actor: Actor = worker,
) =>
  run(
    recordScreening,
    { id: randomId<"screening">(), personId, instrument: "phq9", mode: "in-person", answers, ...given },
    { actor },
  );
const alerts = async (actor: Actor = nadia) => (await run(listRiskAlerts, {}, { actor })).alerts;
const toldTo = () => world.outbox.map(({ to }) => to);

beforeEach(async () => {
  await world.reset();
  for (const actor of [worker, coordinator, nadia, oscar]) await world.employ(actor);
});

describe("an instrument that may tell of suicidal risk", () => {
  test("is enabled only where two people are on call at every hour in which one asks", async () => {
    expect(await refusal(enable())).toBe("pathway.onCallNotCovered");
    await run(
      setAskingHours,
      { controllerId: ccas, askingHours: "Mo-Fr 08:00-20:00" },
      { actor: coordinator, version: 0 },
    );
    await put(nadia, "Mo-Fr 08:00-20:00");
    await put(oscar, "Mo-Fr 08:00-18:00");
    expect(await refusal(enable())).toBe("pathway.onCallNotCovered");
    const { gaps, isCovered } = await run(readOnCall, { controllerId: ccas }, { actor: coordinator });
    expect([isCovered, gaps[0]]).toEqual([
      false,
      { from: "2026-11-30T18:00", to: "2026-11-30T20:00", persons: 1 },
    ]);
    await put(coordinator, "Mo-Fr 17:00-20:00");
    expect(await refusal(enable())).toBe("accepted");
  });

  test("is not asked without somebody else on call, and the answers that tell of risk are kept all the same", async () => {
    await cover();
    const personId = await world.open();
    const { duties } = await run(readOnCall, { controllerId: ccas }, { actor: coordinator });
    for (const { id } of duties) await run(endDuty, { id, controllerId: ccas }, { actor: coordinator });
    expect(await refusal(ask(personId, calm))).toBe("pathway.onCallNotCovered");
    const { alertId } = await ask(personId, risky);
    expect(alertId).not.toBeNull();
    expect((await alerts())[0]).toMatchObject({ wasCovered: false, level: 2 });
    await world.ring();
    // Nobody is on the roster: the coordinator, then everybody, hears of it at once; the one who asked does not.
    expect(toldTo()).toEqual([`${coordinator.id}@example.org`]);
  });

  test("is not asked by the only one on call", async () => {
    await cover();
    const { duties } = await run(readOnCall, { controllerId: ccas }, { actor: coordinator });
    const own = duties.find(({ accountId }) => accountId === oscar.id);
    await run(endDuty, { id: own?.id ?? randomId(), controllerId: ccas }, { actor: coordinator });
    const personId = await world.open();
    expect(await refusal(ask(personId, calm, {}, nadia))).toBe("pathway.onCallNotCovered");
    expect(await refusal(ask(personId, calm, {}, worker))).toBe("accepted");
  });

  test("is never answered alone on a screen", async () => {
    await cover();
    const personId = await world.open();
    expect(await refusal(ask(personId, calm, { mode: "self" }))).toBe("pathway.answersUnreadable");
  });
});

describe("an answer that tells of suicidal risk", () => {
  beforeEach(cover);

  test("raises an alert in the same transaction, whatever the score, even when the rest is left out", async () => {
    const personId = await world.open();
    const { alertId, status, shownAt } = await ask(personId, { "phq9-9": 1 });
    expect([status, shownAt]).toEqual(["incomplete", "alerte"]);
    expect(await alerts()).toMatchObject([
      { id: alertId, personId, level: 2, steps: 0, acknowledgedAt: null },
    ]);
    expect((await ask(personId, calm)).alertId).toBeNull();
    expect(await alerts()).toHaveLength(1);
  });

  test("is not kept when the alert cannot be written", async () => {
    const personId = await world.open();
    await sql`alter table risk_alert add constraint trouble check (level <> 2) not valid`.execute(
      world.database.admin,
    );
    try {
      await expect(ask(personId, risky)).rejects.toThrow("trouble");
    } finally {
      await sql`alter table risk_alert drop constraint trouble`.execute(world.database.admin);
    }
    const { screenings } = await run(listScreenings, { personId }, { actor: worker });
    expect(screenings).toEqual([]);
    expect(await alerts()).toEqual([]);
    const { rows } = await sql`select from timer_due`.execute(world.database.admin);
    expect(rows).toHaveLength(0);
  });

  test("sent twice from a device raises one alert", async () => {
    const personId = await world.open();
    const id = randomId<"screening">();
    await ask(personId, risky, { id });
    expect(await refusal(ask(personId, risky, { id }))).toBe("pathway.screeningExists");
    expect(await alerts()).toHaveLength(1);
  });

  test("corrected later keeps its alert", async () => {
    const personId = await world.open();
    const { screeningId, alertId } = await ask(personId, risky);
    await ask(personId, calm, { replacesId: screeningId });
    expect(await alerts()).toMatchObject([{ id: alertId }]);
    await world.ring();
    expect(world.outbox).toHaveLength(1);
  });

  test("is told by a message without content: first turn, then everybody on call, then all, each once", async () => {
    const personId = await world.open();
    await ask(personId, risky);
    await world.ring();
    await world.ring();
    expect(toldTo()).toEqual([`${nadia.id}@example.org`]);
    expect(JSON.stringify(world.outbox)).not.toMatch(/Canari|Beausoleil|phq|PHQ|CCAS|suicid|risk|alert[^e]/);
    world.wait(14.9 / 60);
    await world.ring();
    expect(world.outbox).toHaveLength(1);
    world.wait(0.2 / 60);
    await world.ring();
    const second = toldTo().slice(1).toSorted();
    expect(second).toEqual(
      [
        `${nadia.id}@example.org`,
        `${oscar.id}@example.org`,
        `${coordinator.id}@example.org`,
        "+33639980001",
      ].toSorted(),
    );
    world.wait(44 / 60);
    await world.ring();
    expect(world.outbox).toHaveLength(5);
    world.wait(2 / 60);
    await world.ring();
    expect(world.outbox.length).toBeGreaterThan(8);
    expect(toldTo()).not.toContain(`${worker.id}@example.org`);
    const before = world.outbox.length;
    world.wait(61 / 60);
    await world.ring();
    expect(world.outbox.length).toBeGreaterThan(before);
  });

  test("is told once in effect when several processes look at the timers at once", async () => {
    const personId = await world.open();
    for (let round = 0; round < 5; round += 1) await ask(personId, risky);
    await Promise.all(Array.from({ length: 6 }, () => world.ring()));
    expect(world.outbox).toHaveLength(5);
    world.wait(0.3);
    await Promise.all(Array.from({ length: 6 }, () => world.ring()));
    expect(world.outbox).toHaveLength(5 + 5 * 4);
    const { rows } = await sql<{ steps: number }>`select steps from risk_alert`.execute(world.database.admin);
    expect(rows.map(({ steps }) => steps)).toEqual([2, 2, 2, 2, 2]);
  });

  test("is told to the end over a clock that jumps ahead, and at once after one that went back", async () => {
    const personId = await world.open();
    const start = world.clock.now;
    await ask(personId, risky);
    world.clock.now = toInstant(new Date("2038-01-19T09:14:08Z"));
    await world.ring();
    const [alert] = await alerts();
    expect(alert?.steps).toBe(3);
    const sent = world.outbox.length;
    await ask(personId, risky);
    await world.ring();
    expect(world.outbox.length).toBeGreaterThan(sent);
    const before = world.outbox.length;
    // Back in 2026: what was set in 2038 begins its delay anew.
    world.clock.now = addMilliseconds(start, 3_600_000);
    await world.ring();
    world.wait(16 / 60);
    await world.ring();
    const steps = (await alerts()).map((one) => one.steps);
    expect(Math.max(...steps)).toBeGreaterThanOrEqual(2);
    expect(world.outbox.length).toBeGreaterThan(before);
    // One raised while the clock stood ahead is told at once when it is right again.
    world.outbox.length = 0;
    world.clock.now = toInstant(new Date("2038-01-19T09:14:08Z"));
    await ask(personId, risky);
    world.clock.now = addMilliseconds(start, 7_200_000);
    await world.ring();
    expect(toldTo()).toContain(`${nadia.id}@example.org`);
  });

  test("is told again after a gateway that was down, and to the next ones when an account is gone", async () => {
    const personId = await world.open();
    world.gateway.isDown = true;
    await ask(personId, risky);
    await world.ring();
    expect(world.failures).toEqual(["risk-notice"]);
    const [waiting] = await alerts();
    if (waiting === undefined) throw new Error("no alert");
    const sentSoFar = async () =>
      (await run(readRiskAlert, { alertId: waiting.id }, { actor: worker })).messagesSent;
    expect(await sentSoFar()).toBe(0);
    world.gateway.isDown = false;
    world.wait(2 / 60);
    await world.ring();
    expect(toldTo()).toEqual([`${nadia.id}@example.org`]);
    expect(await sentSoFar()).toBe(1);
    world.gone.add(idOf(nadia));
    world.wait(15 / 60);
    await world.ring();
    expect(toldTo()).toContain(`${oscar.id}@example.org`);
  });

  test("is taken over by somebody else than the one who asked, with what is done, once", async () => {
    const personId = await world.open();
    const { alertId } = await ask(personId, risky);
    if (alertId === null) throw new Error("no alert");
    const take = (actor: Actor) =>
      run(
        acknowledgeRiskAlert,
        { alertId, words: "J’ai appelé, nous allons ensemble aux urgences." },
        { actor },
      );
    await run(noteRiskAlert, { alertId, words: "3114 appelé avec elle." }, { actor: worker });
    expect(await refusal(take(worker))).toBe("base.notAllowed");
    expect(await refusal(take(world.colleague))).toBe("pathway.riskAlertNotFound");
    expect(await refusal(take(world.stranger))).toBe("pathway.riskAlertNotFound");
    const outcomes = await Promise.all([refusal(take(nadia)), refusal(take(oscar))]);
    expect(outcomes.toSorted()).toEqual(["accepted", "pathway.riskAlertAcknowledged"]);
    await world.ring();
    world.wait(2);
    await world.ring();
    expect(world.outbox).toEqual([]);
    expect(await alerts()).toEqual([]);
    const { events } = await run(readRiskAlert, { alertId }, { actor: worker });
    expect(events.map(({ kind, words }) => [kind, words])).toEqual([
      ["raised", null],
      ["noted", "3114 appelé avec elle."],
      ["acknowledged", "J’ai appelé, nous allons ensemble aux urgences."],
    ]);
  });

  test("cannot be taken over by the one who asked even past the program, nor taken away", async () => {
    const personId = await world.open();
    await ask(personId, risky);
    const scope = { tenantId, controllerIds: [ccas] };
    await expect(
      world.database.as(scope, (tx) =>
        sql`update risk_alert set acknowledged_at = ${world.clock.now}, acknowledged_by = asked_by`.execute(
          tx,
        ),
      ),
    ).rejects.toThrow("check constraint");
    await expect(world.database.as(scope, (tx) => sql`delete from risk_alert`.execute(tx))).rejects.toThrow(
      "permission denied",
    );
  });

  test("is taken over while it is being told: nothing is told after", async () => {
    const personId = await world.open();
    for (let round = 0; round < 10; round += 1) {
      world.outbox.length = 0;
      const { alertId } = await ask(personId, risky);
      if (alertId === null) throw new Error("no alert");
      const [taken] = await Promise.all([
        run(acknowledgeRiskAlert, { alertId, words: "Je m’en occupe." }, { actor: nadia }),
        world.ring(),
      ]);
      expect(taken.alertId).toBe(alertId);
      world.wait(2);
      const already = world.outbox.length;
      await world.ring();
      expect(world.outbox.length - already).toBe(0);
    }
  });

  test("keeps the file from being erased until somebody took it over", async () => {
    const personId = await world.open();
    const { alertId } = await ask(personId, risky);
    if (alertId === null) throw new Error("no alert");
    expect(await refusal(run(eraseFile, { personId }, { actor: world.officer }))).toBe(
      "pathway.riskAlertOpen",
    );
    await run(acknowledgeRiskAlert, { alertId, words: "Suivi par le médecin." }, { actor: nadia });
    expect(await refusal(run(eraseFile, { personId }, { actor: world.officer }))).toBe("accepted");
    const { rows } = await sql`select from risk_alert_event`.execute(world.database.admin);
    expect(rows).toHaveLength(0);
  });

  test("waits as rows: another process goes on where the first one ended", async () => {
    const personId = await world.open();
    await ask(personId, risky);
    world.wait(0.5);
    const { timerEffects } = await import("../handlers.ts");
    const sent: string[] = [];
    const effects = timerEffects({
      vault: world.vault,
      baseUrl: "https://tisser.example",
      sentence: (_locale, key) => key,
      accountAddress: async () => "second@example.org",
      sendMessage: async ({ to }) => void sent.push(to),
    });
    const work = { db: world.database.app, clock: () => world.clock.now, newId: randomId, effects };
    await runDueTimers({ ...work, onFailure: (_timer, error) => expect(error).toBeUndefined() });
    expect(sent.length).toBeGreaterThan(2);
  });
});
