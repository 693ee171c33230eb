import { addMilliseconds, randomId, TisserError, type Actor } from "#base";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { loopWorld } from "../../../tests/support/loop.ts";
import { professional } from "../../../tests/support/run.ts";
import { ownPageOf } from "../../../tests/support/own-page.ts";
import { bothSides, type ReferralId } from "../../../tests/support/receiver.ts";
import { answerReferral, moveReferral, readReferral, sayHowItWent } from "../actions.ts";
import { outcome } from "./codes.ts";
import { isSound, moveNames, movesFrom, replay, type MoveName, type ReferralParty } from "./moves.ts";
import type { ReferralStatus } from "./status.ts";

// The machine under way, on the database: several act at once, what was sent is sent again, the clock jumps both ways, timers ring.

/** How many histories; issue 6 wants ten thousand: `TISSER_HISTORIES=10000`. */
const histories = Number(process.env["TISSER_HISTORIES"] ?? 20);
/** Referrals whose histories run at once under one clock. */
const together = 20;

const world = await loopWorld();
const { run, worker, tenantId, ccas, database } = world;
const other = professional(tenantId, ccas, "link-worker");
const { receive } = bothSides(world);
const own = ownPageOf(world);

interface Story {
  readonly referralId: ReferralId;
  readonly receiver: Actor;
  readonly person: Actor;
}

async function begin(): Promise<Story> {
  const personId = await world.open(worker, { contactChannels: ["sms"] });
  const { referralId } = await world.refer(personId);
  return { referralId, receiver: await receive(), person: await own.enter(personId) };
}

/** Somebody who acts: two of the organisation, the receiver, the person. */
const doers = ["worker", "other", "receiver", "person"] as const;
interface Act {
  readonly by: (typeof doers)[number];
  /** Which of the moves that there are from where it stands; a move of the whole table where it is wild. */
  readonly pick: number;
  readonly isWild: boolean;
  /** How far behind the newest version the page is that they look at. */
  readonly behind: 0 | 1;
  /** Sent so many times at once, as a retry is. */
  readonly times: 1 | 2;
}

const day = (days: number): string => addMilliseconds(world.clock.now, days * 86_400_000).slice(0, 10);

/** Makes a move by its door, with everything that any move needs. */
async function doAct({ referralId, receiver, person }: Story, act: Act, seen: Seen, key: string) {
  const { by, behind } = act;
  const { version } = seen;
  const move = moveBy(act, seen);
  const call = { version: Math.max(1, version - behind), key };
  const told = {
    reason: "no-capacity",
    nextStep: "call-us",
    outcome: outcome.codes[0],
    note: "Dit par Mme Essai.",
    meetingOn: day(2),
    expectedOn: day(3),
  } as const;
  const details = { move, ...told } as never;
  if (by === "receiver") return run(answerReferral, details, { actor: receiver, ...call });
  if (by === "person") {
    const said = { referralId, move, outcome: told.outcome } as never;
    return run(sayHowItWent, said, { actor: person, ...call });
  }
  const actor = by === "worker" ? worker : other;
  return run(moveReferral, { referralId, ...(details as object) } as never, { actor, ...call });
}

interface Seen {
  readonly status: ReferralStatus;
  readonly version: number;
}

function moveBy({ by, pick, isWild }: Act, { status }: Seen): MoveName {
  const party = by === "receiver" || by === "person" ? by : "worker";
  const allowed = isWild
    ? moveNames
    : movesFrom(status, party).filter((name) => !ending.has(name) || pick % 5 === 0);
  return allowed[pick % allowed.length] ?? "accept";
}

/** Moves after which little more can happen: taken less often. */
const ending: ReadonlySet<MoveName> = new Set(["mark-error", "recall", "decline", "refuse", "not-possible"]);

/** Codes by which an act may be refused; anything else is a fault. */
const mayRefuse = new Set([
  "pathway.moveNotAllowed",
  "pathway.moveIncomplete",
  "pathway.sharingRefused",
  "base.versionStale",
  "base.invalidInput",
]);

async function codeOf(pending: Promise<unknown>): Promise<string> {
  try {
    await pending;
    return "accepted";
  } catch (error) {
    if (error instanceof TisserError && mayRefuse.has(error.code)) return error.code;
    throw error;
  }
}

/** Does an act, once or twice at once under one key. Answers whether it had its effect. */
async function submit(story: Story, act: Act): Promise<boolean> {
  const key = randomId();
  const { status, version } = await run(readReferral, { referralId: story.referralId }, { actor: worker });
  const codes = await Promise.all(
    Array.from({ length: act.times }, () => codeOf(doAct(story, act, { status, version }, key))),
  );
  return codes.includes("accepted");
}

interface Round {
  /** Hours that pass, or that the clock goes back. */
  readonly hours: number;
  readonly doesRing: boolean;
  /** For each story what is done at once. */
  readonly acts: readonly (readonly Act[])[];
}

const act = fc.record({
  by: fc.constantFrom(...doers),
  pick: fc.nat(1_000),
  isWild: fc.constantFrom(false, false, false, true),
  behind: fc.constantFrom(0 as const, 0 as const, 0 as const, 1 as const),
  times: fc.constantFrom(1 as const, 1 as const, 2 as const),
});
const round: fc.Arbitrary<Round> = fc.record({
  hours: fc.constantFrom(0, 0, 1, 25, -30, 24 * 11, 24 * 31, 24 * 62),
  doesRing: fc.boolean(),
  acts: fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: together, maxLength: together }),
});

/** What the database holds of a referral, with what happened in order. */
async function kept(referralId: ReferralId) {
  const { rows } = await sql<{ status: string; loop: string; version: number; timers: string[] }>`
    select status, loop, version, array(select kind from timer_due t where t.id = r.id and t.kind = 'loop-unknown') as timers
    from referral r where id = ${referralId}`.execute(database.admin);
  const { rows: events } = await sql<{ name: MoveName | "close-unknown" | "create"; by: ReferralParty }>`
    select move as name, by_kind as by from referral_event where referral_id = ${referralId} order by position`.execute(
    database.admin,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("no referral");
  return { row, events };
}

test(
  `no illegal state is reached in ${histories} histories of several at once, with retries and clock jumps, and each replays to where it stands`,
  { timeout: 120_000 + histories * 2_000 },
  async () => {
    let [moved, asked, closedUnknown] = [0, 0, 0];
    const reached = new Set<string>();
    const property = fc.asyncProperty(fc.array(round, { minLength: 6, maxLength: 10 }), async (rounds) => {
      await world.reset();
      const stories: Story[] = [];
      for (let count = 0; count < together; count += 1) stories.push(await begin());
      const effects = stories.map(() => 0);
      for (const { hours, doesRing, acts } of rounds) {
        world.wait(hours);
        await Promise.all([
          ...(doesRing ? [world.ring()] : []),
          ...stories.flatMap((story, at) =>
            (acts[at] ?? []).map(async (one) => {
              asked += 1;
              if (await submit(story, one)) {
                effects[at] = (effects[at] ?? 0) + 1;
                moved += 1;
              }
            }),
          ),
        ]);
      }
      for (const [at, { referralId }] of stories.entries()) {
        const { row, events } = await kept(referralId);
        const history = events.filter(
          (one): one is typeof one & { readonly name: MoveName | "close-unknown" } => one.name !== "create",
        );
        const state = replay(history);
        expect(state).toEqual({ status: row.status, loop: row.loop });
        expect(isSound(state)).toBe(true);
        // Each act that was accepted stands once, and nothing else was done by anybody.
        expect(history.filter(({ by }) => by !== "system")).toHaveLength(1 + (effects[at] ?? 0));
        expect(row.timers).toHaveLength(row.loop === "open" ? 1 : 0);
        reached.add(row.status);
        if (row.loop === "closed_unknown") closedUnknown += 1;
      }
      expect(world.failures).toEqual([]);
    });
    await fc.assert(property, { numRuns: Math.ceil(histories / together), endOnFailure: true });
    expect(moved).toBeGreaterThan(histories);
    expect(reached.size).toBeGreaterThan(3);
    if (process.env["TISSER_HISTORIES"])
      console.log(
        `${asked} acts, ${moved} had an effect, ${closedUnknown} ends unknown, ${[...reached].join(" ")}`,
      );
  },
);
