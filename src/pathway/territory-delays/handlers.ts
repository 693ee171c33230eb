import type { Actor, TenantId } from "#base";
import { decide, handle, type BoundHandler, type DecisionKind } from "#storage";
import type { PathwayServices } from "../services.ts";
import { decideDelays, readDelays, resetDelays } from "./actions.ts";
import { changedDelays, defaultDelays, delayFault, type ChosenDelays } from "./delays-chosen.ts";
import { territoryDelayErrors } from "./errors.ts";
import { delayDecisions, insertDelayDecision, readDelays as delaysAsKept } from "./store.ts";

/** Carries out what is asked and decided about the delays of a territory. */
export function territoryDelayHandlers({
  accountNames,
}: Pick<PathwayServices, "accountNames">): BoundHandler[] {
  return [
    handle(readDelays, {
      run: async ({ db, actor, audit }) => {
        const tenantId = territoryOfActor(actor);
        const kept = await delayDecisions(db);
        const names = await accountNames(kept.flatMap(({ decided_by }) => decided_by ?? []));
        audit({ kind: "delays", ids: [tenantId], fields: ["decisions"] });
        return {
          delays: delaysAsKept(kept[0]?.delays ?? null),
          defaults: defaultDelays,
          isDefault: (kept[0]?.delays ?? null) === null,
          decisions: kept.map(({ position, delays, reason, decided_at, decided_by }, at) => {
            const chosen = delaysAsKept(delays);
            const before = delaysAsKept(kept[at + 1]?.delays ?? null);
            return {
              position,
              isDefault: delays === null,
              changed: changedDelays(chosen, before).map((name) => ({ name, days: chosen[name] })),
              reason,
              decidedAt: decided_at,
              decidedBy: decided_by === null ? "" : (names.get(decided_by) ?? ""),
            };
          }),
        };
      },
    }),
    handle(decideDelays, {
      run: async ({ input, ...context }) => {
        const { reason, ...chosen } = input;
        const fault = delayFault(chosen);
        if (fault !== null)
          throw territoryDelayErrors.delaysDoNotGoTogether(
            {},
            { issues: [{ path: fault, code: "invalid" }] },
          );
        return decide(decisions, context, { reason, chosen });
      },
    }),
    handle(resetDelays, {
      run: async ({ input, ...context }) =>
        decide(decisions, context, { reason: input.reason, chosen: null }),
    }),
  ];
}

/** Decisions on delays. */
const decisions: DecisionKind<"delay-decision", ChosenDelays> = {
  territoryOf: territoryOfActor,
  list: delayDecisions,
  insert: async (db, decision, delays) => insertDelayDecision(db, { ...decision, delays }),
  overtaken: () => territoryDelayErrors.delayDecisionOvertaken({}),
  audited: { kind: "delays", field: "delays" },
};

/** @throws pathway.delaysWithoutTerritory */
function territoryOfActor({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw territoryDelayErrors.delaysWithoutTerritory({});
  return tenantId;
}
