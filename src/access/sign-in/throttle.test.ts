import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { accessWorld, password } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { signIn, signOut } from "./actions.ts";
import { giveBackTry, readNextTry, takeTry } from "./throttle-store.ts";
import { networkOf } from "./throttle.ts";

const database = await freshDatabase();
const world = accessWorld(database);
afterAll(() => void vi.useRealTimers());

const here = await world.territory("Essai");
const email = "ana.vidal@essai.test";
await world.member(here, email, "territory-admin");

beforeEach(async () => {
  await sql`delete from auth.throttle`.execute(database.auth);
  world.wait(120);
});

describe("throttling", () => {
  test("a spray of 1,000 wrong tries is hardly looked at, and does not stop the rightful one on a known device", async () => {
    const browser = world.browser();
    await browser.do(signIn, { email, password, code: await world.code() });
    await browser.do(signOut, {});
    let looked = 0;
    for (let round = 0; round < 1000; round++) {
      const stranger = world.browser(`198.51.100.${round % 100}`);
      const refusal = await stranger
        .do(signIn, { email, password: `essai numéro ${round}` })
        .catch((error: unknown) => error);
      if (refusal instanceof Error && refusal.message === "access.signInRefused") looked++;
      else expect(refusal).toMatchObject({ code: "base.tooManyRequests", status: 429 });
    }
    expect(looked).toBeLessThanOrEqual(100);
    expect(looked).toBeGreaterThan(5);
    world.wait(30);
    expect(await browser.do(signIn, { email, password, code: await world.code() })).toEqual({
      next: "compte",
    });
  });

  test("tries side by side are counted before they are looked at", async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 30 }, () =>
        world.browser("192.0.2.99").do(signIn, { email, password: "pas le bon mot" }),
      ),
    );
    const looked = all.filter(
      (one) => one.status === "rejected" && (one.reason as Error).message === "access.signInRefused",
    );
    expect(looked.length).toBeLessThanOrEqual(4);
  });

  test("tries that succeed side by side are all given back", async () => {
    const counter = { key: Buffer.alloc(32, 7), free: 100, capSeconds: 60 };
    for (let round = 0; round < 30; round++) {
      const four = Array.from({ length: 4 }, () => takeTry(database.auth, counter, world.now()));
      await Promise.all(four);
      const back = { isCleared: false, now: world.now() };
      await Promise.all(four.map(() => giveBackTry(database.auth, counter.key, back)));
      expect(await readNextTry(database.auth, counter.key)).toBeNull();
    }
  });

  test("of two colleagues behind one address, the one who asked first is served though looked at last", async () => {
    const counter = { key: Buffer.alloc(32, 8), free: 3, capSeconds: 60 };
    const first = world.now();
    world.wait(1);
    const looked = [await takeTry(database.auth, counter, world.now())];
    looked.push(await takeTry(database.auth, counter, first), await takeTry(database.auth, counter, first));
    expect(looked).toEqual([true, true, true]);
    expect(await takeTry(database.auth, counter, world.now())).toBe(true);
    // the free ones are spent: from here on a late one waits like any other
    expect(await takeTry(database.auth, counter, first)).toBe(false);
  });

  test("a stranger's delay on one account grows, stays short, and lets nobody out for good", async () => {
    for (let round = 0; round < 40; round++) {
      await world
        .browser(`203.0.113.${round}`)
        .do(signIn, { email, password: "pas le bon mot" })
        .catch(() => {});
      world.wait(61);
    }
    const newDevice = world.browser("192.0.2.200");
    expect(await newDevice.do(signIn, { email, password })).toEqual({ next: "second-facteur" });
  });

  test("the counters hold neither address nor e-mail, and the clock moved back locks nobody out", async () => {
    await world
      .browser("192.0.2.50")
      .do(signIn, { email, password: "pas le bon mot" })
      .catch(() => {});
    const { rows } = await sql<{
      all: string;
    }>`select string_agg(encode(key, 'escape'), ' ') as all from auth.throttle`.execute(database.auth);
    expect(rows[0]?.all).not.toMatch(/192\.0\.2|essai\.test/);
    for (let round = 0; round < 12; round++) {
      await world
        .browser("192.0.2.50")
        .do(signIn, { email, password: "pas le bon mot" })
        .catch(() => {});
      world.wait(200);
    }
    world.wait(-4 * 3600);
    expect(await world.browser("192.0.2.50").do(signIn, { email, password })).toEqual({
      next: "second-facteur",
    });
    world.wait(4 * 3600);
  });

  test("one person holds a whole IPv6 network", () => {
    expect(networkOf("2001:db8::1")).toBe(networkOf("2001:db8:0:0:ffff::2"));
    expect(networkOf("2001:db8:1::1")).not.toBe(networkOf("2001:db8::1"));
    expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf(null)).toBe("none");
  });
});
