import type { AccountId, Actor, Id } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { accompany } from "../companion/handlers.ts";
import { fileOf } from "../file-facts.ts";
import { openSummaries } from "../file-sealing.ts";
import { keptInsteadOf } from "../merge/store.ts";
import type { PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import {
  acknowledgeRiskAlert,
  listRiskAlerts,
  mayAcknowledge,
  noteRiskAlert,
  readRiskAlert,
  type AlertFacts,
  type RiskAlert,
} from "./actions.ts";
import {
  alertEvents,
  alertsOfPerson,
  changeAlert,
  findAlert,
  insertAlertEvent,
  lockAlert,
  noticesSent,
  openAlerts,
  type AlertEventRow,
  type AlertRow,
} from "./alert-store.ts";
import { onCallErrors } from "./errors.ts";
import { openAlertWords, sealAlertWords } from "./sealing.ts";

const mostShown = 500;

/** Carries out what is done about alerts. */
export function alertHandlers(services: PathwayServices): BoundHandler[] {
  const { vault } = services;
  return [
    handle(listRiskAlerts, {
      run: async ({ input, db, actor, audit }) => {
        const rows =
          input.personId === undefined
            ? await openAlerts(db, { personId: null, limit: mostShown })
            : await alertsOfPerson(db, (await keptInsteadOf(db, input.personId)) ?? input.personId);
        audit({ kind: "risk-alert", ids: rows.map(({ id }) => id), fields: ["givenNames"] });
        return { alerts: await viewsOf(services, db, { rows, actor }) };
      },
    }),
    handle(readRiskAlert, {
      load: loadAlert,
      run: async ({ input, db, actor, audit }) => {
        const row = await alertOf(db, input.alertId);
        const file = await fileOf(db, row.person_id);
        const events = await alertEvents(db, row.id);
        const [view] = await viewsOf(services, db, { rows: [row], actor });
        if (view === undefined) throw onCallErrors.riskAlertNotFound({});
        const names = await services.accountNames(events.flatMap(({ by_id }) => by_id ?? []));
        audit({ kind: "risk-alert", ids: [row.id, file.id], fields: ["events"] });
        return {
          ...view,
          messagesSent: await noticesSent(db, row.id),
          events: events.map((event) => ({
            at: event.at,
            kind: event.kind,
            by: event.by_id === null ? null : (names.get(event.by_id) ?? null),
            people: event.people,
            words: openAlertWords(vault, file, event),
          })),
        };
      },
    }),
    handle(noteRiskAlert, {
      load: loadAlert,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const row = await alertOf(db, input.alertId);
        const event = { id: newId<"risk-alert-event">(), at: now, by_id: actor.id, kind: "noted" } as const;
        await writeDown(services, db, { row, event, words: input.words });
        audit({ kind: "risk-alert", ids: [row.id, row.person_id], fields: ["words"] });
        return { alertId: row.id, version: row.version };
      },
    }),
    handle(acknowledgeRiskAlert, {
      load: loadAlert,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const row = await lockAlert(db, input.alertId);
        if (row === null) throw onCallErrors.riskAlertNotFound({});
        if (row.acknowledged_at !== null) throw onCallErrors.riskAlertAcknowledged({});
        // Whoever takes over sees the file also when they are on call no longer.
        if (actor.id !== null) {
          const file = { tenant_id: row.tenant_id, controller_id: row.controller_id, id: row.person_id };
          await accompany(db, { file, accountId: actor.id, addedBy: actor.id, now, newId });
        }
        await changeAlert(db, row, { acknowledged_at: now, acknowledged_by: actor.id });
        // Its timer stays: when it is due it finds the alert taken over. Taking it away here could lock against the telling.
        const id = newId<"risk-alert-event">();
        const event = { id, at: now, by_id: actor.id, kind: "acknowledged" } as const;
        await writeDown(services, db, { row, event, words: input.words });
        audit({ kind: "risk-alert", ids: [row.id, row.person_id], fields: ["acknowledged", "words"] });
        return { alertId: row.id, version: row.version + 1 };
      },
    }),
  ];
}

interface AlertQuestion {
  readonly input: { readonly alertId: Id<"risk-alert"> };
  readonly db: Tx;
}

async function loadAlert({ db, input }: AlertQuestion): Promise<LoadedFacts<AlertFacts>> {
  return { facts: factsOf(await alertOf(db, input.alertId)) };
}

function factsOf({ controller_id, asked_by }: AlertRow): AlertFacts {
  return { controllerId: controller_id, isEmergency: false, askedBy: asked_by };
}

async function alertOf(db: Tx, id: Id<"risk-alert">): Promise<AlertRow> {
  const row = await findAlert(db, id);
  if (row === null) throw onCallErrors.riskAlertNotFound({});
  return row;
}

interface Written {
  readonly row: AlertRow;
  readonly event: Pick<AlertEventRow, "id" | "at" | "by_id" | "kind">;
  readonly words: string;
}

async function writeDown({ vault }: PathwayServices, db: Tx, { row, event, words }: Written): Promise<void> {
  const file = await fileOf(db, row.person_id);
  await insertAlertEvent(db, {
    tenant_id: row.tenant_id,
    controller_id: row.controller_id,
    alert_id: row.id,
    step: null,
    people: null,
    ...event,
    words: sealAlertWords(vault, file, { id: event.id, words }),
  });
}

async function viewsOf(
  { vault, accountNames }: PathwayServices,
  db: Tx,
  { rows, actor }: { readonly rows: readonly AlertRow[]; readonly actor: Actor },
): Promise<RiskAlert[]> {
  const persons = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
  const given = new Map(openSummaries(vault, persons).map(({ id, givenNames }) => [id, givenNames]));
  const people = rows.flatMap((row) => [row.asked_by ?? [], row.acknowledged_by ?? []].flat());
  const names = await accountNames(people);
  const nameOf = (id: AccountId | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    givenNames: given.get(row.person_id) ?? "",
    instrument: row.instrument,
    level: row.level,
    askedAt: row.asked_at,
    raisedAt: row.raised_at,
    askedBy: nameOf(row.asked_by),
    isOwn: row.asked_by !== null && row.asked_by === actor.id,
    wasCovered: row.was_covered,
    steps: row.steps,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: nameOf(row.acknowledged_by),
    allowed:
      row.acknowledged_at === null && mayAcknowledge.check(actor, factsOf(row)).allowed
        ? [acknowledgeRiskAlert.name]
        : [],
  }));
}
