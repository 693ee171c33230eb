import type { AccountId, Actor, Instant, NewId, TenantId } from "#base";
import { handle, type AuditNote, type BoundHandler, type Tx } from "#storage";
import { directoryErrors } from "../errors.ts";
import { changedWeights, defaultWeights, weightFaults, type MatchWeights } from "../match/weights.ts";
import { decideMatchWeights, readMatchWeights, resetMatchWeights, restoreMatchWeights } from "./actions.ts";
import {
  examples,
  insertWeightDecision,
  readWeights,
  weightDecisions,
  type WeightDecisionRow,
} from "./store.ts";

/** What decisions on weights need of the program. */
export interface WeightServices {
  /** Names of accounts, for "decided by". */
  readonly accountNames: (ids: readonly AccountId[]) => Promise<ReadonlyMap<AccountId, string>>;
  /** Told when something was decided. */
  readonly onDecided: () => void;
}

/** Handlers of the weights of a territory. */
export function weightHandlers({ accountNames, onDecided }: WeightServices): BoundHandler[] {
  return [
    handle(readMatchWeights, {
      run: async ({ db, actor, audit }) => {
        const tenantId = territoryOfActor(actor);
        const decisions = await weightDecisions(db);
        const names = await accountNames(decisions.flatMap(({ decided_by }) => decided_by ?? []));
        audit({ kind: "match-weights", ids: [tenantId], fields: ["decisions", "examples"] });
        return {
          weights: { ...readWeights(decisions[0]?.weights ?? null) },
          defaults: { ...defaultWeights },
          isDefault: (decisions[0]?.weights ?? null) === null,
          decisions: decisions.map((one, at) => shownDecision(one, decisions[at + 1], names)),
          examples: [...(await examples(db))],
        };
      },
    }),
    handle(decideMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        const { reason, ...weights } = input;
        afterCommit(onDecided);
        return decide(context, reason, weights);
      },
    }),
    handle(restoreMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        territoryOfActor(context.actor);
        const earlier = (await weightDecisions(context.db)).find((one) => one.position === input.position);
        if (earlier === undefined) throw directoryErrors.weightDecisionUnknown({});
        afterCommit(onDecided);
        return decide(context, input.reason, earlier.weights === null ? null : readWeights(earlier.weights));
      },
    }),
    handle(resetMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        afterCommit(onDecided);
        return decide(context, input.reason, null);
      },
    }),
  ];
}

function shownDecision(
  { position, weights, reason, decided_at, decided_by }: WeightDecisionRow,
  before: WeightDecisionRow | undefined,
  names: ReadonlyMap<AccountId, string>,
) {
  const chosen = readWeights(weights);
  return {
    position,
    isDefault: weights === null,
    changed: changedWeights(chosen, readWeights(before?.weights ?? null)).map((name) => ({
      name,
      value: chosen[name],
    })),
    reason,
    decidedAt: decided_at,
    decidedBy: decided_by === null ? "" : (names.get(decided_by) ?? ""),
  };
}

interface Deciding {
  readonly db: Tx;
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: NewId;
  readonly audit: (note: AuditNote) => void;
}

/** @throws directory.weightsWithoutTerritory, directory.weightsDoNotGoTogether, directory.weightDecisionOvertaken */
async function decide(
  { db, actor, now, newId, audit }: Deciding,
  reason: string,
  weights: MatchWeights | null,
): Promise<{ readonly position: number }> {
  const tenantId = territoryOfActor(actor);
  const faults = weights === null ? [] : weightFaults(weights);
  if (faults.length > 0)
    throw directoryErrors.weightsDoNotGoTogether(
      {},
      { issues: faults.map((path) => ({ path, code: "invalid" as const })) },
    );
  const [newest] = await weightDecisions(db);
  const position = (newest?.position ?? 0) + 1;
  const isNew = await insertWeightDecision(db, {
    tenant_id: tenantId,
    id: newId<"match-weight-decision">(),
    position,
    weights,
    reason,
    decided_at: now,
    decided_by: actor.id,
  });
  if (!isNew) throw directoryErrors.weightDecisionOvertaken({});
  audit({ kind: "match-weights", ids: [tenantId], fields: ["weights", "reason"] });
  return { position };
}

/** @throws directory.weightsWithoutTerritory */
export function territoryOfActor({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw directoryErrors.weightsWithoutTerritory({});
  return tenantId;
}
