import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signalProcess } from "../../src/storage/embedded/processes.ts";
import { codedError, freshKey, send, type ApiAnswer } from "../support/api.ts";
import {
  isReady,
  makeInstallation,
  seededUser,
  type Installation,
  type Served,
} from "../support/installation.ts";
import { signIn } from "../support/session.ts";

/** Two rounds in the daily suite; `CRASH_ROUNDS=20` for the long run. */
const rounds = Number(process.env["CRASH_ROUNDS"] ?? "2");
const clients = 8;

let place: Installation;
let server: Served;
let cookie: string;

beforeAll(async () => {
  place = await makeInstallation();
  const territories = await place.seed("world-two-territories.json");
  server = await place.start();
  cookie = await signIn(server, seededUser(territories, "val-dargence", "lien"));
});
afterAll(async () => place.remove());

/** A request to open a file, and its answer once there was one. */
interface Order {
  readonly key: string;
  readonly id: string;
  answer: string | null;
}

const orders: Order[] = [];
const acknowledgedOrders = (): readonly Order[] => orders.filter(({ answer }) => answer !== null);

async function openFile({ key, id }: Pick<Order, "key" | "id">): Promise<ApiAnswer> {
  return send(server, {
    method: "POST",
    path: "/api/v1/pathway/persons",
    headers: { cookie, "idempotency-key": key },
    body: { id, givenNames: "Invented", wishes: `Order ${key}`, processingGround: "consent" },
  });
}

/** One client: opens file after file until the program is gone. */
async function openFilesUntilKilled(): Promise<void> {
  for (;;) {
    const order: Order = { key: freshKey(), id: crypto.randomUUID(), answer: null };
    orders.push(order);
    try {
      const answer = await openFile(order);
      if (answer.status === 200) order.answer = answer.text;
      else if (answer.status !== 503) throw new Error(`${answer.status} ${answer.text}`, { cause: answer });
    } catch (error) {
      if (error instanceof Error && error.cause !== undefined && !("status" in (error.cause as object)))
        return;
      throw error;
    }
  }
}

function killDatabase(): void {
  for (const pid of place.databaseProcesses()) signalProcess(pid, "SIGKILL");
}

describe("a program killed while files are opened", () => {
  it(
    "keeps every acknowledged file once, answers every retry alike, and its record has a line for each",
    async () => {
      for (let round = 0; round < rounds; round += 1) {
        const working = Promise.all(Array.from({ length: clients }, openFilesUntilKilled));
        await pause(600 + ((round * 397) % 1100));
        // A slow machine has answered too little by then for anything to be lost.
        while (acknowledgedOrders().length <= (round + 1) * 10) await pause(10);
        const killed = server.kill();
        if (round % 2 === 1) killDatabase();
        await Promise.all([killed, working]);
        server = await place.start();
      }
      const acknowledged = acknowledgedOrders();
      const cut = orders.filter(({ answer }) => answer === null);
      expect(acknowledged.length).toBeGreaterThan(rounds * 10);
      const kept = await keptIds();
      expect(acknowledged.filter(({ id }) => !kept.has(id))).toEqual([]);
      const takenUnanswered = cut.filter(({ id }) => kept.has(id)).length;
      for (const order of [...acknowledged.slice(-200), ...cut]) {
        const answer = await openFile(order);
        expect(answer.status, answer.text).toBe(200);
        expect(JSON.parse(answer.text)).toEqual(JSON.parse(order.answer ?? answer.text));
        expect(answer.headers.get("idempotency-replayed") === "true").toBe(kept.has(order.id));
        expect(JSON.parse((await openFile(order)).text)).toEqual(JSON.parse(answer.text));
      }
      const ids = await keptIds();
      expect(orders.filter(({ id }) => !ids.has(id))).toEqual([]);
      const { persons, lines } = await countFilesAndLines();
      expect(lines).toBe(persons);
      const audit = await place.run("audit", "verify");
      expect(audit.code, audit.stdout).toBe(0);
      console.log(
        `${rounds} rounds, ${acknowledged.length} acknowledged, ${cut.length} cut off (${takenUnanswered} of them kept), 0 lost`,
      );
    },
    120_000 + rounds * 20_000,
  );
});

async function keptIds(): Promise<ReadonlySet<string>> {
  const { rows } = await place.inDatabase((admin) =>
    sql<{ id: string }>`select id from person`.execute(admin),
  );
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  return new Set(rows.map(({ id }) => id));
}

/** Files, and lines of the record that say that one was opened. */
async function countFilesAndLines(): Promise<{ readonly persons: number; readonly lines: number }> {
  const { rows } = await place.inDatabase((admin) =>
    sql<{ persons: number; lines: number }>`
      select (select count(*)::integer from person) as persons,
        (select count(*)::integer from audit_entry
          where line like '%"pathway.openFile"%' and line like '%"done"%') as lines`.execute(admin),
  );
  return rows[0] ?? { persons: -1, lines: -2 };
}

describe("a database killed under a running program", () => {
  it("is told to callers as 503 with a code and a time to wait, and comes back under the same process", async () => {
    const { pid } = server;
    const list = async (): Promise<ApiAnswer> =>
      send(server, { method: "GET", path: "/api/v1/pathway/persons", headers: { cookie } });
    expect((await list()).status).toBe(200);
    for (let turn = 0; turn < 2; turn += 1) {
      killDatabase();
      const away: ApiAnswer[] = [];
      const deadline = performance.now() + 30_000;
      for (;;) {
        const answer = await list();
        if (answer.status === 200) break;
        away.push(answer);
        const page = await send(server, {
          method: "GET",
          path: "/pro",
          headers: { cookie, accept: "text/html" },
        });
        expect([200, 503]).toContain(page.status);
        expect((await send(server, { method: "GET", path: "/health/live" })).status).toBe(200);
        expect(performance.now()).toBeLessThan(deadline);
        await pause(20);
      }
      expect(away.length).toBeGreaterThan(0);
      for (const answer of away) {
        expect([answer.status, codedError(answer).code]).toEqual([503, "storage.databaseAway"]);
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      }
    }
    expect(await isReady(server.baseUrl)).toBe(true);
    expect(server.pid).toBe(pid);
    expect(server.isRunning()).toBe(true);
    expect(server.output()).not.toMatch(/unhandled|uncaught/i);
    const stopped = await server.stop();
    expect(stopped.code).toBe(0);
    expect(place.databaseProcesses()).toEqual([]);
  });
});
