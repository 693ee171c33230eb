import { randomId, type CallOf, type Id, type PersonId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import {
  confirmMerge,
  exportFile,
  keepConsentPaper,
  listConsentPapers,
  proposeMerge,
  readConsentPaper,
  withdrawAgreements,
} from "../actions.ts";
import { plainPdfOf, telephoneJpeg, textOf } from "../sealed-file/fixtures/pictures.ts";
import { professional } from "../../../tests/support/run.ts";
import { erasePersonRows } from "../store.ts";

const world = await loopWorld();
const { run, worker, database, vault, uploads } = world;

beforeEach(async () => {
  await world.reset();
  uploads.clear();
});

type ReferralId = Id<"referral">;

/** A referral to which somebody agreed on paper, or otherwise. */
async function referred(
  evidence: "signed-paper" | "witnessed-oral" = "signed-paper",
): Promise<{ readonly personId: PersonId; readonly referralId: ReferralId }> {
  const personId = await world.open();
  const { referralId } = await world.refer(personId, { evidence });
  return { personId, referralId };
}

function bring(referralId: ReferralId, bytes: Uint8Array, actor = worker) {
  const uploadId = randomId();
  uploads.set(uploadId, bytes);
  return run(keepConsentPaper, { referralId, uploadId, fileName: "photo.jpg" }, { actor });
}

const papersOf = (referralId: ReferralId, actor = worker) =>
  run(listConsentPapers, { referralId }, { actor });
const countOf = async (table: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.id(table)}`.execute(
    database.admin,
  );
  return rows[0]?.count ?? -1;
};
/** A PDF of some size, whose parts are sealed one by one. */
const longPdf = (size: number): Uint8Array =>
  Buffer.from(textOf(plainPdfOf(`/Words (${"a".repeat(size)}) `)), "latin1");

describe("a paper on which somebody agreed", () => {
  test("is kept without place and telephone, sealed in parts, and read again whole", async () => {
    const { referralId } = await referred();
    const { paperId } = await bring(referralId, telephoneJpeg());
    const file = await run(readConsentPaper, { referralId, paperId }, { actor: worker });
    expect(file).toMatchObject({ fileName: "papier.jpg", mediaType: "image/jpeg" });
    const text = Buffer.from(file.base64, "base64").toString("latin1");
    expect(text).not.toMatch(/GPS|Telephone|hung/);
    const long = longPdf(200_000);
    const pdf = await bring(referralId, long);
    const read = await run(readConsentPaper, { referralId, paperId: pdf.paperId }, { actor: worker });
    expect(Buffer.from(read.base64, "base64").equals(Buffer.from(long))).toBe(true);
    const { rows } = await sql<{ content: Buffer }>`select content from consent_paper_part`.execute(
      database.admin,
    );
    expect(rows.length).toBe(4);
    expect(rows.some(({ content }) => content.toString("latin1").includes("JFIF"))).toBe(false);
    const { papers, mayAdd } = await papersOf(referralId);
    expect([papers.length, mayAdd, papers[0]?.receivedBy]).toEqual([2, true, `name of ${worker.id}`]);
  });

  test("brought twice is one paper; a fifth one is refused", async () => {
    const { referralId } = await referred();
    const first = await bring(referralId, telephoneJpeg(1));
    expect(await bring(referralId, telephoneJpeg(1))).toEqual(first);
    expect(await countOf("consent_paper")).toBe(1);
    for (const seed of [2, 3, 4]) await bring(referralId, telephoneJpeg(seed));
    expect(await refusal(bring(referralId, telephoneJpeg(5)))).toBe("pathway.tooManyPapers");
    expect((await papersOf(referralId)).mayAdd).toBe(false);
  });

  test.each<[string, Uint8Array, string]>([
    ["nothing in it", new Uint8Array(), "pathway.paperUnusable"],
    ["another kind than its name says", Buffer.from("<html>"), "pathway.paperUnusable"],
    ["its end cut off", telephoneJpeg().slice(0, 60), "pathway.paperUnusable"],
    ["more bytes than are taken", longPdf(8_000_000), "pathway.paperTooLarge"],
  ])("with %s is refused, and nothing is kept", async (_name, bytes, code) => {
    const { referralId } = await referred();
    expect(await refusal(bring(referralId, bytes))).toBe(code);
    expect(await countOf("consent_paper")).toBe(0);
  });

  test("is asked for where an agreement was signed on paper and holds, and nowhere else", async () => {
    const { referralId } = await referred("witnessed-oral");
    expect(await papersOf(referralId)).toEqual({ mayAdd: false, papers: [] });
    expect(await refusal(bring(referralId, telephoneJpeg()))).toBe("pathway.paperWithoutAgreement");
    const unknown = { referralId, uploadId: randomId() } satisfies CallOf<typeof keepConsentPaper>;
    expect(await refusal(run(keepConsentPaper, unknown, { actor: worker }))).toBe(
      "pathway.paperWithoutAgreement",
    );
    const onPaper = await referred();
    const missing = { referralId: onPaper.referralId, uploadId: randomId() };
    expect(await refusal(run(keepConsentPaper, missing, { actor: worker }))).toBe("pathway.paperMissing");
  });

  test("is not there for another organisation, territory or referral, nor for who does not accompany", async () => {
    const { referralId } = await referred();
    const { paperId } = await bring(referralId, telephoneJpeg());
    const other = await referred();
    expect(
      await refusal(run(readConsentPaper, { referralId: other.referralId, paperId }, { actor: worker })),
    ).toBe("pathway.paperNotFound");
    for (const actor of [world.colleague, world.stranger]) {
      expect(await refusal(run(readConsentPaper, { referralId, paperId }, { actor }))).toBe(
        "pathway.referralNotFound",
      );
      expect(await refusal(bring(referralId, telephoneJpeg(2), actor))).toBe("pathway.referralNotFound");
    }
    const administrator = professional(world.tenantId, world.ccas, "territory-admin");
    expect(await refusal(run(readConsentPaper, { referralId, paperId }, { actor: administrator }))).toBe(
      "base.notAllowed",
    );
  });

  test("leaves each reading on the record of the file, and stands in the person’s export", async () => {
    const { personId, referralId } = await referred();
    const { paperId } = await bring(referralId, telephoneJpeg());
    await run(readConsentPaper, { referralId, paperId }, { actor: worker });
    const { records, accesses } = await run(exportFile, { personId }, { actor: world.officer });
    expect(accesses.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["pathway.keepConsentPaper", "pathway.readConsentPaper"]),
    );
    const exported = records.find(({ kind }) => kind === "consent-paper");
    expect(Buffer.from(String(exported?.fields["base64"]), "base64").toString("latin1")).toContain("JFIF");
  });

  test("moves with its agreement when two files become one, and opens under the other key", async () => {
    const { personId: mergedId, referralId } = await referred();
    const { paperId } = await bring(referralId, longPdf(100_000));
    const keptId = await world.open();
    const { mergeId } = await run(proposeMerge, { keptId, mergedId }, { actor: worker });
    const coordinator = professional(world.tenantId, world.ccas, "team-coordinator");
    await run(confirmMerge, { mergeId }, { actor: coordinator });
    const read = await run(readConsentPaper, { referralId, paperId }, { actor: worker });
    expect(Buffer.from(read.base64, "base64").equals(Buffer.from(longPdf(100_000)))).toBe(true);
    const { records } = await run(exportFile, { personId: keptId }, { actor: world.officer });
    expect(records.map(({ kind }) => kind)).toContain("consent-paper");
  });

  test("goes when the agreement is taken back; that there was one stays", async () => {
    const { personId, referralId } = await referred();
    const { paperId } = await bring(referralId, telephoneJpeg());
    await run(withdrawAgreements, { personId, referralId }, { actor: worker });
    expect(await countOf("consent_paper_part")).toBe(0);
    const { papers, mayAdd } = await papersOf(referralId);
    expect([papers[0]?.forgottenAt, mayAdd]).toEqual([world.clock.now, false]);
    expect(await refusal(run(readConsentPaper, { referralId, paperId }, { actor: worker }))).toBe(
      "pathway.paperNotFound",
    );
    expect(await refusal(bring(referralId, telephoneJpeg(2)))).toBe("pathway.paperWithoutAgreement");
  });

  test("goes with the person, and cannot be opened once the key is gone", async () => {
    const { personId, referralId } = await referred();
    await bring(referralId, telephoneJpeg());
    const { rows } = await sql<{
      id: Id<string>;
      content: Buffer;
    }>`select id, content from consent_paper_part`.execute(database.admin);
    const [part] = rows;
    const { rows: keys } = await sql<{
      key_id: PersonId;
    }>`select key_id from person where id = ${personId}`.execute(database.admin);
    const keyId = keys[0]?.key_id ?? personId;
    await vault.erasePerson({ tenantId: world.tenantId, personId: keyId }, world.clock.now, async () => {
      await database.as({ tenantId: world.tenantId }, (tx) => erasePersonRows(tx, keyId));
      return "deleted";
    });
    expect([await countOf("consent_paper"), await countOf("consent_paper_part")]).toEqual([0, 0]);
    const place = {
      tenantId: world.tenantId,
      personId: keyId,
      table: "consent_paper_part",
      column: "content",
      rowId: part?.id ?? randomId(),
    };
    expect(() => vault.open(place, part?.content ?? Buffer.alloc(0))).toThrow("vault.keyDestroyed");
  });

  test.each(["consent_paper", "consent_paper_part"])(
    "rows of %s are those of the organisation alone",
    async (table) => {
      const { referralId } = await referred();
      await bring(referralId, telephoneJpeg());
      const seen = async (scope: Parameters<typeof database.as>[0]): Promise<number> =>
        database.as(scope, async (tx) => (await sql`select from ${sql.id(table)}`.execute(tx)).rows.length);
      const [elsewhere] = world.colleague.memberships;
      expect(await seen({ tenantId: world.tenantId, controllerIds: [world.ccas] })).toBe(1);
      expect(
        await seen({ tenantId: world.tenantId, controllerIds: [elsewhere?.controllerId ?? world.ccas] }),
      ).toBe(0);
      expect(await seen({ tenantId: world.stranger.tenantId, controllerIds: [world.ccas] })).toBe(0);
      expect(await seen({})).toBe(0);
    },
  );
});
