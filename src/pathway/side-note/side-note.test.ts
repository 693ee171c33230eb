import { randomId, type CallOf, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { addSideNote, changeSideNote, deleteSideNote, exportFile, listSideNotes } from "../actions.ts";
import { erasePersonRows } from "../store.ts";

const world = await loopWorld();
const { run, worker, database } = world;
const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");

beforeEach(() => world.reset());

async function write(personId: PersonId, given: Partial<CallOf<typeof addSideNote>> = {}, actor = worker) {
  const note = {
    id: randomId<"side-note">(),
    personId,
    visibility: "shared",
    text: "Parle du jardin.",
    ...given,
  } as const;
  return run(addSideNote, note, { actor });
}
const listed = async (personId: PersonId, actor = worker) =>
  (await run(listSideNotes, { personId }, { actor })).notes;

describe("a note beside a file", () => {
  test("is sealed, and read by whoever sees the file, newest first", async () => {
    const personId = await world.open();
    await write(personId);
    world.wait(1);
    await write(personId, { text: "Aime les dames." }, coordinator);
    expect(await listed(personId)).toMatchObject([
      { text: "Aime les dames.", visibility: "shared", isOwn: false, author: `name of ${coordinator.id}` },
      { text: "Parle du jardin.", visibility: "shared", isOwn: true, version: 1 },
    ]);
    const { rows } = await sql<{ content: Buffer }>`select content from side_note`.execute(database.admin);
    expect(rows.map(({ content }) => content.toString("latin1")).join("\n")).not.toMatch(/jardin|dames/);
  });

  test("that is private is there for its author alone: for the coordinator there is none, by any door", async () => {
    const personId = await world.open();
    const { sideNoteId } = await write(personId, { visibility: "private" });
    expect(await listed(personId)).toMatchObject([{ visibility: "private", isOwn: true }]);
    expect(await listed(personId, coordinator)).toEqual([]);
    const change = { personId, sideNoteId, text: "Autre" };
    expect(await refusal(run(changeSideNote, change, { actor: coordinator, version: 1 }))).toBe(
      "pathway.sideNoteNotFound",
    );
    expect(await refusal(run(deleteSideNote, { personId, sideNoteId }, { actor: coordinator }))).toBe(
      "pathway.sideNoteNotFound",
    );
    expect((await listed(personId))[0]?.text).toBe("Parle du jardin.");
  });

  test("is changed and deleted by its author alone, and by who saw what it says now", async () => {
    const personId = await world.open();
    const { sideNoteId } = await write(personId);
    const change = (text: string, version: number, actor = worker) =>
      run(changeSideNote, { personId, sideNoteId, text }, { actor, version });
    expect(await refusal(change("Autre", 1, coordinator))).toBe("pathway.sideNoteNotOwn");
    world.wait(1);
    await change("Parle du jardin de sa sœur.", 1);
    expect(await refusal(change("Écrit ailleurs", 1))).toBe("base.versionStale");
    expect(await listed(personId)).toMatchObject([
      { text: "Parle du jardin de sa sœur.", version: 2, changedAt: world.clock.now },
    ]);
    expect(await refusal(run(deleteSideNote, { personId, sideNoteId }, { actor: coordinator }))).toBe(
      "pathway.sideNoteNotOwn",
    );
    await run(deleteSideNote, { personId, sideNoteId }, { actor: worker });
    expect(await listed(personId)).toEqual([]);
  });

  test("without words, too long, sent twice or of a person of another organisation is refused", async () => {
    const personId = await world.open();
    expect(await refusal(write(personId, { text: "  " }))).toBe("base.invalidInput");
    expect(await refusal(write(personId, { text: "a".repeat(5001) }))).toBe("base.invalidInput");
    const { sideNoteId: id } = await write(personId, { text: "é".repeat(5000) });
    expect(await refusal(write(personId, { id }))).toBe("pathway.sideNoteExists");
    expect(await refusal(write(personId, {}, world.colleague))).toBe("pathway.personNotFound");
    expect(await refusal(listed(personId, world.colleague))).toBe("pathway.personNotFound");
  });

  test("is handed out with the file, a private one too, and goes with it", async () => {
    const personId = await world.open();
    await write(personId, { visibility: "private", text: "Pense à déménager." });
    const { records } = await run(exportFile, { personId }, { actor: world.officer });
    expect(records.filter(({ kind }) => kind === "side-note")).toMatchObject([
      { fields: { is_private: true, author_id: worker.id, text: "Pense à déménager." } },
    ]);
    const { rows: keys } = await sql<{ key_id: PersonId }>`select key_id from person`.execute(database.admin);
    const keyId = keys[0]?.key_id ?? personId;
    await database.as({ tenantId: world.tenantId }, (tx) => erasePersonRows(tx, keyId));
    const { rows } = await sql`select from side_note`.execute(database.admin);
    expect(rows.length).toBe(0);
  });
});
