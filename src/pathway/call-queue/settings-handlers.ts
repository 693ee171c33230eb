import { baseErrors, type ControllerId } from "#base";
import { readOpeningHours } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import { readCallQueue, setCallQueue, type QueueFacts } from "./actions.ts";
import { areasIn, isArea } from "./area.ts";
import { callQueueErrors } from "./errors.ts";
import {
  countWaiting,
  findQueue,
  hasStaff,
  listOrganisationIds,
  putQueue,
  reachOrganisation,
} from "./queue-store.ts";

/** Handlers of the settings of a queue. */
export function queueSettingsHandlers(): BoundHandler[] {
  return [
    handle(readCallQueue, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, facts }) => {
        if (facts.controllerId === null) throw callQueueErrors.queueOrganisationUnknown({});
        const row = await findQueue(db, input.controllerId);
        if (!row) return { queue: null };
        return {
          queue: {
            controllerId: row.controller_id,
            version: row.version,
            name: row.name,
            areas: row.areas,
            staffedHours: row.staffed_hours,
            capacity: row.capacity,
            promisedDays: row.promised_days,
            isOpen: row.is_open,
            waiting: await countWaiting(db, row.controller_id),
            hasStaff: await hasStaff(db, row.controller_id),
          },
        };
      },
    }),
    handle(setCallQueue, {
      load: async ({ db, input }) => {
        const facts = await reach(db, input.controllerId);
        const row = facts.controllerId === null ? null : await findQueue(db, facts.controllerId);
        return { facts, version: row?.version ?? 0 };
      },
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId, ...wanted } = input;
        if (facts.controllerId === null || actor.tenantId === null) {
          throw callQueueErrors.queueOrganisationUnknown({});
        }
        const before = await findQueue(db, controllerId);
        const version = (before?.version ?? 0) + 1;
        const isPut = await putQueue(db, {
          tenant_id: actor.tenantId,
          controller_id: controllerId,
          name: wanted.name,
          areas: [...areasOf(wanted.areas)],
          staffed_hours: hoursOf(wanted.staffedHours),
          capacity: wanted.capacity,
          promised_days: wanted.promisedDays,
          is_open: wanted.isOpen,
          version,
          changed_at: now,
          changed_by: actor.id,
        });
        if (!isPut) throw baseErrors.versionStale({});
        audit({ kind: "call-queue", ids: [controllerId], fields: Object.keys(wanted) });
        return { controllerId, version };
      },
    }),
  ];
}

/** Opens row security to an organisation of the territory; an organisation that is not of it is not there. */
async function reach(db: Tx, controllerId: ControllerId): Promise<QueueFacts> {
  if (!(await listOrganisationIds(db)).includes(controllerId)) return { controllerId: null };
  await reachOrganisation(db, controllerId);
  return { controllerId };
}

function areasOf(typed: string): readonly string[] {
  const areas = areasIn(typed);
  const unknown = areas.find((area) => !isArea(area));
  if (unknown === undefined && areas.length > 0 && areas.length <= 2000) return areas;
  throw callQueueErrors.areaUnknown(
    { area: (unknown ?? "").slice(0, 10) },
    { issues: [{ path: "areas", code: "invalid" }] },
  );
}

function hoursOf(typed: string): string {
  const read = readOpeningHours(typed);
  if ("osm" in read && read.osm.length <= 500) return read.osm;
  throw callQueueErrors.hoursUnreadable({}, { issues: [{ path: "staffedHours", code: "invalid" }] });
}
