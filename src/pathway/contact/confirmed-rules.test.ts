import { randomId, type CallOf, type PersonId } from "#base";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  confirmContact,
  confirmOwnContact,
  decideDelays,
  inviteFirst,
  listContacts,
  listReassessments,
  listWaiting,
  noteContact,
  readFile,
  readOwnPage,
  updateFile,
  withdrawContact,
} from "../actions.ts";
import { defaultDelays } from "../territory-delays/delays-chosen.ts";
import { confirmGraceDays } from "./confirmed.ts";

const world = await loopWorld();
const { run, worker, outbox, tenantId, ccas } = world;
const own = ownPageOf(world);
const phone = "06 39 98 77 66";
const day = 24;
const due = defaultDelays.contactConfirmDays * day;
const late = due + confirmGraceDays * day;

beforeEach(() => world.reset());

const open = (given: Partial<CallOf<typeof updateFile>> = {}): Promise<PersonId> =>
  world.open(worker, { contactChannels: ["sms"], phone, ...given });
const asked = async (personId: PersonId, mine: "true" | "false" = "false") =>
  (await run(listWaiting, { mine }, { actor: worker })).items.filter(
    (item) => item.personId === personId && item.reason === "contact-rules",
  );
const read = (personId: PersonId) => run(readFile, { personId }, { actor: worker });
const confirm = async (personId: PersonId, id = randomId<"contact-note">()) => {
  const { version } = await read(personId);
  await run(confirmContact, { id, personId, way: "phone" }, { actor: worker, version });
  return id;
};
const invite = (personId: PersonId) =>
  run(
    inviteFirst,
    {
      id: randomId<"reassessment">(),
      personId,
      instrument: "ucla3",
      channel: "sms",
      agreedName: "Odile",
      callbackPhone: "04 99 91 92 93",
    },
    { actor: worker },
  );

describe("the rules of contact", () => {
  test("are asked for after ninety days, in the queue of who accompanies, until they were gone through", async () => {
    const personId = await open();
    world.wait(due - 1);
    expect(await asked(personId)).toEqual([]);
    world.wait(1);
    expect(await asked(personId)).toMatchObject([{ since: world.clock.now, maySetAside: true }]);
    expect(await asked(personId, "true")).toHaveLength(1);
    const other = professional(tenantId, ccas, "link-worker");
    const { items } = await run(listWaiting, { mine: "true" }, { actor: other });
    expect(items).toEqual([]);
    expect((await read(personId)).contactRules).toBe("due");
    await confirm(personId);
    expect(await asked(personId)).toEqual([]);
    expect(await read(personId)).toMatchObject({
      contactRules: "confirmed",
      contactConfirmedAt: world.clock.now,
    });
    const { contacts } = await run(listContacts, { personId }, { actor: worker });
    expect(contacts).toMatchObject([{ way: "phone", outcome: "reached", confirmsRules: true }]);
  });

  test("are asked for again when who confirmed them by mistake takes that back, unless they were confirmed since", async () => {
    const personId = await open();
    world.wait(due);
    const first = await confirm(personId);
    await run(withdrawContact, { personId, contactId: first }, { actor: worker });
    expect(await asked(personId)).toHaveLength(1);
    const second = await confirm(personId);
    world.wait(1);
    await confirm(personId);
    await run(withdrawContact, { personId, contactId: second }, { actor: worker });
    expect(await asked(personId)).toEqual([]);
  });

  test("are confirmed as of the meeting at which they were gone through, and by no attempt in vain", async () => {
    const personId = await open();
    world.wait(due);
    const noting = {
      personId,
      day: "2027-02-20",
      time: "10:00",
      way: "visit",
      confirmsRules: true,
    } as const;
    const inVain = { ...noting, id: randomId<"contact-note">(), outcome: "no-answer" } as const;
    expect(await refusal(run(noteContact, inVain, { actor: worker }))).toBe("pathway.contactNotReached");
    await run(noteContact, { ...inVain, outcome: "reached" }, { actor: worker });
    expect((await read(personId)).contactConfirmedAt).toBe("2027-02-20T09:00:00.000Z");
    // A meeting noted late, before the last confirmation, makes nothing older.
    await confirm(personId);
    const earlier = { ...noting, id: randomId<"contact-note">(), outcome: "reached" } as const;
    await run(noteContact, { ...earlier, day: "2027-02-21" }, { actor: worker });
    expect((await read(personId)).contactConfirmedAt).toBe(world.clock.now);
  });

  test("are confirmed by being written, not by another change of the file", async () => {
    const personId = await open();
    const opened = world.clock.now;
    world.wait(due);
    const change = async (given: Partial<CallOf<typeof updateFile>>) => {
      const { version, ...file } = await read(personId);
      const { givenNames, processingGround, contactChannels } = file;
      const kept = { personId, givenNames, processingGround, contactChannels, phone };
      await run(updateFile, { ...kept, ...given }, { actor: worker, version });
    };
    await change({ wishes: "Chanter" });
    expect((await read(personId)).contactConfirmedAt).toBe(opened);
    await change({ contactMoments: ["weekday-morning"] });
    expect((await read(personId)).contactConfirmedAt).toBe(world.clock.now);
  });

  test("are not asked for of somebody who wants no contact", async () => {
    const personId = await open({ contactChannels: [] });
    world.wait(late);
    expect(await asked(personId)).toEqual([]);
  });

  test("are confirmed by the person on their own page, as they see them there", async () => {
    const personId = await open();
    world.wait(due);
    const person = await own.enter(personId);
    const seen = await run(readOwnPage, {}, { actor: person });
    expect(seen).toMatchObject({ isContactToConfirm: true, contactConfirmedOn: "2026-11-30" });
    await run(confirmOwnContact, {}, { actor: person, version: seen.version });
    expect(await run(readOwnPage, {}, { actor: person })).toMatchObject({
      isContactToConfirm: false,
      contactConfirmedOn: "2027-02-28",
    });
    expect(await asked(personId)).toEqual([]);
    const again = run(confirmOwnContact, {}, { actor: person, version: seen.version });
    expect(await refusal(again)).toBe("base.versionStale");
    expect(await refusal(run(confirmOwnContact, {}, { actor: worker, version: 1 }))).toBe("base.notAllowed");
  });
});

describe("a message to the person", () => {
  test("still goes while the rules wait to be confirmed", async () => {
    const personId = await open();
    world.wait(due + 1);
    await invite(personId);
    await world.ring();
    expect(outbox.map(({ to }) => to)).toEqual([phone]);
  });

  test("neither begins nor goes once they were not confirmed for too long, and the worker sees both", async () => {
    const personId = await open();
    world.wait(late - 1);
    await invite(personId);
    world.wait(1);
    await world.ring();
    expect(outbox).toEqual([]);
    const { reassessments } = await run(listReassessments, { personId }, { actor: worker });
    expect(reassessments.map(({ status }) => status)).toEqual(["due"]);
    expect(await refusal(invite(personId))).toBe("pathway.contactRulesLate");
    expect(await asked(personId)).toHaveLength(1);
    expect((await read(personId)).contactRules).toBe("late");
    await confirm(personId);
    await invite(personId);
    await world.ring();
    expect(outbox.map(({ to }) => to)).toEqual([phone]);
  });

  test("is one thing, the referral of the person another: organisations are told as before", async () => {
    const personId = await open();
    world.wait(late);
    await world.refer(personId);
    await world.ring();
    expect(outbox.map(({ template }) => template)).toEqual(["answer-asked"]);
  });
});

test("the rules of contact are asked for after the delay of the territory", async () => {
  const personId = await open();
  const reason = "Beaucoup de personnes partagent leur téléphone ici.";
  await run(
    decideDelays,
    { ...defaultDelays, contactConfirmDays: 14, reason },
    { actor: professional(tenantId, ccas, "territory-admin") },
  );
  world.wait(14 * day);
  expect(await asked(personId)).toHaveLength(1);
});
