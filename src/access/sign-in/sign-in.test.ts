import { sql } from "kysely";
import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { accessWorld, password, totpSecret, type Browser } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import {
  confirmTotp,
  listSessions,
  makeRecoveryCodes,
  readMyAccount,
  readNewRecoveryCodes,
  readTotpSetup,
  signOutEverywhere,
  startTotp,
  endSession,
  changePassword,
  listTerritories,
} from "../account/actions.ts";
import { listMembers } from "../members/actions.ts";
import { signIn, signOut, verifySecondFactor } from "./actions.ts";
import { setupOf, totpAt } from "./totp.ts";

const database = await freshDatabase();
const world = accessWorld(database);
afterAll(() => void vi.useRealTimers());

const here = await world.territory("Essai");
const elsewhere = await world.territory("Ailleurs");
const email = "ana.vidal@essai.test";
const accountId = await world.member(here, email, "territory-admin");
await world.member(elsewhere, "ben.essai@essai.test", "territory-admin");

const tries = (): Promise<unknown> => sql`delete from auth.throttle`.execute(database.auth);
beforeEach(async () => {
  await tries();
  world.wait(120);
});

/** Signs in fully, with a code not used yet. */
async function signedIn(browser: Browser = world.browser()): Promise<Browser> {
  world.wait(60);
  await browser.do(signIn, { email, password, code: await world.code() });
  return browser;
}

describe("password and second factor", () => {
  test("the password alone leads to the second factor and gives no session", async () => {
    const browser = world.browser();
    expect(await browser.do(signIn, { email, password })).toEqual({ next: "second-facteur" });
    expect((await browser.who()).actor.kind).toBe("anonymous");
    expect(await browser.do(verifySecondFactor, { code: await world.code() })).toEqual({ next: "compte" });
    const { actor } = await browser.who();
    expect(actor).toMatchObject({
      kind: "account",
      id: accountId,
      tenantId: here.tenantId,
      hasSecondFactor: true,
    });
    expect(actor.memberships).toEqual([{ ...here, role: "territory-admin" }]);
  });

  test("an unknown address gets the same answer as a wrong password, and as much hashing", async () => {
    const known = world.browser("192.0.2.20").do(signIn, { email, password: "pas le bon mot" });
    await expect(known).rejects.toMatchObject({
      code: "access.signInRefused",
      status: 401,
      params: {},
      issues: [],
    });
    const unknown = world.browser("192.0.2.21").do(signIn, { email: "nobody@essai.test", password });
    await expect(unknown).rejects.toMatchObject({
      code: "access.signInRefused",
      status: 401,
      params: {},
      issues: [],
    });
    const workOf = async (address: string): Promise<number> => {
      await tries();
      const start = process.cpuUsage();
      await world
        .browser()
        .do(signIn, { email: address, password: "pas le bon mot" })
        .catch(() => {});
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    // Work, not time, turn by turn, and the least of each: a busy machine tells nothing of who is known.
    const [ofKnown, ofUnknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 7; round += 1) {
      ofKnown.push(await workOf(email));
      ofUnknown.push(await workOf("nobody@essai.test"));
    }
    const ratio = Math.min(...ofUnknown) / Math.min(...ofKnown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test("a code serves once, even within its thirty seconds", async () => {
    const code = await world.code();
    await world.browser().do(signIn, { email, password, code });
    const second = world.browser();
    await second.do(signIn, { email, password });
    await expect(second.do(verifySecondFactor, { code })).rejects.toMatchObject({
      code: "access.codeRefused",
    });
    world.wait(30);
    expect(await second.do(verifySecondFactor, { code: await world.code() })).toEqual({ next: "compte" });
  });

  test("of two uses of one code side by side, one passes", async () => {
    const code = await world.code();
    const both = await Promise.allSettled(
      [world.browser(), world.browser("192.0.2.8")].map((browser) =>
        browser.do(signIn, { email, password, code }),
      ),
    );
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("five wrong codes use the challenge up", async () => {
    const browser = await signedIn();
    await browser.do(signOut, {});
    await browser.do(signIn, { email, password });
    for (let round = 0; round < 5; round++) {
      await expect(browser.do(verifySecondFactor, { code: "000000" })).rejects.toMatchObject({
        code: "access.codeRefused",
      });
    }
    world.wait(60);
    await expect(browser.do(verifySecondFactor, { code: await world.code() })).rejects.toMatchObject({
      status: 401,
    });
  });

  test("the second factor is refused ten minutes after the password", async () => {
    const browser = world.browser();
    await browser.do(signIn, { email, password });
    world.wait(601);
    const late = browser.do(verifySecondFactor, { code: await world.code() });
    await expect(late).rejects.toMatchObject({ code: "access.signInExpired" });
  });

  test("a cookie that was tampered with is nobody's", async () => {
    const browser = await signedIn();
    const name = world.auth.cookies.session;
    browser.cookies.set(name, `x${browser.cookies.get(name) ?? ""}`);
    const { actor, setCookies } = await browser.who();
    expect(actor.kind).toBe("anonymous");
    expect(setCookies[0]).toContain("Max-Age=0");
  });
});

describe("an account without second factor", () => {
  test("gets the enrolment pages only, then works once its application is confirmed", async () => {
    const { createAccount } = await import("../handlers.ts");
    const { randomId } = await import("#base");
    const id = randomId<"account">();
    const address = "nouvelle@essai.test";
    await createAccount(world.auth, {
      id,
      email: address,
      name: "Nora Essai",
      password,
      now: world.now(),
      newId: randomId,
    });
    const browser = world.browser();
    expect(await browser.do(signIn, { email: address, password })).toEqual({ next: "compte" });
    const before = browser.cookies.get(world.auth.cookies.session);
    expect((await browser.who()).actor).toMatchObject({
      kind: "account",
      hasSecondFactor: false,
      memberships: [],
    });
    await expect(browser.do(listMembers, {})).rejects.toMatchObject({ code: "base.secondFactorNeeded" });
    await expect(browser.do(listTerritories, {})).rejects.toMatchObject({ code: "base.secondFactorNeeded" });
    await expect(browser.do(makeRecoveryCodes, {})).rejects.toMatchObject({
      code: "base.secondFactorNeeded",
    });
    await expect(browser.do(readTotpSetup, {})).rejects.toMatchObject({ code: "access.setupMissing" });
    await browser.do(startTotp, {});
    const { uri, typedSecret } = await browser.do(readTotpSetup, {});
    expect(uri).toContain(`secret=${typedSecret.replaceAll(" ", "")}`);
    await expect(browser.do(confirmTotp, { code: "000000" })).rejects.toMatchObject({
      code: "access.codeRefused",
    });
    await browser.do(confirmTotp, { code: await codeOf(uri) });
    expect((await browser.who()).actor.hasSecondFactor).toBe(true);
    expect(browser.cookies.get(world.auth.cookies.session)).not.toBe(before);
    const stale = world.browser();
    stale.cookies.set(world.auth.cookies.session, before ?? "");
    expect((await stale.who()).actor.kind).toBe("anonymous");
  });

  test("recovery codes show to the session that made them, for ten minutes, and serve once each", async () => {
    const browser = await signedIn();
    await browser.do(makeRecoveryCodes, {});
    const { codes } = await browser.do(readNewRecoveryCodes, {});
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(await (await signedIn()).do(readNewRecoveryCodes, {})).toEqual({ codes: [] });
    world.wait(600);
    expect(await browser.do(readNewRecoveryCodes, {})).toEqual({ codes: [] });
    const code = codes[3] ?? "";
    const other = world.browser();
    expect(
      await other.do(signIn, { email, password, code: ` ${code.toUpperCase().replace("-", " ")} ` }),
    ).toEqual({
      next: "compte",
    });
    const again = world.browser();
    await again.do(signIn, { email, password });
    await expect(again.do(verifySecondFactor, { code })).rejects.toMatchObject({
      code: "access.codeRefused",
    });
    expect((await browser.do(readMyAccount, {})).recoveryCodesLeft).toBe(9);
  });

  test("a new application replaces the old one only once its code was given", async () => {
    const browser = await signedIn();
    await browser.do(startTotp, {});
    const { uri } = await browser.do(readTotpSetup, {});
    const other = world.browser();
    world.wait(60);
    await other.do(signIn, { email, password, code: await world.code() });
    await browser.do(confirmTotp, { code: await codeOf(uri) });
    world.wait(60);
    await expect(
      world.browser().do(signIn, { email, password, code: await world.code() }),
    ).rejects.toMatchObject({
      code: "access.codeRefused",
    });
    await world.browser().do(signIn, { email, password, code: await codeOf(uri) });
    // back to the key of the other tests
    const { seal } = await import("./totp.ts");
    const secret = await seal(world.auth, totpSecret);
    await sql`update auth.two_factor set secret = ${secret} where user_id = ${accountId}`.execute(
      database.auth,
    );
    expect(setupOf(totpSecret, email).uri).toContain("otpauth://totp/Tisser:");
  });
});

describe("sessions", () => {
  test("signing in replaces the session and its cookie: the id from before is worth nothing", async () => {
    const browser = await signedIn();
    const name = world.auth.cookies.session;
    const old = browser.cookies.get(name) ?? "";
    await signedIn(browser);
    expect(browser.cookies.get(name)).not.toBe(old);
    const thief = world.browser();
    thief.cookies.set(name, old);
    expect((await thief.who()).actor.kind).toBe("anonymous");
  });

  test("a session ends after thirty minutes without a request, and not before", async () => {
    const browser = await signedIn();
    for (let round = 0; round < 3; round++) {
      world.wait(29 * 60);
      expect((await browser.who()).actor.kind).toBe("account");
    }
    world.wait(30 * 60);
    const { actor, setCookies } = await browser.who();
    expect(actor.kind).toBe("anonymous");
    expect(setCookies).toHaveLength(1);
  });

  test("a session ends after twelve hours, however busy", async () => {
    const browser = await signedIn();
    for (let quarter = 1; quarter < 48; quarter++) {
      world.wait(15 * 60);
      expect((await browser.who()).actor.kind).toBe("account");
    }
    world.wait(15 * 60);
    expect((await browser.who()).actor.kind).toBe("anonymous");
  });

  test("a change of password keeps to the twelve hours and ends the other sessions", async () => {
    const [browser, other] = [await signedIn(), await signedIn()];
    const weak = browser.do(changePassword, { currentPassword: password, newPassword: "motdepasse2026" });
    await expect(weak).rejects.toMatchObject({ code: "access.passwordTooCommon" });
    const wrong = browser.do(changePassword, {
      currentPassword: "pas le bon mot",
      newPassword: "cinq autres mots bien longs",
    });
    await expect(wrong).rejects.toMatchObject({ code: "access.passwordWrong" });
    await browser.do(changePassword, {
      currentPassword: password,
      newPassword: "cinq autres mots bien longs",
    });
    expect((await other.who()).actor.kind).toBe("anonymous");
    expect((await browser.who()).actor.hasSecondFactor).toBe(true);
    await browser.do(changePassword, {
      currentPassword: "cinq autres mots bien longs",
      newPassword: password,
    });
    world.wait(25 * 60);
    for (let round = 1; round < 29; round++) {
      await browser.who();
      world.wait(25 * 60);
    }
    expect((await browser.who()).actor.kind).toBe("anonymous");
  });

  test("one ends a session of one's own, never somebody else's, and all of them at once", async () => {
    const [browser, other] = [await signedIn(), await signedIn()];
    const { sessions } = await browser.do(listSessions, {});
    const here = sessions.filter(({ isThisOne }) => isThisOne);
    expect(here).toHaveLength(1);
    const second = sessions.find(({ isThisOne }) => !isThisOne);
    await browser.do(endSession, { sessionId: second?.id ?? "" });
    expect((await browser.do(listSessions, {})).sessions.map(({ id }) => id)).not.toContain(second?.id);
    const stranger = world.browser();
    await stranger.do(signIn, { email: "ben.essai@essai.test", password, code: await world.code() });
    const foreign = stranger.do(endSession, { sessionId: here[0]?.id ?? "" });
    await expect(foreign).rejects.toMatchObject({ code: "access.sessionNotFound" });
    await browser.do(signOutEverywhere, {});
    expect((await browser.who()).actor.kind).toBe("anonymous");
    expect((await other.who()).actor.kind).toBe("anonymous");
    expect((await stranger.who()).actor.kind).toBe("account");
  });

  test("use is noted at most once a minute", async () => {
    const browser = await signedIn();
    const seen = async (): Promise<unknown> =>
      (
        await sql`select max(seen_at) as seen from auth.session where user_id = ${accountId}`.execute(
          database.auth,
        )
      ).rows;
    const first = await seen();
    world.wait(30);
    await browser.who();
    expect(await seen()).toEqual(first);
    world.wait(31);
    await browser.who();
    expect(await seen()).not.toEqual(first);
  });

  test("signing out ends the session on the server too", async () => {
    const browser = await signedIn();
    const kept = new Map(browser.cookies);
    await browser.do(signOut, {});
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect((await browser.who()).actor.kind).toBe("anonymous");
  });
});

describe("what sign-in keeps", () => {
  test("better-auth's own generator finds nothing to add to our tables", async () => {
    const { toBeCreated, toBeAdded } = await getMigrations((await world.auth.better()).options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  test("better-auth reads moments as dates, so that what is late is late", async () => {
    const context = await (await world.auth.better()).$context;
    const browser = await signedIn();
    const token =
      decodeURIComponent(browser.cookies.get(world.auth.cookies.session) ?? "").split(".")[0] ?? "";
    const found = await context.internalAdapter.findSession(token);
    expect(found?.session.expiresAt).toBeInstanceOf(Date);
    expect(found?.session.expiresAt.getTime()).toBe(Date.parse(world.now()) + 12 * 3_600_000);
    world.wait(12 * 3600 + 1);
    const headers = new Headers({
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    });
    expect(await (await world.auth.better()).api.getSession({ headers })).toBeNull();
  });

  test("neither passwords nor secrets of second factors lie in clear", async () => {
    await (await signedIn()).do(makeRecoveryCodes, {});
    const { rows } = await sql<{ all: string }>`
      select (select string_agg(to_jsonb(t)::text, ' ') from auth.two_factor t)
        || (select string_agg(to_jsonb(a)::text, ' ') from auth.account a) as all`.execute(database.auth);
    expect(rows[0]?.all).not.toContain(password);
    expect(rows[0]?.all).not.toContain(totpSecret);
    expect(rows[0]?.all).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });

  test("the application's role cannot reach schema auth, nor sign-in's role the territories", async () => {
    await expect(sql`select 1 from auth.session`.execute(database.app)).rejects.toThrow(/permission denied/);
    await expect(sql`select 1 from public.membership`.execute(database.auth)).rejects.toThrow(
      /permission denied/,
    );
  });

  test("audit lines of signing in name the account and nothing else", async () => {
    await signedIn();
    const { rows } = await sql<{
      line: string;
    }>`select line from audit_entry where line like '%access.%'`.execute(database.admin);
    const lines = rows.map(({ line }) => line).join("\n");
    expect(lines).not.toContain("essai.test");
    expect(lines).not.toContain(password);
  });

  test("over https, cookies are __Host-, Secure, HttpOnly and Lax; over http they have plain names", async () => {
    const { createAuth } = await import("../auth.ts");
    const { randomId } = await import("#base");
    const https = createAuth({
      db: database.auth,
      secret: "t".repeat(32),
      baseUrl: "https://tisser.example",
      newId: randomId,
    });
    const { api } = await https.better();
    const answer = await api.signInEmail({
      body: { email: "ben.essai@essai.test", password },
      returnHeaders: true,
    });
    const cookies = answer.headers.getSetCookie().filter((line) => !/max-age=0/i.test(line));
    expect(cookies.length).toBeGreaterThan(0);
    for (const line of cookies) {
      expect(line).toMatch(/^__Host-tisser\./);
      expect(line).toMatch(/; Secure/);
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/i);
      expect(line).toMatch(/; Path=\/(;|$)/);
      expect(line).not.toMatch(/domain/i);
    }
    expect(world.auth.cookies.session).toBe("tisser.session_token");
    expect(() =>
      createAuth({ db: database.auth, secret: "court", baseUrl: "http://localhost", newId: randomId }),
    ).toThrow();
  });
});

async function codeOf(uri: string): Promise<string> {
  const { base32 } = await import("@better-auth/utils/base32");
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  return totpAt(new TextDecoder().decode(base32.decode(secret)), world.now());
}
