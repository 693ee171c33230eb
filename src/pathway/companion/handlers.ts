import {
  controllersOf,
  type Actor,
  type AccountId,
  type ControllerId,
  type Instant,
  type NewId,
  type PersonId,
  type TenantId,
} from "#base";
import { handle, withScope, type BoundHandler, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn, territoryOf } from "../file-facts.ts";
import type { PathwayServices } from "../services.ts";
import { daysLater, delays } from "../timer/delays.ts";
import { setTimer } from "../timer/store.ts";
import type { TimerEffect } from "../timer/work.ts";
import { waitingGroupOf } from "../waiting/reason.ts";
import { findWaiting, type Waiting } from "../waiting/waiting.ts";
import { ownCasesIn } from "../who-sees/own-cases.ts";
import {
  addCompanion,
  handOver,
  listCompanions,
  listLoads,
  mayHandOver,
  maySayWhoAccompanies,
} from "./actions.ts";
import {
  colleaguesIn,
  companionsOf,
  countLoops,
  endCases,
  forgetEnded,
  loadsOf,
  lockCases,
  passLoops,
  putCompanion,
  type WorkOf,
} from "./store.ts";

/** Most persons that one line of the record names. */
const idsALine = 2000;

/** Carries out what is asked and said about who accompanies a person. */
export function companionHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listCompanions, {
      load: loadOwn,
      run: async ({ input, db, actor, facts, audit }) => {
        const rows = await companionsOf(db, input.personId);
        const isAllowed = maySayWhoAccompanies.check(actor, facts).allowed;
        const here = isAllowed ? await colleaguesIn(db, facts.controllerId) : [];
        const there = new Set(rows.filter((row) => row.ended_at === null).map((row) => row.account_id));
        const colleagues = here.filter((id) => !there.has(id));
        const names = await services.accountNames([...rows.map((row) => row.account_id), ...colleagues]);
        audit({ kind: "person", ids: [input.personId], fields: ["companions"] });
        return {
          companions: rows.map((row) => ({
            accountId: row.account_id,
            name: names.get(row.account_id) ?? null,
            since: row.since,
            endedAt: row.ended_at,
          })),
          colleagues: colleagues.map((accountId) => ({ accountId, name: names.get(accountId) ?? null })),
          allowed: isAllowed ? [addCompanion.name] : [],
        };
      },
    }),
    handle(addCompanion, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const file = await fileOf(db, input.personId);
        await mustWorkHere(db, { controllerId: file.controller_id, accountId: input.accountId });
        await accompany(db, { file, accountId: input.accountId, addedBy: actor.id, now, newId });
        audit({ kind: "person", ids: [file.id, input.accountId], fields: ["companions"] });
        return { personId: file.id, accountId: input.accountId };
      },
    }),
    handle(handOver, {
      load: async ({ input }) => ({ facts: { controllerId: input.controllerId, fromId: input.fromId } }),
      run: async ({ input, db, actor, now, newId, audit }) => {
        const { controllerId, fromId, toId } = input;
        if (fromId === toId)
          throw pathwayErrors.successorNeeded({}, { issues: [{ path: "toId", code: "invalid" }] });
        await mustWorkHere(db, { controllerId, accountId: toId });
        const passing = { tenantId: territoryOf(actor), now, newId, addedBy: actor.id, toId };
        const { tenantId } = passing;
        // An administrator works in no team: the organisation named is opened for this alone.
        const { persons, loops } = await withScope(db, { tenantId, controllerIds: [controllerId] }, () =>
          passOn(db, { controllerId, accountId: fromId }, passing),
        );
        for (let at = 0; at === 0 || at < persons.length; at += idsALine)
          audit({
            kind: "account",
            ids: [fromId, toId, ...persons.slice(at, at + idsALine)],
            fields: ["companions", "referrals"],
          });
        return { fromId, toId, persons: persons.length, loops };
      },
    }),
    handle(listLoads, {
      run: async ({ db, actor, now, audit }) => {
        const loads = await loadsOf(db, controllersOf(actor));
        const waiting = (await findWaiting(db, { actor, now, owners: null })).filter(
          ({ aside }) => aside === null,
        );
        const names = await services.accountNames(loads.map(({ accountId }) => accountId));
        audit({ kind: "organisation", ids: [...controllersOf(actor)], fields: ["loads"] });
        return {
          loads: loads.map((load) => ({
            ...load,
            ...countsOf(waiting, load),
            name: names.get(load.accountId) ?? null,
            mayHandOver: mayHandOver.check(actor, { ...load, fromId: load.accountId }).allowed,
          })),
        };
      },
    }),
  ];
}

/** How much waits for somebody, and how much of it asks for an answer or matters sooner. */
function countsOf(
  waiting: readonly Waiting[],
  { controllerId, accountId }: WorkOf,
): { readonly waiting: number; readonly urgent: number } {
  const own = waiting.filter(
    ({ referral }) => referral?.controller_id === controllerId && referral.owner_id === accountId,
  );
  const urgent = own.filter(
    ({ reason, referral }) => waitingGroupOf(reason) === "answer" || referral?.priority === "priority",
  );
  return { waiting: own.length, urgent: urgent.length };
}

/** A file, and who accompanies its person from now on. */
export interface Accompanying {
  readonly file: {
    readonly tenant_id: TenantId;
    readonly controller_id: ControllerId;
    readonly id: PersonId;
  };
  readonly accountId: AccountId;
  readonly addedBy: AccountId | null;
  readonly now: Instant;
  readonly newId: NewId;
}

/** Somebody accompanies a person from now on. */
export async function accompany(db: Tx, act: Accompanying): Promise<void> {
  const { file, accountId, addedBy, now, newId } = act;
  await putCompanion(db, {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id: newId<"companion">(),
    person_id: file.id,
    account_id: accountId,
    since: now,
    added_by: addedBy,
  });
}

/** @throws pathway.colleagueNotFound when the account does not accompany persons in the organisation */
async function mustWorkHere(db: Tx, { controllerId, accountId }: WorkOf): Promise<void> {
  if (!(await colleaguesIn(db, controllerId)).includes(accountId)) throw pathwayErrors.colleagueNotFound({});
}

interface Passing extends Pick<Accompanying, "addedBy" | "now" | "newId"> {
  readonly tenantId: TenantId;
  readonly toId: AccountId;
}

/** Passes cases and loops on; who hands over keeps reading, until a timer for each takes that away. */
async function passOn(
  db: Tx,
  from: WorkOf,
  { tenantId, toId, ...act }: Passing,
): Promise<{ readonly persons: readonly PersonId[]; readonly loops: number }> {
  const cases = await lockCases(db, from);
  const loops = await passLoops(db, from, toId);
  const persons = [
    ...new Set(
      [...cases, ...loops.map(({ personId }) => ({ person_id: personId }))].map((one) => one.person_id),
    ),
  ];
  for (const id of persons)
    await accompany(db, {
      ...act,
      file: { tenant_id: tenantId, controller_id: from.controllerId, id },
      accountId: toId,
    });
  const ended = cases.map(({ id }) => id);
  await endCases(db, ended, act.now);
  for (const id of ended)
    await setTimer(
      db,
      { tenant_id: tenantId, controller_id: from.controllerId, kind: "handover-tail", id },
      daysLater(act.now, delays.handOverDays),
    );
  return { persons, loops: loops.length };
}

/** Whether somebody reads a file only because they accompanied the person until lately. */
export async function isHandedOver(
  db: Tx,
  actor: Actor,
  file: { readonly controller_id: ControllerId; readonly id: PersonId },
): Promise<boolean> {
  if (!ownCasesIn(actor).includes(file.controller_id)) return false;
  const own = (await companionsOf(db, file.id)).find(({ account_id }) => account_id === actor.id);
  return own !== undefined && own.ended_at !== null;
}

/** The thirty days of reading after a hand-over are over. */
export const endHandOverTail: TimerEffect = async (db, timer) => {
  await forgetEnded(db, timer.id as Parameters<typeof forgetEnded>[1]);
};

/** How many loops somebody owns that are open: asked before a membership ends, whoever ends it. */
export async function openLoopsOf(db: Tx, tenantId: TenantId, work: WorkOf): Promise<number> {
  return withScope(db, { tenantId, controllerIds: [work.controllerId] }, () => countLoops(db, work));
}
