import { localDateAt, randomId, type Actor, type LocalDate } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  bringBack,
  endAbsence,
  listAbsences,
  listLoads,
  listWaiting,
  noteAbsence,
  readReferral,
  sendReferral,
  setAside,
} from "../actions.ts";
import { daysLater } from "../timer/delays.ts";
import { waitingGroups, waitingReason } from "./reason.ts";

const world = await loopWorld();
const { run, worker, prescriber, colleague, tenantId, ccas } = world;
const coordinator = professional(tenantId, ccas, "team-coordinator");
const cover = professional(tenantId, ccas, "link-worker");

const empty = emptier(world.database, "absence");
beforeEach(async () => {
  await world.reset();
  await empty();
  for (const one of [worker, prescriber, cover, coordinator]) await world.employ(one);
});

const idOf = (actor: Actor) => actor.id ?? randomId<"account">();
const day = (later: number): LocalDate => localDateAt(daysLater(world.clock.now, later), "Europe/Paris");
const waiting = async (actor: Actor, given: { mine?: "true"; view?: "aside" } = {}) =>
  (await run(listWaiting, given, { actor })).items;
const away = (given: Partial<{ coverId: string; fromDay: LocalDate; untilDay: LocalDate }> = {}) => ({
  controllerId: ccas,
  accountId: idOf(worker),
  coverId: idOf(cover),
  fromDay: day(0),
  untilDay: day(6),
  ...given,
});
/** A referral whose agreement is still to be asked: it waits at once. */
const refer = async (given: Parameters<typeof world.refer>[1] = {}) => {
  const personId = await world.open();
  const { referralId } = await world.refer(personId, { evidence: null, ...given });
  return { personId, referralId };
};

test("every reason belongs to one group, in the order of urgency", () => {
  expect(Object.values(waitingGroups).flat()).toEqual(waitingReason.codes);
});

describe("while somebody is away", () => {
  test("what waits for them is at once with whoever covers, with whose it is, and no longer once they are back", async () => {
    const { referralId } = await refer();
    expect(await waiting(cover, { mine: "true" })).toEqual([]);
    const { absenceId } = await run(noteAbsence, away(), { actor: worker });
    expect(await waiting(cover, { mine: "true" })).toMatchObject([
      { referralId, coversFor: `name of ${worker.id}` },
    ]);
    expect(await waiting(worker, { mine: "true" })).toMatchObject([{ referralId, coversFor: null }]);
    expect((await run(readReferral, { referralId }, { actor: cover })).id).toBe(referralId);
    await run(endAbsence, { absenceId }, { actor: worker });
    expect(await waiting(cover, { mine: "true" })).toEqual([]);
    expect(await refusal(run(endAbsence, { absenceId }, { actor: worker }))).toBe("pathway.absenceNotFound");
  });

  test("begins on its first day and ends after its last, of the territory's calendar", async () => {
    await refer();
    await run(noteAbsence, away({ fromDay: day(2), untilDay: day(3) }), { actor: worker });
    const seen: number[] = [];
    for (let passed = 0; passed < 5; passed += 1) {
      seen.push((await waiting(cover, { mine: "true" })).length);
      world.wait(24);
    }
    expect(seen).toEqual([0, 0, 1, 1, 0]);
  });

  test("is noted by oneself or by the coordinator, with a cover who sees every file and is there", async () => {
    const note = (given: ReturnType<typeof away>, actor = worker) =>
      refusal(run(noteAbsence, given, { actor }));
    expect(await note(away(), cover)).toBe("base.notAllowed");
    expect(await note(away(), colleague)).toBe("base.notAllowed");
    expect(await note(away({ coverId: idOf(worker) }))).toBe("pathway.coverUnfit");
    expect(await note(away({ coverId: idOf(prescriber) }))).toBe("pathway.coverUnfit");
    expect(await note(away({ coverId: idOf(colleague) }))).toBe("pathway.coverUnfit");
    expect(await note(away({ untilDay: day(-1) }))).toBe("pathway.absenceDaysInvalid");
    expect(await note(away({ fromDay: day(3), untilDay: day(2) }))).toBe("pathway.absenceDaysInvalid");
    expect(await note(away({ untilDay: day(400) }))).toBe("pathway.absenceDaysInvalid");
    expect(await note(away(), coordinator)).toBe("accepted");
    expect(await note(away({ fromDay: day(6), untilDay: day(9) }))).toBe("pathway.absenceOverlaps");
    const own = { ...away({ coverId: idOf(coordinator) }), accountId: idOf(cover) };
    expect(await note(own, cover)).toBe("pathway.coversSomebody");
    const other = { ...away({ coverId: idOf(worker) }), accountId: idOf(coordinator) };
    expect(await note(other, coordinator)).toBe("pathway.coverAway");
  });

  test("two notings at once leave one absence", async () => {
    const both = await Promise.all(
      [worker, coordinator].map((actor) => refusal(run(noteAbsence, away(), { actor }))),
    );
    expect(both.toSorted()).toEqual(["accepted", "pathway.absenceOverlaps"]);
  });

  test("is listed for the organisation alone, with who may cover", async () => {
    await run(noteAbsence, away(), { actor: worker });
    const known = await run(listAbsences, {}, { actor: prescriber });
    expect(known.absences).toMatchObject([{ accountId: worker.id, coverId: cover.id, mayEnd: false }]);
    expect(known.away.map(({ accountId }) => accountId)).toEqual([prescriber.id]);
    expect(known.covers.map(({ accountId }) => accountId).toSorted()).toEqual(
      [worker.id, cover.id, coordinator.id].toSorted(),
    );
    expect((await run(listAbsences, {}, { actor: colleague })).absences).toEqual([]);
  });
});

describe("what was seen", () => {
  const item = (referralId: string) => `agreement-to-ask.${referralId}`;

  test("is set aside by one act, comes back by one, and by itself after its days", async () => {
    const one = await refer();
    const two = await refer();
    const items = [item(one.referralId), item(two.referralId)];
    const { batchId, count } = await run(setAside, { items, days: 3 }, { actor: worker });
    expect(count).toBe(2);
    expect(await waiting(cover)).toEqual([]);
    const aside = await waiting(cover, { view: "aside" });
    expect(aside.map(({ referralId }) => referralId).toSorted()).toEqual(
      [one.referralId, two.referralId].toSorted(),
    );
    expect(await refusal(run(setAside, { items }, { actor: worker }))).toBe("pathway.nothingToSetAside");
    await run(bringBack, { batchId }, { actor: cover });
    expect((await waiting(cover)).length).toBe(2);
    expect(await refusal(run(bringBack, { batchId }, { actor: cover }))).toBe("pathway.nothingToSetAside");
    await run(setAside, { items, days: 3 }, { actor: worker });
    world.wait(3 * 24 + 1);
    expect((await waiting(cover)).length).toBe(2);
  });

  test("comes back as soon as something new happens", async () => {
    const personId = await world.open();
    const { referralId } = await world.refer(personId);
    world.wait(31 * 24);
    await world.ring();
    await run(setAside, { items: [`no-answer.${referralId}`], days: 14 }, { actor: worker });
    expect(await waiting(worker)).toEqual([]);
    const { version } = await run(readReferral, { referralId }, { actor: worker });
    await run(sendReferral, { referralId, evidence: "witnessed-oral" }, { actor: worker, version });
    world.wait(5 * 24);
    expect(await waiting(worker)).toEqual([]);
    world.wait(31 * 24);
    await world.ring();
    expect(await waiting(worker)).toMatchObject([{ reason: "no-answer", referralId, aside: null }]);
  });

  test("cannot be something to which somebody waits for an answer, nor of others", async () => {
    const { referralId } = await refer();
    world.gateway.isDown = true;
    const sent = await world.refer(await world.open());
    for (let tries = 0; tries < 12; tries += 1) {
      await world.ring();
      world.wait(6);
    }
    const failed = (await waiting(worker)).find(({ reason }) => reason === "delivery-failed");
    expect(failed).toMatchObject({ referralId: sent.referralId, maySetAside: false });
    const aside = (items: string[], actor = worker) => refusal(run(setAside, { items }, { actor }));
    expect(await aside([`delivery-failed.${sent.referralId}`])).toBe("pathway.notToSetAside");
    expect(await aside([item(referralId)], colleague)).toBe("pathway.nothingToSetAside");
    expect(await aside(["x"])).toBe("base.invalidInput");
    expect((await waiting(worker)).length).toBe(2);
  });
});

test("within a group what matters sooner stands first, however late it came", async () => {
  const first = await refer();
  world.wait(1);
  const sooner = await refer({ priority: "priority" });
  expect((await waiting(worker)).map(({ referralId }) => referralId)).toEqual([
    sooner.referralId,
    first.referralId,
  ]);
});

test("a coordinator counts what waits for each and what is urgent, without a person", async () => {
  await refer();
  const { personId } = await refer({ priority: "priority" });
  const { loads } = await run(listLoads, {}, { actor: coordinator });
  expect(loads.find(({ accountId }) => accountId === worker.id)).toMatchObject({ waiting: 2, urgent: 1 });
  expect(JSON.stringify(loads)).not.toContain(personId);
});
