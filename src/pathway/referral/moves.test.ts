import type { Instant } from "#base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultDelays } from "../territory-delays/delays-chosen.ts";
import {
  after,
  canMove,
  firstState,
  isSound,
  missingFor,
  moveNames,
  moveOf,
  movesFrom,
  replay,
} from "./moves.ts";
import { timersAfterAct } from "./states.ts";
import { endedStatuses, referralStatus, type ReferralStatus } from "./status.ts";

const moment = {
  now: "2026-03-06T09:00:00.000Z" as Instant,
  delays: defaultDelays,
  timeZone: "Europe/Paris",
};
const parties = ["worker", "receiver", "person", "system"] as const;

describe("the table of moves", () => {
  test("reaches every state from a draft", () => {
    const reached = new Set<ReferralStatus>(["draft"]);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const name of moveNames)
        for (const status of moveOf(name).from.filter((one) => reached.has(one)))
          reached.add(after(name, status).status);
    }
    expect([...reached].toSorted()).toEqual([...referralStatus.codes].toSorted());
  });

  test("lets nobody but the one who answers for it out of an end: rerouting, correcting an error, knowing or disputing what others told", () => {
    for (const status of endedStatuses)
      for (const party of parties)
        for (const name of movesFrom(status, party)) {
          const told = status === "completed" ? ["acknowledge", "dispute"] : [];
          expect(["reroute", "mark-error", ...told]).toContain(name);
          if (told.includes(name)) expect(moveOf(name).guard).toBe("told-by-others");
          expect(party).toBe("worker");
        }
  });

  test("lets a receiver accept once only, and never report an outcome before a first attendance", () => {
    expect(movesFrom("sent", "receiver")).toEqual(["ask-information", "accept", "refuse", "answer-later"]);
    expect(canMove("accept", "accepted", "receiver")).toBe(false);
    for (const status of ["sent", "accepted", "waitlisted", "contacted"] as const)
      expect(canMove("complete", status, "receiver")).toBe(false);
    expect(canMove("complete", "started", "receiver")).toBe(true);
  });

  test("asks a reason and a next step of whoever refuses, an outcome of whoever completes", () => {
    expect(missingFor("refuse", "receiver", { reason: "no-capacity" })).toEqual(["nextStep"]);
    expect(missingFor("refuse", "receiver", { reason: "no-capacity", nextStep: "call-us" })).toEqual([]);
    expect(missingFor("complete", "receiver", {})).toEqual(["outcome"]);
  });

  test("lets a worker note what a receiver answered by word of mouth, and asks who said so", () => {
    expect(movesFrom("sent", "worker")).toEqual(expect.arrayContaining(["accept", "refuse"]));
    expect(missingFor("accept", "worker", {})).toEqual(["note"]);
    expect(missingFor("refuse", "worker", { reason: "no-capacity", nextStep: "call-us" })).toEqual(["note"]);
    expect(missingFor("accept", "receiver", {})).toEqual([]);
  });

  test("is never left to the receiver once the person withdrew", () => {
    for (const status of referralStatus.codes.filter((one) => canMove("withdraw", one, "person"))) {
      expect(after("withdraw", status)).toEqual({ status: "recalled", loop: "closed_known" });
      expect(endedStatuses.has(status)).toBe(false);
    }
    expect(movesFrom("recalled", "receiver")).toEqual([]);
  });
});

test("no illegal state is reachable in ten thousand random histories, and each is replayed to the same state", () => {
  const act = fc.record({
    name: fc.constantFrom(...moveNames, "close-unknown" as const),
    by: fc.constantFrom(...parties),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const history: typeof acts = [];
      let state = firstState;
      for (const one of acts) {
        const isAllowed =
          one.name === "close-unknown" ? state.loop === "open" : canMove(one.name, state.status, one.by);
        if (!isAllowed) {
          expect(() => replay([...history, one])).toThrow(RangeError);
          continue;
        }
        history.push(one);
        state = replay(history);
        expect(isSound(state)).toBe(true);
        const timers: readonly string[] = timersAfterAct({ ...state, priority: "routine" }, moment).map(
          ({ kind }) => kind,
        );
        expect(timers.includes("loop-unknown")).toBe(state.loop === "open");
        expect(timers.includes("referral-review")).toBe(state.loop === "open" && state.status === "started");
      }
      expect(replay(history)).toEqual(state);
    }),
    { numRuns: 10_000 },
  );
});
