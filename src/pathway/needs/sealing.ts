import type { Tx, Vault } from "#storage";
import { openJson, sealJson, type SealedPlace } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import { needsContent, type Needs } from "./needs.ts";
import { findNeeds, type NeedTable } from "./store.ts";

const placeOf = (file: PersonRow): SealedPlace => ({
  file,
  table: "person_need",
  column: "profile",
  rowId: file.id,
});

/** Seals the needs of a person. */
export function sealNeeds(vault: Vault, file: PersonRow, needs: Needs): Buffer {
  return sealJson(vault, placeOf(file), needs);
}

/** Reads and opens the needs of a person, with their version; null when nobody asked yet. */
export async function openNeeds(
  db: Tx,
  vault: Vault,
  file: PersonRow,
): Promise<(Needs & { readonly version: number }) | null> {
  const row = await findNeeds(db, file.id);
  if (row === null) return null;
  return { ...openNeedsRow(vault, file, row), version: row.version };
}

/** Opens the needs of a person, as they were read. */
export function openNeedsRow(vault: Vault, file: PersonRow, { profile }: Pick<NeedTable, "profile">): Needs {
  return openJson(vault, placeOf(file), { bytes: profile, schema: needsContent });
}
