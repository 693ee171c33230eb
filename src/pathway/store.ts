import { stableId, type ControllerId, type Id, type Instant, type PersonId, type TenantId } from "#base";
import type { Database, Tx } from "#storage";
import { sql, type Selectable } from "kysely";
import type { LifeEvent } from "./contact/life-event.ts";
import type { StatisticsUse } from "./sharing/item.ts";

/** A person's row: codes and dates in clear, everything personal sealed. */
export interface PersonTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: PersonId;
  readonly key_id: Id<"person">;
  readonly version: number;
  readonly status: "open" | "closed";
  readonly opened_at: Instant;
  readonly opened_by: string | null;
  readonly changed_at: Instant;
  readonly processing_ground: string;
  readonly contact_channels: string[];
  readonly contact_moments: string[];
  readonly life_event: LifeEvent | null;
  readonly life_event_at: Instant | null;
  /** When the rules of contact were last written or confirmed; null: not since the file was opened. */
  readonly contact_confirmed_at: Instant | null;
  /** Not asked for before this day; null for files opened since the rules are confirmed. */
  readonly contact_ask_from: Instant | null;
  /** The file that holds everything of this one, which was taken in; null for a file that stands for itself. */
  readonly merged_into: PersonId | null;
  readonly preferred_locale: string;
  readonly minor_ground: string | null;
  readonly is_said_of_age: boolean;
  readonly given_names: Uint8Array;
  readonly family_name: Uint8Array | null;
  readonly birth_date: Uint8Array | null;
  readonly phone: Uint8Array | null;
  readonly email: Uint8Array | null;
  readonly town_code: Uint8Array | null;
  readonly wishes: Uint8Array | null;
  readonly contact_hours: Uint8Array | null;
  readonly contact_words: Uint8Array | null;
  readonly sex: Uint8Array | null;
  readonly may_leave_voicemail: boolean | null;
  readonly statistics_use: StatisticsUse;
  readonly call_request_id: Id<"call-request"> | null;
}

interface PersonTokenTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly person_id: PersonId;
  readonly token: Uint8Array;
}

/** A person's row as read. */
export type PersonRow = Selectable<PersonTable>;

const tables = (db: Tx) => db.withTables<{ person: PersonTable; person_token: PersonTokenTable }>();

/** Name of a file's key in the vault: another for each organisation, so that none can touch the key of another's file. */
export function keyIdOf(tenantId: TenantId, controllerId: ControllerId, personId: PersonId): PersonId {
  return stableId<"person">("person-key", tenantId, controllerId, personId);
}

/** The file of a person that row security lets through; null when there is none, or it was taken in by another. */
export async function findPerson(db: Tx, personId: PersonId): Promise<PersonRow | null> {
  const row = await findPersonEvenMerged(db, personId);
  return row?.merged_into === null ? row : null;
}

/** The same, also of a file that was taken in by another. */
export async function findPersonEvenMerged(db: Tx, personId: PersonId): Promise<PersonRow | null> {
  return (
    (await tables(db).selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirst()) ?? null
  );
}

/**
 * The file, locked until the end of the transaction: shared by what is sent about the person, alone by what forbids it, so
 * that a message goes before the word that stops it, or not at all.
 */
export async function lockPerson(
  db: Tx,
  personId: PersonId,
  lock: "for share" | "for no key update" | "for update",
): Promise<PersonRow | null> {
  const query = tables(db)
    .selectFrom("person")
    .selectAll()
    .where("id", "=", personId)
    .where("merged_into", "is", null);
  const locked = {
    "for share": () => query.forShare(),
    // Lets through what only refers to the file: rows that were inserted before it is asked for do not stand in its way.
    "for no key update": () => query.forNoKeyUpdate(),
    "for update": () => query.forUpdate(),
  } as const;
  return (await locked[lock]().executeTakeFirst()) ?? null;
}

/** Writes down what happened in a person's life, if the file still has the version seen. */
export async function changeLife(
  db: Tx,
  row: PersonRow,
  change: Pick<PersonRow, "status" | "life_event" | "life_event_at" | "changed_at">,
): Promise<boolean> {
  const updated = await tables(db)
    .updateTable("person")
    .set({ ...change, version: row.version + 1 })
    .where("tenant_id", "=", row.tenant_id)
    .where("controller_id", "=", row.controller_id)
    .where("id", "=", row.id)
    .where("version", "=", row.version)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

/** Files by their ids, those that row security lets through. */
export async function findPersons(db: Tx, ids: readonly PersonId[]): Promise<readonly PersonRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("person")
    .selectAll()
    .where("id", "in", [...ids])
    .where("merged_into", "is", null)
    .execute();
}

/** What names a file, and what opens whatever is sealed under its key. */
const nameColumns = ["tenant_id", "id", "key_id", "given_names"] as const;

/** A file's row as a list reads it that shows the given names alone. */
export type PersonNameRow = Pick<PersonRow, (typeof nameColumns)[number]>;

/** As `findPersons`, what names them alone: hundreds of whole rows take longer to send than to find. */
export async function findPersonNames(db: Tx, ids: readonly PersonId[]): Promise<readonly PersonNameRow[]> {
  if (ids.length === 0) return [];
  return tables(db)
    .selectFrom("person")
    .select(nameColumns)
    .where((where) => where("id", "=", where.fn.any(where.val([...ids]))))
    .where("merged_into", "is", null)
    .execute();
}

/** Inserts a file with its tokens. Answers false when the organisation has a file of that id already. */
export async function insertPerson(db: Tx, row: PersonRow, tokens: readonly Uint8Array[]): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto("person")
    .values({
      ...row,
      contact_channels: [...row.contact_channels],
      contact_moments: [...row.contact_moments],
    })
    .onConflict((conflict) => conflict.columns(["tenant_id", "controller_id", "id"]).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) return false;
  await insertTokens(db, row, tokens);
  return true;
}

/** Replaces a file and its tokens, if it still has the version seen. */
export async function replacePerson(db: Tx, row: PersonRow, tokens: readonly Uint8Array[]): Promise<boolean> {
  const { tenant_id, controller_id, id, key_id, opened_at, opened_by, call_request_id, ...changes } = row;
  const updated = await tables(db)
    .updateTable("person")
    .set({
      ...changes,
      contact_channels: [...row.contact_channels],
      contact_moments: [...row.contact_moments],
    })
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("id", "=", id)
    .where("version", "=", row.version - 1)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return false;
  await tables(db)
    .deleteFrom("person_token")
    .where("tenant_id", "=", tenant_id)
    .where("controller_id", "=", controller_id)
    .where("person_id", "=", id)
    .execute();
  await insertTokens(db, row, tokens);
  return true;
}

async function insertTokens(db: Tx, row: PersonRow, tokens: readonly Uint8Array[]): Promise<void> {
  if (tokens.length === 0) return;
  const { tenant_id, controller_id, id: person_id } = row;
  await tables(db)
    .insertInto("person_token")
    .values(tokens.map((token) => ({ tenant_id, controller_id, person_id, token: Buffer.from(token) })))
    .execute();
}

/** Which files to list. */
export interface FileSearch {
  /** One group of tokens a word: a file needs one of each. Null lists all; an empty list finds none. */
  readonly groups: readonly (readonly Uint8Array[])[] | null;
  /** Organisations of whoever asks; row security lets no others through. */
  readonly controllerIds: readonly ControllerId[];
  readonly offset: number;
  readonly limit: number;
}

/** What a list reads of a file. */
const summaryColumns = [
  "person.tenant_id",
  "person.controller_id",
  "person.id",
  "person.key_id",
  "person.version",
  "person.status",
  "person.changed_at",
  "person.given_names",
  "person.family_name",
  "person.birth_date",
] as const;

/** A file's row as a list reads it. */
export type PersonSummaryRow = Pick<
  PersonRow,
  (typeof summaryColumns)[number] extends `person.${infer Column extends keyof PersonTable}` ? Column : never
>;

/** How far files are counted: nobody reads more of them page by page, and counting all costs more than the page itself. */
const countedAtMost = 1000;

/** A page of files. */
export interface FilePage {
  /** How many files there are, up to a thousand. */
  readonly total: number;
  /** Whether there are more than that. */
  readonly isMore: boolean;
  readonly rows: readonly PersonSummaryRow[];
}

/**
 * Files that row security lets through, latest change first, and how many there are, in one statement. The page is found in
 * the index alone; only its own rows are read.
 */
export async function listPersons(
  db: Tx,
  { groups, controllerIds, offset, limit }: FileSearch,
): Promise<FilePage> {
  if (groups?.length === 0) return { total: 0, isMore: false, rows: [] };
  let query = tables(db).selectFrom("person").where("person.merged_into", "is", null);
  // Of one organisation, the index has the files in their order already.
  const [only] = controllerIds;
  if (only !== undefined && controllerIds.length === 1)
    query = query.where("person.controller_id", "=", only);
  for (const group of groups ?? []) {
    query = query.where((expression) =>
      expression.exists(
        expression
          .selectFrom("person_token")
          .select("person_token.person_id")
          .whereRef("person_token.tenant_id", "=", "person.tenant_id")
          .whereRef("person_token.controller_id", "=", "person.controller_id")
          .whereRef("person_token.person_id", "=", "person.id")
          .where(
            "person_token.token",
            "in",
            group.map((token) => Buffer.from(token)),
          ),
      ),
    );
  }
  const page = query
    .select(["person.tenant_id", "person.controller_id", "person.id"])
    .orderBy("person.changed_at", "desc")
    .orderBy("person.id")
    .offset(offset)
    .limit(limit);
  const counted = tables(db)
    .selectFrom(
      query
        .select("person.id")
        .limit(countedAtMost + 1)
        .as("found"),
    )
    .select(({ fn }) => fn.countAll<number>().as("total"));
  const rows = await tables(db)
    .selectFrom("person")
    .innerJoin(page.as("page"), (join) =>
      join
        .onRef("page.tenant_id", "=", "person.tenant_id")
        .onRef("page.controller_id", "=", "person.controller_id")
        .onRef("page.id", "=", "person.id"),
    )
    .select(summaryColumns)
    .select(counted.as("total"))
    .orderBy("person.changed_at", "desc")
    .orderBy("person.id")
    .execute();
  const total = rows[0]?.total ?? (offset === 0 ? 0 : (await counted.executeTakeFirstOrThrow()).total);
  return { total: Math.min(total, countedAtMost), isMore: total > countedAtMost, rows };
}

/** Deletes all rows of the person whose key has this name, in the territory of the transaction. Answers how many files. */
export async function erasePersonRows(db: Tx, keyId: PersonId): Promise<number> {
  const { rows } = await sql<{ readonly deleted: number }>`select erase_person(${keyId}) as deleted`.execute(
    db,
  );
  return rows[0]?.deleted ?? 0;
}

/** In which organisations a person has a file: for the operator at the terminal, who sees every territory. */
export async function filesOfPerson(
  admin: Database,
  personId: PersonId,
): Promise<readonly { readonly tenantId: TenantId; readonly controllerId: ControllerId }[]> {
  return admin
    .withTables<{ person: PersonTable }>()
    .selectFrom("person")
    .select(["tenant_id as tenantId", "controller_id as controllerId"])
    .where("id", "=", personId)
    .execute();
}

/** Whether anybody has a file: then keys exist, and must not be made anew. For the owner, who sees every territory. */
export async function hasAnyPerson(admin: Database): Promise<boolean> {
  const found = await admin
    .withTables<{ person: PersonTable }>()
    .selectFrom("person")
    .select("id")
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether an organisation, which row security lets through, has a file of this person. */
export async function hasFile(db: Tx, controllerId: ControllerId, personId: PersonId): Promise<boolean> {
  return (await findPerson(db, personId))?.controller_id === controllerId;
}
