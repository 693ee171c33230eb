import { no, rolesOf, type Rule } from "#base";
import { accompanies, type TeamFacts } from "../rules.ts";
import { reachOf, type Thing } from "../who-sees/matrix.ts";
import { isResultFigure, type OpenFigure } from "./codes.ts";

/** The organisation whose figure is opened, and what of a file being on its list tells. */
export interface FigureFacts extends TeamFacts {
  readonly thing: Thing;
}

/** What of a file is told by being on the list behind a figure. */
export function thingOf(figure: OpenFigure): Thing {
  return isResultFigure(figure) ? "result" : "referral";
}

/** Roles that read counts of a territory, and nobody behind them. */
const readsCounts = new Set(["territory-admin", "analyst"]);

/**
 * Who opens the list behind a figure: whoever reaches, in that organisation, what being on the list tells, in all files or in
 * their own cases, to which row security then holds the list. Who reads counts is told that they are counts.
 */
export const opensFigure: Rule<FigureFacts> = {
  roles: accompanies.roles,
  check: (actor, { controllerId, thing }) => {
    const verdict = accompanies.check(actor, undefined);
    if (!verdict.allowed)
      return verdict.reason === "roleNeeded" && rolesOf(actor).some((role) => readsCounts.has(role))
        ? no("countsOnly")
        : verdict;
    const reaches = actor.memberships
      .filter((one) => one.controllerId === controllerId)
      .map(({ role }) => reachOf(thing, role));
    if (reaches.includes("organisation") || reaches.includes("own-case")) return { allowed: true };
    return no(reaches.includes("own-act") ? "resultsNotYours" : "otherOrganisation");
  },
};
