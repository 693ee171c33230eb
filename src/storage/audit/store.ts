import { sql } from "kysely";
import { escapeLiteral } from "pg";
import type { Instant, TenantId } from "#base";
import type { Database, Tx } from "../database.ts";
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

/**
 * The same for one entry, as a statement with its values written in: the last words of `withTransaction`, so that the end of
 * the chain is locked for the commit alone.
 * @throws ZodError when the entry holds anything but ids and codes.
 */
export function auditStatement(entry: AuditEntry): string {
  const values = [auditLine(entry), `{${subjectIdsOf(entry).join(",")}}`, entry.at];
  const [line, subjects, at] = values.map(escapeLiteral);
  return `select append_audit(${line}, ${subjects}::uuid[], ${at}::timestamptz)`;
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

const pageRows = 10_000;

/** Runs something in a read-only snapshot of all territories. Fails, rather than see less, for a role that row security binds. */
export async function inWholeSnapshot<Result>(
  admin: Database,
  read: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return admin
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      await sql`set local row_security = off`.execute(tx);
      return read(tx);
    });
}

/** The ends of all chains. */
export async function readHeads(tx: Tx): Promise<readonly ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    select tenant_id as "tenantId", seq, encode(hash, 'hex') as hash from audit_head order by tenant_id`.execute(
    tx,
  );
  return rows;
}

/** All entries, chain by chain and by number, a page at a time. */
export async function* readChains(
  tx: Tx,
): AsyncGenerator<readonly (StoredEntry & { readonly tenantId: TenantId })[]> {
  await sql`
    declare audit_chain no scroll cursor for
    select tenant_id as "tenantId", seq, (extract(epoch from at) * 1000)::float8 as at, line,
      array_to_string(subject_ids, ',') as "subjectIds", encode(hash, 'hex') as hash
    from audit_entry order by tenant_id, seq`.execute(tx);
  for (;;) {
    const { rows } = await sql<
      StoredEntry & { readonly tenantId: TenantId }
    >`fetch ${sql.lit(pageRows)} from audit_chain`.execute(tx);
    yield rows;
    if (rows.length < pageRows) break;
  }
  await sql`close audit_chain`.execute(tx);
}

/** Entries whose ids and search rows differ, in either direction. */
export async function readSubjectFaults(
  tx: Tx,
): Promise<readonly { readonly tenantId: TenantId; readonly seq: number }[]> {
  const { rows } = await sql<{ tenantId: TenantId; seq: number }>`
    select distinct tenant_id as "tenantId", seq
    from (select tenant_id, seq, unnest(subject_ids) as subject_id from audit_entry) named
    full join audit_subject found using (tenant_id, seq, subject_id)
    where named.subject_id is null or found.subject_id is null
    order by tenant_id, seq`.execute(tx);
  return rows;
}
