import type { AccountId, ControllerId, Id, Instant, NewId, PersonId, TenantId } from "#base";
import type { Tx, Vault } from "#storage";
import type { Selectable } from "kysely";
import { z } from "zod";
import { openJson, sealJson } from "../sealed-json.ts";
import type { PersonRow } from "../store.ts";
import type { PaperMediaType } from "./paper-file.ts";

/** Bytes of a part: in base64 and JSON they stay below what is sealed at once. */
const partBytes = 75_000;

interface ConsentPaperTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"consent-paper">;
  readonly person_id: PersonId;
  readonly agreement_id: Id<"agreement">;
  readonly media_type: PaperMediaType;
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

interface PartTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"consent-paper-part">;
  readonly paper_id: Id<"consent-paper">;
  readonly position: number;
  readonly content: Uint8Array;
}

const tables = (db: Tx) =>
  db.withTables<{ consent_paper: ConsentPaperTable; consent_paper_part: PartTable }>();

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
  { vault, file, newId }: { readonly vault: Vault; readonly file: PersonRow; readonly newId: NewId },
  row: ConsentPaperRow,
  bytes: Uint8Array,
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("consent_paper")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
  const { tenant_id, controller_id, id: paper_id } = row;
  for (let at = 0, position = 1; at < bytes.length; at += partBytes, position += 1) {
    const id = newId<"consent-paper-part">();
    const text = Buffer.from(bytes.subarray(at, at + partBytes)).toString("base64");
    const content = sealJson(vault, placeOf(file, id), text);
    await tables(db)
      .insertInto("consent_paper_part")
      .values({ tenant_id, controller_id, id, paper_id, position, content })
      .execute();
  }
  return true;
}

/** What is on a paper, in base64; null when it went. @throws vault.keyDestroyed, vault.sealBroken */
export async function openPaper(
  db: Tx,
  vault: Vault,
  file: PersonRow,
  paperId: Id<"consent-paper">,
): Promise<string | null> {
  const parts = await tables(db)
    .selectFrom("consent_paper_part")
    .select(["id", "content"])
    .where("paper_id", "=", paperId)
    .orderBy("position")
    .execute();
  if (parts.length === 0) return null;
  const texts = parts.map(({ id, content }) =>
    openJson(vault, placeOf(file, id), { bytes: content, schema: z.base64() }),
  );
  // Parts are whole groups of three bytes but for the last: their texts joined are the text of the whole.
  return texts.join("");
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
  await tables(db)
    .deleteFrom("consent_paper_part")
    .where(
      "paper_id",
      "in",
      forgotten.map(({ id }) => id),
    )
    .execute();
}

function placeOf(file: PersonRow, rowId: Id<"consent-paper-part">) {
  return { file, table: "consent_paper_part", column: "content", rowId };
}
