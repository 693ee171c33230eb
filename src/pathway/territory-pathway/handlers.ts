import type { Actor, Id } from "#base";
import { decide, handle, type BoundHandler, type DecisionKind, type Tx } from "#storage";
import type { PathwayServices } from "../services.ts";
import {
  decidePathway,
  previewPathway,
  readTerritoryPathway,
  resetPathway,
  restorePathway,
} from "./actions.ts";
import { changedFields, checkChoices, defaultChoices, pathwayOf, type PathwayChoices } from "./choices.ts";
import { territoryPathwayErrors } from "./errors.ts";
import { compareExamples } from "./examples.ts";
import { choicesInForce, insertPathwayDecision, pathwayDecisions, readChoices } from "./store.ts";

/** What decisions on the pathway need of the program. */
interface TerritoryPathwayServices extends Pick<PathwayServices, "accountNames"> {
  /** Ids of the lines whose number is known here. */
  readonly lineIds: readonly string[];
}

/** Carries out what is decided about the pathway of a territory. */
export function territoryPathwayHandlers(services: TerritoryPathwayServices): BoundHandler[] {
  return [readingHandler(services), previewHandler(services), ...decidingHandlers(services)];
}

function readingHandler({ accountNames, lineIds }: TerritoryPathwayServices): BoundHandler {
  return handle(readTerritoryPathway, {
    run: async ({ db, actor, audit }) => {
      const tenantId = territoryOfActor(actor);
      const kept = await pathwayDecisions(db);
      const names = await accountNames(kept.flatMap(({ decided_by }) => decided_by ?? []));
      audit({ kind: "pathway", ids: [tenantId], fields: ["decisions"] });
      return {
        choices: readChoices(kept[0]?.choices ?? null),
        defaults: defaultChoices,
        isDefault: (kept[0]?.choices ?? null) === null,
        lines: [...lineIds],
        decisions: kept.map(({ position, choices, reason, decided_at, decided_by }) => ({
          position,
          isDefault: choices === null,
          changed: [...changedFields(readChoices(choices), defaultChoices)],
          reason,
          decidedAt: decided_at,
          decidedBy: decided_by === null ? "" : (names.get(decided_by) ?? ""),
        })),
      };
    },
  });
}

function previewHandler({ lineIds }: TerritoryPathwayServices): BoundHandler {
  return handle(previewPathway, {
    run: async ({ db, input, actor }) => {
      territoryOfActor(actor);
      const now = await choicesInForce(db);
      return {
        changed: [...changedFields(input, now)],
        faults: [...checkChoices(input, lineIds)],
        examples: compareExamples(pathwayOf(now), pathwayOf(input)).map(({ id, before, after }) => ({
          id,
          before: { ...before, instruments: [...before.instruments] },
          after: { ...after, instruments: [...after.instruments] },
        })),
      };
    },
  });
}

function decidingHandlers({ lineIds }: TerritoryPathwayServices): BoundHandler[] {
  return [
    handle(decidePathway, {
      run: async ({ input, ...context }) => {
        const { reason, ...choices } = input;
        refuseUnsafe(choices, lineIds);
        return decide(decisions, context, { reason, chosen: choices });
      },
    }),
    handle(restorePathway, {
      run: async ({ input, ...context }) => {
        territoryOfActor(context.actor);
        const choices = await choicesAt(context.db, input.position);
        if (choices !== null) refuseUnsafe(choices, lineIds);
        return decide(decisions, context, { reason: input.reason, chosen: choices });
      },
    }),
    handle(resetPathway, {
      run: async ({ input, ...context }) =>
        decide(decisions, context, { reason: input.reason, chosen: null }),
    }),
  ];
}

/** @throws pathway.pathwayOutOfBounds naming the first bound that is broken, and its field. */
function refuseUnsafe(choices: PathwayChoices, lineIds: readonly string[]): void {
  const [fault] = checkChoices(choices, lineIds);
  if (fault === undefined) return;
  const issues = [{ path: fault.path, code: "invalid" as const }];
  throw territoryPathwayErrors.pathwayOutOfBounds({ fault: fault.code }, { issues });
}

/** What was chosen by a decision; null for the catalogue. @throws pathway.pathwayDecisionUnknown */
async function choicesAt(db: Tx, position: number): Promise<PathwayChoices | null> {
  if (position === 0) return null;
  const row = (await pathwayDecisions(db)).find((one) => one.position === position);
  if (row === undefined) throw territoryPathwayErrors.pathwayDecisionUnknown({});
  return row.choices === null ? null : readChoices(row.choices);
}

/** Decisions on the pathway. */
const decisions: DecisionKind<"pathway-decision", PathwayChoices> = {
  territoryOf: territoryOfActor,
  list: pathwayDecisions,
  insert: async (db, decision, choices) => insertPathwayDecision(db, { ...decision, choices }),
  overtaken: () => territoryPathwayErrors.pathwayDecisionOvertaken({}),
  audited: { kind: "pathway", field: "choices" },
};

/** @throws pathway.pathwayWithoutTerritory */
function territoryOfActor({ tenantId }: Actor): Id<"tenant"> {
  if (tenantId === null) throw territoryPathwayErrors.pathwayWithoutTerritory({});
  return tenantId;
}
