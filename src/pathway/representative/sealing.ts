import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { RepresentativeRow } from "./store.ts";

const nameContent = z.strictObject({ name: z.string().max(200), phone: z.string().max(30).nullable() });
/** Name and number of a representative. */
export type RepresentativeName = z.output<typeof nameContent>;

const placeOf = (file: FileKey, id: RepresentativeRow["id"]) =>
  ({ file, table: "representative", column: "content", rowId: id }) as const;

/** Seals name and number, under the key of the person's file. */
export function sealRepresentative(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: RepresentativeRow["id"]; readonly content: RepresentativeName },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

/** Opens name and number. */
export function openRepresentative(vault: Vault, file: FileKey, row: RepresentativeRow): RepresentativeName {
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: nameContent });
}
