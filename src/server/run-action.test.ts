import {
  anonymousActor,
  anyone,
  defineAction,
  errorCatalogue,
  hasRole,
  randomId,
  TisserError,
  type Actor,
  type Instant,
} from "#base";
import { handle, readAudit, type BoundHandler } from "#storage";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { freshDatabase } from "../../tests/support/database.ts";
import { noExchange, runAction, type ActionCall } from "./run-action.ts";

const database = await freshDatabase();
const benchErrors = errorCatalogue("bench", { seatTaken: { status: 409 } });

const takeSeat = defineAction({
  name: "bench.takeSeat",
  summary: "Takes a seat on a bench.",
  route: "POST /bench/seats",
  part: "directory",
  input: z.strictObject({ bench: z.string().max(40), seat: z.int().min(1).max(3) }),
  output: z.strictObject({ seatId: z.guid(), version: z.int() }),
  allow: hasRole("volunteer"),
  personal: ["bench"],
});

const moveBench = defineAction({
  ...takeSeat,
  name: "bench.moveBench",
  route: "PUT /bench/seats",
  versioned: true,
});

const lookAtBench = defineAction({
  name: "bench.look",
  summary: "Looks at a bench.",
  route: "GET /bench/seats",
  part: "directory",
  input: z.strictObject({ bench: z.string().max(40) }),
  output: z.strictObject({ seats: z.int() }),
  allow: anyone,
  auditRead: true,
});

const seatsOf = handle(takeSeat, {
  run: async ({ input, db, newId, audit }) => {
    const seatId = newId();
    audit({ kind: "seat", ids: [seatId], fields: ["seat"] });
    await sql`insert into seat values (${seatId}, ${input.bench}, ${input.seat})`.execute(db);
    if (input.bench === "broken") throw benchErrors.seatTaken({});
    return { seatId, version: 1 };
  },
});
const moved = handle(moveBench, {
  load: async () => ({ facts: undefined as never, version: 4 }),
  run: async ({ newId }) => ({ seatId: newId(), version: 5 }),
});
const looked = handle(lookAtBench, {
  run: async ({ db, audit }) => {
    audit({ kind: "bench", ids: [] });
    const { rows } = await sql<{ seats: number }>`select count(*) as seats from seat`.execute(db);
    return { seats: rows[0]?.seats ?? 0 };
  },
});

const whisper = handle(
  defineAction({
    ...takeSeat,
    name: "bench.whisper",
    route: "POST /bench/whispers",
    output: z.strictObject({ length: z.int() }),
    keepsNothing: true,
  }),
  {
    run: async ({ input, audit }) => {
      audit({ kind: "bench", ids: [] });
      return { length: input.bench.length };
    },
  },
);

const tenantId = randomId<"tenant">();
const volunteer: Actor = {
  kind: "account",
  id: randomId<"account">(),
  tenantId,
  memberships: [{ tenantId, controllerId: randomId<"controller">(), role: "volunteer" }],
  hasSecondFactor: true,
};
const services = {
  db: database.app,
  clock: () => "2026-11-21T08:30:00.000Z" as Instant,
  newId: randomId,
  receiptSecret: Buffer.alloc(32, 7),
};

function call(bound: BoundHandler, given: Partial<ActionCall> = {}) {
  return runAction(services, {
    bound,
    actor: volunteer,
    input: { bench: "oak", seat: 1 },
    key: randomId(),
    needsKey: true,
    version: null,
    http: noExchange(),
    ...given,
  });
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

const seats = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from seat`.execute(database.admin);
  return rows[0]?.n ?? 0;
};
const lines = () => database.as({ tenantId }, (tx) => readAudit(tx, { limit: 1000 }));

beforeAll(async () => {
  await sql`create table seat (id uuid primary key, bench text, seat int)`.execute(database.admin);
  await sql`grant select, insert on seat to tisser_app`.execute(database.admin);
});

describe("an action", () => {
  test("leaves its effect and one audit line, without any personal value", async () => {
    const before = (await lines()).length;
    const { output } = await call(seatsOf, { input: { bench: "Banc d’Odette", seat: 2 } });
    const [newest] = await lines();
    expect((await lines()).length).toBe(before + 1);
    expect(newest?.line).toMatchObject({
      action: "bench.takeSeat",
      kind: "seat",
      fields: ["seat"],
      outcome: "done",
    });
    expect(newest?.line?.ids).toEqual([(output as { seatId: string }).seatId]);
    expect(JSON.stringify(newest)).not.toContain("Odette");
  });

  test("that fails half-way leaves nothing, not even its audit line", async () => {
    const [seatsBefore, linesBefore] = [await seats(), (await lines()).length];
    expect(await refusal(call(seatsOf, { input: { bench: "broken", seat: 1 } }))).toBe("bench.seatTaken");
    expect([await seats(), (await lines()).length]).toEqual([seatsBefore, linesBefore]);
  });

  test("whose transaction was begun anew has its effect, its cookie and its audit line once", async () => {
    const [seatsBefore, linesBefore] = [await seats(), (await lines()).length];
    let [begun, woken] = [0, 0];
    const wakes = handle(takeSeat, {
      run: async ({ db, newId, audit, afterCommit, http }) => {
        const seatId = newId();
        audit({ kind: "seat", ids: [seatId] });
        afterCommit(() => {
          woken += 1;
        });
        http.setCookies.push("seat=taken");
        await sql`insert into seat values (${seatId}, 'oak', 1)`.execute(db);
        begun += 1;
        if (begun < 3)
          await sql`do $$ begin raise exception 'two wait' using errcode = '40P01'; end $$`.execute(db);
        return { seatId, version: 1 };
      },
    });
    const http = noExchange();
    await call(wakes, { http });
    expect([begun, woken, http.setCookies]).toEqual([3, 1, ["seat=taken"]]);
    expect([await seats(), (await lines()).length]).toEqual([seatsBefore + 1, linesBefore + 1]);
  });

  test("sent twenty times at once with one key happens once and answers alike", async () => {
    const before = await seats();
    const key = randomId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(seatsOf, { key })));
    expect(new Set(answers.map(({ output }) => JSON.stringify(output))).size).toBe(1);
    expect(answers.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    expect(await seats()).toBe(before + 1);
  });

  test("with a key used for another request is refused", async () => {
    const key = randomId();
    await call(seatsOf, { key });
    expect(await refusal(call(seatsOf, { key, input: { bench: "oak", seat: 3 } }))).toBe(
      "base.idempotencyKeyReused",
    );
  });

  test("of somebody else with the same key is another request", async () => {
    const key = randomId();
    const first = await call(seatsOf, { key });
    const second = await call(seatsOf, { key, actor: { ...volunteer, id: randomId<"account">() } });
    expect(second.isRepeated).toBe(false);
    expect(second.output).not.toEqual(first.output);
  });

  test("that changes something is refused without a key", async () => {
    expect(await refusal(call(seatsOf, { key: null }))).toBe("base.idempotencyKeyNeeded");
  });

  test("is refused to a visitor before anything is said about its input", async () => {
    expect(await refusal(call(seatsOf, { actor: anonymousActor, input: {} }))).toBe("base.signInNeeded");
  });

  test("is refused without a second factor, and to another role, and the refusal is on record", async () => {
    const before = (await lines()).length;
    const other: Actor = { ...volunteer, memberships: [{ ...volunteer.memberships[0]!, role: "analyst" }] };
    expect(await refusal(call(seatsOf, { actor: { ...volunteer, hasSecondFactor: false } }))).toBe(
      "base.secondFactorNeeded",
    );
    expect(await refusal(call(seatsOf, { actor: other }))).toBe("base.notAllowed");
    const newest = (await lines()).slice(0, 2);
    expect((await lines()).length).toBe(before + 2);
    expect(newest.map(({ line }) => line?.reason)).toEqual(["roleNeeded", "secondFactorNeeded"]);
    expect(newest.every(({ line }) => line?.outcome === "refused")).toBe(true);
  });

  test("names each fault of its input by path and code", async () => {
    const pending = call(seatsOf, { input: { bench: 3, seat: 9, __extra: 1 } });
    await expect(pending).rejects.toMatchObject({
      code: "base.invalidInput",
      issues: [
        { path: "bench", code: "wrongType" },
        { path: "seat", code: "tooBig" },
        { path: "__extra", code: "unknownProperty" },
      ],
    });
  });

  test("that keeps nothing needs no key, is carried out each time, and leaves no receipt and no audit line", async () => {
    const before = (await lines()).length;
    const key = randomId();
    expect(await call(whisper, { key: null })).toEqual({ output: { length: 3 }, isRepeated: false });
    await call(whisper, { key, input: { bench: "oak", seat: 1 } });
    const again = await call(whisper, { key, input: { bench: "beech", seat: 1 } });
    expect(again).toEqual({ output: { length: 5 }, isRepeated: false });
    expect(await refusal(call(whisper, { actor: { ...volunteer, memberships: [] } }))).toBe(
      "base.notAllowed",
    );
    expect((await lines()).length).toBe(before);
    const { rows } = await sql`select from idempotency where key = ${key}`.execute(database.admin);
    expect(rows).toEqual([]);
  });

  test("on a thing with versions asks for the version seen, and refuses an old one", async () => {
    expect(await refusal(call(moved))).toBe("base.versionNeeded");
    expect(await refusal(call(moved, { version: 3 }))).toBe("base.versionStale");
    expect(await refusal(call(moved, { version: 4 }))).toBe("accepted");
  });

  test("that only reads needs no key, and is on record when its declaration asks for it", async () => {
    const before = (await lines()).length;
    await call(looked, { key: null, input: { bench: "oak" } });
    expect((await lines()).length).toBe(before + 1);
  });

  test("refuses permission before it looks at the key or the version", async () => {
    const key = randomId();
    await call(seatsOf, { key });
    const stranger: Actor = { ...volunteer, memberships: [] };
    expect(await refusal(call(seatsOf, { key, actor: stranger }))).toBe("base.notAllowed");
    expect(await refusal(call(moved, { actor: stranger }))).toBe("base.notAllowed");
  });
});
