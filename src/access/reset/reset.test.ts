import { setTimeout as pause } from "node:timers/promises";
import { randomId, TisserError } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { password, totpSecret } from "../../../tests/support/access.ts";
import { softAuthenticator } from "../../../tests/support/authenticator.ts";
import { newPassword, resetWorld, tokenOf, unusable } from "../../../tests/support/reset.ts";
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
import { accessHandlers, createAccount, makeResetLink } from "../handlers.ts";
import { inviteMember } from "../members/actions.ts";
import {
  acceptInvitation,
  signIn,
  signInWithPasskey,
  startPasskeySignIn,
  verifySecondFactor,
} from "../sign-in/actions.ts";
import { totpAt } from "../sign-in/totp.ts";
import { resetAccount } from "./actions.ts";
import { countReset } from "./store.ts";

const suite = await resetWorld();
const { database, world, here, adminId, enter, member, linkFor, accept } = suite;

beforeEach(suite.reset);

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
