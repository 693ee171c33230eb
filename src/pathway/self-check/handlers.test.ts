import { randomBytes } from "node:crypto";
import {
  addMilliseconds,
  anonymousActor,
  randomId,
  TisserError,
  type AnyAction,
  type CallOf,
  type OutputOf,
} from "#base";
import { helplines } from "#directory";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { clockAt } from "../../../tests/support/run.ts";
import { runAction } from "../../server/run-action.ts";
import {
  answerSelfCheck,
  beginSelfCheck,
  chooseReading,
  forgetSelfCheck,
  keepSelfCheck,
  placeSelfCheck,
  readSelfCheck,
  readSelfCheckResult,
} from "./actions.ts";
import { selfCheckHandlers } from "./handlers.ts";
import { selfCheckQuestions } from "./question.ts";

const database = await freshDatabase();
const clock = clockAt("2026-11-21T08:30:00Z");
const secret = randomBytes(32);
const lineIds = helplines().lines.map(({ id }) => id);
const handlers = selfCheckHandlers({
  vault: { secretFor: () => secret },
  baseUrl: "https://tisser.example",
  hasHealth: true,
  lineIds,
});
let cookie = "";
let sent: string[] = [];

async function run<A extends AnyAction>(action: A, input: CallOf<A>): Promise<OutputOf<A>> {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (!bound) throw new Error(`no handler for ${action.name}`);
  const http = { headers: new Headers({ cookie }), setCookies: [] as string[], address: null };
  const services = { db: database.app, clock: () => clock.now, newId: randomId, receiptSecret: secret };
  const call = { bound, actor: anonymousActor, input, key: null, needsKey: true, version: null, http };
  const { output } = await runAction(services, call);
  sent = http.setCookies;
  if (sent[0] !== undefined) cookie = sent[0].split(";")[0] ?? "";
  return output as OutputOf<A>;
}

async function refusal(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
  } catch (error) {
    if (error instanceof TisserError) return error.code;
    throw error;
  }
  return "accepted";
}

const answer = (step: number, given: string | undefined, question = selfCheckQuestions[step - 1]?.id ?? "") =>
  run(answerSelfCheck, { step, question, ...(given === undefined ? {} : { answer: given }) });

beforeEach(() => {
  cookie = "";
});

describe("where the lines of the country are not known", () => {
  const closed = selfCheckHandlers({
    vault: { secretFor: () => secret },
    baseUrl: "https://tisser.example",
    hasHealth: true,
    lineIds: lineIds.filter((id) => id !== "3114"),
  });

  test.each([
    [readSelfCheck, {}],
    [beginSelfCheck, { age: "26-49" }],
    [answerSelfCheck, { step: 1, question: "ucla3-1", answer: "1" }],
    [readSelfCheckResult, {}],
  ] as const)("nobody is asked how they feel, by no door: $0.name", async (action, input) => {
    const bound = closed.find((handler) => handler.action.name === action.name);
    if (!bound) throw new Error("no handler");
    const http = { headers: new Headers({ cookie }), setCookies: [] as string[], address: null };
    const services = { db: database.app, clock: () => clock.now, newId: randomId, receiptSecret: secret };
    const call = { bound, actor: anonymousActor, input, key: null, needsKey: true, version: null, http };
    expect(await refusal(runAction(services, call))).toBe("pathway.selfCheckNotOffered");
    expect(http.setCookies).toEqual([]);
  });
});

describe("easy words", () => {
  test("are a choice of this browser, as discreet as the answers, and erased with them", async () => {
    expect((await run(readSelfCheck, {})).isEasy).toBe(false);
    expect(await run(chooseReading, { isEasy: true, next: "3" })).toEqual({ next: "3" });
    expect(sent).toContain("lecture=1; Path=/faire-le-point; HttpOnly; SameSite=Lax; Secure");
    expect((await run(readSelfCheck, {})).isEasy).toBe(true);
    await run(forgetSelfCheck, {});
    expect(sent).toContain("lecture=; Max-Age=0; Path=/faire-le-point; HttpOnly; SameSite=Lax; Secure");
  });

  test("lead back to a page of the self-check and nowhere else", async () => {
    for (const next of ["//evil.example", "..", "rappel", "0", "100", ""])
      expect(await refusal(run(chooseReading, { isEasy: true, next }))).toBe("base.invalidInput");
  });
});

describe("the cookie", () => {
  test("is for the self-check in its four languages alone, hidden from scripts, over HTTPS, until the browser closes", async () => {
    await run(beginSelfCheck, { age: "26-49" });
    expect(sent.map((line) => line.replace(/^etape=[\w-]+/, "etape=…"))).toEqual(
      ["", "/en", "/es", "/ar"].map(
        (prefix) => `etape=…; Path=${prefix}/faire-le-point; HttpOnly; SameSite=Lax; Secure`,
      ),
    );
    await run(keepSelfCheck, { isKept: true });
    expect(sent[0]).toContain("; Max-Age=604800; ");
    await run(forgetSelfCheck, {});
    expect(sent[0]).toMatch(/^etape=; Max-Age=0; /);
  });

  test("is all that is kept: no row, no receipt, no audit line", async () => {
    const count = async (): Promise<unknown> =>
      (
        await sql`select (select count(*) from audit_entry) as lines, (select count(*) from idempotency) as receipts`.execute(
          database.admin,
        )
      ).rows[0];
    const before = await count();
    await run(beginSelfCheck, { age: "26-49" });
    for (let step = 1; step <= selfCheckQuestions.length; step += 1) await answer(step, "1");
    await run(placeSelfCheck, { ou: "Chambéry" });
    await run(readSelfCheckResult, {});
    expect(await count()).toEqual(before);
  });
});

describe("a self-check", () => {
  test("goes on from one question to the next, and ends at the result", async () => {
    expect(await run(beginSelfCheck, { age: "26-49" })).toEqual({ next: "1" });
    expect(await answer(1, "3")).toEqual({ next: "2" });
    for (let step = 2; step < selfCheckQuestions.length; step += 1) await answer(step, "1");
    expect(await answer(selfCheckQuestions.length, "1")).toEqual({ next: "resultat" });
  });

  test("keeps its answers when another age is said, and none under sixteen", async () => {
    await run(beginSelfCheck, { age: "26-49" });
    await answer(1, "3");
    await run(beginSelfCheck, { age: "60-plus" });
    expect(await run(readSelfCheck, { step: 1 })).toMatchObject({ answer: 3, age: "60-plus", nextStep: 2 });
    expect(await run(beginSelfCheck, { age: "under-16" })).toEqual({ next: "moins-de-16" });
    expect((await run(readSelfCheck, {})).state).toBe("none");
  });

  test("tells prefers-not from skipped, and takes an answer given anew", async () => {
    await run(beginSelfCheck, { age: "26-49" });
    await answer(1, "prefer-not");
    await answer(2, "skip");
    expect((await run(readSelfCheck, { step: 1 })).answer).toBe("prefer-not");
    expect((await run(readSelfCheck, { step: 2 })).answer).toBe("skipped");
    await answer(1, "2");
    expect((await run(readSelfCheck, { step: 1 })).answer).toBe(2);
  });

  test.each([
    ["an answer that was not offered", () => answer(1, "7"), "pathway.answerNotOffered"],
    ["a word", () => answer(1, "souvent"), "pathway.answerNotOffered"],
    ["no answer", () => answer(1, undefined), "pathway.answerNeeded"],
    ["the answer of another question", () => answer(1, "1", "onsd-1"), "pathway.answerOfOtherQuestion"],
    ["a step too early", () => answer(5, "1"), "pathway.questionTooEarly"],
    ["a step that is none", () => answer(40, "1"), "pathway.questionUnknown"],
    ["the result too early", () => run(readSelfCheckResult, {}), "pathway.questionTooEarly"],
  ])("refuses %s and loses nothing", async (_what, attempt, code) => {
    await run(beginSelfCheck, { age: "26-49" });
    await answer(1, "2");
    expect(await refusal(attempt())).toBe(code);
    expect(await run(readSelfCheck, { step: 1 })).toMatchObject({ answer: 2, nextStep: 2 });
  });

  test("whose time is over, or whose cookie is not ours, says which of the two", async () => {
    await run(beginSelfCheck, { age: "26-49" });
    clock.now = addMilliseconds(clock.now, 31 * 60_000);
    expect(await refusal(answer(1, "1"))).toBe("pathway.selfCheckExpired");
    expect((await run(readSelfCheck, {})).state).toBe("expired");
    cookie = "etape=AAAA";
    expect(await refusal(answer(1, "1"))).toBe("pathway.selfCheckUnreadable");
    expect(await refusal(run(placeSelfCheck, { ou: "Chambéry" }))).toBe("pathway.selfCheckUnreadable");
    cookie = "";
    expect(await refusal(run(keepSelfCheck, { isKept: true }))).toBe("pathway.selfCheckExpired");
  });

  test("asks in the words that exist, and says where they are not the reader's", async () => {
    await run(beginSelfCheck, { age: "26-49" });
    expect((await run(readSelfCheck, { step: 1, locale: "en" })).question).toMatchObject({
      language: "en",
      isFallback: false,
    });
    expect((await run(readSelfCheck, { step: 1, locale: "ar" })).question).toMatchObject({
      language: "fr",
      isFallback: true,
      isWorkingTranslation: true,
    });
  });
});
