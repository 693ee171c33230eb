import { anonymousActor, randomId, type Actor, type CallOf, type Id, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { noExchange } from "../../../src/server/run-action.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { loopWorld, refusal, secretIn } from "../../../tests/support/loop.ts";
import { copyOf } from "../../../tests/support/own-page.ts";
import { professional } from "../../../tests/support/run.ts";
import {
  bringDocument,
  confirmMerge,
  decideDelays,
  keepDocumentLonger,
  listAccesses,
  listDocuments,
  listWaiting,
  openAnswerLink,
  proposeMerge,
  readDocument,
  readOwnDocument,
  readOwnPage,
  removeDocument,
  sendOwnPage,
  showDocument,
} from "../actions.ts";
import { telephoneJpeg } from "../sealed-file/fixtures/pictures.ts";
import { defaultDelays } from "../territory-delays/delays-chosen.ts";
import { daysLater } from "../timer/delays.ts";
import { endDueDocuments } from "./keeping.ts";

const world = await loopWorld();
const { run, worker, database, uploads, tenantId, ccas, outbox } = world;
const days = defaultDelays.documentDays;

const empty = emptier(database, "delay_decision");
beforeEach(async () => {
  await world.reset();
  await empty();
  uploads.clear();
});

type DocumentId = Id<"person-document">;

async function bring(personId: PersonId, seed = 1, actor = worker): Promise<DocumentId> {
  const uploadId = randomId();
  uploads.set(uploadId, telephoneJpeg(seed));
  const given = { personId, uploadId, kind: "letter", day: "2026-11-20", label: "Lettre" } as const;
  return (await run(bringDocument, given, { actor })).documentId;
}
const listed = async (personId: PersonId) =>
  (await run(listDocuments, { personId }, { actor: worker })).documents;
const letDays = (count: number): void => world.wait(24 * count);
const end = () => endDueDocuments({ db: database.app, now: world.clock.now }, tenantId);
const waiting = async (actor: Actor = worker) =>
  (await run(listWaiting, {}, { actor })).items.filter(({ reason }) => reason === "document-ending");

describe("a document is kept for its time", () => {
  test("of six months unless its territory chose another, for what is brought from then on", async () => {
    const personId = await world.open();
    const { now } = world.clock;
    await bring(personId);
    expect((await listed(personId))[0]?.keeping).toEqual({
      until: daysLater(now, 183),
      isEnding: false,
      longer: null,
    });
    const administrator = professional(tenantId, ccas, "territory-admin");
    const reason = "Chez nous, un document sert deux mois au plus.";
    await run(decideDelays, { ...defaultDelays, documentDays: 60, reason }, { actor: administrator });
    await bring(personId, 2);
    const until = (await listed(personId)).map(({ keeping }) => keeping?.until);
    expect(until.toSorted()).toEqual([daysLater(now, 60), daysLater(now, 183)]);
    const tooShort = { ...defaultDelays, documentDays: 59, reason };
    expect(await refusal(run(decideDelays, tooShort, { actor: administrator }))).toBe("base.invalidInput");
  });

  test("is brought forward a month before, to those who may see it, until somebody decided", async () => {
    const personId = await world.open();
    await world.accompany(personId, world.prescriber);
    const documentId = await bring(personId);
    letDays(days - 31);
    expect(await waiting()).toEqual([]);
    letDays(1);
    expect(await waiting()).toMatchObject([{ personId, since: world.clock.now, maySetAside: true }]);
    expect((await listed(personId))[0]?.keeping).toMatchObject({ isEnding: true });
    // That there is a document of a colleague is not told by its end either.
    expect(await waiting(world.prescriber)).toEqual([]);
    await run(keepDocumentLonger, { personId, documentId, reason: "procedure-open" }, { actor: worker });
    expect(await waiting()).toEqual([]);
    expect((await listed(personId))[0]?.keeping).toEqual({
      until: daysLater(world.clock.now, days),
      isEnding: false,
      longer: { reason: "procedure-open", by: `name of ${worker.id}` },
    });
  });

  test("and then is removed for good, with its line and a line in the record; not a day before, and once", async () => {
    const personId = await world.open();
    const documentId = await bring(personId);
    const longer = await bring(personId, 2);
    letDays(days - 1);
    await run(
      keepDocumentLonger,
      { personId, documentId: longer, reason: "still-needed" },
      { actor: worker },
    );
    expect(await end()).toBe(0);
    letDays(1);
    expect(await end()).toBe(1);
    expect(await end()).toBe(0);
    const gone = (await listed(personId)).find(({ id }) => id === documentId);
    expect(gone).toMatchObject({
      label: null,
      keeping: null,
      removed: { at: world.clock.now, by: null, reason: "time-over" },
    });
    const { rows } = await sql<{ document_id: string }>`select document_id from person_document_part`.execute(
      database.admin,
    );
    expect(new Set(rows.map((row) => row.document_id))).toEqual(new Set([longer]));
    const read = run(readDocument, { personId, documentId }, { actor: worker });
    expect(await refusal(read)).toBe("pathway.documentNotFound");
    const record = await sql<{
      line: string;
    }>`select line from audit_entry where line like '%pathway.endDocument%'`.execute(database.admin);
    expect(record.rows).toHaveLength(1);
    expect(record.rows[0]?.line).toContain(documentId);
    expect(record.rows[0]?.line).not.toContain("Lettre");
  });

  test("in each organisation of the territory and in no other territory", async () => {
    const own = await world.open();
    const colleagues = await world.open(world.colleague);
    const elsewhere = await world.open(world.stranger);
    await bring(own);
    await bring(colleagues, 1, world.colleague);
    await bring(elsewhere, 1, world.stranger);
    letDays(days);
    expect(await end()).toBe(2);
    const { documents } = await run(listDocuments, { personId: elsewhere }, { actor: world.stranger });
    expect(documents[0]?.removed).toBeNull();
  });

  test("and moves with its time into the file that its own was joined to", async () => {
    const kept = await world.open();
    const merged = await world.open();
    await bring(merged);
    const { mergeId } = await run(proposeMerge, { keptId: kept, mergedId: merged }, { actor: worker });
    const coordinator = professional(tenantId, ccas, "team-coordinator");
    await run(confirmMerge, { mergeId }, { actor: coordinator });
    letDays(days - 20);
    expect(await waiting()).toMatchObject([{ personId: kept }]);
    letDays(20);
    expect(await end()).toBe(1);
  });
});

test("what was removed is not kept longer or shown, without a reason nothing is, and nobody else's document is", async () => {
  const personId = await world.open();
  const documentId = await bring(personId);
  const keep = (given: Partial<CallOf<typeof keepDocumentLonger>> = {}, actor = worker) =>
    refusal(run(keepDocumentLonger, { personId, documentId, reason: "still-needed", ...given }, { actor }));
  const show = (actor = worker) =>
    refusal(run(showDocument, { personId, documentId, isShown: "true" }, { actor }));
  expect(await keep({ reason: "because" as "still-needed" })).toBe("base.invalidInput");
  expect(await keep({ documentId: randomId<"person-document">() })).toBe("pathway.documentNotFound");
  expect(await keep({}, world.colleague)).toBe("pathway.personNotFound");
  await world.accompany(personId, world.prescriber);
  expect([await keep({}, world.prescriber), await show(world.prescriber)]).toEqual([
    "pathway.documentNotFound",
    "pathway.documentNotFound",
  ]);
  const over = { personId, documentId, reason: "time-over" as "replaced" };
  expect(await refusal(run(removeDocument, over, { actor: worker }))).toBe("base.invalidInput");
  await run(removeDocument, { personId, documentId, reason: "replaced" }, { actor: worker });
  expect([await keep(), await show()]).toEqual(["pathway.documentRemoved", "pathway.documentRemoved"]);
});

describe("the person, on their own page,", () => {
  async function enter(personId: PersonId): Promise<Actor> {
    const invitation = { channel: "sms", agreedName: "Odile", callbackPhone: "04 99 91 92 93" } as const;
    await run(sendOwnPage, { personId, ...invitation }, { actor: worker });
    await world.ring();
    const http = noExchange();
    await run(openAnswerLink, { token: secretIn(outbox.at(-1)) }, { actor: anonymousActor, http });
    const holder = await world.holder(http.setCookies);
    if (holder === null) throw new Error("no session");
    return holder;
  }
  const opened = () => world.open(worker, { contactChannels: ["sms"] });
  const show = (personId: PersonId, documentId: DocumentId, isShown: "true" | "false") =>
    run(showDocument, { personId, documentId, isShown }, { actor: worker });

  test("sees and takes away documents that it was decided to show, no others, and none that is gone", async () => {
    const personId = await opened();
    const shown = await bring(personId);
    const hidden = await bring(personId, 2);
    const person = await enter(personId);
    const page = async () => (await run(readOwnPage, {}, { actor: person })).documents;
    const read = (documentId: DocumentId) => run(readOwnDocument, { documentId }, { actor: person });
    expect(await page()).toEqual([]);
    expect(await refusal(read(shown))).toBe("pathway.documentNotFound");
    await show(personId, shown, "true");
    expect(await page()).toMatchObject([{ id: shown, kind: "letter", label: "Lettre" }]);
    const theirs = await read(shown);
    const workers = await run(readDocument, { personId, documentId: shown }, { actor: worker });
    expect(theirs).toEqual(workers);
    expect(theirs.fileName).toBe("document.jpg");
    expect(await refusal(read(hidden))).toBe("pathway.documentNotFound");
    const { records } = await copyOf(world, person, personId);
    expect(records.filter(({ kind }) => kind === "document").map(({ fields }) => fields["id"])).toEqual([
      shown,
    ]);
    await show(personId, shown, "false");
    expect([await page(), await refusal(read(shown))]).toEqual([[], "pathway.documentNotFound"]);
    await show(personId, shown, "true");
    await run(removeDocument, { personId, documentId: shown, reason: "replaced" }, { actor: worker });
    expect([await page(), await refusal(read(shown))]).toEqual([[], "pathway.documentNotFound"]);
    expect((await copyOf(world, person, personId)).records.filter(({ kind }) => kind === "document")).toEqual(
      [],
    );
  });

  test("reads nobody else's, and their reading is on record as theirs", async () => {
    const personId = await opened();
    const another = await world.open(worker, { givenNames: "Perruche", phone: null });
    const [own, others] = [await bring(personId), await bring(another, 2)];
    await show(personId, own, "true");
    await show(another, others, "true");
    const person = await enter(personId);
    expect(await refusal(run(readOwnDocument, { documentId: others }, { actor: person }))).toBe(
      "pathway.documentNotFound",
    );
    await run(readOwnDocument, { documentId: own }, { actor: person });
    for (const [actor, code] of [
      [worker, "base.notAllowed"],
      [anonymousActor, "base.signInNeeded"],
    ] as const)
      expect(await refusal(run(readOwnDocument, { documentId: own }, { actor }))).toBe(code);
    const { accesses } = await run(listAccesses, { personId }, { actor: world.officer });
    expect(accesses.some(({ by, kind }) => by === "link" && kind === "read")).toBe(true);
  });
});
