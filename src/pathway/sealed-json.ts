import type { Id } from "#base";
import type { SealedField, Vault } from "#storage";
import type { z } from "zod";
import type { PersonRow } from "./store.ts";

/** The file whose key seals something, and the row and column in which it is kept. */
export interface SealedPlace {
  readonly file: Pick<PersonRow, "tenant_id" | "key_id">;
  readonly table: string;
  readonly column: string;
  readonly rowId: Id<string>;
}

const placeOf = ({ file, table, column, rowId }: SealedPlace) => ({
  tenantId: file.tenant_id,
  personId: file.key_id,
  table,
  column,
  rowId,
});

/** Seals a value under the key of a file. @throws vault.keyDestroyed, vault.textTooLong */
export function sealJson(vault: Vault, place: SealedPlace, value: unknown): Buffer {
  return Buffer.from(vault.seal(placeOf(place), JSON.stringify(value)));
}

/** What {@link sealJson} sealed for a place, to be opened together with other texts by `vault.openAll`. */
export function sealedJson(place: SealedPlace, bytes: Uint8Array): SealedField {
  return { place: placeOf(place), sealed: bytes };
}

/** Opens what {@link sealJson} sealed for the same place. @throws vault.keyDestroyed, vault.sealBroken; ZodError when the shape is another */
export function openJson<S extends z.ZodType>(
  vault: Vault,
  place: SealedPlace,
  sealed: { readonly bytes: Uint8Array; readonly schema: S },
): z.output<S> {
  return sealed.schema.parse(JSON.parse(vault.open(placeOf(place), sealed.bytes)));
}
