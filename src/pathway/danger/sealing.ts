import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { ActRow } from "./store.ts";

const actContent = z.strictObject({
  receiverName: z.string().max(200),
  reason: z.string().max(2000),
  words: z.string().max(2000).nullable(),
});
/** What an act holds sealed: to whom, why, what was said. */
export type ActContent = z.output<typeof actContent>;

const placeOf = (file: FileKey, id: ActRow["id"], column: "content" | "review") =>
  ({ file, table: "danger_act", column, rowId: id }) as const;

/** Seals what was done, under the key of the person's file. */
export function sealAct(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: ActRow["id"]; readonly content: ActContent },
): Buffer {
  return sealJson(vault, placeOf(file, id, "content"), content);
}

/** Opens what was done. */
export function openAct(vault: Vault, file: FileKey, row: ActRow): ActContent {
  return openJson(vault, placeOf(file, row.id, "content"), { bytes: row.content, schema: actContent });
}

/** Seals the words of a review. */
export function sealReview(
  vault: Vault,
  file: FileKey,
  { id, words }: { readonly id: ActRow["id"]; readonly words: string },
): Buffer {
  return sealJson(vault, placeOf(file, id, "review"), words);
}

/** Opens the words of a review; null where there is none. */
export function openReview(vault: Vault, file: FileKey, row: ActRow): string | null {
  return row.review === null
    ? null
    : openJson(vault, placeOf(file, row.id, "review"), { bytes: row.review, schema: z.string().max(2000) });
}
