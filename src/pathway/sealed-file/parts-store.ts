import type { Id, NewId } from "#base";
import type { Tx, Vault } from "#storage";
import { sql } from "kysely";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";

/** Bytes of a part: in base64 and JSON they stay below what is sealed at once. */
const partBytes = 75_000;

/** The tables in which files lie in parts, and the column that names the thing a part is of. */
const ownerColumns = {
  consent_paper_part: "paper_id",
  person_document_part: "document_id",
} as const;
/** A table of parts. */
export type PartsTable = keyof typeof ownerColumns;

/** Where the parts of a thing lie. */
export interface PartsOf {
  readonly table: PartsTable;
  readonly id: Id<string>;
}

/** What sealing parts needs. */
export interface Sealing {
  readonly vault: Vault;
  readonly file: PersonRow;
  readonly newId: NewId;
}

/** Keeps the bytes of a thing, sealed in parts with the key of the file. @throws vault.keyDestroyed */
export async function insertParts(
  db: Tx,
  { vault, file, newId }: Sealing,
  { table, id }: PartsOf,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0, position = 1; at < bytes.length; at += partBytes, position += 1) {
    const rowId = newId<string>();
    const text = Buffer.from(bytes.subarray(at, at + partBytes)).toString("base64");
    const content = sealJson(vault, { file, table, column: "content", rowId }, text);
    await sql`insert into ${sql.id(table)}
      (tenant_id, controller_id, id, ${sql.id(ownerColumns[table])}, position, content)
      values (${file.tenant_id}, ${file.controller_id}, ${rowId}, ${id}, ${position}, ${content})`.execute(
      db,
    );
  }
}

/** The bytes of a thing in base64; null when they went. @throws vault.keyDestroyed, vault.sealBroken */
export async function openParts(
  db: Tx,
  { vault, file }: Pick<Sealing, "vault" | "file">,
  { table, id }: PartsOf,
): Promise<string | null> {
  const { rows } = await sql<{ id: Id<string>; content: Uint8Array }>`
    select id, content from ${sql.id(table)} where ${sql.id(ownerColumns[table])} = ${id} order by position`.execute(
    db,
  );
  if (rows.length === 0) return null;
  const texts = rows.map((row) =>
    openJson(
      vault,
      { file, table, column: "content", rowId: row.id },
      { bytes: row.content, schema: z.base64() },
    ),
  );
  // Parts are whole groups of three bytes but for the last: their texts joined are the text of the whole.
  return texts.join("");
}

/** Forgets the bytes of things for good. */
export async function deleteParts(db: Tx, table: PartsTable, ids: readonly Id<string>[]): Promise<void> {
  await sql`delete from ${sql.id(table)} where ${sql.id(ownerColumns[table])} = any (${[...ids]}::uuid[])`.execute(
    db,
  );
}
