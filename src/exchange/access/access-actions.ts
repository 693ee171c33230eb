import { defineAction, hasRole, idSchema } from "#base";
import { wheelchairAccess } from "#directory";
import { z } from "zod";
import { accessEvidence } from "./likeness.ts";

const mayReview = hasRole("territory-admin", "platform-operator");

const listPath = "/pro/imports/accessibilite";

/** Most rows brought at once. */
export const accessRowsAtOnce = 5000;

const edition = z.string().regex(/^[0-9a-f]{32}$/);
const sourceId = z.string().min(1).max(80);
const name = z.string().max(400);

/** Takes in rows of a file of a source of accessibility. */
export const bringAccess = defineAction({
  name: "exchange.bringAccess",
  summary:
    "Takes in rows of a file that tells how one gets into places; those of towns without offers are left out. The same rows again change nothing.",
  route: "POST /exchange/access/rows",
  part: "directory",
  input: z.strictObject({
    source: sourceId,
    /** Digest of the whole file. */
    edition,
    /** Rows of the file before these. */
    rowsBefore: z.int().min(0),
    rows: z.array(z.record(z.string().max(200), z.unknown()).nullable()).max(accessRowsAtOnce),
  }),
  output: z.strictObject({
    kept: z.int().min(0),
    elsewhere: z.int().min(0),
    refused: z.int().min(0),
  }),
  allow: hasRole("platform-operator"),
  errors: ["exchange.sourceUnknown", "exchange.columnsMissing"],
  bodyLimit: 32 * 1024 * 1024,
});

/** Finishes a file of a source of accessibility. */
export const finishAccess = defineAction({
  name: "exchange.finishAccess",
  summary:
    "Finishes a file that tells how one gets into places: what it no longer holds is gone, and places are joined by SIRET, name, address and distance.",
  route: "POST /exchange/access/finish",
  part: "directory",
  input: z.strictObject({ source: sourceId, edition, fileName: z.string().min(1).max(200) }),
  output: z.strictObject({
    read: z.int().min(0),
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    /** Establishments that the file no longer holds. */
    gone: z.int().min(0),
    refused: z.int().min(0),
    /** Places of ours that are joined, and pairs that wait for a human. */
    joined: z.int().min(0),
    waiting: z.int().min(0),
  }),
  allow: hasRole("platform-operator"),
  errors: ["exchange.sourceUnknown"],
});

/** Lists pairs of a place of ours and an establishment. */
export const listAccessLinks = defineAction({
  name: "exchange.listAccessLinks",
  summary:
    "Places of the directory beside the establishments that may be the same, with score and evidence: those that wait, or those joined.",
  route: "GET /exchange/access/links",
  part: "directory",
  input: z.strictObject({
    state: z.enum(["waiting", "joined"]).default("waiting"),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  }),
  output: z.strictObject({
    total: z.int().min(0),
    page: z.int().min(1),
    pageSize: z.int().min(1),
    links: z
      .array(
        z.strictObject({
          locationId: idSchema<"location">(),
          source: sourceId,
          placeId: z.string().max(200),
          score: z.number().min(0).max(1),
          evidence: z.array(accessEvidence.schema).max(10),
          /** Null when one of them has no position. */
          distanceMetres: z.int().min(0).nullable(),
          /** Whether a human chose it. */
          isChosen: z.boolean(),
          name,
          address: name.nullable(),
          city: name,
          /** An open offer there. */
          offerId: idSchema<"offer">().nullable(),
          placeName: name,
          placeStreet: name.nullable(),
          placeUrl: z.string().max(500).nullable(),
          sourceName: name,
          wheelchair: wheelchairAccess.schema,
          features: z.array(z.string().max(40)).max(20),
        }),
      )
      .max(50),
  }),
  allow: mayReview,
});

/** Decides whether a place is an establishment. */
export const judgeAccessLink = defineAction({
  name: "exchange.judgeAccessLink",
  summary:
    "Says whether a place of the directory is an establishment: what is told of the access is then shown, or no longer.",
  route: "POST /exchange/access/links",
  part: "directory",
  input: z.strictObject({
    locationId: idSchema<"location">(),
    source: sourceId,
    placeId: z.string().min(1).max(200),
    decision: z.enum(["same", "different"]),
  }),
  output: z.strictObject({ locationId: idSchema<"location">() }),
  allow: mayReview,
  errors: ["exchange.openNotFound"],
  form: { path: listPath, page: listPath, done: listPath },
});
