import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { exportFile, listContacts, noteContact, withdrawContact } from "../actions.ts";
import { erasePersonRows } from "../store.ts";

const world = await loopWorld();
const { run, worker, database } = world;

beforeEach(() => world.reset());

/** Notes a contact; the clock of the world stands on 30 November 2026 at 10:00 in Paris. */
async function note(personId: PersonId, given: Partial<CallOf<typeof noteContact>> = {}, actor = worker) {
  const contact = {
    id: randomId<"contact-note">(),
    personId,
    day: "2026-11-30",
    time: "09:40",
    way: "phone",
    outcome: "no-answer",
    ...given,
  } as const;
  return run(noteContact, contact, { actor });
}
const listed = (personId: PersonId, actor = worker) => run(listContacts, { personId }, { actor });

describe("a contact with a person", () => {
  test("is read again with its moment on the clock of the place, its words and who noted it", async () => {
    const personId = await world.open();
    await note(personId, { outcome: "reached", note: "Rappeler mardi." });
    expect(await listed(personId)).toEqual({
      contacts: [
        {
          id: expect.any(String),
          at: "2026-11-30T08:40:00.000Z",
          way: "phone",
          outcome: "reached",
          note: "Rappeler mardi.",
          notedBy: `name of ${worker.id}`,
          withdrawnAt: null,
          mayWithdraw: true,
          confirmsRules: false,
        },
      ],
      isTriedInVain: false,
      tryAgainAt: null,
    });
    const { rows } = await sql<{ note: Buffer }>`select note from contact_note`.execute(database.admin);
    expect(rows[0]?.note.toString("latin1")).not.toContain("Rappeler");
  });

  test("stands in the order of when it was, not of when it was noted", async () => {
    const personId = await world.open();
    await note(personId, { time: "09:00", way: "visit" });
    await note(personId, { day: "2026-11-12", way: "sms" });
    expect((await listed(personId)).contacts.map(({ way }) => way)).toEqual(["visit", "sms"]);
  });

  test("in the future is refused, and so are one sent twice and a time that no clock shows", async () => {
    const personId = await world.open();
    expect(await refusal(note(personId, { time: "10:01" }))).toBe("pathway.contactInFuture");
    expect(await refusal(note(personId, { day: "2026-12-01" }))).toBe("pathway.contactInFuture");
    expect(await refusal(note(personId, { time: "24:10" }))).toBe("base.invalidInput");
    const { contactId: id } = await note(personId, { time: "10:00" });
    expect(await refusal(note(personId, { id }))).toBe("pathway.contactExists");
    expect((await listed(personId)).contacts.length).toBe(1);
  });

  test("of a person of another organisation is neither noted nor read", async () => {
    const personId = await world.open();
    for (const asked of [note(personId, {}, world.colleague), listed(personId, world.colleague)])
      expect(await refusal(asked)).toBe("pathway.personNotFound");
  });

  test("noted by mistake is withdrawn within a day by who noted it, once, and stays visible", async () => {
    const personId = await world.open();
    const { contactId } = await note(personId);
    const withdraw = (actor = worker) => run(withdrawContact, { personId, contactId }, { actor });
    const other = professional(world.tenantId, world.ccas, "team-coordinator");
    expect((await listed(personId, other)).contacts[0]?.mayWithdraw).toBe(false);
    expect(await refusal(withdraw(other))).toBe("pathway.contactSettled");
    await withdraw();
    expect((await listed(personId)).contacts).toMatchObject([
      { withdrawnAt: world.clock.now, mayWithdraw: false },
    ]);
    expect(await refusal(withdraw())).toBe("pathway.contactSettled");
  });

  test("stays after a day, and is not found under another person", async () => {
    const personId = await world.open();
    const { contactId } = await note(personId);
    const another = await world.open(worker, { givenNames: "Perruche", familyName: "Autre", phone: null });
    expect(await refusal(run(withdrawContact, { personId: another, contactId }, { actor: worker }))).toBe(
      "pathway.contactNotFound",
    );
    world.wait(25);
    expect(await refusal(run(withdrawContact, { personId, contactId }, { actor: worker }))).toBe(
      "pathway.contactSettled",
    );
  });

  test("after three attempts in vain says so", async () => {
    const personId = await world.open();
    await note(personId, { day: "2026-11-20" });
    await note(personId, { day: "2026-11-24", way: "sms", outcome: "message-left" });
    expect((await listed(personId)).isTriedInVain).toBe(false);
    await note(personId);
    expect((await listed(personId)).isTriedInVain).toBe(true);
  });

  test("is handed out with the file, and goes with it", async () => {
    const personId = await world.open();
    await note(personId, { note: "A parlé d’une voisine." });
    const { records } = await run(exportFile, { personId }, { actor: world.officer });
    expect(records.filter(({ kind }) => kind === "contact-note")).toMatchObject([
      { fields: { way: "phone", note: "A parlé d’une voisine." } },
    ]);
    const { rows: keys } = await sql<{ key_id: PersonId }>`select key_id from person`.execute(database.admin);
    const keyId = keys[0]?.key_id ?? personId;
    await database.as({ tenantId: world.tenantId }, (tx) => erasePersonRows(tx, keyId));
    const { rows } = await sql`select from contact_note`.execute(database.admin);
    expect(rows.length).toBe(0);
  });
});
