import { describe, expect, test } from "vitest";
import { anonymousActor, operatorActor, type Actor, type Role } from "./actor.ts";
import { randomId } from "./id.ts";
import { allOf, anyAccount, anyOf, anyone, hasRole, when } from "./permission.ts";

const tenantId = randomId<"tenant">();

function withRoles(...held: readonly Role[]): Actor {
  return {
    kind: "account",
    id: randomId<"account">(),
    tenantId,
    memberships: held.map((role) => ({ tenantId, controllerId: randomId<"controller">(), role })),
    hasSecondFactor: true,
  };
}

describe("a rule of permission", () => {
  test("for everyone lets a visitor pass", () => {
    expect(anyone.check(anonymousActor, undefined)).toEqual({ allowed: true });
  });

  test("for accounts asks a visitor to sign in, and lets an account without any role pass", () => {
    expect(anyAccount.check(anonymousActor, undefined)).toEqual({ allowed: false, reason: "signInNeeded" });
    expect(anyAccount.check({ ...withRoles(), hasSecondFactor: false }, undefined).allowed).toBe(true);
  });

  test("for a role refuses other roles, visitors, and accounts without a second factor", () => {
    const rule = hasRole("link-worker");
    expect(rule.check(withRoles("volunteer", "link-worker"), undefined)).toEqual({ allowed: true });
    expect(rule.check(withRoles("volunteer"), undefined)).toEqual({ allowed: false, reason: "roleNeeded" });
    expect(rule.check({ ...withRoles("link-worker"), hasSecondFactor: false }, undefined)).toEqual({
      allowed: false,
      reason: "secondFactorNeeded",
    });
    expect(rule.check(operatorActor, undefined).allowed).toBe(false);
  });

  test("on the facts gives its own reason", () => {
    const rule = when<{ closed: boolean }>(hasRole("link-worker"), (_, facts) => !facts.closed, "fileClosed");
    expect(rule.check(withRoles("link-worker"), { closed: true })).toEqual({
      allowed: false,
      reason: "fileClosed",
    });
    expect(rule.check(withRoles("link-worker"), { closed: false })).toEqual({ allowed: true });
    expect(rule.check(withRoles("analyst"), { closed: false })).toEqual({
      allowed: false,
      reason: "roleNeeded",
    });
  });

  test("made of others names the roles that can pass it", () => {
    const either = anyOf(hasRole("link-worker"), hasRole("analyst"));
    expect(either.roles).toEqual(["link-worker", "analyst"]);
    expect(either.check(withRoles("analyst"), undefined).allowed).toBe(true);
    expect(either.check(withRoles("volunteer"), undefined).allowed).toBe(false);
    expect(allOf(either, hasRole("analyst")).roles).toEqual(["analyst"]);
  });
});
