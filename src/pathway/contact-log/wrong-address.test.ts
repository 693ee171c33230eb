import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { listWaiting, noteContact, readFile, sendOwnPage, updateFile, withdrawContact } from "../actions.ts";

const world = await loopWorld();
const { run, worker, outbox } = world;
beforeEach(() => world.reset());

const invitation = { agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;
const open = () => world.open(worker, { contactChannels: ["sms", "email"], email: "canari@example.org" });
const send = (personId: PersonId, channel: "sms" | "email" = "sms") =>
  run(sendOwnPage, { personId, channel, ...invitation }, { actor: worker });
async function tellWrong(personId: PersonId, way: CallOf<typeof noteContact>["way"] = "phone") {
  const id = randomId<"contact-note">();
  const told = { id, personId, day: "2026-11-30", time: "09:40", way, outcome: "wrong-number" } as const;
  await run(noteContact, told, { actor: worker });
  return id;
}
async function changePhone(personId: PersonId, phone: string) {
  const { version, ...file } = await run(readFile, { personId }, { actor: worker });
  const { givenNames, processingGround, email, contactChannels } = file;
  const kept = {
    givenNames,
    processingGround,
    email,
    contactChannels,
    phone,
    identityCheck: "seen",
  } as const;
  await run(updateFile, { personId, ...kept }, { actor: worker, version });
}
const went = async () => {
  await world.ring();
  return outbox.map(({ to }) => to);
};

describe("a number that was told to be wrong", () => {
  test("is sent nothing more, however it is written, and the worker sees why something waits", async () => {
    const personId = await open();
    await send(personId);
    await tellWrong(personId);
    expect(await went()).toEqual([]);
    expect((await run(listWaiting, {}, { actor: worker })).items.map(({ reason }) => reason)).toContain(
      "delivery-failed",
    );
    await changePhone(personId, "06.39.98.77.66");
    await send(personId);
    expect(await went()).toEqual([]);
    const { rows } = await sql<{ sealed: Buffer }>`select wrong_address as sealed from contact_note`.execute(
      world.database.admin,
    );
    expect(rows[0]?.sealed.toString("latin1")).not.toContain("77");
  });

  test("is no obstacle to another number, nor to another way", async () => {
    const personId = await open();
    await tellWrong(personId, "sms");
    await send(personId, "email");
    expect(await went()).toEqual(["canari@example.org"]);
    await changePhone(personId, "06 39 98 00 01");
    await send(personId);
    expect(await went()).toEqual(["canari@example.org", "06 39 98 00 01"]);
  });

  test("is written to again once that was taken back", async () => {
    const personId = await open();
    const contactId = await tellWrong(personId);
    await run(withdrawContact, { personId, contactId }, { actor: worker });
    await send(personId);
    expect(await went()).toEqual(["06 39 98 77 66"]);
  });
});
