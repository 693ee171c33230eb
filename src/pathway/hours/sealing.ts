import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { closedLine, type ClosedLine } from "./closed-line.ts";
import { openJson, sealJson, type SealedPlace } from "../sealed-json.ts";

interface Contents {
  readonly hours_right: { readonly gir: number; readonly planNumber: string | null };
  readonly hours_reference: { readonly reference: string };
  readonly talk_invitation: { readonly words: string };
  readonly hours_closing_line: ClosedLine;
}
type Table = keyof Contents;
/** What a row of a table holds sealed. */
export type SealedHours<T extends Table> = Contents[T];

const contents: { readonly [T in Table]: z.ZodType<Contents[T]> } = {
  hours_right: z.strictObject({ gir: z.int().min(1).max(4), planNumber: z.string().max(60).nullable() }),
  hours_reference: z.strictObject({ reference: z.string().max(60) }),
  talk_invitation: z.strictObject({ words: z.string().max(1000) }),
  hours_closing_line: closedLine,
};

const placeOf = (file: FileKey, table: Table, rowId: SealedPlace["rowId"]): SealedPlace => ({
  file,
  table,
  column: "content",
  rowId,
});

/** Seals what a row of the hours tells of a person. @throws vault.keyDestroyed */
export function sealHours<T extends Table>(
  vault: Vault,
  file: FileKey,
  {
    table,
    id,
    value,
  }: { readonly table: T; readonly id: SealedPlace["rowId"]; readonly value: SealedHours<T> },
): Buffer {
  return sealJson(vault, placeOf(file, table, id), value);
}

/** Opens what {@link sealHours} sealed. @throws vault.keyDestroyed, vault.sealBroken */
export function openHours<T extends Table>(
  vault: Vault,
  file: FileKey,
  {
    table,
    row,
  }: { readonly table: T; readonly row: { readonly id: SealedPlace["rowId"]; readonly content: Uint8Array } },
): SealedHours<T> {
  const schema: z.ZodType<Contents[T]> = contents[table];
  return openJson(vault, placeOf(file, table, row.id), { bytes: row.content, schema });
}
