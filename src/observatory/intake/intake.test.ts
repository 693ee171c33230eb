import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  addMilliseconds,
  anonymousActor,
  operatorActor,
  randomId,
  toInstant,
  type Actor,
  type AnyAction,
  type CallOf,
  type Id,
  type Instant,
  type OutputOf,
  type Role,
  type TenantId,
} from "#base";
import { createController, createTerritory } from "#access/handlers";
import { decideWords, newestWordingDecisions } from "#pathway/handlers";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { runAction } from "../../server/run-action.ts";
import {
  approveRelease,
  checkSurveyDraft,
  decideSurveyWording,
  deleteSurveyDraft,
  describeDesign,
  describeSurvey,
  describeVariable,
  exportCodebook,
  importSurveyDraft,
  listIndicators,
  listSurveyDrafts,
  listSurveys,
  listSurveyWords,
  openSurveyDraft,
  proposeRelease,
  readDraftVariable,
  readSurveyDraft,
  runAnalysis,
  type ShownDraft,
} from "../actions.ts";
import { forgetSurveyDrafts, importSurvey, observatoryHandlers } from "../handlers.ts";
import { textOf } from "../microdata/synthetic-files.testing.ts";
import { usualDraftDays } from "./survey-format.ts";
import { syntheticSurvey } from "../synthetic-survey.ts";

const database = await freshDatabase();
const scratch = mkdtempSync(join(tmpdir(), "tisser-intake-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const now = toInstant(new Date("2026-11-28T11:00:00Z"));

/** A territory with one organisation, and whoever works there. */
async function makeTerritory(slug: string) {
  const [tenantId, controllerId] = [randomId<"tenant">(), randomId<"controller">()];
  await database.as({}, async (tx) => {
    const place = { name: slug, country: "FR", timeZone: "Europe/Paris", isDemonstration: true, now };
    await createTerritory(tx, { ...place, id: tenantId, slug });
    await createController(tx, { tenantId, id: controllerId, name: slug, kind: "association", now });
  });
  const somebody = (role: Role): Actor => ({
    kind: "account",
    id: randomId<"account">(),
    tenantId,
    memberships: [{ tenantId, controllerId, role }],
    hasSecondFactor: true,
  });
  return { somebody, tenantId };
}
const [here, elsewhere] = [await makeTerritory("ici"), await makeTerritory("ailleurs")];
const [ana, bea, far] = [here.somebody("analyst"), here.somebody("analyst"), elsewhere.somebody("analyst")];

const handlers = observatoryHandlers({
  surveyFolder: scratch,
  wordDecisions: { newest: newestWordingDecisions, record: decideWords },
});
const services = { db: database.app, clock: () => now, newId: randomId, receiptSecret: new Uint8Array(32) };

async function as<A extends AnyAction>(
  actor: Actor,
  action: A,
  input: CallOf<A>,
  version: number | null = null,
): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const http = { headers: new Headers(), setCookies: [], address: null };
  const { output } = await runAction(services, {
    bound,
    actor,
    input,
    key: null,
    needsKey: false,
    version,
    http,
  });
  return output as OutputOf<A>;
}

const survey = syntheticSurvey({ waves: ["2025", "2026"], personsPerArea: 10 });
/** The survey as a file, with a column that names each respondent and one of free words. */
const text = textOf(survey)
  .trimEnd()
  .split("\n")
  .map((line, row) => (row === 0 ? `id,${line},words` : `r${row},${line},"free words of ${row}"`))
  .join("\n");

/** A file as the door leaves it. */
function received(content: string): string {
  const uploadId = randomId<"upload">();
  mkdirSync(join(scratch, "uploads"), { recursive: true });
  writeFileSync(join(scratch, "uploads", uploadId), content);
  return uploadId;
}

async function opened(content: string, fileName = "barometre.csv"): Promise<Id<"survey-draft">> {
  const { draftId } = await as(ana, openSurveyDraft, { uploadId: received(content), fileName });
  return draftId;
}

/** The draft once its file was read, or its survey imported. */
async function settled(draftId: Id<"survey-draft">, actor = ana): Promise<ShownDraft> {
  for (;;) {
    const draft = await as(actor, readSurveyDraft, { draftId });
    if (draft.reading.stage !== "running" && draft.lastImport?.state.stage !== "running") return draft;
  }
}

const about = {
  id: "barometre-ici",
  titleFr: "Baromètre d’ici",
  sampling: "probability",
  isSynthetic: "no",
  licence: "CC0-1.0",
  provenance: "inventé pour les tests",
  universeFr: "personnes de 16 ans ou plus",
  fromAge: 16,
  mode: "web",
  language: "fr",
  waveVariable: "year",
} as const;

const acceptWords = (instrument: string, isAccepted: boolean, actor = here.somebody("territory-admin")) =>
  as(actor, decideSurveyWording, {
    instrument,
    wording: "fr-1",
    isAccepted,
    reason: "Relue par deux traductrices et par des habitants.",
  });

let draftId: Id<"survey-draft">;
let draft: ShownDraft;
beforeAll(async () => {
  draftId = await opened(`${text}\n`);
  draft = await settled(draftId);
});

/** What is proposed of a column. */
function proposed(name: string) {
  const variable = draft.draft?.variables.find((one) => one.name === name);
  if (variable === undefined) throw new Error(`no column ${name}`);
  return variable;
}

describe("a file that an analyst brings", () => {
  test("is read, and gets a codebook proposed: the design, the items, the groups, codes of no answer", () => {
    expect(draft).toMatchObject({ reading: { stage: "done" }, rows: text.split("\n").length - 1 });
    expect(draft.draft?.design).toMatchObject({ weight: "weight", stratum: "stratum" });
    expect(draft.draft).toMatchObject({ wave: { variable: "year" }, identifier: "id" });
    expect(proposed("ucla3-1")).toMatchObject({
      kind: "integer",
      isKept: true,
      missing: [99],
      meaning: { instrument: "ucla3", linkId: "ucla3-1" },
    });
    expect(proposed("sex").meaning).toEqual({ breakdown: "sex", codes: { woman: "woman", man: "man" } });
    expect(proposed("age").meaning).toEqual({ breakdown: "age" });
    expect(draft.needs).toEqual([
      "id",
      "title",
      "sampling",
      "isSynthetic",
      "licence",
      "provenance",
      "universe",
      "mode",
      "language",
    ]);
  });

  test("shows no value that fewer than eleven rows hold, and leaves out what names respondents", () => {
    for (const column of draft.columns) {
      expect(Math.min(11, ...column.values.map(([, rows]) => rows))).toBe(11);
      expect(Math.min(11, ...(column.numbers?.steps ?? []).map(({ rows }) => rows))).toBe(11);
    }
    expect(JSON.stringify(draft.columns)).not.toContain("free words");
    expect(proposed("words").isKept).toBe(false);
    expect(proposed("id").isKept).toBe(false);
  });

  test("is seen by analysts of the organisation only", async () => {
    const file = { uploadId: received("a\n1\n"), fileName: "a.csv" };
    await expect(as(anonymousActor, openSurveyDraft, file)).rejects.toThrow("base.signInNeeded");
    await expect(as(here.somebody("link-worker"), openSurveyDraft, file)).rejects.toThrow("base.notAllowed");
    await expect(as(operatorActor, openSurveyDraft, file)).rejects.toThrow("observatory.organisationNeeded");
    await expect(as(far, readSurveyDraft, { draftId })).rejects.toThrow("observatory.surveyDraftNotFound");
    await expect(as(far, exportCodebook, { draftId })).rejects.toThrow("observatory.surveyDraftNotFound");
    expect((await as(far, listSurveyDrafts, {})).drafts).toEqual([]);
    expect((await as(bea, listSurveyDrafts, {})).drafts.map(({ id }) => id)).toContain(draftId);
  });

  test("in a format that is not read is refused with the format named, and so is a file that never came", async () => {
    const open = (fileName: string, uploadId = received("x")) =>
      as(ana, openSurveyDraft, { uploadId, fileName });
    await expect(open("enquete.sav")).rejects.toMatchObject({
      code: "observatory.surveyFormatUnread",
      params: { format: "sav" },
    });
    await expect(open("enquete.dta")).rejects.toThrow("observatory.surveyFormatUnread");
    await expect(open("a.csv", randomId())).rejects.toThrow("observatory.surveyUploadMissing");
    await expect(open("a.csv", received(""))).rejects.toThrow("observatory.surveyFileUnreadable");
  });

  test("that is cut in the middle, or is not what its name says, is told as unreadable", async () => {
    for (const [content, name] of [
      [text.slice(0, text.length - 4), "cut.csv"],
      ["no parquet", "a.parquet"],
    ] as const) {
      const { reading } = await settled(await opened(content, name));
      expect(reading).toMatchObject({ stage: "refused", code: "observatory.surveyFileUnreadable" });
    }
  });
});

describe("a codebook that is being made", () => {
  test("is refused with the field named where what is said cannot be", async () => {
    const { version } = draft;
    const issues = (promise: Promise<unknown>) =>
      promise.then(
        () => [],
        (error: { issues: { path: string; code: string }[] }) =>
          error.issues.map(({ path, code }) => `${path} ${code}`),
      );
    expect(await issues(as(ana, describeDesign, { draftId, weight: "nowhere" }, version))).toEqual([
      "weight notInList",
    ]);
    const position = String(draft.columns.findIndex(({ name }) => name === "words"));
    const variable = { draftId, position, kind: "text" } as const;
    expect(
      await issues(as(ana, describeVariable, { ...variable, meaning: "ucla3/ucla3-9" }, version)),
    ).toEqual(["meaning notInList"]);
    expect(await issues(as(ana, describeVariable, { ...variable, meaning: "sex" }, version))).toEqual([
      "codes required",
    ]);
    expect(await issues(as(ana, describeVariable, { ...variable, labels: "no pair" }, version))).toEqual([
      "labels pairUnreadable",
    ]);
    await expect(as(ana, describeVariable, { ...variable }, version + 1)).rejects.toThrow(
      "base.versionStale",
    );
    await expect(as(ana, exportCodebook, { draftId })).rejects.toThrow("observatory.surveyDraftIncomplete");
  });

  test("shows at once that a design is impossible, and that it is not any more", async () => {
    const faults = async () =>
      (await as(ana, checkSurveyDraft, { draftId })).issues.map(({ fault, where }) => `${fault} ${where}`);
    const design = { draftId, weight: "weight", stratum: "stratum", identifier: "id" } as const;
    // Somebody's age as unit: the same unit stands in many strata.
    await as(ana, describeDesign, { ...design, psu: "age", identifier: "town" }, 1);
    expect(await faults()).toEqual(expect.arrayContaining(["psuInTwoStrata age", "identifierRepeated town"]));
    await as(ana, describeDesign, { ...design, psu: "town", fpc: "ucla3-1" }, 2);
    expect((await faults()).join()).toContain("fpcTooSmall ucla3-1");
    await as(ana, describeDesign, { ...design, psu: "town" }, 3);
    expect(await faults()).toEqual([]);
  });

  test("is kept as far as it was said, and exported as the terminal takes it", async () => {
    await as(ana, describeSurvey, { draftId, ...about, licence: undefined }, 4);
    expect((await as(bea, readSurveyDraft, { draftId })).needs).toEqual(["licence"]);
    await as(bea, describeSurvey, { draftId, ...about }, 5);
    const file = await as(ana, exportCodebook, { draftId });
    const [path, folder] = [join(scratch, "barometre.csv"), join(scratch, "by-terminal")];
    writeFileSync(path, `${text}\n`);
    const report = await importSurvey({ path, codebook: file.text, folder, now });
    expect(report).toMatchObject({ survey: "barometre-ici", issues: [] });
    expect(report.instruments).toEqual(["ucla3", "ons-direct", "credoc5", "illectronisme"]);
    const kept = readFileSync(join(folder, report.survey, report.version, "survey.json"), "utf8");
    expect(kept).not.toContain("free words");
  });
});

describe("an imported survey", () => {
  let version = "";
  test("is made from the draft, the same version as at the terminal, and is at hand for its own analysts", async () => {
    const receipt = await as(ana, importSurveyDraft, { draftId }, 6);
    version = receipt.surveyVersion;
    expect((await settled(draftId)).lastImport).toMatchObject({ version, state: { stage: "done" } });
    expect(existsSync(join(scratch, "by-terminal", "barometre-ici", version))).toBe(true);
    const ids = async (actor: Actor) => (await as(actor, listSurveys, {})).surveys.map(({ id }) => id);
    expect(await ids(bea)).toContain("barometre-ici");
    expect(await ids(far)).not.toContain("barometre-ici");
    await expect(as(far, runAnalysis, { survey: "barometre-ici", indicator: "ucla3-mean" })).rejects.toThrow(
      "observatory.surveyNotFound",
    );
  });

  test("is not published in a working translation until the territory accepts it, with its reason", async () => {
    const order = { survey: "barometre-ici", note: "Première publication" };
    const refusedFor = async (instrument: string) =>
      expect(as(ana, proposeRelease, order)).rejects.toMatchObject({
        code: "observatory.wordingNotAccepted",
        params: { instrument, wording: "fr-1" },
      });
    const statuses = async () =>
      Object.fromEntries(
        (await as(ana, listSurveyWords, {})).words.map(({ instrument, status }) => [instrument, status]),
      );
    expect(await statuses()).toEqual({
      ucla3: "not-accepted",
      "ons-direct": "not-accepted",
      credoc5: "sound",
      illectronisme: "sound",
    });
    await refusedFor("ucla3");
    await acceptWords("ucla3", true);
    await refusedFor("ons-direct");
    await expect(acceptWords("credoc5", true)).rejects.toThrow("observatory.wordingNeedsNoDecision");
    await expect(acceptWords("ons-direct", true, ana)).rejects.toThrow("base.notAllowed");
    await expect(acceptWords("ons-direct", true, elsewhere.somebody("territory-admin"))).rejects.toThrow(
      "observatory.wordingNeedsNoDecision",
    );
    await acceptWords("ons-direct", true);
    expect(await statuses()).toMatchObject({ ucla3: "accepted", "ons-direct": "accepted" });
  });

  test("answers questions in the workspace, and its release is published by two persons", async () => {
    const { cells } = await as(bea, runAnalysis, { survey: "barometre-ici", indicator: "ucla3-mean" });
    expect(cells).toMatchObject([{ status: "published", n: expect.any(Number), df: expect.any(Number) }]);
    const order = { survey: "barometre-ici", note: "Première publication" };
    await expect(as(far, proposeRelease, order)).rejects.toThrow("observatory.surveyNotFound");
    const { proposalId, releaseId } = await as(ana, proposeRelease, order);
    await expect(as(ana, approveRelease, { proposalId })).rejects.toThrow("base.notAllowed");
    // A decision taken back meanwhile counts: what nobody accepts any more is not published.
    await acceptWords("ucla3", false);
    await expect(as(bea, approveRelease, { proposalId })).rejects.toMatchObject({
      code: "observatory.wordingNotAccepted",
      params: { instrument: "ucla3", wording: "fr-1" },
    });
    await acceptWords("ucla3", true);
    await as(bea, approveRelease, { proposalId });
    const { release, indicators } = await as(anonymousActor, listIndicators, {});
    expect(release).toMatchObject({
      id: releaseId,
      about: { title: { fr: "Baromètre d’ici" }, licence: "CC0-1.0" },
      words: expect.arrayContaining([{ instrument: "ucla3", language: "fr", wording: "fr-1" }]),
    });
    expect(indicators.find(({ id }) => id === "ucla3-mean")?.headline?.cell.status).toBe("published");
  });

  test("bears an id that no other organisation and no invented survey bears", async () => {
    const { draftId: theirs } = await as(far, openSurveyDraft, {
      uploadId: received(`${text}\n`),
      fileName: "theirs.csv",
    });
    await settled(theirs, far);
    await as(far, describeSurvey, { draftId: theirs, ...about }, 1);
    await expect(as(far, importSurveyDraft, { draftId: theirs }, 2)).rejects.toThrow(
      "observatory.surveyIdTaken",
    );
    await as(far, describeSurvey, { draftId: theirs, ...about, id: "synthetic-2023-2026" }, 2);
    await expect(as(far, importSurveyDraft, { draftId: theirs }, 3)).rejects.toThrow(
      "observatory.surveyIdTaken",
    );
  });

  test("that the file contradicts is told fault by fault, and nothing of it is at hand", async () => {
    const wrong = await opened(`${text.replaceAll(",woman,", ",?,")}\n`);
    await settled(wrong);
    await as(ana, describeSurvey, { draftId: wrong, ...about, id: "faux" }, 1);
    const read = await as(ana, readSurveyDraft, { draftId: wrong });
    const position = String(read.columns.findIndex(({ name }) => name === "sex"));
    const sex = { draftId: wrong, position, kind: "text", isKept: true, meaning: "sex" } as const;
    await as(ana, describeVariable, { ...sex, codes: "F = woman\nman = man" }, 2);
    await as(ana, importSurveyDraft, { draftId: wrong }, 3);
    const { lastImport } = await settled(wrong);
    expect(lastImport?.state).toMatchObject({
      stage: "refused",
      code: "observatory.surveyRefused",
      faults: [{ path: "sex (1)", code: "codeUnknown" }],
    });
    expect((await as(ana, listSurveys, {})).surveys.map(({ id }) => id)).not.toContain("faux");
  });

  test("stays when its draft is forgotten, with the file that was brought", async () => {
    await as(ana, deleteSurveyDraft, { draftId });
    expect(existsSync(join(scratch, "survey-drafts", draftId))).toBe(false);
    await expect(as(ana, readDraftVariable, { draftId, position: "0" })).rejects.toThrow(
      "observatory.surveyDraftNotFound",
    );
    expect((await as(ana, listSurveyDrafts, {})).versions).toContainEqual(
      expect.objectContaining({ survey: "barometre-ici", version, isAtHand: true }),
    );
  });
});

describe("a draft that nobody takes up again", () => {
  const days = usualDraftDays;
  const after = (wait: number) => addMilliseconds(now, wait * 86_400_000);
  const forget = (at: Instant, tenantId: TenantId) =>
    forgetSurveyDrafts({ db: database.app, now: at, days, folder: scratch }, tenantId);

  test("shows its day, is erased that day with its file, and leaves a line in the audit", async () => {
    const [theirs, mine] = [
      await as(far, openSurveyDraft, { uploadId: received(`${text}\n`), fileName: "far.csv" }),
      await opened(`${text}\n`),
    ];
    await settled(mine);
    expect(await as(ana, readSurveyDraft, { draftId: mine })).toMatchObject({ erasedAt: after(days) });
    const folder = join(scratch, "survey-drafts", mine);
    await forget(addMilliseconds(after(days), -1), here.tenantId);
    expect(existsSync(folder)).toBe(true);
    expect(await forget(after(days), here.tenantId)).toBeGreaterThanOrEqual(1);
    expect(existsSync(folder)).toBe(false);
    await expect(as(ana, readSurveyDraft, { draftId: mine })).rejects.toThrow(
      "observatory.surveyDraftNotFound",
    );
    expect(await forget(after(days), here.tenantId)).toBe(0);
    const { rows } = await sql<{
      line: string;
    }>`select line from audit_entry where line like ${`%${mine}%`}`.execute(database.admin);
    expect(rows.filter(({ line }) => line.includes("observatory.forgetSurveyDraft"))).toHaveLength(1);
    // Those of another territory are not touched, nor is what was imported.
    expect(await as(far, readSurveyDraft, theirs)).toMatchObject({ id: theirs.draftId });
    expect((await as(ana, listSurveyDrafts, {})).versions).toContainEqual(
      expect.objectContaining({ survey: "barometre-ici", isAtHand: true }),
    );
  });
});
