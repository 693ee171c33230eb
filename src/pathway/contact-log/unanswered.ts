import { millisecondsBetween, type Instant } from "#base";
import type { z } from "zod";
import type { contactOutcome, contactWay } from "./codes.ts";

/** What counts of a contact when attempts are counted. */
export interface Attempt {
  readonly at: Instant;
  readonly way: z.output<typeof contactWay.schema>;
  readonly outcome: z.output<typeof contactOutcome.schema>;
  readonly withdrawnAt: Instant | null;
}

/** Attempts after which somebody takes it up in another manner. */
const attemptsNeeded = 3;
const waysNeeded = 2;
/** Milliseconds from one attempt to the next at another time: a call and the SMS that follows it at once are one. */
const anotherTime = 2 * 3_600_000;

/**
 * Whether a person was tried in vain often enough to think of another manner: since they last answered, three attempts at
 * times two hours apart or more, by two ways. A wrong number reached nobody and is no attempt; what was withdrawn never happened.
 * Source  spec/pathway.md §4.3, "contacted, no answer ×3".
 */
export function isTriedInVain(contacts: readonly Attempt[]): boolean {
  const inVain = attemptsInVain(contacts);
  const ways = new Set(inVain.map(({ way }) => way));
  return timesIn(inVain) >= attemptsNeeded && ways.size >= waysNeeded;
}

/** The attempts in vain since the person last answered, oldest first. A wrong number is none, nor is what was withdrawn. */
export function attemptsInVain<Kind extends Attempt>(contacts: readonly Kind[]): readonly Kind[] {
  const standing = contacts
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .toSorted((a, b) => millisecondsBetween(b.at, a.at));
  const answered = standing.findLastIndex(({ outcome }) => outcome === "reached" || outcome === "not-now");
  return standing.slice(answered + 1).filter(({ outcome }) => outcome !== "wrong-number");
}

/** The delay after which a person is tried again: longer after each attempt in vain at another time. */
export function tryAgainDelay(inVain: readonly Attempt[]): "secondTryDays" | "thirdTryDays" | "laterTryDays" {
  const times = timesIn(inVain);
  if (times <= 1) return "secondTryDays";
  return times === 2 ? "thirdTryDays" : "laterTryDays";
}

/** How many times apart there are in attempts that are in order of time. */
function timesIn(attempts: readonly Attempt[]): number {
  let count = 0;
  let last: Instant | null = null;
  for (const { at } of attempts) {
    if (last !== null && millisecondsBetween(last, at) < anotherTime) continue;
    count += 1;
    last = at;
  }
  return count;
}
