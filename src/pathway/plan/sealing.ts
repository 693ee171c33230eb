import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PlanItemRow } from "./store.ts";

const itemContent = z.strictObject({ title: z.string().max(300), goal: z.string().max(1000).nullable() });
/** The words of an item: what it is, and what it is for. */
export type PlanItemContent = z.output<typeof itemContent>;

const placeOf = (file: FileKey, id: PlanItemRow["id"]) =>
  ({ file, table: "plan_item", column: "content", rowId: id }) as const;

/** Seals the words of an item. */
export function sealPlanItem(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: PlanItemRow["id"]; readonly content: PlanItemContent },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

/** Opens the words of an item. */
export function openPlanItem(vault: Vault, file: FileKey, row: PlanItemRow): PlanItemContent {
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: itemContent });
}
