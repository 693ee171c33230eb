import { defineAction, hasRole, idSchema, instantSchema, localDateSchema } from "#base";
import { z } from "zod";
import { duplicateEvidence } from "./duplicate.ts";

const mayReview = hasRole("territory-admin", "platform-operator");

const listPath = "/pro/imports/doublons";
const mergesPath = "/pro/imports/fusions";

const offerId = idSchema<"offer">();
const page = z.coerce.number().int().min(1).max(10_000).default(1);
const paged = { total: z.int().min(0), page: z.int().min(1), pageSize: z.int().min(1) };
const name = z.string().max(400);
const likeness = {
  score: z.number().min(0).max(1),
  evidence: z.array(duplicateEvidence.schema).max(10),
  /** Null when one of them has no position. */
  distanceMetres: z.int().min(0).nullable(),
};

/** Lists pairs of offers of two sources that may be the same thing. */
export const listDuplicates = defineAction({
  name: "exchange.listDuplicates",
  summary:
    "Pairs of offers of two sources that may be the same thing, the likeliest first, with the evidence.",
  route: "GET /exchange/duplicates",
  part: "directory",
  input: z.strictObject({ page }),
  output: z.strictObject({
    ...paged,
    pairs: z
      .array(
        z.strictObject({
          id: offerId,
          otherId: offerId,
          ...likeness,
          name,
          otherName: name,
          city: name,
          otherCity: name,
          sourceName: name,
          otherSourceName: name,
        }),
      )
      .max(50),
  }),
  allow: mayReview,
});

/** Shows a pair side by side. */
export const readDuplicate = defineAction({
  name: "exchange.readDuplicate",
  summary: "Two offers that may be the same thing, side by side, field by field.",
  route: "GET /exchange/duplicates/:id/:otherId",
  part: "directory",
  input: z.strictObject({ id: offerId, otherId: offerId }),
  output: z.strictObject({
    ...likeness,
    sides: z
      .array(
        z.strictObject({
          id: offerId,
          name,
          sourceName: name,
          confirmedOn: localDateSchema.nullable(),
          /** Whether others were merged into it: then it is the one to keep. */
          holdsMerged: z.boolean(),
        }),
      )
      .length(2),
    fields: z
      .array(
        z.strictObject({
          field: z.string().max(60),
          values: z.array(z.string().max(400).nullable()).length(2),
          isSame: z.boolean(),
        }),
      )
      .max(60),
  }),
  allow: mayReview,
  errors: ["exchange.openNotFound"],
});

/** Merges two offers. */
export const mergeDuplicate = defineAction({
  name: "exchange.mergeDuplicate",
  summary:
    "Merges an offer into another of another source: its id leads to the kept one, which takes from it what its own source does not say.",
  route: "POST /exchange/merges",
  part: "directory",
  input: z.strictObject({ keptId: offerId, mergedId: offerId }),
  output: z.strictObject({ keptId: offerId, mergedId: offerId }),
  allow: mayReview,
  errors: ["exchange.openNotFound", "exchange.sameSource", "exchange.holdsMerged"],
  form: { path: mergesPath, page: listPath, done: mergesPath },
});

/** Says that two offers are two things. */
export const keepApart = defineAction({
  name: "exchange.keepApart",
  summary: "Says that two offers are two different things: the pair is not proposed again.",
  route: "POST /exchange/duplicates/:id/:otherId/different",
  part: "directory",
  input: z.strictObject({ id: offerId, otherId: offerId }),
  output: z.strictObject({ id: offerId, otherId: offerId }),
  allow: mayReview,
  errors: ["exchange.openNotFound"],
  form: { path: `${listPath}/:id/:otherId/differents`, page: listPath, done: listPath },
});

/** Lists merges that stand. */
export const listMerges = defineAction({
  name: "exchange.listMerges",
  summary: "Merges of offers that stand, the last first.",
  route: "GET /exchange/merges",
  part: "directory",
  input: z.strictObject({ page }),
  output: z.strictObject({
    ...paged,
    merges: z
      .array(
        z.strictObject({
          mergedId: offerId,
          keptId: offerId,
          mergedName: name,
          keptName: name,
          mergedSourceName: name,
          keptSourceName: name,
          mergedAt: instantSchema,
        }),
      )
      .max(50),
  }),
  allow: mayReview,
});

/** Takes a merge back. */
export const unmergeDuplicate = defineAction({
  name: "exchange.unmergeDuplicate",
  summary: "Takes a merge back: the offer is open again as its source says it, and leads nowhere.",
  route: "POST /exchange/merges/:mergedId/undo",
  part: "directory",
  input: z.strictObject({ mergedId: offerId }),
  output: z.strictObject({ mergedId: offerId, keptId: offerId }),
  allow: mayReview,
  errors: ["exchange.openNotFound"],
  form: { path: `${mergesPath}/:mergedId/defaire`, page: mergesPath, done: mergesPath },
});
