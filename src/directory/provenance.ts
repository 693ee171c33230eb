import { localDateSchema } from "#base";
import { z } from "zod";

/** Kinds of entries of the directory, named as their tables and as HSDS names them. */
export const entryKinds = ["organization", "location", "service", "service_at_location"] as const;
/** One kind of entry. */
export type EntryKind = (typeof entryKinds)[number];

/** Longest text kept in a description, in characters. */
export const longText = 10_000;

/**
 * What an entry says of where it comes from. Its id is always made of kind, source and source id
 * (UUID version 5), so that the same entry of the next edition finds itself again.
 */
export const provenanceShape = {
  /** Folder of the source under `exchange/sources`. */
  source: z.string().min(1).max(80),
  /** Id that the producer gives it; a key made of its name and town where the producer gives none. */
  source_id: z.string().min(1).max(1000),
  /** Day on which the producer last confirmed it (HSDS `assured_date`); null when it does not say. */
  confirmed_on: localDateSchema.nullable(),
};
