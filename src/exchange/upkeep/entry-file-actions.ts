import { defineAction, hasRole, idSchema, localDateSchema } from "#base";
import { entryKinds } from "#directory";
import { z } from "zod";
import { correctionShape } from "./correction.ts";
import { entryCause } from "./entry-cause.ts";

const mayReview = hasRole("territory-admin", "platform-operator");
const offerId = idSchema<"offer">();
const filePath = "/pro/imports/fiche/:offerId";
const differencesPath = "/pro/imports/differences";
const page = z.coerce.number().int().min(1).max(10_000).default(1);
const paged = { total: z.int().min(0), page: z.int().min(1), pageSize: z.int().min(1) };
const shown = z.string().max(400).nullable();
const changeId = z
  .string()
  .max(20)
  .regex(/^[1-9]\d*$/);
const shared = { part: "directory", allow: mayReview } as const;

/** Reads an entry as a moderator keeps it. */
export const readEntryFile = defineAction({
  ...shared,
  name: "exchange.readEntryFile",
  summary: "An entry as a moderator keeps it: what can be corrected, and every change of it, the last first.",
  route: "GET /exchange/entries/:offerId",
  input: z.strictObject({ offerId, page }),
  output: z.strictObject({
    ...paged,
    offerId,
    name: z.string().max(200),
    city: z.string().max(100),
    isOpen: z.boolean(),
    correction: z.strictObject({ ...correctionShape, description: z.string().max(10_000).optional() }),
    changes: z
      .array(
        z.strictObject({
          id: changeId,
          cause: entryCause.schema,
          changedOn: localDateSchema,
          isUndone: z.boolean(),
          /** Whether it can be taken back here. */
          mayBeUndone: z.boolean(),
          fields: z.array(z.strictObject({ field: z.string().max(60), before: shown, after: shown })).max(60),
        }),
      )
      .max(50),
  }),
  errors: ["exchange.openNotFound"],
});

/** Corrects an entry. */
export const correctEntry = defineAction({
  ...shared,
  name: "exchange.correctEntry",
  summary:
    "Corrects an entry by a moderator: every field as it is to stand. Imports no longer change what was corrected.",
  route: "PUT /exchange/entries/:offerId",
  input: z.strictObject({ offerId, ...correctionShape }),
  output: z.strictObject({ offerId, isChanged: z.boolean() }),
  errors: ["exchange.openNotFound", "exchange.correctionUnreadable", "exchange.correctionSuspicious"],
  form: { path: `${filePath}/corriger`, page: filePath, done: filePath },
});

/** Closes an entry. */
export const closeEntry = defineAction({
  ...shared,
  name: "exchange.closeEntry",
  summary: "Closes an entry by a moderator: no import opens it again. Taking the change back opens it.",
  route: "POST /exchange/entries/:offerId/closing",
  input: z.strictObject({ offerId }),
  output: z.strictObject({ offerId }),
  errors: ["exchange.openNotFound"],
  form: { path: `${filePath}/fermer`, page: filePath, done: filePath },
});

/** Takes a change back. */
export const undoChange = defineAction({
  ...shared,
  name: "exchange.undoChange",
  summary: "Takes a change of an entry back, where nothing was changed since: every field as it was before.",
  route: "POST /exchange/entries/:offerId/changes/:changeId/undo",
  input: z.strictObject({ offerId, changeId }),
  output: z.strictObject({ offerId, changeId }),
  errors: [
    "exchange.openNotFound",
    "exchange.changeNotFound",
    "exchange.changedSince",
    "exchange.undoElsewhere",
  ],
  form: { path: `${filePath}/changements/:changeId`, page: filePath, done: filePath },
});

/** Lists where an import and a human differ. */
export const listDifferences = defineAction({
  ...shared,
  name: "exchange.listDifferences",
  summary:
    "Fields in which a feed says something else than a human wrote, both values side by side, the oldest first.",
  route: "GET /exchange/differences",
  input: z.strictObject({ page }),
  output: z.strictObject({
    ...paged,
    differences: z
      .array(
        z.strictObject({
          entityId: z.guid(),
          kind: z.enum(entryKinds),
          field: z.string().max(60),
          /** An offer that shows it; null when none is open. */
          offerId: offerId.nullable(),
          name: z.string().max(400),
          sourceName: z.string().max(200),
          recordedOn: localDateSchema,
          stored: shown,
          imported: shown,
        }),
      )
      .max(50),
  }),
});

/** Chooses between a feed and a human. */
export const settleDifference = defineAction({
  ...shared,
  name: "exchange.settleDifference",
  summary:
    "Chooses between what a human wrote and what the feed says. The feed's value, once chosen, follows the feed again.",
  route: "POST /exchange/differences/:entityId/:field",
  input: z.strictObject({
    entityId: z.guid(),
    field: z
      .string()
      .max(60)
      .regex(/^[a-z_0-9]+$/),
    choice: z.enum(["stored", "imported"]),
  }),
  output: z.strictObject({ entityId: z.guid() }),
  errors: ["exchange.differenceNotFound"],
  form: { path: `${differencesPath}/:entityId/:field`, page: differencesPath, done: differencesPath },
});
