import { randomId, type AccountId } from "#base";
import { sql } from "kysely";
import { afterAll, describe, expect, test, vi } from "vitest";
import { accessWorld, password, type Browser } from "../../../tests/support/access.ts";
import { freshDatabase } from "../../../tests/support/database.ts";
import { chooseTerritory, listTerritories, readMyAccount } from "../account/actions.ts";
import { makeFirstAdministratorLink } from "../handlers.ts";
import { acceptFirstAccess, acceptInvitation, signIn } from "../sign-in/actions.ts";
import {
  createOrganisation,
  endMembership,
  grantRole,
  inviteMember,
  listMembers,
  listOrganisations,
} from "./actions.ts";

const database = await freshDatabase();
const openLoops = new Map<AccountId, number>();
const world = accessWorld(database, {
  openLoops: async (_db, _tenantId, { accountId }) => openLoops.get(accountId) ?? 0,
});
afterAll(() => void vi.useRealTimers());

const making = { now: world.now(), newId: randomId };
const firstLink = await makeFirstAdministratorLink(
  { auth: world.auth, baseUrl: "https://tisser.example" },
  making,
);

async function enter(email: string): Promise<Browser> {
  world.wait(60);
  const browser = world.browser(`192.0.2.${Math.ceil(Math.random() * 250)}`);
  await browser.do(signIn, { email, password, code: await world.code() });
  return browser;
}

describe("the first administrator", () => {
  const token = firstLink?.split("/").at(-1) ?? "";
  const wish = {
    token,
    name: "Paule Essai",
    email: "Paule@essai.test",
    password,
    territoryName: "Pays d’Essai — Été",
    organisationName: "Maison du lien",
  };

  test("gets a link, kept as a digest, that an unknown or late token does not replace", async () => {
    expect(firstLink).toMatch(/^https:\/\/tisser\.example\/premier-acces\/[\w-]{43}$/);
    const { rows } = await sql<{
      all: string;
    }>`select string_agg(to_jsonb(i)::text, ' ') as all from auth.invitation i`.execute(database.auth);
    expect(rows[0]?.all).not.toContain(token);
    const unknown = world.browser().do(acceptFirstAccess, { ...wish, token: "x".repeat(43) });
    await expect(unknown).rejects.toMatchObject({ code: "access.linkUnusable" });
    await expect(world.browser().do(acceptInvitation, { token, password })).rejects.toMatchObject({
      code: "access.linkUnusable",
    });
    world.wait(24 * 3600);
    await expect(world.browser().do(acceptFirstAccess, wish)).rejects.toMatchObject({
      code: "access.linkUnusable",
    });
    world.wait(-24 * 3600);
    const weak = world.browser().do(acceptFirstAccess, { ...wish, password: "paule.essai.2026" });
    await expect(weak).rejects.toMatchObject({ code: "access.passwordTooCommon" });
  });

  test("makes territory, organisation and account, once, and no further link is made", async () => {
    const made = await world.browser().do(acceptFirstAccess, wish);
    await expect(world.browser().do(acceptFirstAccess, wish)).rejects.toMatchObject({
      code: "access.linkUnusable",
    });
    expect(await makeFirstAdministratorLink({ auth: world.auth, baseUrl: "" }, making)).toBeNull();
    const { rows } = await sql<{
      slug: string;
    }>`select slug from territory where id = ${made.tenantId}`.execute(database.app);
    expect(rows[0]?.slug).toBe("pays-d-essai-ete");
    const browser = world.browser();
    await browser.do(signIn, { email: "paule@essai.test", password });
    expect(await browser.do(readMyAccount, {})).toMatchObject({
      id: made.accountId,
      name: "Paule Essai",
      hasTotp: false,
    });
  });
});

const here = await world.territory("Ici");
const there = await world.territory("La-bas");
await world.member(here, "admin@essai.test", "territory-admin");
const coordinatorId = await world.member(here, "coord@essai.test", "team-coordinator");
const workerId = await world.member(here, "relie@essai.test", "link-worker");
await world.member(there, "autre@essai.test", "territory-admin");

describe("organisations and members", () => {
  test("an administrator adds an organisation and invites; the invited one comes in by a link that serves once", async () => {
    const admin = await enter("admin@essai.test");
    const { controllerId } = await admin.do(createOrganisation, {
      name: "Aide à domicile d’essai",
      kind: "home-help",
    });
    expect((await admin.do(listOrganisations, {})).organisations.map(({ name }) => name)).toContain(
      "Aide à domicile d’essai",
    );
    const wish = {
      controllerId,
      name: "Nour Essai",
      email: "nour@essai.test",
      role: "field-worker",
    } as const;
    const { membershipId } = await admin.do(inviteMember, wish);
    const notice = world.notices.at(-1);
    expect(notice).toMatchObject({ to: "nour@essai.test", kind: "access.invitation" });
    const token = notice?.params.link.split("/invitation/")[1] ?? "";
    expect(await admin.do(inviteMember, wish)).toEqual({ membershipId });
    await expect(world.browser().do(acceptInvitation, { token, password })).rejects.toMatchObject({
      code: "access.linkUnusable",
    });
    const newer = world.notices.at(-1)?.params.link.split("/invitation/")[1] ?? "";
    await world.browser().do(acceptInvitation, { token: newer, password });
    await expect(world.browser().do(acceptInvitation, { token: newer, password })).rejects.toMatchObject({
      code: "access.linkUnusable",
    });
    expect(await world.browser().do(signIn, { email: "nour@essai.test", password })).toEqual({
      next: "compte",
    });
    const listed = (await admin.do(listMembers, {})).members.find(
      (member) => member.membershipId === membershipId,
    );
    expect(listed).toMatchObject({
      name: "Nour Essai",
      email: "nour@essai.test",
      role: "field-worker",
      mayEnd: true,
    });
  });

  test("inviting somebody who has an account elsewhere answers the same and sends no link to a password", async () => {
    const admin = await enter("admin@essai.test");
    const answer = await admin.do(inviteMember, {
      controllerId: here.controllerId,
      name: "Autre nom",
      email: "autre@essai.test",
      role: "analyst",
    });
    expect(Object.keys(answer)).toEqual(["membershipId"]);
    expect(world.notices.at(-1)).toMatchObject({
      kind: "access.membership",
      params: { link: "http://localhost:8080/connexion" },
    });
  });

  test("a coordinator invites into the own organisation, not elsewhere and not above", async () => {
    const coordinator = await enter("coord@essai.test");
    const wish = { name: "Vera Essai", email: "vera@essai.test", role: "volunteer" } as const;
    await coordinator.do(inviteMember, { ...wish, controllerId: here.controllerId });
    for (const [controllerId, role] of [
      [here.controllerId, "territory-admin"],
      [here.controllerId, "data-protection-officer"],
      [there.controllerId, "volunteer"],
      [randomId<"controller">(), "volunteer"],
    ] as const) {
      const refused = coordinator.do(inviteMember, { ...wish, controllerId, role });
      await expect(refused).rejects.toMatchObject({
        code: "base.notAllowed",
        issues: [{ code: "outsideOwnTeam" }],
      });
    }
    await expect(coordinator.do(createOrganisation, { name: "X", kind: "other" })).rejects.toMatchObject({
      code: "base.notAllowed",
    });
  });

  test("a link worker manages nobody, a visitor is asked to sign in, nonsense is refused", async () => {
    const worker = await enter("relie@essai.test");
    await expect(worker.do(listMembers, {})).rejects.toMatchObject({ code: "base.notAllowed" });
    const grant = { controllerId: here.controllerId, accountId: workerId, role: "territory-admin" } as const;
    await expect(worker.do(grantRole, grant)).rejects.toMatchObject({ code: "base.notAllowed" });
    await expect(world.browser().do(listMembers, {})).rejects.toMatchObject({ code: "base.signInNeeded" });
    const admin = await enter("admin@essai.test");
    const nonsense = admin.do(inviteMember, { ...grant, name: "", email: "pas une adresse" });
    await expect(nonsense).rejects.toMatchObject({ code: "base.invalidInput" });
    const unknownRole = admin.do(grantRole, { ...grant, role: "platform-operator" as "analyst" });
    await expect(unknownRole).rejects.toMatchObject({ code: "base.invalidInput" });
  });

  test("nothing of another territory is reached: foreign and unknown ids answer alike", async () => {
    const admin = await enter("admin@essai.test");
    for (const controllerId of [there.controllerId, randomId<"controller">()]) {
      const grant = admin.do(grantRole, { controllerId, accountId: workerId, role: "analyst" });
      await expect(grant).rejects.toMatchObject({ code: "access.organisationNotFound" });
    }
    const foreign = await database.as(
      { tenantId: there.tenantId },
      async (tx) =>
        (
          await sql<{
            id: string;
            account: string;
          }>`select id, account_id as account from membership`.execute(tx)
        ).rows[0],
    );
    for (const membershipId of [foreign?.id ?? "", randomId<"membership">()]) {
      await expect(admin.do(endMembership, { membershipId })).rejects.toMatchObject({
        code: "access.memberNotFound",
      });
    }
    const outsider = await world.member(there, "loin@essai.test", "link-worker");
    const grant = admin.do(grantRole, {
      controllerId: here.controllerId,
      accountId: outsider,
      role: "analyst",
    });
    await expect(grant).rejects.toMatchObject({ code: "access.memberNotFound" });
  });

  test("a further role takes effect at the next request", async () => {
    const [admin, worker] = [await enter("admin@essai.test"), await enter("relie@essai.test")];
    await admin.do(grantRole, { controllerId: here.controllerId, accountId: workerId, role: "analyst" });
    const { memberships } = (await worker.who()).actor;
    expect(memberships.map(({ role }) => role).toSorted()).toEqual(["analyst", "link-worker"]);
  });

  test("an ended member is out at the next request, with every session, and the past stays readable", async () => {
    const [admin, coordinator] = [await enter("admin@essai.test"), await enter("coord@essai.test")];
    const own = (await admin.do(listMembers, {})).members.find(
      ({ accountId }) => accountId === coordinatorId,
    );
    await admin.do(endMembership, { membershipId: own?.membershipId ?? "" });
    expect((await coordinator.who()).actor.kind).toBe("anonymous");
    const back = await enter("coord@essai.test");
    expect((await back.who()).actor).toMatchObject({ tenantId: null, memberships: [] });
    await expect(back.do(listMembers, {})).rejects.toMatchObject({ code: "base.notAllowed" });
    const kept = await database.as(
      { tenantId: here.tenantId },
      async (tx) =>
        (await sql`select until, ended_by from membership where id = ${own?.membershipId}`.execute(tx)).rows,
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toMatchObject({ until: null });
  });

  test("one who owns open loops is not ended before they are handed over", async () => {
    const admin = await enter("admin@essai.test");
    const leaver = await world.member(here, "part@essai.test", "link-worker");
    openLoops.set(leaver, 40);
    const own = (await admin.do(listMembers, {})).members.find(({ accountId }) => accountId === leaver);
    const membershipId = own?.membershipId ?? "";
    await expect(admin.do(endMembership, { membershipId })).rejects.toMatchObject({
      code: "access.successorNeeded",
      params: { count: 40 },
    });
    openLoops.delete(leaver);
    await expect(admin.do(endMembership, { membershipId })).resolves.toEqual({ membershipId });
  });

  test("the last administrator of a territory cannot be ended", async () => {
    const admin = await enter("admin@essai.test");
    const own = (await admin.do(listMembers, {})).members.find(({ role }) => role === "territory-admin");
    const ending = admin.do(endMembership, { membershipId: own?.membershipId ?? "" });
    await expect(ending).rejects.toMatchObject({ code: "access.lastAdministrator" });
  });
});

describe("several territories", () => {
  test("one who works in two chooses, sees the roles of one only, and never a third", async () => {
    const second = { tenantId: there.tenantId, controllerId: there.controllerId };
    const accountId = await world.member(here, "deux@essai.test", "link-worker");
    await database.as({}, async (tx) => {
      const { grantMembership } = await import("../handlers.ts");
      await grantMembership(tx, {
        ...second,
        id: randomId(),
        accountId,
        role: "analyst",
        since: world.now(),
        grantedBy: null,
      });
    });
    const browser = await enter("deux@essai.test");
    expect((await browser.who()).actor.tenantId).toBeNull();
    expect(
      (await browser.do(listTerritories, {})).territories.map(({ isChosen, roles }) => [isChosen, roles]),
    ).toEqual([
      [false, ["link-worker"]],
      [false, ["analyst"]],
    ]);
    await browser.do(chooseTerritory, { tenantId: there.tenantId });
    expect((await browser.who()).actor).toMatchObject({
      tenantId: there.tenantId,
      memberships: [{ ...second, role: "analyst" }],
    });
    const third = await world.territory("Tiers");
    for (const tenantId of [third.tenantId, randomId<"tenant">()]) {
      const refused = browser.do(chooseTerritory, { tenantId });
      await expect(refused).rejects.toMatchObject({
        code: "base.notAllowed",
        issues: [{ code: "otherTerritory" }],
      });
    }
    expect((await browser.who()).actor.tenantId).toBe(there.tenantId);
  });
});
