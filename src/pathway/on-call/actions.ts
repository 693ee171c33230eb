import { allOf, defineAction, idSchema, instantSchema, when, type AccountId, type Rule } from "#base";
import { z } from "zod";
import { maySetCallQueue } from "../call-queue/actions.ts";
import { accompanies, mayFollow, type FileFacts } from "../rules.ts";

const controllerId = idSchema<"controller">();
const account = idSchema<"account">();
const hours = z.string().trim().min(1).max(500);
const turn = z.int().min(1).max(9);

/** Settings of the on-call: the coordinator of the organisation, the administrator of the territory. */
export const maySetOnCall = maySetCallQueue;

const named = z.strictObject({ accountId: account, name: z.string().max(120) });

/** Reads who is on call in an organisation. */
export const readOnCall = defineAction({
  name: "pathway.readOnCall",
  summary:
    "Who is on call in an organisation and when, the hours in which it asks what may tell of suicidal risk, and where two different persons are missing.",
  route: "GET /pathway/on-call/:controllerId",
  part: "health",
  input: z.strictObject({ controllerId }),
  output: z.strictObject({
    controllerId,
    /** 0 while nothing was set. */
    version: z.int().min(0),
    askingHours: hours.nullable(),
    duties: z
      .array(
        named.extend({
          id: idSchema<"on-call-duty">(),
          hours,
          turn,
          phone: z.string().max(20).nullable(),
        }),
      )
      .max(200),
    /** Whether instruments that may tell of risk can be enabled. */
    isCovered: z.boolean(),
    /** In wall time of the territory, `YYYY-MM-DDTHH:MM`; the first fifty. */
    gaps: z
      .array(
        z.strictObject({ from: z.string().max(20), to: z.string().max(20), persons: z.int().min(0).max(1) }),
      )
      .max(50),
    /** Who could be on call: those who may open files of the organisation. */
    colleagues: z.array(named).max(500),
  }),
  allow: maySetOnCall,
  auditRead: true,
  errors: ["pathway.onCallOrganisationUnknown"],
});

const door = { path: "/pro/astreinte/:controllerId", done: "/pro/astreinte/:controllerId" } as const;
const receipt = z.strictObject({ controllerId, version: z.int().min(0) });

/** Sets when an organisation asks what may tell of suicidal risk. */
export const setAskingHours = defineAction({
  name: "pathway.setAskingHours",
  summary: "Sets the hours in which an organisation asks what may tell of suicidal risk.",
  route: "PUT /pathway/on-call/:controllerId",
  part: "health",
  input: z.strictObject({ controllerId, askingHours: hours }),
  output: receipt,
  allow: maySetOnCall,
  versioned: true,
  errors: ["pathway.onCallOrganisationUnknown", "pathway.onCallHoursUnreadable"],
  form: door,
});

/** Puts somebody on call. */
export const addDuty = defineAction({
  name: "pathway.addDuty",
  summary: "Puts a named person on call: in which hours an alert reaches them, and whether first.",
  route: "POST /pathway/on-call/:controllerId/duties",
  part: "health",
  input: z.strictObject({
    id: idSchema<"on-call-duty">(),
    controllerId,
    accountId: account,
    hours,
    turn: z.union([turn, z.enum(["1", "2", "3"]).transform(Number)]).default(1),
    /** For a text message without content; e-mail only where it is left out. */
    phone: z.string().trim().max(30).nullable().default(null),
  }),
  output: receipt,
  allow: maySetOnCall,
  personal: ["phone"],
  errors: [
    "pathway.onCallOrganisationUnknown",
    "pathway.onCallHoursUnreadable",
    "pathway.onCallPersonUnfit",
    "pathway.phoneUnusable",
  ],
  form: { ...door, path: "/pro/astreinte/:controllerId/personnes", page: door.path },
});

/** Takes somebody off call. */
export const endDuty = defineAction({
  name: "pathway.endDuty",
  summary: "Takes somebody off call; who was on call when stays on record.",
  route: "POST /pathway/on-call/:controllerId/duties/:id/end",
  part: "health",
  input: z.strictObject({ id: idSchema<"on-call-duty">(), controllerId }),
  output: receipt,
  allow: maySetOnCall,
  errors: ["pathway.onCallOrganisationUnknown", "pathway.onCallDutyNotFound"],
  form: { ...door, path: "/pro/astreinte/:controllerId/fin", page: door.path },
});

/** An alert as those who may act on it read it. Nothing of what was answered. */
export const alertSchema = z.strictObject({
  id: idSchema<"risk-alert">(),
  personId: idSchema<"person">(),
  givenNames: z.string().max(100),
  instrument: z.string().max(40),
  level: z.union([z.literal(2), z.literal(3)]),
  askedAt: instantSchema,
  raisedAt: instantSchema,
  /** Who asked; null where the account is no more. */
  askedBy: z.string().max(120).nullable(),
  /** Whether the reader asked: somebody else takes it over. */
  isOwn: z.boolean(),
  wasCovered: z.boolean(),
  /** How often it was told. */
  steps: z.int().min(0),
  acknowledgedAt: instantSchema.nullable(),
  acknowledgedBy: z.string().max(120).nullable(),
  allowed: z.array(z.string().max(60)).max(5),
});
/** An alert. */
export type RiskAlert = z.output<typeof alertSchema>;

/** Lists alerts that nobody took over, or those of a person. */
export const listRiskAlerts = defineAction({
  name: "pathway.listRiskAlerts",
  summary:
    "Alerts of one's own organisations that nobody took over, the oldest first; with a person, all those of this person.",
  route: "GET /pathway/risk-alerts",
  part: "health",
  input: z.strictObject({ personId: idSchema<"person">().optional() }),
  output: z.strictObject({ alerts: z.array(alertSchema).max(500) }),
  allow: accompanies,
  auditRead: true,
});

/** The facts of an alert. */
export interface AlertFacts extends FileFacts {
  readonly askedBy: AccountId | null;
}

/** Taking over: whoever accompanies in the organisation, never the one who asked. */
export const mayAcknowledge: Rule<AlertFacts> = allOf<AlertFacts>(
  mayFollow,
  when<AlertFacts>(
    accompanies,
    (actor, { askedBy }) => actor.id !== null && actor.id !== askedBy,
    "askedItself",
  ),
);

const alertId = idSchema<"risk-alert">();
const words = z.string().trim().min(3).max(2000);
const alertDoor = { path: "/pro/alertes/:alertId", done: "/pro/alertes/:alertId" } as const;
const alertReceipt = z.strictObject({ alertId, version: z.int().min(1) });

/** Reads an alert with what was done. */
export const readRiskAlert = defineAction({
  name: "pathway.readRiskAlert",
  summary: "An alert, whom it was told and when, what was done at once, who took it over.",
  route: "GET /pathway/risk-alerts/:alertId",
  part: "health",
  input: z.strictObject({ alertId }),
  output: alertSchema.extend({
    /** Messages that really went. None although it was told: nobody knows yet. */
    messagesSent: z.int().min(0),
    events: z
      .array(
        z.strictObject({
          at: instantSchema,
          kind: z.enum(["raised", "told", "noted", "acknowledged"]),
          by: z.string().max(120).nullable(),
          people: z.int().min(0).nullable(),
          words: z.string().max(2000).nullable(),
        }),
      )
      .max(200),
  }),
  allow: mayFollow,
  auditRead: true,
  errors: ["pathway.riskAlertNotFound"],
});

/** Notes what was done at once. */
export const noteRiskAlert = defineAction({
  name: "pathway.noteRiskAlert",
  summary: "Notes what was done about an alert: by the one who asked, at once, or by anybody after.",
  route: "POST /pathway/risk-alerts/:alertId/notes",
  part: "health",
  input: z.strictObject({ alertId, words }),
  output: alertReceipt,
  allow: mayFollow,
  personal: ["words"],
  errors: ["pathway.riskAlertNotFound"],
  form: { ...alertDoor, path: "/pro/alertes/:alertId/notes", page: alertDoor.path },
});

/** Takes an alert over. */
export const acknowledgeRiskAlert = defineAction({
  name: "pathway.acknowledgeRiskAlert",
  summary:
    "Takes an alert over, with what is done about it; never by the one who asked. It is told no further.",
  route: "POST /pathway/risk-alerts/:alertId/acknowledge",
  part: "health",
  input: z.strictObject({ alertId, words }),
  output: alertReceipt,
  allow: mayAcknowledge,
  personal: ["words"],
  errors: ["pathway.riskAlertNotFound", "pathway.riskAlertAcknowledged"],
  form: { ...alertDoor, path: "/pro/alertes/:alertId/prise", page: alertDoor.path },
});
