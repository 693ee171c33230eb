import { defineAction, hasRole, localDateSchema } from "#base";
import { z } from "zod";
import { rowRefusal, suspicion } from "./suspicion.ts";

const mayReview = hasRole("territory-admin", "platform-operator");

/** Page of the rows that wait. */
const page = "/pro/imports/en-attente";

/** Most rows of one decision about many. */
export const maxGroup = 500;

/** What of an entry changes if a row is let in. */
export const rowChangeSchema = z.strictObject({
  /** Field of our model. */
  field: z.string().max(60),
  /** As it is stored; null when nothing is. */
  stored: z.string().max(400).nullable(),
  /** As the row would write it; null when it writes nothing. */
  waiting: z.string().max(400).nullable(),
});
/** One change. */
export type RowChange = z.output<typeof rowChangeSchema>;

const sourceId = z.string().min(1).max(80);

/** Lists the rows that wait for a human. */
export const listQuarantine = defineAction({
  name: "exchange.listQuarantine",
  summary:
    "Rows of feeds that look wrong in a way that could hurt somebody, oldest first, with the reasons and what they would change.",
  route: "GET /exchange/quarantine",
  part: "directory",
  input: z.strictObject({
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    source: sourceId.optional(),
    suspicion: suspicion.schema.optional(),
  }),
  output: z.strictObject({
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    rows: z
      .array(
        z.strictObject({
          id: z.guid(),
          source: sourceId,
          sourceName: z.string().max(200),
          name: z.string().max(200),
          city: z.string().max(100),
          reasons: z.array(suspicion.schema).max(10),
          arrivedOn: localDateSchema,
          /** Whether the directory knows nothing of it yet. */
          isNew: z.boolean(),
          changes: z.array(rowChangeSchema).max(40),
        }),
      )
      .max(50),
    /** Rows that wait for one reason alone, source by source: about them one can decide at once. */
    groups: z
      .array(
        z.strictObject({
          source: sourceId,
          sourceName: z.string().max(200),
          suspicion: suspicion.schema,
          count: z.int().min(1),
          /** Whether they may be let in together; they may always be kept out together. */
          mayEnter: z.boolean(),
        }),
      )
      .max(200),
  }),
  allow: mayReview,
});

const decision = {
  decision: z.enum(["accepted", "rejected"]),
  /** Why it is kept out; must be told then. */
  reason: rowRefusal.schema.optional(),
};

/** Decides about a row that waits. */
export const decideQuarantine = defineAction({
  name: "exchange.decideQuarantine",
  summary:
    "Lets a row that waited into the directory as it is, or keeps it out, for a reason, until it changes.",
  route: "POST /exchange/quarantine/:rowId/decision",
  part: "directory",
  input: z.strictObject({ rowId: z.guid(), ...decision }),
  output: z.strictObject({ rowId: z.guid() }),
  allow: mayReview,
  errors: ["exchange.notWaiting", "exchange.reasonNeeded"],
  form: { path: `${page}/:rowId`, page, done: page },
});

/** Decides about all rows of a source that wait for one reason alone. */
export const decideQuarantineGroup = defineAction({
  name: "exchange.decideQuarantineGroup",
  summary:
    "Decides at once about the rows of a source that wait for the same reason alone. Only rows outside the area or in the past enter together.",
  route: "POST /exchange/quarantine-groups",
  part: "directory",
  input: z.strictObject({
    source: sourceId,
    suspicion: suspicion.schema,
    /** How many one saw: another number means that the list changed, and nothing is decided. */
    count: z.int().min(1).max(maxGroup),
    ...decision,
  }),
  output: z.strictObject({ count: z.int().min(1) }),
  allow: mayReview,
  errors: ["exchange.groupChanged", "exchange.groupUnsafe", "exchange.reasonNeeded"],
  form: { path: "/pro/imports/groupes", page, done: page },
});
