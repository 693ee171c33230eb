import { baseErrors, type AccountId, type Actor, type ControllerId, type Id, type InputOf } from "#base";
import { holds } from "#access";
import { handle, type BoundHandler, type LoadedFacts, type Tx, type Vault } from "#storage";
import {
  closeCallRequest,
  findCallQueue,
  listCallRequests,
  noteCallAttempt,
  readCallRequest,
  requestCall,
  takeCallRequest,
  type CallRequest,
  type ListedCallRequest,
  type QueueFacts,
} from "./actions.ts";
import { close, openRequest } from "./close-request.ts";
import { trueDelay } from "./delay.ts";
import { callQueueErrors } from "./errors.ts";
import { leaveRequest, queuesOf } from "./leave-request.ts";
import { referByForm } from "./referrer-actions.ts";
import { originsOf, referrersOf } from "./referrer-store.ts";
import { openReferrer, referenceOf } from "./referrer.ts";
import { personalCallFields } from "./request.ts";
import { openEventWords, openLeft } from "./sealing.ts";
import { queueSettingsHandlers } from "./settings-handlers.ts";
import {
  changeCallRequest,
  findCallRequest,
  insertCallEvent,
  listCallEvents,
  listOpenRequests,
  type CallRequestRow,
} from "./store.ts";

const pageSize = 50;

/** Handlers of the requests to be called back and of their queue. */
export function callQueueHandlers({ vault }: { readonly vault: Vault }): BoundHandler[] {
  return [
    ...publicHandlers(vault),
    ...referrerHandlers(vault),
    ...listHandlers(vault),
    ...actHandlers(),
    ...queueSettingsHandlers(),
  ];
}

function publicHandlers(vault: Vault): BoundHandler[] {
  return [
    handle(findCallQueue, {
      run: async ({ db, input, now }) => {
        const withRoom = (await queuesOf(db, input.townCode, now)).filter(
          ({ capacity, waiting }) => waiting < capacity,
        );
        const offered = withRoom.map(
          ({ controllerId, name, organisationName, staffedHours, timeZone, ...rest }) => ({
            controllerId,
            name,
            organisationName,
            staffedHours,
            timeZone,
            delay: trueDelay(rest, now),
          }),
        );
        // The shortest true delay first; then always in the same order.
        const [queue] = offered.toSorted(
          (a, b) => a.delay.days - b.delay.days || a.controllerId.localeCompare(b.controllerId),
        );
        return { queue: queue ?? null };
      },
    }),
    handle(requestCall, {
      run: async ({ db, input, now, newId, audit }) => {
        const { controllerId, isAdult: _, ...left } = input;
        const id = await leaveRequest({ db, vault, now, newId }, controllerId, left);
        audit({ kind: "call-request", ids: [id], fields: [...personalCallFields] });
        return { controllerId };
      },
    }),
  ];
}

function referrerHandlers(vault: Vault): BoundHandler[] {
  return [
    handle(referByForm, {
      run: async ({ db, input, now, newId, audit }) => {
        const { controllerId, kind, isPriority, callerName, phone, moments, mayBeSaid, words } = input;
        const { locale, townCode, referrerName: name, referrerEmail: email, referrerLocale } = input;
        if (kind === "relative") mustBeOfRelative(input);
        const id = newId<"call-referrer">();
        // Nothing but the telephone, and no voicemail: only the person widens what is safe.
        const left = {
          callerName,
          phone,
          moments,
          mayBeSaid,
          words,
          locale,
          townCode,
          channel: "phone" as const,
          mayLeaveVoicemail: false,
          agreedName: null,
          agreedWord: null,
        };
        const referrer = { id, kind, isPriority, name, email, locale: referrerLocale, at: now };
        const requestId = await leaveRequest({ db, vault, now, newId }, controllerId, left, referrer);
        audit({ kind: "call-request", ids: [requestId, id], fields: [...personalCallFields, "referrer"] });
        return { controllerId, reference: referenceOf(id) };
      },
    }),
  ];
}

/** Whoever is close to the person is not told what becomes of it, and puts nobody first. @throws base.invalidInput */
function mustBeOfRelative({ referrerEmail, isPriority }: InputOf<typeof referByForm>): void {
  const issues = [
    ...(referrerEmail === null ? [] : [{ path: "referrerEmail", code: "invalid" as const }]),
    ...(isPriority ? [{ path: "isPriority", code: "invalid" as const }] : []),
  ];
  if (issues.length > 0) throw baseErrors.invalidInput({}, { issues });
}

function listHandlers(vault: Vault): BoundHandler[] {
  return [
    handle(listCallRequests, {
      run: async ({ db, input, actor, audit }) => {
        const { total, rows } = await listOpenRequests(db, {
          controllerIds: organisationsAnswering(actor),
          offset: (input.page - 1) * pageSize,
          limit: pageSize,
        });
        const origins = await originsOf(
          db,
          rows.map(({ id }) => id),
        );
        audit({ kind: "call-request", ids: rows.map(({ id }) => id), fields: ["callerName", "moments"] });
        return {
          page: input.page,
          pageSize,
          total,
          requests: rows.map((row) =>
            listed(vault, row, { attempts: row.attempts, origin: origins.get(row.id) ?? null }),
          ),
        };
      },
    }),
    handle(readCallRequest, {
      load: loadRequest,
      run: async ({ db, input, audit }) => {
        const row = await requestOf(db, input.requestId);
        audit({ kind: "call-request", ids: [row.id], fields: [...personalCallFields] });
        return shown(vault, row, {
          events: await listCallEvents(db, row),
          referrers: await referrersOf(db, row.id),
        });
      },
    }),
  ];
}

function actHandlers(): BoundHandler[] {
  return [
    handle(takeCallRequest, {
      load: loadRequest,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await openRequest(db, input.requestId);
        const isOthers = row.taken_by !== null && row.taken_by !== actor.id;
        // A coordinator may take over what a colleague who is away has in hand.
        if (isOthers && !holds(actor, "team-coordinator", row.controller_id)) {
          throw callQueueErrors.callRequestTaken({});
        }
        audit({ kind: "call-request", ids: [row.id], fields: ["status"] });
        const version = await changeCallRequest(db, row, {
          status: "taken",
          taken_at: row.taken_at ?? now,
          taken_by: accountOf(actor),
        });
        return { requestId: row.id, version };
      },
    }),
    handle(noteCallAttempt, {
      load: loadRequest,
      run: async ({ db, input, actor, now, newId, audit }) => {
        const row = await openRequest(db, input.requestId);
        const { tenant_id, controller_id, id: request_id } = row;
        const by = accountOf(actor);
        await insertCallEvent(db, {
          tenant_id,
          controller_id,
          id: newId<"call-request-event">(),
          request_id,
          at: now,
          by_id: by,
          kind: input.kind,
          words: null,
        });
        audit({ kind: "call-request", ids: [row.id], fields: ["attempts"], reason: input.kind });
        const isFirst = row.taken_at === null;
        const taken = { status: "taken" as const, taken_at: now, taken_by: by };
        return { requestId: row.id, version: await changeCallRequest(db, row, isFirst ? taken : {}) };
      },
    }),
    handle(closeCallRequest, {
      load: loadRequest,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await openRequest(db, input.requestId);
        audit({ kind: "call-request", ids: [row.id], fields: ["outcome"], reason: input.outcome });
        const closing = { accountId: accountOf(actor), now, outcome: input.outcome, personId: null };
        return { requestId: row.id, version: await close(db, row, closing) };
      },
    }),
  ];
}

interface RequestQuestion {
  readonly db: Tx;
  readonly input: { readonly requestId: Id<"call-request"> };
}

async function loadRequest({ db, input }: RequestQuestion): Promise<LoadedFacts<QueueFacts>> {
  const row = await findCallRequest(db, input.requestId);
  return { facts: { controllerId: row?.controller_id ?? null } };
}

async function requestOf(db: Tx, id: Id<"call-request">): Promise<CallRequestRow> {
  const row = await findCallRequest(db, id);
  if (!row) throw callQueueErrors.callRequestNotFound({});
  return row;
}

/** The organisations for which somebody answers calls; others where they hold another role are left out. */
function organisationsAnswering(actor: Actor): readonly ControllerId[] {
  const answering = actor.memberships.filter(
    ({ role }) => role === "link-worker" || role === "team-coordinator",
  );
  return [...new Set(answering.map(({ controllerId }) => controllerId))];
}

function accountOf(actor: Actor): AccountId {
  if (actor.id === null) throw callQueueErrors.callRequestNotFound({});
  return actor.id;
}

function listed(
  vault: Vault,
  row: CallRequestRow,
  { attempts, origin }: Pick<ListedCallRequest, "attempts" | "origin">,
): ListedCallRequest {
  const { callerName, moments } = openLeft(vault, row);
  return {
    id: row.id,
    controllerId: row.controller_id,
    version: row.version,
    status: row.status,
    readFirst: row.read_first,
    callerName,
    channel: row.channel,
    moments,
    locale: row.locale,
    createdAt: row.created_at,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    attempts,
    origin,
  };
}

function shown(
  vault: Vault,
  row: CallRequestRow,
  {
    events,
    referrers,
  }: {
    readonly events: Awaited<ReturnType<typeof listCallEvents>>;
    readonly referrers: Awaited<ReturnType<typeof referrersOf>>;
  },
): CallRequest {
  const attempts = events.filter(({ kind }) => kind !== "asked-again").length;
  return {
    ...listed(vault, row, { attempts, origin: referrers[0]?.kind ?? null }),
    ...openLeft(vault, row),
    mayLeaveVoicemail: row.may_leave_voicemail,
    referrers: referrers.map((one) => ({
      kind: one.kind,
      name: openReferrer(vault, row, one).name,
      reference: referenceOf(one.id),
      at: one.left_at,
      isPriority: one.is_priority,
      told: one.told,
    })),
    townCode: row.town_code,
    outcome: row.outcome as CallRequest["outcome"],
    closedAt: row.closed_at,
    eraseAfter: row.erase_after,
    events: events.map((event) => ({
      at: event.at,
      kind: event.kind as CallRequest["events"][number]["kind"],
      byId: event.by_id,
      words: openEventWords(vault, row, event),
    })),
  };
}
