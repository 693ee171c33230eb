import type { AccountId, ControllerId, Id, Instant, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { deleteParts, insertParts, openParts, type Sealing } from "../sealed-file/parts-store.ts";
import type { PersonRow } from "../store.ts";
import type { KeptMediaType } from "../sealed-file/kept-file.ts";

interface ConsentPaperTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"consent-paper">;
  readonly person_id: PersonId;
  readonly agreement_id: Id<"agreement">;
  readonly media_type: KeptMediaType;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of what is kept, in hexadecimal. */
  readonly digest: string;
  readonly received_at: Instant;
  readonly received_by: AccountId | null;
  readonly forgotten_at: Instant | null;
}
/** A paper as kept, without what is on it. */
export type ConsentPaperRow = Selectable<ConsentPaperTable>;

const tables = (db: Tx) => db.withTables<{ consent_paper: ConsentPaperTable }>();
const partsOf = (id: Id<"consent-paper">) => ({ table: "consent_paper_part", id }) as const;

/** Papers of an agreement, oldest first. */
export async function papersOfAgreement(
  db: Tx,
  agreementId: Id<"agreement">,
): Promise<readonly ConsentPaperRow[]> {
  return tables(db)
    .selectFrom("consent_paper")
    .selectAll()
    .where("agreement_id", "=", agreementId)
    .orderBy("received_at")
    .orderBy("id")
    .execute();
}

/** Papers of a person, oldest first. */
export async function papersOfPerson(db: Tx, personId: PersonId): Promise<readonly ConsentPaperRow[]> {
  return tables(db)
    .selectFrom("consent_paper")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("received_at")
    .orderBy("id")
    .execute();
}

/** Keeps a paper, sealed in parts. Answers false when the agreement has the same one already. @throws vault.keyDestroyed */
export async function insertPaper(
  db: Tx,
  sealing: Sealing,
  row: ConsentPaperRow,
  bytes: Uint8Array,
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("consent_paper")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  await insertParts(db, sealing, partsOf(row.id), bytes);
  return true;
}

/** What is on a paper, in base64; null when it went. @throws vault.keyDestroyed, vault.sealBroken */
export async function openPaper(
  db: Tx,
  vault: Vault,
  file: PersonRow,
  paperId: Id<"consent-paper">,
): Promise<string | null> {
  return openParts(db, { vault, file }, partsOf(paperId));
}

/** Forgets what is on the papers of agreements that ended; that there were such papers stays on record. */
export async function forgetPapers(
  db: Tx,
  agreementIds: readonly Id<"agreement">[],
  now: Instant,
): Promise<void> {
  if (agreementIds.length === 0) return;
  const forgotten = await tables(db)
    .updateTable("consent_paper")
    .set({ forgotten_at: now })
    .where("agreement_id", "in", agreementIds)
    .where("forgotten_at", "is", null)
    .returning("id")
    .execute();
  if (forgotten.length === 0) return;
  await deleteParts(
    db,
    "consent_paper_part",
    forgotten.map(({ id }) => id),
  );
}
