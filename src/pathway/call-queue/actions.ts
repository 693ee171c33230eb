import {
  anyone,
  defineAction,
  hasRole,
  idSchema,
  instantSchema,
  when,
  type ControllerId,
  type Rule,
} from "#base";
import { holds } from "#access";
import { z } from "zod";
import { townCodeSchema } from "./area.ts";
import {
  callChannel,
  callEventKind,
  callMoment,
  callOutcome,
  callRequestStatus,
  chosenOutcomes,
  mayBeSaid,
  notedAttempts,
  referrerKind,
} from "./codes.ts";
import { requestReference } from "./referrer-actions.ts";
import { callRequestFields, personalCallFields } from "./request.ts";

/** The organisation whose queue it is; null when there is none to be seen (the handler then says so). */
export interface QueueFacts {
  readonly controllerId: ControllerId | null;
}

const answersCalls = hasRole("link-worker", "team-coordinator");

/** Those who answer calls, inside the organisation that holds the request. */
export const mayAnswerCalls: Rule<QueueFacts> = when(
  answersCalls,
  (actor, { controllerId }) =>
    controllerId === null ||
    holds(actor, "link-worker", controllerId) ||
    holds(actor, "team-coordinator", controllerId),
  "otherOrganisation",
);

/** Settings of a queue: the coordinator of the organisation, the administrator of the territory. */
export const maySetCallQueue: Rule<QueueFacts> = when(
  hasRole("team-coordinator", "territory-admin"),
  (actor, { controllerId }) =>
    controllerId === null ||
    holds(actor, "team-coordinator", controllerId) ||
    actor.memberships.some(({ role }) => role === "territory-admin"),
  "otherOrganisation",
);

const areas = z.array(z.string().trim().max(5)).min(1).max(2000);
const staffedHours = z.string().trim().min(1).max(500);

/** What a visitor is told of a queue before leaving a number. */
export const offeredQueueSchema = z.strictObject({
  controllerId: idSchema<"controller">(),
  name: z.string().max(120),
  organisationName: z.string().max(200),
  /** When somebody reads and calls, as OSM `opening_hours`; nobody does outside these hours. */
  staffedHours,
  timeZone: z.string().max(60),
  delay: z.strictObject({
    kind: z.enum(["measured", "promised", "waiting"]),
    days: z.int().min(1).max(100_000),
  }),
});
/** A queue that can take a request now. */
export type OfferedQueue = z.output<typeof offeredQueueSchema>;

/** Finds the queue that can take a request for a town now. */
export const findCallQueue = defineAction({
  name: "pathway.findCallQueue",
  summary:
    "The call-back queue that serves a town, is open, staffed and has room, with its true delay; null when there is none.",
  route: "GET /pathway/call-queue",
  part: "persons",
  input: z.strictObject({ townCode: townCodeSchema }),
  output: z.strictObject({ queue: offeredQueueSchema.nullable() }),
  allow: anyone,
});

/** Leaves a request to be called back. */
export const requestCall = defineAction({
  name: "pathway.requestCall",
  summary:
    "Leaves a request to be called back, without account; the same number waiting twice makes one request.",
  route: "POST /pathway/call-requests",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    ...callRequestFields,
    /** Grown up: somebody under 18 never enters the queue of adults (`spec/legal.md`). */
    isAdult: z.literal(true),
  }),
  // Nothing that differs between a first and a second request of one number.
  output: z.strictObject({ controllerId: idSchema<"controller">() }),
  allow: anyone,
  personal: personalCallFields,
  errors: ["pathway.callQueueClosed", "pathway.callQueueFull", "pathway.phoneUnusable"],
  // One segment more than the steps of the self-check, which exist where no request can be left.
  form: { path: "/faire-le-point/rappel/demande", done: "/faire-le-point/rappel/note" },
  bodyLimit: 16_384,
});

const requestId = idSchema<"call-request">();
const account = idSchema<"account">();

const requestInList = z.strictObject({
  id: requestId,
  controllerId: idSchema<"controller">(),
  version: z.int().min(1),
  status: callRequestStatus.schema,
  /** Why it stands before its turn; null when it has its turn. */
  readFirst: z.enum(["worrying-words", "priority"]).nullable(),
  /** Who left it, when it was a professional for somebody; null when the person did. */
  origin: referrerKind.schema.nullable(),
  callerName: z.string().max(60),
  channel: callChannel.schema,
  moments: z.array(callMoment.schema).max(4),
  locale: z.string().max(5),
  createdAt: instantSchema,
  takenAt: instantSchema.nullable(),
  takenBy: account.nullable(),
  /** Tries noted so far. */
  attempts: z.int().min(0),
});
/** A request in the queue. */
export type ListedCallRequest = z.output<typeof requestInList>;

/** Lists the requests that are not closed. */
export const listCallRequests = defineAction({
  name: "pathway.listCallRequests",
  summary:
    "Requests to be called back that wait or are in hand, those to read first before those that wait longest.",
  route: "GET /pathway/call-requests",
  part: "persons",
  input: z.strictObject({ page: z.coerce.number().int().min(1).max(200).default(1) }),
  output: z.strictObject({
    page: z.int().min(1),
    pageSize: z.int().min(1).max(50),
    total: z.int().min(0),
    requests: z.array(requestInList).max(50),
  }),
  allow: answersCalls,
  auditRead: true,
});

/** A request with all that was left, and what happened since. */
export const callRequestSchema = requestInList.extend({
  /** E.164. */
  phone: z.string().max(20),
  mayBeSaid: mayBeSaid.schema,
  mayLeaveVoicemail: z.boolean(),
  agreedName: z.string().max(60).nullable(),
  agreedWord: z.string().max(60).nullable(),
  words: z.string().max(1000).nullable(),
  /** Professionals who left it for the person, with the person's agreement. */
  referrers: z
    .array(
      z.strictObject({
        kind: referrerKind.schema,
        name: z.string().max(100),
        reference: requestReference,
        at: instantSchema,
        isPriority: z.boolean(),
        told: z.enum(["none", "wished", "waiting", "sent", "failed", "withheld"]),
      }),
    )
    .max(50),
  townCode: townCodeSchema,
  outcome: callOutcome.schema.nullable(),
  closedAt: instantSchema.nullable(),
  eraseAfter: instantSchema.nullable(),
  events: z
    .array(
      z.strictObject({
        at: instantSchema,
        kind: callEventKind.schema,
        byId: account.nullable(),
        words: z.string().max(1000).nullable(),
      }),
    )
    .max(200),
});
/** A request. */
export type CallRequest = z.output<typeof callRequestSchema>;

const ofRequest = z.strictObject({ requestId });
const receipt = z.strictObject({ requestId, version: z.int().min(1) });
const door = { path: "/pro/demandes/:requestId", done: "/pro/demandes/:requestId" } as const;
const commonErrors = ["pathway.callRequestNotFound", "pathway.callRequestClosed"] as const;

/** Reads a request. */
export const readCallRequest = defineAction({
  name: "pathway.readCallRequest",
  summary: "A request to be called back: how to reach the person safely, their words, what was tried.",
  route: "GET /pathway/call-requests/:requestId",
  part: "persons",
  input: ofRequest,
  output: callRequestSchema,
  allow: mayAnswerCalls,
  auditRead: true,
  errors: ["pathway.callRequestNotFound"],
});

/** Takes a request in hand, so that two do not call. */
export const takeCallRequest = defineAction({
  name: "pathway.takeCallRequest",
  summary: "Takes a request in hand; the first who takes it has it.",
  route: "POST /pathway/call-requests/:requestId/take",
  part: "persons",
  input: ofRequest,
  output: receipt,
  allow: mayAnswerCalls,
  errors: [...commonErrors, "pathway.callRequestTaken"],
  form: { ...door, path: "/pro/demandes/:requestId/prendre", page: door.path },
});

/** Notes a try to reach somebody. */
export const noteCallAttempt = defineAction({
  name: "pathway.noteCallAttempt",
  summary: "Notes a try to reach the person of a request.",
  route: "POST /pathway/call-requests/:requestId/attempts",
  part: "persons",
  input: z.strictObject({ requestId, kind: z.enum(notedAttempts) }),
  output: receipt,
  allow: mayAnswerCalls,
  errors: [...commonErrors],
  form: { ...door, path: "/pro/demandes/:requestId/essais", page: door.path },
});

/** Closes a request without a file. */
export const closeCallRequest = defineAction({
  name: "pathway.closeCallRequest",
  summary: "Closes a request without opening a file; it is erased thirty days later.",
  route: "POST /pathway/call-requests/:requestId/close",
  part: "persons",
  input: z.strictObject({ requestId, outcome: z.enum(chosenOutcomes) }),
  output: receipt,
  allow: mayAnswerCalls,
  errors: [...commonErrors],
  form: { path: "/pro/demandes/:requestId/clore", page: door.path, done: "/pro/demandes" },
});

/** Settings of a queue. */
export const callQueueSchema = z.strictObject({
  controllerId: idSchema<"controller">(),
  /** 0 while the organisation has no queue. */
  version: z.int().min(0),
  name: z.string().max(120),
  areas,
  staffedHours,
  capacity: z.int().min(0).max(1000),
  promisedDays: z.int().min(1).max(60),
  isOpen: z.boolean(),
  /** Requests that wait now. */
  waiting: z.int().min(0),
  /** Whether a link worker or coordinator of the organisation could answer. */
  hasStaff: z.boolean(),
});

/** Reads the settings of the queue of an organisation. */
export const readCallQueue = defineAction({
  name: "pathway.readCallQueue",
  summary: "Settings of the call-back queue of an organisation; null while it has none.",
  route: "GET /pathway/call-queues/:controllerId",
  part: "persons",
  input: z.strictObject({ controllerId: idSchema<"controller">() }),
  output: z.strictObject({ queue: callQueueSchema.nullable() }),
  allow: maySetCallQueue,
  errors: ["pathway.queueOrganisationUnknown"],
});

/** Sets up, opens or closes the queue of an organisation. */
export const setCallQueue = defineAction({
  name: "pathway.setCallQueue",
  summary: "Sets up, opens or closes the call-back queue of an organisation.",
  route: "PUT /pathway/call-queues/:controllerId",
  part: "persons",
  input: z.strictObject({
    controllerId: idSchema<"controller">(),
    name: z.string().trim().min(1).max(120),
    /** Codes of towns or departements, parted by commas, spaces or lines. */
    areas: z.string().trim().min(2).max(14_000),
    staffedHours,
    /** Most requests that may wait at once. */
    capacity: z.int().min(0).max(1000),
    promisedDays: z.int().min(1).max(60),
    isOpen: z.boolean().default(false),
  }),
  output: z.strictObject({ controllerId: idSchema<"controller">(), version: z.int().min(1) }),
  allow: maySetCallQueue,
  versioned: true,
  errors: ["pathway.queueOrganisationUnknown", "pathway.areaUnknown", "pathway.hoursUnreadable"],
  form: { path: "/pro/demandes/reglages/:controllerId", done: "/pro/demandes/reglages/:controllerId" },
});
