import { randomId, type CallOf, type Id, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  bringDocument,
  confirmMerge,
  exportFile,
  listDocuments,
  proposeMerge,
  readDocument,
  removeDocument,
} from "../actions.ts";
import { plainPdfOf, telephoneJpeg, tellingPng, textOf } from "../sealed-file/fixtures/pictures.ts";
import { professional } from "../../../tests/support/run.ts";
import { erasePersonRows } from "../store.ts";
import { daysLater } from "../timer/delays.ts";

const world = await loopWorld();
const { run, worker, database, uploads } = world;

beforeEach(async () => {
  await world.reset();
  uploads.clear();
});

/** Brings a document; the clock of the world stands on 30 November 2026. */
function bring(
  personId: PersonId,
  bytes: Uint8Array,
  given: Partial<CallOf<typeof bringDocument>> = {},
  actor = worker,
) {
  const uploadId = randomId();
  uploads.set(uploadId, bytes);
  return run(bringDocument, { personId, uploadId, kind: "letter", day: "2026-11-20", ...given }, { actor });
}
const listed = async (personId: PersonId, actor = worker) =>
  (await run(listDocuments, { personId }, { actor })).documents;
const read = (personId: PersonId, documentId: Id<"person-document">, actor = worker) =>
  run(readDocument, { personId, documentId }, { actor });
const countOf = async (table: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.id(table)}`.execute(
    database.admin,
  );
  return rows[0]?.count ?? -1;
};
const longPdf = (size: number): Uint8Array =>
  Buffer.from(textOf(plainPdfOf(`/Words (${"a".repeat(size)}) `)), "latin1");

describe("a document of a file", () => {
  test("is kept without place and telephone, sealed with its words, and read again whole", async () => {
    const personId = await world.open();
    const { documentId } = await bring(personId, telephoneJpeg(), { label: "Lettre de la mairie" });
    expect(await listed(personId)).toEqual([
      {
        id: documentId,
        kind: "letter",
        day: "2026-11-20",
        label: "Lettre de la mairie",
        mediaType: "image/jpeg",
        size: expect.any(Number),
        broughtAt: world.clock.now,
        broughtBy: `name of ${worker.id}`,
        removed: null,
        keeping: { until: daysLater(world.clock.now, 183), isEnding: false, longer: null },
        isOnOwnPage: false,
      },
    ]);
    const file = await read(personId, documentId);
    expect(file.fileName).toBe("document.jpg");
    expect(Buffer.from(file.base64, "base64").toString("latin1")).not.toMatch(/GPS|Telephone|hung/);
    const long = longPdf(200_000);
    const pdf = await bring(personId, long, { kind: "decision" });
    expect(
      Buffer.from((await read(personId, pdf.documentId)).base64, "base64").equals(Buffer.from(long)),
    ).toBe(true);
    const { rows } = await sql<{ content: Buffer }>`
      select content from person_document_part union all select label from person_document where label is not null`.execute(
      database.admin,
    );
    expect(rows.length).toBe(5);
    expect(rows.some(({ content }) => /JFIF|mairie/.test(content.toString("latin1")))).toBe(false);
  });

  test("stands by its own day, and brought twice is one", async () => {
    const personId = await world.open();
    await bring(personId, tellingPng(), { day: "2025-01-02", kind: "help-plan" });
    const first = await bring(personId, telephoneJpeg(1));
    expect(await bring(personId, telephoneJpeg(1))).toEqual(first);
    expect((await listed(personId)).map(({ kind }) => kind)).toEqual(["letter", "help-plan"]);
  });

  test.each<[string, Uint8Array, Partial<CallOf<typeof bringDocument>>, string]>([
    ["nothing in it", new Uint8Array(), {}, "pathway.paperUnusable"],
    ["another kind than its name says", Buffer.from("<html>"), {}, "pathway.paperUnusable"],
    ["its end cut off", telephoneJpeg().slice(0, 60), {}, "pathway.paperUnusable"],
    ["a program in it", plainPdfOf("/OpenAction << /S /JavaScript >> "), {}, "pathway.paperUnusable"],
    ["more bytes than are taken", longPdf(8_000_000), {}, "pathway.paperTooLarge"],
    ["a day to come", telephoneJpeg(), { day: "2026-12-01" }, "pathway.documentInFuture"],
    ["a kind that there is not", telephoneJpeg(), { kind: "secret" as "letter" }, "base.invalidInput"],
    ["too many words", telephoneJpeg(), { label: "a".repeat(121) }, "base.invalidInput"],
  ])("with %s is refused, and nothing is kept", async (_name, bytes, given, code) => {
    const personId = await world.open();
    expect(await refusal(bring(personId, bytes, given))).toBe(code);
    expect([await countOf("person_document"), await countOf("person_document_part")]).toEqual([0, 0]);
  });

  test("without a file is refused, and so is one more than a file holds", async () => {
    const personId = await world.open();
    const missing = { personId, uploadId: randomId(), kind: "letter", day: "2026-11-20" } as const;
    expect(await refusal(run(bringDocument, missing, { actor: worker }))).toBe("pathway.paperMissing");
    for (let seed = 0; seed < 50; seed += 1) await bring(personId, telephoneJpeg(seed));
    expect(await refusal(bring(personId, telephoneJpeg(50)))).toBe("pathway.tooManyDocuments");
    expect((await run(listDocuments, { personId }, { actor: worker })).mayAdd).toBe(false);
  });

  test("is removed with a trace: what was in it and its words are gone for good", async () => {
    const personId = await world.open();
    const { documentId } = await bring(personId, telephoneJpeg(), { label: "Lettre de la mairie" });
    const remove = (actor = worker) =>
      run(removeDocument, { personId, documentId, reason: "person-asked" }, { actor });
    await remove();
    expect(await listed(personId)).toMatchObject([
      {
        label: null,
        removed: { at: world.clock.now, by: `name of ${worker.id}`, reason: "person-asked" },
      },
    ]);
    expect(await countOf("person_document_part")).toBe(0);
    expect(await refusal(read(personId, documentId))).toBe("pathway.documentNotFound");
    expect(await refusal(remove())).toBe("pathway.documentRemoved");
    // Brought again, it is a new one.
    expect((await bring(personId, telephoneJpeg())).documentId).not.toBe(documentId);
  });

  test("of a doctor who refers is theirs and the link workers': another's is not there for them", async () => {
    const personId = await world.open();
    await world.accompany(personId, world.prescriber);
    const { documentId: theirs } = await bring(personId, telephoneJpeg(1), {}, world.prescriber);
    const { documentId: workers } = await bring(personId, telephoneJpeg(2));
    expect((await listed(personId, world.prescriber)).map(({ id }) => id)).toEqual([theirs]);
    expect((await listed(personId)).map(({ id }) => id).toSorted()).toEqual([theirs, workers].toSorted());
    expect(await refusal(read(personId, workers, world.prescriber))).toBe("pathway.documentNotFound");
    const removing = run(
      removeDocument,
      { personId, documentId: workers, reason: "not-needed" },
      { actor: world.prescriber },
    );
    expect(await refusal(removing)).toBe("pathway.documentNotFound");
    // That a colleague keeps the same picture is not told: theirs is kept beside it.
    expect((await bring(personId, telephoneJpeg(2), {}, world.prescriber)).documentId).not.toBe(workers);
  });

  test("is not there for another organisation, territory or person", async () => {
    const personId = await world.open();
    const { documentId } = await bring(personId, telephoneJpeg());
    for (const actor of [world.colleague, world.stranger]) {
      expect(await refusal(read(personId, documentId, actor))).toBe("pathway.personNotFound");
      expect(await refusal(bring(personId, telephoneJpeg(), {}, actor))).toBe("pathway.personNotFound");
    }
    const another = await world.open(worker, { givenNames: "Perruche", familyName: "Autre", phone: null });
    expect(await refusal(read(another, documentId))).toBe("pathway.documentNotFound");
  });

  test("is handed out with the file by whoever answers for it, and goes with it", async () => {
    const personId = await world.open();
    await bring(personId, telephoneJpeg(), { label: "Lettre de la mairie" });
    const { records } = await run(exportFile, { personId }, { actor: world.officer });
    expect(records.filter(({ kind }) => kind === "document")).toMatchObject([
      {
        fields: {
          kind: "letter",
          day: "2026-11-20",
          label: "Lettre de la mairie",
          base64: expect.any(String),
        },
      },
    ]);
    const { rows: keys } = await sql<{ key_id: PersonId }>`select key_id from person`.execute(database.admin);
    await database.as({ tenantId: world.tenantId }, (tx) => erasePersonRows(tx, keys[0]?.key_id ?? personId));
    expect([await countOf("person_document"), await countOf("person_document_part")]).toEqual([0, 0]);
  });

  test("moves with a file that is joined to another, sealed anew", async () => {
    const kept = await world.open();
    const merged = await world.open();
    const { documentId } = await bring(merged, telephoneJpeg(), { label: "Lettre de la mairie" });
    const { mergeId } = await run(proposeMerge, { keptId: kept, mergedId: merged }, { actor: worker });
    const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");
    await run(confirmMerge, { mergeId }, { actor: coordinator });
    expect(await listed(kept)).toMatchObject([{ id: documentId, label: "Lettre de la mairie" }]);
    expect((await read(kept, documentId)).base64.length).toBeGreaterThan(100);
  });
});
