import { baseErrors, type AccountId, type ControllerId } from "#base";
import { readOpeningHours, type WallTime } from "#directory";
import { handle, type BoundHandler, type Tx } from "#storage";
import type { QueueFacts } from "../call-queue/actions.ts";
import { callQueueErrors } from "../call-queue/errors.ts";
import { readPersonalNumber } from "../call-queue/phone-number.ts";
import type { PathwayServices } from "../services.ts";
import { addDuty, endDuty, readOnCall, setAskingHours } from "./actions.ts";
import { alertHandlers } from "./alert-handlers.ts";
import { onCallErrors } from "./errors.ts";
import { reach } from "./reach.ts";
import { coverageGaps, isCovered } from "./roster.ts";
import { rosterOf } from "./roster-reading.ts";
import { actingAccounts, dutiesOf, endDutyRow, findOnCall, insertDuty, putOnCall } from "./store.ts";

const mostGaps = 50;

/** Carries out what concerns the on-call and its alerts. */
export function onCallHandlers(services: PathwayServices): BoundHandler[] {
  return [...rosterHandlers(services), ...alertHandlers(services)];
}

function rosterHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(readOnCall, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, now, facts, audit }) => {
        const { controllerId } = found(facts);
        const settings = await findOnCall(db, controllerId);
        const roster = await rosterOf(db, controllerId);
        const duties = await dutiesOf(db, controllerId);
        const colleagues = await actingAccounts(db, controllerId);
        const ids = [...duties.map((one) => one.account_id), ...colleagues.map((one) => one.accountId)];
        const names = await services.accountNames(ids);
        audit({ kind: "on-call", ids: [controllerId], fields: ["accounts", "phone"] });
        return {
          controllerId: input.controllerId,
          version: settings?.version ?? 0,
          askingHours: settings?.asking_hours ?? null,
          duties: duties.map(({ id, account_id, hours, turn, phone }) => ({
            id,
            accountId: account_id,
            name: names.get(account_id) ?? "",
            hours,
            turn,
            phone,
          })),
          isCovered: isCovered(roster, now),
          gaps: coverageGaps(roster, now)
            .slice(0, mostGaps)
            .map(({ from, to, persons }) => ({ from: wallText(from), to: wallText(to), persons })),
          colleagues: colleagues.map(({ accountId }) => ({ accountId, name: names.get(accountId) ?? "" })),
        };
      },
    }),
    handle(setAskingHours, {
      load: async ({ db, input }) => {
        const facts = await reach(db, input.controllerId);
        const row = facts.controllerId === null ? null : await findOnCall(db, facts.controllerId);
        return { facts, version: row?.version ?? 0 };
      },
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId } = found(facts);
        if (actor.tenantId === null) throw onCallErrors.onCallOrganisationUnknown({});
        const version = ((await findOnCall(db, controllerId))?.version ?? 0) + 1;
        const isPut = await putOnCall(db, {
          tenant_id: actor.tenantId,
          controller_id: controllerId,
          asking_hours: hoursOf(input.askingHours, "askingHours"),
          version,
          changed_at: now,
          changed_by: actor.id,
        });
        if (!isPut) throw baseErrors.versionStale({});
        audit({ kind: "on-call", ids: [controllerId], fields: ["askingHours"] });
        return { controllerId, version };
      },
    }),
    handle(addDuty, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId } = found(facts);
        if (actor.tenantId === null) throw onCallErrors.onCallOrganisationUnknown({});
        await checkFit(db, controllerId, input.accountId);
        const isNew = await insertDuty(db, {
          tenant_id: actor.tenantId,
          controller_id: controllerId,
          id: input.id,
          account_id: input.accountId,
          hours: hoursOf(input.hours, "hours"),
          turn: input.turn,
          phone: phoneOf(input.phone),
          since: now,
          added_by: actor.id,
          until: null,
          ended_by: null,
        });
        if (!isNew) throw onCallErrors.onCallPersonUnfit({});
        audit({ kind: "on-call", ids: [controllerId, input.id, input.accountId], fields: ["duty"] });
        return { controllerId, version: (await findOnCall(db, controllerId))?.version ?? 0 };
      },
    }),
    handle(endDuty, {
      load: async ({ db, input }) => ({ facts: await reach(db, input.controllerId) }),
      run: async ({ db, input, actor, now, facts, audit }) => {
        const { controllerId } = found(facts);
        if (!(await endDutyRow(db, { controllerId, id: input.id }, { now, by: actor.id })))
          throw onCallErrors.onCallDutyNotFound({});
        audit({ kind: "on-call", ids: [controllerId, input.id], fields: ["duty"] });
        return { controllerId, version: (await findOnCall(db, controllerId))?.version ?? 0 };
      },
    }),
  ];
}

function found({ controllerId }: QueueFacts): { readonly controllerId: ControllerId } {
  if (controllerId === null) throw onCallErrors.onCallOrganisationUnknown({});
  return { controllerId };
}

async function checkFit(db: Tx, controllerId: ControllerId, accountId: AccountId): Promise<void> {
  const colleagues = await actingAccounts(db, controllerId);
  if (colleagues.some((one) => one.accountId === accountId)) return;
  throw onCallErrors.onCallPersonUnfit({}, { issues: [{ path: "accountId", code: "invalid" }] });
}

function hoursOf(typed: string, path: string): string {
  const read = readOpeningHours(typed);
  if ("osm" in read && read.osm.length <= 500) return read.osm;
  throw onCallErrors.onCallHoursUnreadable({}, { issues: [{ path, code: "invalid" }] });
}

function phoneOf(typed: string | null): string | null {
  if (typed === null || typed === "") return null;
  const number = readPersonalNumber(typed);
  if (number !== null) return number;
  throw callQueueErrors.phoneUnusable({}, { issues: [{ path: "phone", code: "invalid" }] });
}

function wallText(time: WallTime): string {
  return new Date(time).toISOString().slice(0, 16);
}
