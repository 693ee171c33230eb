import type { Actor, Instant, NewId, TenantId } from "#base";
import { handle, type AuditNote, type BoundHandler, type Tx } from "#storage";
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
        const decisions = await delayDecisions(db);
        const names = await accountNames(decisions.flatMap(({ decided_by }) => decided_by ?? []));
        audit({ kind: "delays", ids: [tenantId], fields: ["decisions"] });
        return {
          delays: delaysAsKept(decisions[0]?.delays ?? null),
          defaults: defaultDelays,
          isDefault: (decisions[0]?.delays ?? null) === null,
          decisions: decisions.map(({ position, delays, reason, decided_at, decided_by }, at) => {
            const chosen = delaysAsKept(delays);
            const before = delaysAsKept(decisions[at + 1]?.delays ?? null);
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
        return decide(context, reason, chosen);
      },
    }),
    handle(resetDelays, { run: async ({ input, ...context }) => decide(context, input.reason, null) }),
  ];
}

interface Deciding {
  readonly db: Tx;
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: NewId;
  readonly audit: (note: AuditNote) => void;
}

/** @throws pathway.delaysWithoutTerritory, pathway.delayDecisionOvertaken */
async function decide(
  { db, actor, now, newId, audit }: Deciding,
  reason: string,
  chosen: ChosenDelays | null,
): Promise<{ readonly position: number }> {
  const tenantId = territoryOfActor(actor);
  const [newest] = await delayDecisions(db);
  const position = (newest?.position ?? 0) + 1;
  const isNew = await insertDelayDecision(db, {
    tenant_id: tenantId,
    id: newId<"delay-decision">(),
    position,
    delays: chosen,
    reason,
    decided_at: now,
    decided_by: actor.id,
  });
  if (!isNew) throw territoryDelayErrors.delayDecisionOvertaken({});
  audit({ kind: "delays", ids: [tenantId], fields: ["delays", "reason"] });
  return { position };
}

/** @throws pathway.delaysWithoutTerritory */
function territoryOfActor({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw territoryDelayErrors.delaysWithoutTerritory({});
  return tenantId;
}
