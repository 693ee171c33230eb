import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Generated, type Kysely, type Selectable } from "kysely";
import { observatoryErrors } from "../errors.ts";
import { surveyDraftSchema, type SurveyDraft } from "./survey-draft.ts";

interface DraftTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"survey-draft">;
  readonly version: Generated<number>;
  readonly file_name: string;
  readonly format: "csv" | "parquet";
  readonly size_bytes: string | number | bigint;
  readonly draft: unknown;
  readonly created_by: AccountId | null;
  readonly created_at: Instant;
  readonly changed_at: Instant;
}

interface VersionTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly survey: string;
  readonly version: string;
  readonly draft_id: Id<"survey-draft"> | null;
  readonly imported_by: AccountId | null;
  readonly imported_at: Instant;
}

/** A draft as read; `draft` is null until its file was read. */
export type DraftRow = Omit<Selectable<DraftTable>, "draft" | "size_bytes"> & {
  readonly draft: SurveyDraft | null;
  readonly size_bytes: number;
};
/** A version of a survey that was brought in, or is being made. */
export type VersionRow = Selectable<VersionTable>;

type Tables = { readonly survey_draft: DraftTable; readonly survey_version: VersionTable };
const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();

function read({ draft, size_bytes, ...row }: Selectable<DraftTable>): DraftRow {
  return {
    ...row,
    size_bytes: Number(size_bytes),
    draft: draft === null ? null : surveyDraftSchema.parse(draft),
  };
}

/** Adds a draft whose file is to be read. */
export async function insertDraft(db: Tx, row: Omit<DraftRow, "version" | "draft">): Promise<void> {
  await on(db)
    .insertInto("survey_draft")
    .values({ ...row, draft: null })
    .execute();
}

/** The drafts that row security lets through, the one changed last first. */
export async function listDraftRows(db: Tx, limit: number): Promise<readonly DraftRow[]> {
  const rows = await on(db)
    .selectFrom("survey_draft")
    .selectAll()
    .orderBy("changed_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** A draft that row security lets through. @throws observatory.surveyDraftNotFound */
export async function findDraft(db: Tx, id: Id<"survey-draft">): Promise<DraftRow> {
  const row = await on(db).selectFrom("survey_draft").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw observatoryErrors.surveyDraftNotFound({});
  return read(row);
}

/** Writes what a draft says now; answers its new version. */
export async function updateDraft(
  db: Tx,
  id: Id<"survey-draft">,
  { draft, now }: { readonly draft: SurveyDraft; readonly now: Instant },
): Promise<number> {
  const { version } = await on(db)
    .updateTable("survey_draft")
    .set({ draft: JSON.stringify(draft), changed_at: now, version: sql<number>`version + 1` })
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}

/** The organisations of a territory. */
export async function listControllerIds(db: Tx): Promise<readonly ControllerId[]> {
  const { rows } = await sql<{ id: ControllerId }>`select id from controller order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Drafts that were last changed before an instant. Locked, so that nobody takes one up while it is forgotten. */
export async function listDraftIdsBefore(db: Tx, before: Instant): Promise<readonly Id<"survey-draft">[]> {
  const rows = await on(db)
    .selectFrom("survey_draft")
    .select("id")
    .where("changed_at", "<=", before)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets a draft. */
export async function removeDraft(db: Tx, id: Id<"survey-draft">): Promise<void> {
  await on(db).deleteFrom("survey_draft").where("id", "=", id).execute();
}

/**
 * Notes that a version belongs to an organisation. One that is known already is moved to the front.
 * @throws observatory.surveyIdTaken when another organisation has a survey of that id.
 */
export async function upsertVersion(db: Tx, row: VersionRow): Promise<void> {
  try {
    await on(db)
      .insertInto("survey_version")
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(["tenant_id", "controller_id", "survey", "version"]).doUpdateSet({
          draft_id: row.draft_id,
          imported_at: row.imported_at,
          imported_by: row.imported_by,
        }),
      )
      .execute();
  } catch (cause) {
    if (cause instanceof Error && "constraint" in cause && cause.constraint === "survey_version_one_owner")
      throw observatoryErrors.surveyIdTaken({ survey: row.survey }, { cause });
    throw cause;
  }
}

/** The versions that row security lets through, the newest first. */
export async function listVersionRows(db: Tx): Promise<readonly VersionRow[]> {
  return on(db)
    .selectFrom("survey_version")
    .selectAll()
    .orderBy("imported_at", "desc")
    .orderBy("version")
    .execute();
}
