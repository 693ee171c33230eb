import type { Actor, Id, Instant, NewId } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
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
      const decisions = await pathwayDecisions(db);
      const names = await accountNames(decisions.flatMap(({ decided_by }) => decided_by ?? []));
      audit({ kind: "pathway", ids: [tenantId], fields: ["decisions"] });
      return {
        choices: readChoices(decisions[0]?.choices ?? null),
        defaults: defaultChoices,
        isDefault: (decisions[0]?.choices ?? null) === null,
        lines: [...lineIds],
        decisions: decisions.map(({ position, choices, reason, decided_at, decided_by }) => ({
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
      run: async ({ db, input, actor, now, newId, audit }) => {
        const { reason, ...choices } = input;
        refuseUnsafe(choices, lineIds);
        return decide(db, { actor, now, newId, reason, choices, audit });
      },
    }),
    handle(restorePathway, {
      run: async ({ db, input, actor, now, newId, audit }) => {
        territoryOfActor(actor);
        const choices = await choicesAt(db, input.position);
        if (choices !== null) refuseUnsafe(choices, lineIds);
        return decide(db, { actor, now, newId, reason: input.reason, choices, audit });
      },
    }),
    handle(resetPathway, {
      run: async ({ db, input, actor, now, newId, audit }) =>
        decide(db, { actor, now, newId, reason: input.reason, choices: null, audit }),
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

interface Decision {
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: NewId;
  readonly reason: string;
  readonly choices: PathwayChoices | null;
  readonly audit: (note: {
    readonly kind: string;
    readonly ids: readonly string[];
    readonly fields: readonly string[];
  }) => void;
}

/** @throws pathway.pathwayWithoutTerritory, pathway.pathwayDecisionOvertaken */
async function decide(
  db: Tx,
  { actor, now, newId, reason, choices, audit }: Decision,
): Promise<{ position: number }> {
  const tenantId = territoryOfActor(actor);
  const [newest] = await pathwayDecisions(db);
  const position = (newest?.position ?? 0) + 1;
  const isNew = await insertPathwayDecision(db, {
    tenant_id: tenantId,
    id: newId<"pathway-decision">(),
    position,
    choices,
    reason,
    decided_at: now,
    decided_by: actor.id,
  });
  if (!isNew) throw territoryPathwayErrors.pathwayDecisionOvertaken({});
  audit({ kind: "pathway", ids: [tenantId], fields: ["choices", "reason"] });
  return { position };
}

/** @throws pathway.pathwayWithoutTerritory */
function territoryOfActor({ tenantId }: Actor): Id<"tenant"> {
  if (tenantId === null) throw territoryPathwayErrors.pathwayWithoutTerritory({});
  return tenantId;
}
