import { randomId, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { bothSides } from "../../../tests/support/receiver.ts";
import {
  endLetter,
  handOwnLink,
  listLetters,
  listWaiting,
  noteContact,
  prepareLetter,
  readFile,
  readLetter,
  updateFile,
} from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
const { answer, receive } = bothSides(world);
beforeEach(() => world.reset());

const words = { agreedName: "Nour", callbackPhone: "04 99 91 92 93" };
const no = { move: "refuse", reason: "no-capacity", nextStep: "try-other-organisation" } as const;
const letters = async () => (await run(listLetters, {}, { actor: worker })).letters;
const queue = async () => {
  await world.ring();
  const { items } = await run(listWaiting, {}, { actor: worker });
  return items.map(({ reason, isPersonToTell }) => (isPersonToTell ? `${reason}, to call` : reason));
};

/** Somebody with neither e-mail nor SMS, who was handed the link to their own page on paper. */
async function onPaper(
  contactChannels: readonly ("post" | "phone")[] = ["post", "phone"],
): Promise<PersonId> {
  const personId = await world.open(worker, { contactChannels: [...contactChannels] });
  await run(handOwnLink, { personId, ...words }, { actor: worker });
  return personId;
}
async function refused(personId: PersonId): Promise<void> {
  await world.refer(personId);
  await answer(await receive(), no);
}

describe("a refusal, for somebody whom no message reaches", () => {
  test("brings a letter into the queue, its words ready and neutral, that one prints and posts once", async () => {
    const personId = await onPaper();
    await refused(personId);
    expect(await queue()).toEqual(["refused", "letter-to-print"]);
    const [letter] = await letters();
    const read = await run(readLetter, { letterId: letter?.id ?? randomId<"letter">() }, { actor: worker });
    expect(read).toMatchObject({ personId, ...words });
    expect(JSON.stringify(read)).not.toMatch(/Odile|caf|refus/i);
    expect(outbox.filter(({ template }) => template === "as-agreed")).toEqual([]);
    await run(endLetter, { letterId: read.id, outcome: "posted" }, { actor: worker });
    expect(await queue()).toEqual(["refused"]);
    expect(await refusal(run(endLetter, { letterId: read.id, outcome: "posted" }, { actor: worker }))).toBe(
      "pathway.letterNotFound",
    );
  });

  test("twice is one letter while the first waits: its link stays, and a second is written once it went", async () => {
    const personId = await onPaper();
    await refused(personId);
    const [first] = await letters();
    await refused(personId);
    expect((await letters()).map(({ id }) => id)).toEqual([first?.id]);
    await run(
      endLetter,
      { letterId: first?.id ?? randomId<"letter">(), outcome: "posted" },
      { actor: worker },
    );
    await refused(personId);
    expect(await letters()).toHaveLength(1);
    const { rows } = await sql`select from letter`.execute(world.database.admin);
    expect(rows).toHaveLength(2);
  });

  test("at once by two receivers, or beside a letter that a worker prepares, leaves one that waits", async () => {
    const personId = await onPaper();
    await world.refer(personId);
    const one = await receive();
    await world.refer(personId);
    const other = await receive();
    await Promise.all([
      answer(one, no),
      answer(other, no),
      run(prepareLetter, { personId, ...words }, { actor: worker }),
    ]);
    expect(await letters()).toHaveLength(1);
  });

  test("is told by a call where a letter is not agreed to, until they were reached", async () => {
    const personId = await onPaper(["phone"]);
    await refused(personId);
    expect(await letters()).toEqual([]);
    expect(await queue()).toEqual(["refused, to call"]);
    const contact = { personId, way: "phone", day: "2026-11-30", time: "09:30" } as const;
    await run(
      noteContact,
      { ...contact, id: randomId<"contact-note">(), outcome: "no-answer" },
      { actor: worker },
    );
    expect((await queue()).filter((one) => one.startsWith("refused"))).toEqual(["refused, to call"]);
    await run(
      noteContact,
      { ...contact, id: randomId<"contact-note">(), outcome: "reached" },
      { actor: worker },
    );
    expect(await queue()).toEqual(["refused"]);
  });

  test("is told by a call where nobody agreed on a name by which they would know the letter", async () => {
    await refused(await world.open(worker, { contactChannels: ["post"] }));
    expect(await letters()).toEqual([]);
    expect(await queue()).toEqual(["refused, to call"]);
  });

  test("is told by a call while another number waits to be checked, and while the rules of contact are too old", async () => {
    const personId = await onPaper();
    const { version, givenNames, processingGround } = await run(readFile, { personId }, { actor: worker });
    const phone = "06 39 98 00 22";
    const contactChannels = ["post", "phone"] as const;
    const change = { givenNames, processingGround, phone, contactChannels: [...contactChannels] };
    const asked = { personId, ...change, identityCheck: "not-checked" as const };
    await run(updateFile, asked, { actor: worker, version });
    await refused(personId);
    expect([await letters(), await queue()]).toEqual([[], ["change-held", "refused, to call"]]);
    const old = await onPaper();
    world.wait(24 * 121);
    await refused(old);
    expect(await letters()).toEqual([]);
    const { items } = await run(listWaiting, {}, { actor: worker });
    const ofOld = items.filter((one) => one.personId === old);
    expect(ofOld.map(({ reason, isPersonToTell }) => [reason, isPersonToTell])).toContainEqual([
      "refused",
      true,
    ]);
  });

  test("is told by nobody to somebody who wishes no contact, nor twice to somebody who has an address", async () => {
    const personId = await onPaper();
    const { version, givenNames, processingGround, phone } = await run(
      readFile,
      { personId },
      { actor: worker },
    );
    await world.refer(personId);
    const receiver = await receive();
    const kept = { givenNames, processingGround, phone, contactChannels: [] };
    await run(updateFile, { personId, ...kept }, { actor: worker, version });
    await answer(receiver, no);
    expect([await letters(), await queue()]).toEqual([[], ["refused"]]);
    await refused(await world.open(worker, { contactChannels: ["sms", "post"] }));
    expect(await letters()).toEqual([]);
  });
});

test("an expiry brings the letter too, and one that must not go any more leaves the queue", async () => {
  const personId = await onPaper();
  await world.refer(personId);
  world.wait(24 * 31);
  expect(await queue()).toEqual(["no-answer", "letter-to-print"]);
  const { version, givenNames, processingGround, phone } = await run(
    readFile,
    { personId },
    { actor: worker },
  );
  const kept = { givenNames, processingGround, phone, contactChannels: ["phone" as const] };
  await run(updateFile, { personId, ...kept }, { actor: worker, version });
  expect(await queue()).toEqual(["no-answer"]);
  expect(await letters()).toMatchObject([{ isWithheld: true }]);
  expect(world.failures).toEqual([]);
});
