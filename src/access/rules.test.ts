import { anonymousActor, randomId, roles, type Action, type Actor } from "#base";
import type { z } from "zod";
import { describe, expect, test } from "vitest";
import * as actions from "./actions.ts";

const isAction = (value: unknown): value is Action<z.ZodType, z.ZodType, unknown> =>
  typeof value === "object" && value !== null && "allow" in value && "route" in value;
const all = (Object.values(actions) as readonly unknown[]).filter(isAction);
const forVisitors = all.filter(({ roles: open }) => open.includes("anonymous"));

const tenantId = randomId<"tenant">();
const controllerId = randomId<"controller">();
const actorWith = (changes: Partial<Actor>): Actor => ({
  kind: "account",
  id: randomId<"account">(),
  tenantId,
  memberships: roles.map((role) => ({ tenantId, controllerId, role })),
  hasSecondFactor: true,
  ...changes,
});
/** Facts under which nothing but the actor can be the reason for a refusal. */
const facts = {
  hasFactor: true,
  controllerId,
  role: "volunteer",
  territories: [tenantId],
  wanted: tenantId,
  openedBy: randomId<"account">(),
};

describe("who may", () => {
  test("a visitor may sign in and out and use one-time links, nothing else", () => {
    expect(forVisitors.map(({ name }) => name).toSorted()).toEqual([
      "access.acceptFirstAccess",
      "access.acceptInvitation",
      "access.acceptReset",
      "access.signIn",
      "access.signInWithPasskey",
      "access.signOut",
      "access.startPasskeySignIn",
      "access.verifySecondFactor",
    ]);
  });

  test.each(all.filter((action) => !forVisitors.includes(action)))(
    "$name asks a visitor to sign in",
    ({ allow }) => {
      expect(allow.check(anonymousActor, facts)).toEqual({ allowed: false, reason: "signInNeeded" });
    },
  );

  const beforeSecondFactor = ["access.readMyAccount", "access.signOutEverywhere"];
  test.each(
    all.filter((action) => !forVisitors.includes(action) && !beforeSecondFactor.includes(action.name)),
  )("$name asks an account of every role for its second factor", ({ allow }) => {
    expect(allow.check(actorWith({ hasSecondFactor: false }), facts)).toEqual({
      allowed: false,
      reason: "secondFactorNeeded",
    });
    expect(allow.check(actorWith({}), facts)).toEqual({ allowed: true });
  });

  test("an account without any factor sets one up, and does nothing else about factors", () => {
    const newcomer = actorWith({ hasSecondFactor: false });
    const open = all.filter(({ allow }) => allow.check(newcomer, { ...facts, hasFactor: false }).allowed);
    expect(
      open
        .map(({ name }) => name)
        .filter((name) => !forVisitors.some((action) => action.name === name))
        .toSorted(),
    ).toEqual([
      "access.confirmTotp",
      "access.readMyAccount",
      "access.readTotpSetup",
      "access.registerPasskey",
      "access.signOutEverywhere",
      "access.startPasskey",
      "access.startTotp",
    ]);
  });

  test("whoever has no role but an account may look after that account only", () => {
    const bare = actorWith({ memberships: [], tenantId: null });
    const open = all.filter(
      ({ allow }) =>
        allow.check(bare, facts).allowed && !forVisitors.some(({ allow: other }) => other === allow),
    );
    expect(open.every(({ route }) => !/members|organisations|roles|emergenc/.test(route))).toBe(true);
  });
});
