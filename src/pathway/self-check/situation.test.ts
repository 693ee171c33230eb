import { randomBytes } from "node:crypto";
import { anonymousActor, operatorActor, randomId, type AnyAction, type CallOf, type OutputOf } from "#base";
import { helplines } from "#directory";
import { loadInstrument } from "#instruments";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { loopWorld, refusal } from "../../../tests/support/loop.ts";
import { emptier } from "../../../tests/support/emptier.ts";
import { runAction } from "../../server/run-action.ts";
import { answerSelfCheck, beginSelfCheck, importInstrumentText } from "../actions.ts";
import { selfCheckHandlers } from "./handlers.ts";
import { selfCheckQuestions } from "./question.ts";
import { answerSituation, readSituation } from "./situation-actions.ts";
import type { AgeBand } from "./age-band.ts";

const world = await loopWorld({ hasHealth: true });
const { tenantId, database } = world;
const elsewhere = world.stranger.tenantId;
const secret = randomBytes(32);
const lineIds = helplines().lines.map(({ id }) => id);
const services = { vault: { secretFor: () => secret }, baseUrl: "https://tisser.example", lineIds };
const withHealth = selfCheckHandlers({ ...services, hasHealth: true });
const withoutHealth = selfCheckHandlers({ ...services, hasHealth: false });
let cookie = "";

async function run<A extends AnyAction>(
  action: A,
  input: CallOf<A>,
  handlers = withHealth,
): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (!bound) throw new Error(`no handler for ${action.name}`);
  const http = { headers: new Headers({ cookie }), setCookies: [] as string[], address: null };
  const ground = {
    db: database.app,
    clock: () => world.clock.now,
    newId: randomId,
    receiptSecret: secret,
  };
  const call = { bound, actor: anonymousActor, input, key: null, needsKey: false, version: null, http };
  const { output } = await runAction(ground, call);
  cookie = http.setCookies[0]?.split(";")[0] ?? cookie;
  return output as OutputOf<A>;
}

/** Answers the first questions: each item with one code, skipped where it is null. */
async function takeStock(age: AgeBand, code: number | null): Promise<void> {
  await run(beginSelfCheck, { age });
  for (const [position, { id, instrument }] of selfCheckQuestions.entries()) {
    // The fewest contacts; our own questions are answered by no.
    const given = instrument === "credoc5" ? 4 : instrument === null ? 0 : code;
    const answer = code === null ? "skip" : String(given);
    await run(answerSelfCheck, { step: position + 1, question: id, answer });
  }
}

/** Answers every question of a situation in turn. */
async function answerAll(
  module: string,
  answers: readonly string[],
  locale: "fr" | "en" = "fr",
): Promise<void> {
  for (const [position, answer] of answers.entries()) {
    const step = position + 1;
    const { question } = await run(readSituation, { module, step, locale });
    await run(answerSituation, { module, step, locale, question: question?.id ?? "", answer });
  }
}

const asked = async (module: string, locale: "fr" | "en" | "es" = "fr", handlers = withHealth) =>
  (await run(readSituation, { module, locale }, handlers)).isAsked;

/** Licensed words of the mini-Zarit, invented. */
async function license(territory: typeof tenantId | null): Promise<void> {
  if (territory === null) throw new Error("no territory");
  const { items } = await loadInstrument("mini-zarit");
  const text = {
    instrument: "mini-zarit",
    version: "1",
    language: "fr",
    wording: "fr-licensed",
    licence: "licence d’essai",
    source: "essai",
    isOfficial: true,
    items: items.map(({ linkId }) => ({ linkId, text: `Essai ${linkId}` })),
  };
  await world.run(
    importInstrumentText,
    { id: randomId<"operator-text">(), fileName: "zarit.json", content: JSON.stringify(text) },
    { actor: { ...operatorActor, tenantId: territory } },
  );
}

const empty = emptier(database, "operator_text");
beforeEach(async () => {
  cookie = "";
  await empty();
});

describe("the questions of a situation", () => {
  test("come after the first ones, where these call for more, at the age and in the language they exist for", async () => {
    expect(await asked("ages")).toBe(false);
    await takeStock("60-plus", 3);
    expect([await asked("ages"), await asked("ages", "en"), await asked("ages", "es")]).toEqual([
      true,
      true,
      false,
    ]);
    // BSMAS exists in English words alone, and is for 16 to 25.
    expect(await asked("jeunes", "en")).toBe(false);
    await run(beginSelfCheck, { age: "18-25" });
    expect([await asked("jeunes"), await asked("jeunes", "en"), await asked("ages")]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await asked("jeunes", "en", withoutHealth)).toBe(false);
    // Published for interviews only; a tie that weighs has no questionnaire.
    expect([await asked("internet"), await asked("liens-qui-pesent")]).toEqual([false, false]);
  });

  test("give sentences, and a missing answer never one that reassures", async () => {
    await takeStock("60-plus", 3);
    await answerAll("ages", ["5", "5", "5", "5", "5"]);
    expect(await run(readSituation, { module: "ages" })).toMatchObject({ nextStep: 6, sentences: null });
    const last = { module: "ages", step: 6, question: "lsns6-6" };
    expect(await run(answerSituation, { ...last, answer: "5" })).toEqual({ module: "ages", next: "fin" });
    expect((await run(readSituation, { module: "ages" })).sentences).toBe("reading.lsns6.not-at-risk");
    await run(answerSituation, { ...last, step: 1, question: "lsns6-1", answer: "skip" });
    await run(answerSituation, { ...last, step: 2, question: "lsns6-2", answer: "prefer-not" });
    await run(answerSituation, { ...last, step: 3, question: "lsns6-3", answer: "skip" });
    await run(answerSituation, { ...last, step: 4, question: "lsns6-4", answer: "skip" });
    expect((await run(readSituation, { module: "ages" })).sentences).toBe("reading.incomplete");
    // Nothing of it is on the server.
    const { rows } = await sql<object>`select id from questionnaire_response`.execute(database.admin);
    expect(rows).toEqual([]);
  });

  test("are asked of whoever skipped all of the first ones: what is missing calls for more, never for less", async () => {
    await license(tenantId);
    await license(elsewhere);
    await takeStock("26-49", null);
    expect(await asked("aidants")).toBe(true);
  });

  test("that are licensed are shown where every territory holds the same words, and where health is held", async () => {
    await takeStock("26-49", 3);
    await license(tenantId);
    expect(await asked("aidants")).toBe(false);
    await license(elsewhere);
    expect([await asked("aidants"), await asked("aidants", "en")]).toEqual([true, false]);
    await answerAll("aidants", ["0.5", "1", "1", "0.5", "1", "1", "1"]);
    expect((await run(readSituation, { module: "aidants" })).sentences).toBe("reading.mini-zarit.severe");
    expect(await asked("aidants", "fr", withoutHealth)).toBe(false);
    const { question } = await run(readSituation, { module: "aidants", step: 1 });
    expect(question?.text).toBe("Essai mz-1a");
    await sql`update operator_text set withdrawn_at = ${world.clock.now}, withdrawal_reason = 'La licence a pris fin en novembre.'`.execute(
      database.admin,
    );
    expect(await asked("aidants")).toBe(false);
  });

  test("are refused out of turn, for another question, out of range, and where there are none", async () => {
    await takeStock("60-plus", 3);
    const answer = (given: Partial<CallOf<typeof answerSituation>>) =>
      refusal(run(answerSituation, { module: "ages", step: 1, question: "lsns6-1", answer: "1", ...given }));
    expect(await answer({ step: 3, question: "lsns6-3" })).toBe("pathway.questionTooEarly");
    expect(await answer({ step: 9 })).toBe("pathway.questionUnknown");
    expect(await answer({ question: "lsns6-2" })).toBe("pathway.answerOfOtherQuestion");
    expect(await answer({ answer: "7" })).toBe("pathway.answerNotOffered");
    expect(await answer({ answer: "" })).toBe("pathway.answerNeeded");
    expect(await answer({ module: "internet" })).toBe("pathway.questionUnknown");
    expect(await answer({ module: "voisins" })).toBe("pathway.situationUnknown");
    cookie = "";
    expect(await answer({})).toBe("pathway.selfCheckExpired");
  });
});
