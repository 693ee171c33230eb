import type { ControllerId, Instant, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";

/** The own page of a person: how its link is sent, and whether they asked to be called. */
interface OwnPageTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly person_id: PersonId;
  readonly version: number;
  readonly sent_at: Instant;
  readonly call_asked_at: Instant | null;
  readonly invitation: Uint8Array;
  /** The link handed over on paper, sealed; null when the newest link went another way. */
  readonly handed: Uint8Array | null;
}
/** The own page of a person, as read. */
export type OwnPageRow = Selectable<OwnPageTable>;

const tables = (db: Tx) => db.withTables<{ own_page: OwnPageTable }>();

/** The own page of a person; null when no link was ever sent. */
export async function findOwnPage(db: Tx, personId: PersonId): Promise<OwnPageRow | null> {
  const found = await tables(db)
    .selectFrom("own_page")
    .selectAll()
    .where("person_id", "=", personId)
    .executeTakeFirst();
  return found ?? null;
}

/** The own page of a person, locked until the end of the transaction; null when no link was ever sent. */
export async function lockOwnPage(db: Tx, personId: PersonId): Promise<OwnPageRow | null> {
  const found = await tables(db)
    .selectFrom("own_page")
    .selectAll()
    .where("person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  return found ?? null;
}

/** Writes down how the link is sent from now on; one that was handed over on paper is forgotten. */
export async function putOwnPage(
  db: Tx,
  row: Omit<OwnPageRow, "version" | "call_asked_at" | "handed">,
): Promise<void> {
  const { sent_at, invitation } = row;
  await tables(db)
    .insertInto("own_page")
    .values({ ...row, version: 1, call_asked_at: null, handed: null })
    .onConflict((conflict) =>
      conflict.columns(["tenant_id", "controller_id", "person_id"]).doUpdateSet((set) => ({
        sent_at,
        invitation,
        handed: null,
        version: set("own_page.version", "+", 1),
      })),
    )
    .execute();
}

/** Keeps the link that is handed over on paper, until another takes its place. */
export async function keepHanded(db: Tx, personId: PersonId, handed: Uint8Array): Promise<void> {
  await tables(db).updateTable("own_page").set({ handed }).where("person_id", "=", personId).execute();
}

/** Writes down that the person asks to be called, the first time they did; or, with null, that they were. */
export async function markCall(db: Tx, personId: PersonId, askedAt: Instant | null): Promise<void> {
  const query = tables(db)
    .updateTable("own_page")
    .set({ call_asked_at: askedAt })
    .where("person_id", "=", personId);
  await (askedAt === null ? query : query.where("call_asked_at", "is", null)).execute();
}

/** Persons in reach who ask to be called, longest ago first. */
export async function personsToCall(
  db: Tx,
  limit: number,
): Promise<readonly { readonly personId: PersonId; readonly since: Instant }[]> {
  const rows = await tables(db)
    .selectFrom("own_page")
    .select(["person_id", "call_asked_at"])
    .where("call_asked_at", "is not", null)
    .orderBy("call_asked_at")
    .limit(limit)
    .execute();
  return rows.flatMap(({ person_id: personId, call_asked_at: since }) =>
    since === null ? [] : [{ personId, since }],
  );
}
