import type { ControllerId, InputOf } from "#base";
import { handle, type BoundHandler, type HandlerContext, type Tx } from "#storage";
import { territoryOf } from "../file-facts.ts";
import { loadOrganisation } from "../team-organisation.ts";
import type { TeamFigures } from "../team-figures/figures.ts";
import type { YearRecords } from "../team-figures/person-history.ts";
import { recordTeamCost, recordTerritoryCost, removeTeamCost, removeTerritoryCost } from "./actions.ts";
import { costInYear, daysIn } from "./amount.ts";
import { costErrors } from "./errors.ts";
import { costFigures } from "./figures.ts";
import { costsMeeting, deleteCost, insertCost } from "./store.ts";

/** Longest period of one amount, in days. */
const daysAtMost = 5 * 366;

/** Carries out entering what a programme cost, and taking it back. */
export function costHandlers(): BoundHandler[] {
  return [
    handle(recordTeamCost, {
      load: loadOrganisation,
      run: async (context) => record(context, context.facts.controllerId),
    }),
    handle(removeTeamCost, {
      load: loadOrganisation,
      run: async (context) => remove(context, context.facts.controllerId),
    }),
    handle(recordTerritoryCost, { run: async (context) => record(context, null) }),
    handle(removeTerritoryCost, { run: async (context) => remove(context, null) }),
  ];
}

type Recording = Pick<
  HandlerContext<InputOf<typeof recordTerritoryCost>, unknown>,
  "input" | "db" | "actor" | "now" | "audit"
>;

async function record({ input, db, actor, now, audit }: Recording, controllerId: ControllerId | null) {
  const { costId, fromDay, untilDay, amount, covers, source } = input;
  if (untilDay < fromDay || daysIn(fromDay, untilDay) > daysAtMost)
    throw costErrors.costPeriodInvalid({}, { issues: [{ path: "untilDay", code: "invalid" }] });
  const isEntered = await insertCost(db, {
    tenant_id: territoryOf(actor),
    id: costId,
    controller_id: controllerId,
    from_day: fromDay,
    until_day: untilDay,
    amount_cents: amount,
    covers,
    source,
    recorded_at: now,
    recorded_by: actor.id,
  });
  if (!isEntered) throw costErrors.costOverlaps({}, { issues: [{ path: "fromDay", code: "invalid" }] });
  audit({ kind: "programme-cost", ids: [costId], fields: ["amount", "period"] });
  return { costId };
}

async function remove(
  {
    input,
    db,
    audit,
  }: Pick<HandlerContext<InputOf<typeof removeTerritoryCost>, unknown>, "input" | "db" | "audit">,
  controllerId: ControllerId | null,
) {
  if (!(await deleteCost(db, input.costId, controllerId))) throw costErrors.costNotFound({});
  audit({ kind: "programme-cost", ids: [input.costId], fields: ["amount", "period"] });
  return { costId: input.costId };
}

/** What was entered for a year by a team, or by the territory itself, with what it comes to. */
export async function costOfYear(
  db: Tx,
  of: { readonly controllerId: ControllerId | null; readonly year: number },
  known: { readonly organisations: readonly YearRecords[]; readonly figures: TeamFigures },
) {
  const entered = await costsMeeting(db, of.controllerId, of.year);
  const total = costInYear(entered, of.year);
  return {
    entered: [...entered],
    ofYear: total && {
      ...total,
      ...costFigures(total.amountCents, known.organisations, known.figures),
    },
  };
}
