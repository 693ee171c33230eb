import { operatorActor, randomId } from "#base";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { newPassword, resetWorld, tokenOf, unusable } from "../../../tests/support/reset.ts";
import { noExchange, runAction } from "../../server/run-action.ts";
import { makeResetLink } from "../handlers.ts";
import { endMembership, grantRole, listMembers } from "../members/actions.ts";
import { signIn } from "../sign-in/actions.ts";
import { readResetLink, resetAccount } from "./actions.ts";

const suite = await resetWorld();
const { database, world, here, there, adminId, enter, member, membershipOf, worksThere, linkFor, accept } =
  suite;

beforeEach(suite.reset);

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
