import type { AccountId, Actor, TenantId } from "#base";
import { decide, handle, type BoundHandler, type DecisionKind } from "#storage";
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
        const kept = await weightDecisions(db);
        const names = await accountNames(kept.flatMap(({ decided_by }) => decided_by ?? []));
        audit({ kind: "match-weights", ids: [tenantId], fields: ["decisions", "examples"] });
        return {
          weights: { ...readWeights(kept[0]?.weights ?? null) },
          defaults: { ...defaultWeights },
          isDefault: (kept[0]?.weights ?? null) === null,
          decisions: kept.map((one, at) => shownDecision(one, kept[at + 1], names)),
          examples: [...(await examples(db))],
        };
      },
    }),
    handle(decideMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        const { reason, ...weights } = input;
        afterCommit(onDecided);
        refuseUnsound(weights);
        return decide(decisions, context, { reason, chosen: weights });
      },
    }),
    handle(restoreMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        territoryOfActor(context.actor);
        const earlier = (await weightDecisions(context.db)).find((one) => one.position === input.position);
        if (earlier === undefined) throw directoryErrors.weightDecisionUnknown({});
        afterCommit(onDecided);
        const chosen = earlier.weights === null ? null : readWeights(earlier.weights);
        refuseUnsound(chosen);
        return decide(decisions, context, { reason: input.reason, chosen });
      },
    }),
    handle(resetMatchWeights, {
      run: async ({ input, afterCommit, ...context }) => {
        afterCommit(onDecided);
        return decide(decisions, context, { reason: input.reason, chosen: null });
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

/** Decisions on weights. */
const decisions: DecisionKind<"match-weight-decision", MatchWeights> = {
  territoryOf: territoryOfActor,
  list: weightDecisions,
  insert: async (db, decision, weights) => insertWeightDecision(db, { ...decision, weights }),
  overtaken: () => directoryErrors.weightDecisionOvertaken({}),
  audited: { kind: "match-weights", field: "weights" },
};

/** @throws directory.weightsDoNotGoTogether */
function refuseUnsound(weights: MatchWeights | null): void {
  const faults = weights === null ? [] : weightFaults(weights);
  if (faults.length === 0) return;
  const issues = faults.map((path) => ({ path, code: "invalid" as const }));
  throw directoryErrors.weightsDoNotGoTogether({}, { issues });
}

/** @throws directory.weightsWithoutTerritory */
export function territoryOfActor({ tenantId }: Actor): TenantId {
  if (tenantId === null) throw directoryErrors.weightsWithoutTerritory({});
  return tenantId;
}
