import { baseErrors, localDateAt, type Id, type Instant } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { openReportsOf, seenVisits, visitsWaiting } from "../engagement/seen-visits.ts";
import { fileOf, loadOwn, territoryOf } from "../file-facts.ts";
import { loadOrganisation } from "../team-organisation.ts";
import type { TeamFacts } from "../rules.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import {
  addExclusion,
  enrolVolunteer,
  freezeVolunteer,
  listVolunteers,
  recordCheck,
  recordVolunteerTraining,
  removeExclusion,
  setMissionPolicy,
  settleVolunteer,
  signCharter,
} from "./actions.ts";
import { engagementPurpose } from "./codes.ts";
import { volunteerErrors } from "./errors.ts";
import { factsOfVolunteer, policyOf, volunteerOf } from "./facts.ts";
import { unfitnessFor } from "./fitness.ts";
import { freeze, writeVolunteer } from "./freeze.ts";
import { patternsIn } from "./patterns.ts";
import {
  checksOf,
  deleteExclusion,
  insertCheck,
  insertExclusion,
  insertTraining,
  insertVolunteer,
  policiesOf,
  putPolicy,
  trainingsOf,
  volunteerAccounts,
  volunteersOf,
  type VolunteerRow,
} from "./store.ts";

/** Carries out what concerns volunteers. */
export function volunteerHandlers(services: PathwayServices): BoundHandler[] {
  return [...listHandlers(services), ...enrolHandlers(), ...careHandlers(), ...pairHandlers()];
}

function listHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listVolunteers, {
      load: loadOrganisation,
      run: async ({ db, facts, now, audit }) => {
        const { controllerId } = facts;
        const rows = await volunteersOf(db, controllerId);
        const ids = rows.map(({ id }) => id);
        const [checks, trainings] = [await checksOf(db, ids), await trainingsOf(db, ids)];
        const policies = await policiesOf(db, controllerId);
        const visits = await seenVisits(db, controllerId, now);
        const accounts = await volunteerAccounts(db, controllerId);
        const names = await services.accountNames([
          ...rows.map((row) => row.account_id),
          ...checks.map((check) => check.checked_by),
          ...accounts,
        ]);
        const nameOf = (row: VolunteerRow | undefined): string | null =>
          row ? (names.get(row.account_id) ?? "") : null;
        const today = localDateAt(now, timeZone);
        const reports = await openReportsOf(db, services.vault, controllerId);
        const waiting = await visitsWaiting(db, services.vault, controllerId, now);
        audit({ kind: "volunteer", ids, fields: ["name", "checks", "trainings"] });
        audit({ kind: "person", ids: waiting.map(({ personId }) => personId), fields: ["givenNames"] });
        if (reports.length > 0)
          audit({ kind: "visit-report", ids: reports.map(({ id }) => id), fields: ["words"] });
        return {
          controllerId,
          policies: engagementPurpose.codes.map((purpose) => ({
            purpose,
            ...copied(policyOf(policies, purpose)),
            version: policies.find((row) => row.purpose === purpose)?.version ?? 0,
          })),
          volunteers: rows.map((row) => {
            const known = factsOfVolunteer(row, { checks, trainings });
            const seen = visits(row.id);
            return {
              id: row.id,
              name: names.get(row.account_id) ?? "",
              status: row.status,
              since: row.since,
              charterSignedOn: row.charter_signed_on,
              frozenAt: row.frozen_at,
              checks: checks
                .filter((check) => check.volunteer_id === row.id)
                .map((check) => ({
                  kind: check.kind,
                  isFit: check.is_fit,
                  checkedOn: check.checked_on,
                  expiresOn: check.expires_on,
                  checkedBy: names.get(check.checked_by) ?? "",
                })),
              trainings: [...known.trainings],
              missing: engagementPurpose.codes.map((purpose) => ({
                purpose,
                missing: [...unfitnessFor(policyOf(policies, purpose), known, today)],
              })),
              running: seen.running,
              patterns: [...patternsIn(seen)],
              version: row.version,
            };
          }),
          accounts: accounts
            .filter((accountId) => !rows.some((row) => row.account_id === accountId))
            .map((accountId) => ({ accountId, name: names.get(accountId) ?? "" })),
          waiting,
          reports: reports.map(({ volunteerId, ...report }) => ({
            ...report,
            volunteerName: nameOf(rows.find(({ id }) => id === volunteerId)),
          })),
        };
      },
    }),
    handle(setMissionPolicy, {
      load: async ({ db, actor, input }) => {
        const own = await loadOrganisation({ actor, input });
        const rows = await policiesOf(db, own.facts.controllerId);
        return { ...own, version: rows.find((row) => row.purpose === input.purpose)?.version ?? 0 };
      },
      run: async ({ db, input, actor, now, facts, audit }) => {
        const rows = await policiesOf(db, facts.controllerId);
        const version = (rows.find((row) => row.purpose === input.purpose)?.version ?? 0) + 1;
        const isPut = await putPolicy(db, {
          tenant_id: territoryOf(actor),
          controller_id: facts.controllerId,
          purpose: input.purpose,
          needs_charter: input.needsCharter,
          checks: [...new Set(input.checks)],
          trainings: [...new Set(input.trainings)],
          version,
          changed_at: now,
          changed_by: actor.id,
        });
        if (!isPut) throw baseErrors.versionStale({});
        audit({
          kind: "mission-policy",
          ids: [facts.controllerId],
          fields: ["checks", "trainings", "charter"],
        });
        return { purpose: input.purpose, version };
      },
    }),
  ];
}

const copied = ({ needsCharter, checks, trainings }: ReturnType<typeof policyOf>) => ({
  needsCharter,
  checks: [...checks],
  trainings: [...trainings],
});

function enrolHandlers(): BoundHandler[] {
  return [
    handle(enrolVolunteer, {
      load: loadOrganisation,
      run: async ({ db, input, actor, now, facts, audit }) => {
        const accounts = await volunteerAccounts(db, facts.controllerId);
        if (!accounts.includes(input.accountId))
          throw volunteerErrors.volunteerAccountUnfit(
            {},
            { issues: [{ path: "accountId", code: "invalid" }] },
          );
        const isNew = await insertVolunteer(db, {
          tenant_id: territoryOf(actor),
          controller_id: facts.controllerId,
          id: input.id,
          account_id: input.accountId,
          status: "active",
          since: now,
          enrolled_by: actor.id,
          charter_signed_on: null,
          frozen_at: null,
          frozen_by: null,
          version: 1,
        });
        if (!isNew) throw volunteerErrors.volunteerExists({});
        audit({ kind: "volunteer", ids: [input.id, input.accountId] });
        return { volunteerId: input.id, version: 1 };
      },
    }),
    handle(signCharter, {
      load: loadVolunteer,
      run: async ({ db, input, now, audit }) => {
        const row = await volunteerOf(db, input.volunteerId);
        if (input.signedOn > localDateAt(now, timeZone))
          throw baseErrors.invalidInput({}, { issues: [{ path: "signedOn", code: "invalid" }] });
        await writeVolunteer(db, row, { charter_signed_on: input.signedOn });
        audit({ kind: "volunteer", ids: [row.id], fields: ["charter"] });
        return { volunteerId: row.id, version: row.version + 1 };
      },
    }),
    handle(recordCheck, {
      load: loadVolunteer,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await volunteerOf(db, input.volunteerId);
        checkDays({ from: input.checkedOn, until: input.expiresOn, path: "checkedOn" }, now);
        if (actor.id === null || actor.id === row.account_id) throw volunteerErrors.freezeNotYours({});
        await insertCheck(db, {
          tenant_id: row.tenant_id,
          controller_id: row.controller_id,
          id: input.id,
          volunteer_id: row.id,
          kind: input.kind,
          is_fit: input.isFit,
          checked_on: input.checkedOn,
          expires_on: input.expiresOn,
          checked_by: actor.id,
          recorded_at: now,
        });
        if (!input.isFit) await freeze(db, row, { now, by: actor.id });
        audit({ kind: "volunteer", ids: [row.id], fields: ["check"] });
        return { volunteerId: row.id, version: row.version };
      },
    }),
    handle(recordVolunteerTraining, {
      load: loadVolunteer,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await volunteerOf(db, input.volunteerId);
        checkDays({ from: input.doneOn, until: input.expiresOn, path: "doneOn" }, now);
        await insertTraining(db, {
          tenant_id: row.tenant_id,
          controller_id: row.controller_id,
          id: input.id,
          volunteer_id: row.id,
          kind: input.kind,
          done_on: input.doneOn,
          expires_on: input.expiresOn,
          recorded_at: now,
          recorded_by: actor.id,
        });
        audit({ kind: "volunteer", ids: [row.id], fields: ["training"] });
        return { volunteerId: row.id, version: row.version };
      },
    }),
  ];
}

function careHandlers(): BoundHandler[] {
  return [
    handle(freezeVolunteer, {
      load: loadVolunteer,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await volunteerOf(db, input.volunteerId);
        const version = await freeze(db, row, { now, by: actor.id });
        audit({ kind: "volunteer", ids: [row.id], fields: ["status"] });
        return { volunteerId: row.id, version };
      },
    }),
    handle(settleVolunteer, {
      load: loadVolunteer,
      run: async ({ db, input, actor, audit }) => {
        const row = await volunteerOf(db, input.volunteerId);
        if (actor.id === row.account_id) throw volunteerErrors.freezeNotYours({});
        await writeVolunteer(db, row, { status: input.status, frozen_at: null, frozen_by: null });
        audit({ kind: "volunteer", ids: [row.id], fields: ["status"] });
        return { volunteerId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

function pairHandlers(): BoundHandler[] {
  return [
    handle(addExclusion, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await volunteerOf(db, input.volunteerId);
        if (row.controller_id !== file.controller_id) throw volunteerErrors.volunteerNotFound({});
        await insertExclusion(db, {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          volunteer_id: row.id,
          asked_by: input.askedBy,
          noted_at: now,
          noted_by: actor.id,
        });
        audit({ kind: "person", ids: [file.id, row.id], fields: ["exclusions"] });
        return { personId: file.id, volunteerId: row.id };
      },
    }),
    handle(removeExclusion, {
      load: loadOwn,
      run: async ({ db, input, audit }) => {
        if (!(await deleteExclusion(db, input))) throw volunteerErrors.exclusionNotFound({});
        audit({ kind: "person", ids: [input.personId, input.volunteerId], fields: ["exclusions"] });
        return input;
      },
    }),
  ];
}

function checkDays(
  { from, until, path }: { readonly from: string; readonly until: string | null; readonly path: string },
  now: Instant,
): void {
  const isPast = from <= localDateAt(now, timeZone);
  if (!isPast) throw baseErrors.invalidInput({}, { issues: [{ path, code: "invalid" }] });
  if (until !== null && until <= from)
    throw baseErrors.invalidInput({}, { issues: [{ path: "expiresOn", code: "invalid" }] });
}

async function loadVolunteer({
  db,
  input,
}: {
  readonly db: Tx;
  readonly input: { readonly volunteerId: Id<"volunteer"> };
}): Promise<LoadedFacts<TeamFacts>> {
  const row = await volunteerOf(db, input.volunteerId);
  return { facts: { controllerId: row.controller_id }, version: row.version };
}
