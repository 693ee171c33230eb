import type { AccountId, ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { KeptMediaType } from "../sealed-file/kept-file.ts";
import { deleteParts, insertParts, openParts, type Sealing } from "../sealed-file/parts-store.ts";
import type { PersonRow } from "../store.ts";
import type { documentKeeping, documentKind, documentRemoval } from "./codes.ts";

interface DocumentTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"person-document">;
  readonly person_id: PersonId;
  readonly kind: (typeof documentKind.codes)[number];
  readonly day: LocalDate;
  readonly media_type: KeptMediaType;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of what is kept, in hexadecimal. */
  readonly digest: string;
  /** Sealed; null where nothing was written, and once it was removed. */
  readonly label: Uint8Array | null;
  readonly brought_at: Instant;
  readonly brought_by: AccountId;
  readonly removed_at: Instant | null;
  readonly removed_by: AccountId | null;
  readonly removal: (typeof documentRemoval.codes)[number] | null;
  /** When it is removed by itself. */
  readonly kept_until: Instant;
  /** Why it was kept longer last, and by whom; null where nobody did. */
  readonly kept_longer: (typeof documentKeeping.codes)[number] | null;
  readonly kept_longer_by: AccountId | null;
  /** Whether the person sees it on their own page. */
  readonly on_own_page: boolean;
}
/** A document as kept, without what is in it. */
export type DocumentRow = Selectable<DocumentTable>;

const tables = (db: Tx) => db.withTables<{ person_document: DocumentTable }>();
const partsOf = (id: Id<"person-document">) => ({ table: "person_document_part", id }) as const;

/** Documents of a file that row security lets through, those removed too, newest first. */
export async function documentsOf(db: Tx, personId: PersonId): Promise<readonly DocumentRow[]> {
  return tables(db)
    .selectFrom("person_document")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("day", "desc")
    .orderBy("brought_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** A document of a file, locked until the end of the transaction when it is to be removed. */
export async function findDocument(
  db: Tx,
  { id, personId }: { readonly id: Id<"person-document">; readonly personId: PersonId },
  lock: "for update" | "no lock" = "no lock",
): Promise<DocumentRow | null> {
  const query = tables(db)
    .selectFrom("person_document")
    .selectAll()
    .where("id", "=", id)
    .where("person_id", "=", personId);
  return (await (lock === "for update" ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** Keeps a document, sealed in parts. @throws vault.keyDestroyed */
export async function insertDocument(
  db: Tx,
  sealing: Sealing,
  row: DocumentRow,
  bytes: Uint8Array,
): Promise<void> {
  await tables(db).insertInto("person_document").values(row).execute();
  await insertParts(db, sealing, partsOf(row.id), bytes);
}

/** What is in a document, in base64; null once it was removed. @throws vault.keyDestroyed, vault.sealBroken */
export async function openDocument(
  db: Tx,
  vault: Vault,
  file: PersonRow,
  id: Id<"person-document">,
): Promise<string | null> {
  return openParts(db, { vault, file }, partsOf(id));
}

/** Forgets what is in a document and how it was called; that there was one stays on record. */
export async function forgetDocument(
  db: Tx,
  id: Id<"person-document">,
  removal: {
    readonly at: Instant;
    /** Null when its time was over. */
    readonly by: AccountId | null;
    readonly reason: NonNullable<DocumentRow["removal"]>;
  },
): Promise<void> {
  const { at, by, reason } = removal;
  await tables(db)
    .updateTable("person_document")
    .set({ removed_at: at, removed_by: by, removal: reason, label: null })
    .where("id", "=", id)
    .execute();
  await deleteParts(db, "person_document_part", [id]);
}

/** Keeps a document longer. */
export async function keepUntil(
  db: Tx,
  id: Id<"person-document">,
  keeping: {
    readonly until: Instant;
    readonly by: AccountId;
    readonly reason: NonNullable<DocumentRow["kept_longer"]>;
  },
): Promise<void> {
  await tables(db)
    .updateTable("person_document")
    .set({ kept_until: keeping.until, kept_longer: keeping.reason, kept_longer_by: keeping.by })
    .where("id", "=", id)
    .execute();
}

/** Shows a document on the person's own page, or no longer. */
export async function setShown(db: Tx, id: Id<"person-document">, isShown: boolean): Promise<void> {
  await tables(db)
    .updateTable("person_document")
    .set({ on_own_page: isShown })
    .where("id", "=", id)
    .execute();
}

/** Documents there whose time is over by a moment, of the organisations in reach: soonest first. */
export async function documentsEnding(
  db: Tx,
  { by, limit }: { readonly by: Instant; readonly limit: number },
): Promise<readonly DocumentRow[]> {
  return tables(db)
    .selectFrom("person_document")
    .selectAll()
    .where("removed_at", "is", null)
    .where("kept_until", "<=", by)
    .orderBy("kept_until")
    .orderBy("id")
    .limit(limit)
    .execute();
}

const placeOf = (file: PersonRow, rowId: Id<"person-document">) =>
  ({ file, table: "person_document", column: "label", rowId }) as const;

/** Seals the words of a document; none stay none. @throws vault.keyDestroyed */
export function sealLabel(
  vault: Vault,
  file: PersonRow,
  { id, label }: { readonly id: Id<"person-document">; readonly label: string },
): Buffer | null {
  return label === "" ? null : sealJson(vault, placeOf(file, id), label);
}

/** Opens the words of a document. @throws vault.keyDestroyed, vault.sealBroken */
export function openLabel(
  vault: Vault,
  file: PersonRow,
  { id, label }: Pick<DocumentRow, "id" | "label">,
): string | null {
  if (label === null) return null;
  return openJson(vault, placeOf(file, id), { bytes: label, schema: z.string().max(120) });
}
