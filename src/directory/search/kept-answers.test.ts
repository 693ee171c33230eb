import { expect, test } from "vitest";
import type { Instant } from "#base";
import { KeptAnswers } from "./kept-answers.ts";

const noon = "2026-11-23T12:00:01.000Z" as Instant;
const sameMinute = "2026-11-23T12:00:59.000Z" as Instant;
const nextMinute = "2026-11-23T12:01:00.000Z" as Instant;

/** Asks, and gives the number of the making that the answer comes from. */
function asking() {
  const kept = new KeptAnswers<number>();
  let made = 0;
  return (question: string, state: number, now: Instant): Promise<number> =>
    kept.answer({ question, state, now }, async () => (made += 1));
}

test("a question asked again in the same state and minute has the answer that was made; another question has its own", async () => {
  const ask = asking();
  expect(await ask("a", 1, noon)).toBe(1);
  expect(await ask("a", 1, sameMinute)).toBe(1);
  expect(await ask("b", 1, noon)).toBe(2);
});

test("a change of state and a new minute make every answer anew", async () => {
  const ask = asking();
  expect(await ask("a", 1, noon)).toBe(1);
  expect(await ask("a", 2, noon)).toBe(2);
  expect(await ask("a", 2, nextMinute)).toBe(3);
});

test("an answer that was being made when the state changed is not kept for the state after", async () => {
  const kept = new KeptAnswers<string>();
  const { promise, resolve } = Promise.withResolvers<string>();
  const slow = kept.answer({ question: "a", state: 1, now: noon }, () => promise);
  expect(await kept.answer({ question: "b", state: 2, now: noon }, async () => "new b")).toBe("new b");
  resolve("old a");
  expect(await slow).toBe("old a");
  expect(await kept.answer({ question: "a", state: 2, now: noon }, async () => "new a")).toBe("new a");
});

test("no more than fifteen hundred answers are kept", async () => {
  const ask = asking();
  for (let number = 1; number <= 1501; number += 1) await ask(`q${number}`, 1, noon);
  expect(await ask("q1500", 1, noon)).toBe(1500);
  expect(await ask("q1501", 1, noon)).toBe(1502);
});
