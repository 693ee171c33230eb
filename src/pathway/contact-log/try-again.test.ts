import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import {
  eraseFile,
  listContacts,
  listWaiting,
  moveReferral,
  noteContact,
  readFile,
  readReferral,
  recordLifeEvent,
  updateFile,
  withdrawAgreements,
  withdrawContact,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker } = world;

beforeEach(() => world.reset());

const note = async (personId: PersonId, given: Partial<CallOf<typeof noteContact>> = {}) => {
  const [day = "", clock = ""] = world.clock.now.split("T");
  const contact = {
    id: randomId<"contact-note">(),
    personId,
    day,
    // The clock of the world is UTC, that of the place an hour later in winter: never in the future.
    time: clock.slice(0, 5),
    way: "phone",
    outcome: "no-answer",
    ...given,
  } as const;
  return run(noteContact, contact, { actor: worker });
};
const days = (count: number) => world.wait(count * 24);
/** Why persons who were tried in vain wait, and how many. */
const again = async (): Promise<readonly string[]> => {
  await world.ring();
  const { items } = await run(listWaiting, { mine: "true" }, { actor: worker });
  return items
    .map(({ reason }) => reason)
    .filter((reason) => reason === "contact-again" || reason === "tried-in-vain");
};

describe("whoever was tried in vain", () => {
  test("is to be tried again 3, 7 and 14 days after the last attempt, and in another manner after three by two ways", async () => {
    const personId = await world.open();
    await note(personId);
    days(2);
    expect(await again()).toEqual([]);
    days(1);
    expect(await again()).toEqual(["contact-again"]);
    await note(personId, { way: "sms", outcome: "message-left" });
    expect(await again()).toEqual([]);
    days(6);
    expect(await again()).toEqual([]);
    days(1);
    expect(await again()).toEqual(["contact-again"]);
    await note(personId);
    days(13);
    expect(await again()).toEqual([]);
    days(1);
    expect(await again()).toEqual(["tried-in-vain"]);
    days(30);
    expect(await again()).toEqual(["tried-in-vain"]);
    expect(world.failures).toEqual([]);
  });

  test("three times by one way alone is to be tried by another", async () => {
    const personId = await world.open();
    for (const day of ["2026-11-01", "2026-11-08", "2026-11-15"] as const) await note(personId, { day });
    expect(await again()).toEqual(["contact-again"]);
  });

  test("sees the day on the person's page", async () => {
    const personId = await world.open();
    const shown = async () => (await run(listContacts, { personId }, { actor: worker })).tryAgainAt;
    expect(await shown()).toBeNull();
    await note(personId, { time: "09:00" });
    expect(await shown()).toBe("2026-12-03T08:00:00.000Z");
    days(3);
    await world.ring();
    expect(await shown()).toBe(world.clock.now);
    await note(personId, { outcome: "reached" });
    expect(await shown()).toBeNull();
  });

  test.each(["reached", "not-now"] as const)("and is then %s waits for nobody", async (outcome) => {
    const personId = await world.open();
    await note(personId);
    days(3);
    expect(await again()).toEqual(["contact-again"]);
    await note(personId, { outcome });
    expect(await again()).toEqual([]);
    days(60);
    expect(await again()).toEqual([]);
  });

  test("by an attempt that was withdrawn is tried again after the one before it", async () => {
    const personId = await world.open();
    await note(personId);
    days(1);
    const { contactId } = await note(personId, { way: "sms" });
    days(0.5);
    await run(withdrawContact, { personId, contactId }, { actor: worker });
    days(1.5);
    expect(await again()).toEqual(["contact-again"]);
  });

  const ends: Readonly<Record<string, (personId: PersonId) => Promise<unknown>>> = {
    withdraws: (personId) => run(withdrawAgreements, { personId }, { actor: worker }),
    dies: (personId) => run(recordLifeEvent, { personId, event: "death" }, { actor: worker }),
    "moves away": (personId) => run(recordLifeEvent, { personId, event: "moved" }, { actor: worker }),
    "goes to hospital": (personId) =>
      run(recordLifeEvent, { personId, event: "hospital" }, { actor: worker }),
    "wishes no contact": async (personId) => {
      const { version, ...person } = await run(readFile, { personId }, { actor: worker });
      const input = Object.fromEntries(
        Object.entries(person).filter(([name]) => name in updateFile.input.shape),
      ) as CallOf<typeof updateFile>;
      return run(updateFile, { ...input, personId, contactChannels: [] }, { actor: worker, version });
    },
    "is erased": (personId) => run(eraseFile, { personId }, { actor: world.officer }),
  };
  test.each(Object.entries(ends))(
    "and %s is tried no more, before the day and after it",
    async (_name, end) => {
      const early = await world.open();
      await note(early);
      await end(early);
      days(4);
      expect(await again()).toEqual([]);
      const late = await world.open(worker, { givenNames: "Perruche", familyName: "Autre", phone: null });
      await note(late);
      days(3);
      expect(await again()).toEqual(["contact-again"]);
      await end(late);
      expect(await again()).toEqual([]);
      expect(world.failures).toEqual([]);
    },
  );

  test("is tried no more once the last referral under way ended, and still is while another goes on", async () => {
    const personId = await world.open();
    const first = await world.refer(personId);
    const second = await world.refer(personId);
    await note(personId);
    days(3);
    const recall = async (referralId: typeof first.referralId) => {
      const { version } = await run(readReferral, { referralId }, { actor: worker });
      await run(moveReferral, { referralId, move: "recall" }, { actor: worker, version });
    };
    await recall(first.referralId);
    expect(await again()).toEqual(["contact-again"]);
    await recall(second.referralId);
    expect(await again()).toEqual([]);
    const { rows } = await sql`select from timer_due where kind = 'contact-again'`.execute(
      world.database.admin,
    );
    expect(rows).toEqual([]);
  });

  test("waits for nobody of another organisation", async () => {
    const personId = await world.open();
    await note(personId);
    days(3);
    await world.ring();
    const { items } = await run(listWaiting, { mine: "false" }, { actor: world.colleague });
    expect(items).toEqual([]);
  });
});
