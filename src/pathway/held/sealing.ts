import { instantSchema, type Id } from "#base";
import type { Vault } from "#storage";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { heldChangeSchema, type HeldChange } from "./sealing-schema.ts";
import type { HeldRequestRow } from "./store.ts";

/** The second proof of who asks for a copy. */
const proofSchema = z.strictObject({ code: z.string().length(6), sentAt: instantSchema });
/** The second proof of who asks for a copy. */
export type Proof = z.output<typeof proofSchema>;

const placeOf = (file: PersonRow, id: Id<"held-request">) =>
  ({ file, table: "held_request", column: "content", rowId: id }) as const;

/** Seals what waits. @throws vault.keyDestroyed */
export function sealHeld(
  vault: Vault,
  file: PersonRow,
  { id, content }: { readonly id: Id<"held-request">; readonly content: HeldChange | Proof },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

type Sealed = Pick<HeldRequestRow, "id" | "kind" | "content">;

/** What a change that waits will say; null for anything else. @throws vault.keyDestroyed, vault.sealBroken */
export function openChange(vault: Vault, file: PersonRow, row: Sealed): HeldChange | null {
  if (row.kind !== "contact-change" || row.content === null) return null;
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: heldChangeSchema });
}

/** The second proof that was sent; null where none was. @throws vault.keyDestroyed, vault.sealBroken */
export function openProof(vault: Vault, file: PersonRow, row: Sealed): Proof | null {
  if (row.kind !== "own-copy" || row.content === null) return null;
  return openJson(vault, placeOf(file, row.id), { bytes: row.content, schema: proofSchema });
}
