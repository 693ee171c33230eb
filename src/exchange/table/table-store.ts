import type { Instant, LocalDate, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql } from "kysely";

/** A table that was brought. */
export interface TableUpload {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly file_name: string;
  readonly content: Buffer;
  readonly mapping: unknown;
}

/** Keeps a table until it is imported. */
export async function keepUpload(
  db: Tx,
  tenantId: TenantId,
  upload: Omit<TableUpload, "mapping">,
  at: Instant,
): Promise<void> {
  const { id, name, title, licence, file_name: fileName, content } = upload;
  await sql`
    insert into table_upload (tenant_id, id, name, title, licence, file_name, content, uploaded_at)
    values (${tenantId}::uuid, ${id}::uuid, ${name}, ${title}, ${licence}, ${fileName}, ${content}, ${at})`.execute(
    db,
  );
}

/** A table of the territory; null when there is none of this id. */
export async function readUpload(db: Tx, id: string): Promise<TableUpload | null> {
  const { rows } = await sql<TableUpload>`
    select id, name, title, licence, file_name, content, mapping from table_upload where id = ${id}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Keeps what somebody said of the columns of a table. */
export async function keepUploadMapping(db: Tx, id: string, mapping: object): Promise<void> {
  await sql`
    update table_upload set mapping = ${JSON.stringify(mapping)}::jsonb where id = ${id}::uuid`.execute(db);
}

/** Forgets a table. */
export async function forgetUpload(db: Tx, id: string): Promise<void> {
  await sql`delete from table_upload where id = ${id}::uuid`.execute(db);
}

/** Forgets the tables of the territory that were brought before a moment. */
export async function forgetUploads(db: Tx, before: Instant): Promise<void> {
  await sql`delete from table_upload where uploaded_at < ${before}`.execute(db);
}

/** The mapping remembered of a source; null when there is none. */
export async function readMapping(db: Tx, source: string): Promise<unknown> {
  const { rows } = await sql<{ mapping: unknown }>`
    select mapping from table_mapping where source = ${source}`.execute(db);
  return rows[0]?.mapping ?? null;
}

/** Remembers the mapping of a source. */
export async function keepMapping(db: Tx, source: string, mapping: object, today: LocalDate): Promise<void> {
  await sql`
    insert into table_mapping (source, mapping, kept_on)
    values (${source}, ${JSON.stringify(mapping)}::jsonb, ${today}::date)
    on conflict (source) do update set mapping = excluded.mapping, kept_on = excluded.kept_on`.execute(db);
}
