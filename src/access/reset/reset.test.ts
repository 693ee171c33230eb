import { setTimeout as pause } from "node:timers/promises";
import { operatorActor, randomId, TisserError, type AccountId, type Role, type TenantId } from "#base";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  accessWorld,
  password,
  totpSecret,
  type AccessWorld,
  type Browser,
} from "../../../tests/support/access.ts";
import { softAuthenticator } from "../../../tests/support/authenticator.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { noExchange, runAction } from "../../server/run-action.ts";
import {
  confirmTotp,
  makeRecoveryCodes,
  readMyAccount,
  readNewRecoveryCodes,
  readTotpSetup,
  registerPasskey,
  startPasskey,
  startTotp,
} from "../account/actions.ts";
import { accessHandlers, createAccount, grantMembership, makeResetLink } from "../handlers.ts";
import { endMembership, grantRole, inviteMember, listMembers } from "../members/actions.ts";
import {
  acceptInvitation,
  signIn,
  signInWithPasskey,
  startPasskeySignIn,
  verifySecondFactor,
} from "../sign-in/actions.ts";
import { totpAt } from "../sign-in/totp.ts";
import { acceptReset, readResetLink, resetAccount } from "./actions.ts";
import { countReset } from "./store.ts";

const database = await freshDatabase();
const world: AccessWorld = accessWorld(database);
afterAll(() => void vi.useRealTimers());

const here = await world.territory("Ici");
const there = await world.territory("La-bas");
const newPassword = "cinq autres mots bien longs";
const adminId = await world.member(here, "admin@essai.test", "territory-admin");
await world.member(here, "dpo@essai.test", "data-protection-officer");
await world.member(here, "coord@essai.test", "team-coordinator");
await world.member(there, "autre@essai.test", "territory-admin");

beforeEach(async () => {
  await sql`delete from auth.throttle`.execute(database.auth);
  world.wait(120);
});

/** Signs in fully, with a code not used yet. */
async function enter(email: string, browser: Browser = world.browser()): Promise<Browser> {
  world.wait(60);
  await browser.do(signIn, { email, password, code: await world.code() });
  return browser;
}

let count = 0;

/** A link worker of a territory, new in each test. */
async function member(place = here): Promise<{ email: string; id: AccountId; membershipId: string }> {
  const email = `relie${++count}@essai.test`;
  const id = await world.member(place, email, "link-worker");
  return { email, id, membershipId: await membershipOf(id, place.tenantId) };
}

async function membershipOf(accountId: AccountId, tenantId: TenantId): Promise<string> {
  const { rows } = await database.as({ tenantId }, (tx) =>
    sql<{ id: string }>`select id from membership where account_id = ${accountId}`.execute(tx),
  );
  return rows[0]?.id ?? "";
}

async function worksThere(accountId: AccountId, role: Role = "analyst"): Promise<string> {
  const grant = { ...there, id: randomId(), accountId, role, since: world.now(), grantedBy: null };
  return database.as({}, (tx) => grantMembership(tx, grant));
}

const tokenOf = (link: string | null): string => link?.split("/nouveau-mot-de-passe/")[1] ?? "";

async function linkFor(membershipId: string): Promise<string> {
  const admin = await enter("admin@essai.test");
  return tokenOf((await admin.do(resetAccount, { membershipId })).link);
}

const accept = (token: string, wanted = newPassword) =>
  world.browser().do(acceptReset, { token, password: wanted });
const unusable = { code: "access.linkUnusable", status: 410 };

describe("a reset of an account", () => {
  test("is a link to the administrator, in an e-mail too, kept as a digest; it serves once", async () => {
    const { email, id, membershipId } = await member();
    const admin = await enter("admin@essai.test");
    const { link } = await admin.do(resetAccount, { membershipId });
    expect(link).toMatch(/^http:\/\/localhost:8080\/nouveau-mot-de-passe\/[\w-]{43}$/);
    expect(world.notices.at(-1)).toEqual({ to: email, locale: "fr", kind: "access.reset", params: { link } });
    const { rows } = await sql<{ all: string }>`
      select (select string_agg(to_jsonb(i)::text, ' ') from auth.invitation i) as all`.execute(
      database.auth,
    );
    const kept = await sql<{ all: string }>`
      select coalesce((select string_agg(to_jsonb(r)::text, ' ') from idempotency r), '') as all`.execute(
      database.admin,
    );
    expect(`${rows[0]?.all} ${kept.rows[0]?.all}`).not.toContain(tokenOf(link));
    expect(await accept(tokenOf(link))).toEqual({ accountId: id });
    await expect(accept(tokenOf(link))).rejects.toMatchObject(unusable);
  });

  test("changes nothing until the link is used: password, second factor and session stay", async () => {
    const { email, membershipId } = await member();
    const holder = await enter(email);
    await linkFor(membershipId);
    expect((await holder.who()).actor).toMatchObject({ kind: "account", hasSecondFactor: true });
    const again = world.browser();
    expect(await again.do(signIn, { email, password })).toEqual({ next: "second-facteur" });
  });

  test("ends every session and takes away authenticator, recovery codes, passkeys and the old password", async () => {
    const { email, id, membershipId } = await member();
    const holder = await enter(email);
    await holder.do(makeRecoveryCodes, {});
    const { codes } = await holder.do(readNewRecoveryCodes, {});
    const device = softAuthenticator("http://localhost:8080");
    const { options } = await holder.do(startPasskey, {});
    await holder.do(registerPasskey, { name: "clé", credential: device.create(options) });
    const token = await linkFor(membershipId);
    const pending = world.browser();
    await pending.do(signIn, { email, password });
    await accept(token);

    expect((await holder.who()).actor.kind).toBe("anonymous");
    await expect(pending.do(verifySecondFactor, { code: codes[0] ?? "" })).rejects.toMatchObject({
      status: 401,
    });
    await expect(world.browser().do(signIn, { email, password })).rejects.toMatchObject({
      code: "access.signInRefused",
    });
    const thief = world.browser();
    const question = await thief.do(startPasskeySignIn, {});
    await expect(
      thief.do(signInWithPasskey, { credential: device.get(question.options) }),
    ).rejects.toMatchObject({ code: "access.passkeyRefused" });
    const { rows } = await sql<{ factors: string }>`
      select (select count(*) from auth.two_factor where user_id = ${id})
        + (select count(*) from auth.passkey where user_id = ${id})
        + (select count(*) from auth.session where user_id = ${id})
        + (select count(*) from auth.verification where value = ${id}::text) as factors`.execute(
      database.auth,
    );
    expect(Number(rows[0]?.factors)).toBe(0);
  });

  test("makes the next sign-in enrol a second factor anew, then everything opens again", async () => {
    const { email, membershipId } = await member();
    await accept(await linkFor(membershipId));
    const browser = world.browser();
    expect(await browser.do(signIn, { email, password: newPassword })).toEqual({ next: "compte" });
    expect((await browser.who()).actor).toMatchObject({ hasSecondFactor: false, memberships: [] });
    expect(await browser.do(readMyAccount, {})).toMatchObject({
      hasTotp: false,
      recoveryCodesLeft: 0,
      passkeys: [],
    });
    await browser.do(startTotp, {});
    const { typedSecret } = await browser.do(readTotpSetup, {});
    const { base32 } = await import("@better-auth/utils/base32");
    const secret = new TextDecoder().decode(base32.decode(typedSecret.replaceAll(" ", "")));
    expect(secret).not.toBe(totpSecret);
    await browser.do(confirmTotp, { code: await totpAt(secret, world.now()) });
    expect((await browser.who()).actor).toMatchObject({ hasSecondFactor: true, tenantId: here.tenantId });
  });

  test("makes a stranger of a device known before: it feels the delays of strangers from then on", async () => {
    const { email, membershipId } = await member();
    const known = await enter(email, world.browser("192.0.2.30"));
    await accept(await linkFor(membershipId));
    // Twelve strangers fail, which makes the account slow to strangers and to nobody else.
    for (let round = 0; round < 12; round++) {
      await world
        .browser(`203.0.113.${round}`)
        .do(signIn, { email, password: "pas le bon mot" })
        .catch(() => {});
    }
    await expect(known.do(signIn, { email, password: newPassword })).rejects.toMatchObject({
      code: "base.tooManyRequests",
    });
  });

  test("side by side with sign-ins by the old password, leaves no session behind", async () => {
    const id = randomId<"account">();
    const email = "sans.facteur@essai.test";
    const making = { now: world.now(), newId: randomId };
    await createAccount(world.auth, { id, email, name: "Lou Essai", password, ...making });
    for (let round = 0; round < 6; round++) {
      const wanted = round % 2 === 0 ? newPassword : password;
      const old = round % 2 === 0 ? password : newPassword;
      const services = { auth: world.auth, db: database.app, baseUrl: "" };
      const token = tokenOf(await makeResetLink(services, email, making));
      const signIns = Array.from({ length: 3 }, (_, place) =>
        world.browser(`192.0.2.${40 + place}`).do(signIn, { email, password: old }),
      );
      await Promise.allSettled([accept(token, wanted), ...signIns]);
      // A session that was never marked counts for nothing.
      const { rows } = await sql`
        select id from auth.session where user_id = ${id} and started_at is not null`.execute(database.auth);
      expect(rows).toEqual([]);
      await sql`delete from auth.throttle`.execute(database.auth);
    }
  });

  test("holds a sign-in up while it lasts, and refuses it afterwards", async () => {
    const id = randomId<"account">();
    const email = "en.meme.temps@essai.test";
    const making = { now: world.now(), newId: randomId };
    await createAccount(world.auth, { id, email, name: "Lou Essai", password, ...making });
    let signing: Promise<unknown> = Promise.resolve();
    const first = await database.auth.transaction().execute(async (tx) => {
      await countReset(tx, id, world.now());
      signing = world
        .browser()
        .do(signIn, { email, password })
        .catch((error: unknown) => error);
      return Promise.race([signing, pause(700, "waits")]);
    });
    expect(first).toBe("waits");
    expect(await signing).toMatchObject({ code: "access.signInExpired" });
    const { rows } = await sql`select id from auth.session where user_id = ${id}`.execute(database.auth);
    expect(rows).toEqual([]);
  });

  test("is useless after 24 hours, and while the password wished is too common it stays good", async () => {
    const { membershipId } = await member();
    const token = await linkFor(membershipId);
    await expect(accept(token, "motdepasse2026")).rejects.toMatchObject({ code: "access.passwordTooCommon" });
    world.wait(24 * 3600);
    await expect(accept(token)).rejects.toMatchObject(unusable);
    world.wait(-1);
    expect(await accept(token)).toHaveProperty("accountId");
  });

  test("is useless once its holder signed in with a second factor, or with a passkey", async () => {
    const one = await member();
    const token = await linkFor(one.membershipId);
    await world.browser().do(signIn, { email: one.email, password });
    await enter(one.email);
    await expect(accept(token)).rejects.toMatchObject(unusable);

    const holder = await enter(one.email);
    const device = softAuthenticator("http://localhost:8080");
    const { options } = await holder.do(startPasskey, {});
    await holder.do(registerPasskey, { name: "clé", credential: device.create(options) });
    const second = await linkFor(one.membershipId);
    const browser = world.browser();
    const question = await browser.do(startPasskeySignIn, {});
    await browser.do(signInWithPasskey, { credential: device.get(question.options) });
    await expect(accept(second)).rejects.toMatchObject(unusable);
  });

  test("the password alone does not make it useless: whoever lost the telephone still has that", async () => {
    const { email, id, membershipId } = await member();
    const token = await linkFor(membershipId);
    await world.browser().do(signIn, { email, password });
    expect(await accept(token)).toEqual({ accountId: id });
  });

  test("asked for twice, only the later link serves; of two uses side by side, one passes", async () => {
    const { membershipId } = await member();
    const [earlier, later] = [await linkFor(membershipId), await linkFor(membershipId)];
    await expect(accept(earlier)).rejects.toMatchObject(unusable);
    const both = await Promise.allSettled([accept(later), accept(later)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("a link of one kind is none of another", async () => {
    const { membershipId } = await member();
    const token = await linkFor(membershipId);
    await expect(world.browser().do(acceptInvitation, { token, password })).rejects.toMatchObject(unusable);
    await expect(accept("x".repeat(43))).rejects.toMatchObject(unusable);
    const admin = await enter("admin@essai.test");
    const wish = { controllerId: here.controllerId, name: "Vera Essai", role: "volunteer" } as const;
    await admin.do(inviteMember, { ...wish, email: "vera@essai.test" });
    const invitation = world.notices.at(-1)?.params.link.split("/invitation/")[1] ?? "";
    await expect(accept(invitation)).rejects.toMatchObject(unusable);
  });

  test("gives the administrator the link all the same when no message can be sent, and hides no other fault", async () => {
    const { membershipId } = await member();
    const run = (failure: Error) => {
      const handlers = accessHandlers({
        auth: world.auth,
        baseUrl: "http://localhost:8080",
        notify: async () => Promise.reject(failure),
        files: null,
        openLoops: null,
      });
      const bound = handlers.find(({ action }) => action.name === resetAccount.name);
      if (!bound) throw new Error("no handler");
      const actor = {
        kind: "account",
        id: adminId,
        tenantId: here.tenantId,
        memberships: [{ ...here, role: "territory-admin" }],
        hasSecondFactor: true,
      } as const;
      const services = {
        db: database.app,
        clock: world.now,
        newId: randomId,
        receiptSecret: Buffer.alloc(32, 7),
      };
      const call = { bound, actor, input: { membershipId }, key: null, needsKey: false, version: null };
      return runAction(services, { ...call, http: noExchange() });
    };
    const { output } = await run(new TisserError("server.deliveryFailed", 502, { channel: "email" }));
    expect(await accept(tokenOf((output as { link: string }).link))).toHaveProperty("accountId");
    await expect(run(new Error("broken"))).rejects.toThrow("broken");
  });
});

describe("who may reset whom", () => {
  test.each(["dpo@essai.test", "coord@essai.test"])(
    "%s may not, and is told nothing of the person",
    async (email) => {
      const { membershipId } = await member();
      const refused = (await enter(email)).do(resetAccount, { membershipId });
      await expect(refused).rejects.toMatchObject({
        code: "base.notAllowed",
        issues: [{ code: "roleNeeded" }],
      });
    },
  );

  test("a visitor and an account without second factor may not", async () => {
    const { email, membershipId } = await member();
    await expect(world.browser().do(resetAccount, { membershipId })).rejects.toMatchObject({
      code: "base.signInNeeded",
    });
    await accept(await linkFor(membershipId));
    const half = world.browser();
    await half.do(signIn, { email, password: newPassword });
    await expect(half.do(resetAccount, { membershipId })).rejects.toMatchObject({
      code: "base.secondFactorNeeded",
    });
  });

  test("nobody resets the own account", async () => {
    const admin = await enter("admin@essai.test");
    const membershipId = await membershipOf(adminId, here.tenantId);
    const refused = admin.do(resetAccount, { membershipId });
    await expect(refused).rejects.toMatchObject({ code: "base.notAllowed", issues: [{ code: "ownAct" }] });
    const own = (await admin.do(listMembers, {})).members.filter(({ accountId }) => accountId === adminId);
    expect(own.map(({ mayReset }) => mayReset)).toEqual([false]);
  });

  test("unknown, foreign and ended memberships answer alike", async () => {
    const admin = await enter("admin@essai.test");
    const [foreign, ended] = [await member(there), await member()];
    await admin.do(endMembership, { membershipId: ended.membershipId });
    for (const membershipId of [foreign.membershipId, ended.membershipId, randomId<"membership">()]) {
      await expect(admin.do(resetAccount, { membershipId })).rejects.toMatchObject({
        code: "access.memberNotFound",
        params: {},
        issues: [],
      });
    }
    await expect(admin.do(resetAccount, { membershipId: "x" })).rejects.toMatchObject({
      code: "base.invalidInput",
    });
  });

  test("somebody who works in another territory too is the operator's to reset, until that ends", async () => {
    const { id, membershipId } = await member();
    const elsewhere = await worksThere(id);
    const admin = await enter("admin@essai.test");
    const before = world.notices.length;
    for (const [browser, own] of [
      [admin, membershipId],
      [await enter("autre@essai.test"), elsewhere],
    ] as const) {
      await expect(browser.do(resetAccount, { membershipId: own })).rejects.toMatchObject({
        code: "base.notAllowed",
        issues: [{ code: "worksElsewhere" }],
      });
    }
    expect(world.notices).toHaveLength(before);
    await (await enter("autre@essai.test")).do(endMembership, { membershipId: elsewhere });
    expect(await accept(await linkFor(membershipId))).toEqual({ accountId: id });
  });

  test("a link made before its person began to work elsewhere is useless from then on", async () => {
    const { id, membershipId } = await member();
    const token = await linkFor(membershipId);
    await worksThere(id);
    await expect(accept(token)).rejects.toMatchObject(unusable);
  });

  test("a link goes with the administrator who made it", async () => {
    const [leaving, { membershipId }] = [await member(), await member()];
    const admin = await enter("admin@essai.test");
    const grant = {
      controllerId: here.controllerId,
      accountId: leaving.id,
      role: "territory-admin",
    } as const;
    const { membershipId: office } = await admin.do(grantRole, grant);
    const other = await enter(leaving.email);
    const { link } = await other.do(resetAccount, { membershipId });
    await admin.do(endMembership, { membershipId: office });
    await expect(accept(tokenOf(link))).rejects.toMatchObject(unusable);
  });
});

describe("the administrator's own page", () => {
  test("shows the link for ten minutes to the browser and the account that made it, to nobody else", async () => {
    const { membershipId } = await member();
    const admin = await enter("admin@essai.test");
    expect(await admin.do(readResetLink, {})).toEqual({ link: null, name: null });
    const { link } = await admin.do(resetAccount, { membershipId });
    expect(await admin.do(readResetLink, {})).toEqual({ link, name: "Ana Vidal-Essai" });
    const cookie = admin.cookies.get(world.auth.cookies.reset) ?? "";
    expect(cookie).not.toContain(tokenOf(link));
    const other = await enter("autre@essai.test");
    other.cookies.set(world.auth.cookies.reset, cookie);
    expect(await other.do(readResetLink, {})).toEqual({ link: null, name: null });
    other.cookies.set(world.auth.cookies.reset, "00ff");
    expect(await other.do(readResetLink, {})).toEqual({ link: null, name: null });
    world.wait(600);
    expect(await admin.do(readResetLink, {})).toEqual({ link: null, name: null });
  });
});

describe("the operator", () => {
  const making = () => ({ now: world.now(), newId: randomId });
  const services = { auth: world.auth, db: database.app, baseUrl: "https://tisser.example" };

  test("makes a link for anybody, by address, written in any case; null when there is no such account", async () => {
    const { email, id } = await member();
    await worksThere(id);
    const link = await makeResetLink(services, email.toUpperCase(), making());
    expect(link).toMatch(/^https:\/\/tisser\.example\/nouveau-mot-de-passe\/[\w-]{43}$/);
    expect(await accept(tokenOf(link))).toEqual({ accountId: id });
    expect(await makeResetLink(services, "personne@essai.test", making())).toBeNull();
  });

  test("may by the action too, in a territory", async () => {
    const { id, membershipId } = await member();
    await worksThere(id);
    const bound = world.handlers.find(({ action }) => action.name === resetAccount.name);
    if (!bound) throw new Error("no handler");
    const actor = { ...operatorActor, tenantId: here.tenantId };
    const call = { bound, actor, input: { membershipId }, key: null, needsKey: false, version: null };
    const run = { db: database.app, clock: world.now, newId: randomId, receiptSecret: Buffer.alloc(32, 7) };
    const { output } = await runAction(run, { ...call, http: noExchange() });
    expect(await accept(tokenOf((output as { link: string }).link))).toEqual({ accountId: id });
  });
});

test("audit lines of resets hold ids and codes: no address, no link", async () => {
  const { email, id, membershipId } = await member();
  const token = await linkFor(membershipId);
  await accept(token);
  await makeResetLink({ auth: world.auth, db: database.app, baseUrl: "" }, email, {
    now: world.now(),
    newId: randomId,
  });
  const { rows } = await sql<{ line: string }>`
    select line from audit_entry where line like '%eset%'`.execute(database.admin);
  const lines = rows.map(({ line }) => line);
  const about = lines.filter((line) => line.includes(id));
  expect(about.filter((line) => line.includes("access.resetAccount"))).toHaveLength(2);
  expect(about.filter((line) => line.includes("access.acceptReset"))).toHaveLength(1);
  expect(lines.some((line) => line.includes("worksElsewhere"))).toBe(true);
  expect(lines.join("\n")).not.toContain(token);
  expect(lines.join("\n")).not.toContain("essai.test");
});
