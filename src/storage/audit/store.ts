import { sql } from "kysely";
import type { ClientBase } from "pg";
import type { Instant, TenantId } from "#base";
import type { Tx } from "../database.ts";
import type { ChainHead, StoredEntry } from "./chain.ts";
import { type AuditEntry, type AuditLine, auditLine, parseAuditLine, subjectIdsOf } from "./entry.ts";

type AuditTables = {
  audit_entry: { tenant_id: TenantId; seq: number; at: Instant; line: string };
  audit_subject: { tenant_id: TenantId; subject_id: string; seq: number };
};

/** An entry read back from the chain of the territory in force. */
export interface AuditRecord {
  /** Number in the chain, from 1, without gaps. */
  readonly seq: number;
  /** When it was done. */
  readonly at: Instant;
  /** What was done; `null` when the line cannot be read (it was altered: run `audit verify`). */
  readonly line: AuditLine | null;
}

/** Which part of a list to read, newest first. */
export interface AuditPage {
  /** Most entries to give back. */
  readonly limit: number;
  /** Only entries with a lower number; from the newest when absent. */
  readonly before?: number;
}

/**
 * Adds entries to the chain of the territory in force (`tisser.tenant`), in one statement.
 * Must be the last statement of the transaction: the end of the chain stays locked until the commit.
 * @throws ZodError when an entry holds anything but ids and codes.
 */
export async function appendAudit(tx: Tx, ...entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const calls = entries.map((entry) => {
    const line = auditLine(entry);
    const subjects = `{${subjectIdsOf(entry).join(",")}}`;
    return sql`append_audit(${line}, ${subjects}::uuid[], ${entry.at}::timestamptz)`;
  });
  await sql`select ${sql.join(calls)}`.execute(tx);
}

/** The entries that name one id, newest first: who opened or changed this file. */
export async function readAuditAbout(
  tx: Tx,
  subjectId: string,
  page: AuditPage,
): Promise<readonly AuditRecord[]> {
  const rows = await tx
    .withTables<AuditTables>()
    .selectFrom("audit_subject")
    .innerJoin("audit_entry", (join) =>
      join
        .onRef("audit_entry.tenant_id", "=", "audit_subject.tenant_id")
        .onRef("audit_entry.seq", "=", "audit_subject.seq"),
    )
    .select(["audit_entry.seq", "audit_entry.at", "audit_entry.line"])
    .where("audit_subject.subject_id", "=", subjectId)
    .where("audit_subject.seq", "<", page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy("audit_subject.seq", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toRecord);
}

/** The entries of the territory in force, newest first. */
export async function readAudit(tx: Tx, page: AuditPage): Promise<readonly AuditRecord[]> {
  const rows = await tx
    .withTables<AuditTables>()
    .selectFrom("audit_entry")
    .select(["seq", "at", "line"])
    .where("seq", "<", page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy("seq", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(toRecord);
}

function toRecord(row: { seq: number; at: Instant; line: string }): AuditRecord {
  return { seq: row.seq, at: row.at, line: parseAuditLine(row.line) };
}

/** What verification reads through: a connection of the role that sees every territory. */
export type AdminClient = Pick<ClientBase, "query">;

const pageRows = 10_000;

/**
 * Opens a read-only snapshot in which row security hides nothing.
 * PostgreSQL answers with an error, not with fewer rows, when the role may not look behind row security.
 */
export async function inWholeSnapshot<Result>(
  admin: AdminClient,
  read: () => Promise<Result>,
): Promise<Result> {
  await admin.query("begin isolation level repeatable read read only");
  try {
    await admin.query("set local row_security = off");
    return await read();
  } finally {
    await admin.query("rollback");
  }
}

/** The ends of all chains. */
export async function readHeads(admin: AdminClient): Promise<readonly ChainHead[]> {
  const { rows } = await admin.query<{ tenant_id: TenantId; seq: string; hash: string }>(
    "select tenant_id, seq, encode(hash, 'hex') as hash from audit_head order by tenant_id",
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, seq: Number(row.seq), hash: row.hash }));
}

/** All entries, chain by chain and by number, a page at a time. To be read inside {@link inWholeSnapshot}. */
export async function* readChains(
  admin: AdminClient,
): AsyncGenerator<readonly (StoredEntry & { readonly tenantId: TenantId })[]> {
  await admin.query(
    "declare audit_chain no scroll cursor for select tenant_id, seq, (extract(epoch from at) * 1000)::float8," +
      " line, array_to_string(subject_ids, ','), encode(hash, 'hex') from audit_entry order by tenant_id, seq",
  );
  for (;;) {
    const { rows } = await admin.query<[TenantId, string, number, string, string, string]>({
      text: `fetch ${pageRows} from audit_chain`,
      rowMode: "array",
    });
    yield rows.map(([tenantId, seq, at, line, subjectIds, hash]) => {
      return { tenantId, seq: Number(seq), at: Math.round(at), line, subjectIds, hash };
    });
    if (rows.length < pageRows) return;
  }
}

/** Entries whose ids and search rows differ, in either direction. */
export async function readSubjectFaults(
  admin: AdminClient,
): Promise<readonly { readonly tenantId: TenantId; readonly seq: number }[]> {
  const { rows } = await admin.query<{ tenant_id: TenantId; seq: string }>(
    "select distinct tenant_id, seq" +
      " from (select tenant_id, seq, unnest(subject_ids) as subject_id from audit_entry) named" +
      " full join audit_subject found using (tenant_id, seq, subject_id)" +
      " where named.subject_id is null or found.subject_id is null order by tenant_id, seq",
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, seq: Number(row.seq) }));
}
