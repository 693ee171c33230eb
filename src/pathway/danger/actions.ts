import { allOf, anyOf, defineAction, hasRole, idSchema, instantSchema, localDateSchema, when } from "#base";
import { z } from "zod";
import { holds } from "#access";
import { mayFollow, type FileFacts, type TeamFacts } from "../rules.ts";
import { sharedItem } from "../sharing/item.ts";
import { dangerDeed, dangerFollowUp, dangerGround, dangerVerdict, tellingReason } from "./codes.ts";

/** The facts of an act. */
export interface DangerFacts extends FileFacts {
  readonly actedBy: string | null;
}

/** Whoever answers for the files of an organisation. */
const answersFor = when<FileFacts>(
  hasRole("data-protection-officer"),
  (actor, { controllerId }) => holds(actor, "data-protection-officer", controllerId),
  "otherOrganisation",
);

/** Those who accompany the person, and whoever answers for the file. */
const mayReadAct = anyOf<FileFacts>(answersFor, mayFollow);

/** The second person: a link worker, a coordinator, or whoever answers for the files; never the one who acted. */
export const mayReviewAct = allOf<DangerFacts>(
  when<DangerFacts>(
    hasRole("link-worker", "team-coordinator", "data-protection-officer"),
    (actor, { controllerId }) =>
      (["link-worker", "team-coordinator", "data-protection-officer"] as const).some((role) =>
        holds(actor, role, controllerId),
      ),
    "otherOrganisation",
  ),
  when<DangerFacts>(
    hasRole("link-worker", "team-coordinator", "data-protection-officer"),
    (actor, { actedBy }) => actor.id !== null && actor.id !== actedBy,
    "actedItself",
  ),
);

/** Counts of an organisation: its coordinator, and whoever answers for its files. */
export const mayCountDangers = when<TeamFacts>(
  hasRole("team-coordinator", "data-protection-officer"),
  (actor, { controllerId }) =>
    holds(actor, "team-coordinator", controllerId) || holds(actor, "data-protection-officer", controllerId),
  "otherOrganisation",
);

const personId = idSchema<"person">();
const dangerActId = idSchema<"danger-act">();
const words = z.string().trim().min(3).max(2000);
const receipt = z.strictObject({ dangerActId, personId, version: z.int().min(1) });
/** That the person is told by now, or why not yet. */
const telling = z.enum(["told", ...tellingReason.codes]);

/** Acts without agreement because of a danger. */
export const actInDanger = defineAction({
  name: "pathway.actInDanger",
  summary:
    "Notes what was passed on, or who was contacted, without agreement because of a danger; it needs nobody's leave, and a second person reviews it within 24 hours.",
  route: "POST /pathway/persons/:personId/danger-acts",
  part: "persons",
  input: z.strictObject({
    id: dangerActId,
    personId,
    ground: dangerGround.schema,
    deed: dangerDeed.schema.default("shared"),
    /** The service, or who was contacted, by name. */
    receiverName: z.string().trim().min(2).max(200),
    /** What was told of the person; needed where something was shared. */
    items: z.array(sharedItem.schema).max(10).default([]),
    /** What the danger is. */
    reason: words,
    /** What was said beside the items. */
    words: z.string().trim().max(2000).nullable().default(null),
    /** Whole hours since it was done. */
    hoursAgo: z.coerce.number().int().min(0).max(72).default(0),
    /** The second person; the likeliest one unless named. */
    reviewerId: idSchema<"account">().nullable().default(null),
    telling,
    /** Day on which telling the person is looked at again; in a week unless named. */
    tellingOn: localDateSchema.nullable().default(null),
  }),
  output: receipt,
  allow: mayFollow,
  personal: ["receiverName", "reason", "words"],
  form: {
    path: "/pro/personnes/:personId/danger",
    done: "/pro/dangers/:dangerActId",
  },
  errors: [
    "pathway.personNotFound",
    "pathway.dangerActExists",
    "pathway.dangerItemsNeeded",
    "pathway.reviewerUnfit",
    "pathway.tellingUnclear",
  ],
});

const actDoor = { page: "/pro/dangers/:dangerActId", done: "/pro/dangers/:dangerActId" } as const;

/** Reviews an act. */
export const reviewDangerAct = defineAction({
  name: "pathway.reviewDangerAct",
  summary:
    "The second person says whether an act in danger was right, and what follows; never whoever acted.",
  route: "POST /pathway/danger-acts/:dangerActId/review",
  part: "persons",
  input: z.strictObject({
    dangerActId,
    verdict: dangerVerdict.schema,
    followUps: z.array(dangerFollowUp.schema).max(6).default([]),
    words,
  }),
  output: receipt,
  allow: mayReviewAct,
  versioned: true,
  personal: ["words"],
  form: { path: "/pro/dangers/:dangerActId/avis", ...actDoor },
  errors: ["pathway.dangerActNotFound", "pathway.dangerReviewed", "pathway.followUpUnfit"],
});

/** Notes that the person was told, or why not yet. */
export const tellOfDangerAct = defineAction({
  name: "pathway.tellOfDangerAct",
  summary: "Notes that the person was told of an act in danger, or why that must wait and until when.",
  route: "POST /pathway/danger-acts/:dangerActId/telling",
  part: "persons",
  input: z.strictObject({ dangerActId, telling, tellingOn: localDateSchema.nullable().default(null) }),
  output: receipt,
  allow: mayFollow,
  versioned: true,
  form: { path: "/pro/dangers/:dangerActId/dire", ...actDoor },
  errors: ["pathway.dangerActNotFound", "pathway.personTold", "pathway.tellingUnclear"],
});

/** An act in danger as those read it who may. */
export const dangerActSchema = z.strictObject({
  id: dangerActId,
  personId,
  givenNames: z.string().max(100),
  ground: dangerGround.schema,
  deed: dangerDeed.schema,
  receiverName: z.string().max(200),
  items: z.array(sharedItem.schema).max(10),
  reason: z.string().max(2000),
  words: z.string().max(2000).nullable(),
  despiteSilence: z.boolean(),
  actedAt: instantSchema,
  /** Who acted; null where the account is no more. */
  actedBy: z.string().max(120).nullable(),
  /** Whether the reader acted: somebody else reviews. */
  isOwn: z.boolean(),
  reviewer: z.string().max(120).nullable(),
  reviewDueAt: instantSchema,
  reviewedAt: instantSchema.nullable(),
  reviewedBy: z.string().max(120).nullable(),
  verdict: dangerVerdict.schema.nullable(),
  followUps: z.array(dangerFollowUp.schema).max(6),
  review: z.string().max(2000).nullable(),
  toldAt: instantSchema.nullable(),
  tellingReason: tellingReason.schema.nullable(),
  tellingOn: localDateSchema.nullable(),
  version: z.int().min(1),
  allowed: z.array(z.string().max(60)).max(3),
});
/** An act in danger. */
export type DangerAct = z.output<typeof dangerActSchema>;

/** Reads an act in danger. */
export const readDangerAct = defineAction({
  name: "pathway.readDangerAct",
  summary:
    "An act in danger: what was done and why, who reviewed it and what follows, whether the person knows.",
  route: "GET /pathway/danger-acts/:dangerActId",
  part: "persons",
  input: z.strictObject({ dangerActId }),
  output: dangerActSchema,
  allow: mayReadAct,
  auditRead: true,
  errors: ["pathway.dangerActNotFound"],
});

/** Acts of a person. */
export const listDangerActs = defineAction({
  name: "pathway.listDangerActs",
  summary: "What was done in danger about a person, newest first, and who could review.",
  route: "GET /pathway/persons/:personId/danger-acts",
  part: "persons",
  input: z.strictObject({ personId }),
  output: z.strictObject({
    acts: z.array(dangerActSchema).max(100),
    /** Who may be the second person: never the reader. */
    reviewers: z
      .array(z.strictObject({ accountId: idSchema<"account">(), name: z.string().max(120).nullable() }))
      .max(500),
  }),
  allow: mayReadAct,
  auditRead: true,
  errors: ["pathway.personNotFound"],
});

/** Counts acts of an organisation and lists those that wait. */
export const readDangerFigures = defineAction({
  name: "pathway.readDangerFigures",
  summary:
    "How often an organisation acted in danger in the last twelve months, how the reviews fared, and the acts that still wait for one.",
  route: "GET /pathway/danger-figures",
  part: "persons",
  input: z.strictObject({ controllerId: idSchema<"controller">().optional() }),
  output: z.strictObject({
    controllerId: idSchema<"controller">(),
    acts: z.int().min(0),
    reviewedInTime: z.int().min(0),
    reviewedLate: z.int().min(0),
    /** Not reviewed, and not late yet. */
    waiting: z.int().min(0),
    /** Not reviewed although it is late. */
    overdue: z.int().min(0),
    /** Of which the person does not know yet. */
    untold: z.int().min(0),
    byGround: z.array(z.strictObject({ code: dangerGround.schema, acts: z.int().min(0) })).max(10),
    byVerdict: z.array(z.strictObject({ code: dangerVerdict.schema, acts: z.int().min(0) })).max(10),
    open: z.array(dangerActSchema).max(200),
  }),
  allow: mayCountDangers,
  auditRead: true,
  errors: ["pathway.organisationNeeded"],
});
