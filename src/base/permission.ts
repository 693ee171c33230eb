import { roles, rolesOf, type Actor, type Role } from "./actor.ts";

/** Yes, or no with the code of a reason (its sentence lives in the text files under `reason.<code>`). */
export type Verdict = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * A rule of permission: pure, the same in the browser (hides the button) and at the door (refuses).
 * `roles` are those that can ever pass it, shown as `x-roles`.
 */
export interface Rule<Facts = unknown> {
  readonly roles: readonly Role[];
  readonly check: (actor: Actor, facts: Facts) => Verdict;
}

const yes: Verdict = { allowed: true };

/** A refusal for a reason. */
export function no(reason: string): Verdict {
  return { allowed: false, reason };
}

/** Everyone, with or without an account. */
export const anyone: Rule = { roles, check: () => yes };

/** Every signed-in account, whatever its roles, and before its second factor is set. */
export const anyAccount: Rule = {
  roles: roles.filter(
    (role) => role !== "anonymous" && role !== "link-holder" && role !== "platform-operator",
  ),
  check: (actor) => (actor.kind === "account" ? yes : no("signInNeeded")),
};

/** Holders of one of these roles in the territory of the act, with a second factor. */
export function hasRole(...wanted: readonly Role[]): Rule {
  return {
    roles: wanted,
    check: (actor) => {
      if (actor.kind === "anonymous") return no("signInNeeded");
      if (actor.kind === "account" && !actor.hasSecondFactor) return no("secondFactorNeeded");
      return rolesOf(actor).some((role) => wanted.includes(role)) ? yes : no("roleNeeded");
    },
  };
}

/** A rule on the facts, for the given roles. */
export function when<Facts>(
  wanted: Rule,
  condition: (actor: Actor, facts: Facts) => boolean,
  reason: string,
): Rule<Facts> {
  return allOf<Facts>(wanted, {
    roles: wanted.roles,
    check: (actor, facts) => (condition(actor, facts) ? yes : no(reason)),
  });
}

/** Passes when every rule passes; otherwise the first refusal. */
export function allOf<Facts>(...rules: readonly Rule<Facts>[]): Rule<Facts> {
  return {
    roles: roles.filter((role) => rules.every((rule) => rule.roles.includes(role))),
    check: (actor, facts) => {
      for (const rule of rules) {
        const verdict = rule.check(actor, facts);
        if (!verdict.allowed) return verdict;
      }
      return yes;
    },
  };
}

/** Passes when one rule passes; otherwise the last refusal. */
export function anyOf<Facts>(...rules: readonly Rule<Facts>[]): Rule<Facts> {
  return {
    roles: roles.filter((role) => rules.some((rule) => rule.roles.includes(role))),
    check: (actor, facts) => {
      let last: Verdict = no("roleNeeded");
      for (const rule of rules) {
        last = rule.check(actor, facts);
        if (last.allowed) return last;
      }
      return last;
    },
  };
}
