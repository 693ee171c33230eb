import type { AccountId, ControllerId, Id, Instant, TenantId } from "#base";
import type { Tx } from "#storage";
import { sql, type Generated, type Kysely, type Selectable } from "kysely";

interface ReleaseTable {
  readonly id: string;
  readonly survey: string;
  readonly source: string;
  readonly version: number;
  readonly digest: string;
  readonly content: string;
  readonly released_at: Instant;
}

interface BasisTable {
  readonly release_id: string;
  readonly basis: unknown;
}

interface ProposalTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"release-proposal">;
  readonly survey: string;
  readonly shapes: unknown;
  readonly note: string;
  readonly release_id: string;
  readonly content: string;
  readonly basis: unknown;
  readonly audited_against: readonly string[];
  readonly status: Generated<"proposed" | "published" | "refused">;
  readonly proposed_by: AccountId | null;
  readonly proposed_at: Instant;
  readonly decided_by: AccountId | null;
  readonly decided_at: Instant | null;
  readonly decision_note: string | null;
}

/** A release without its content. */
export type ReleaseRow = Omit<Selectable<ReleaseTable>, "content">;
/** A proposal without its content. */
export type ProposalRow = Omit<Selectable<ProposalTable>, "content" | "basis">;

type Tables = {
  readonly survey_release: ReleaseTable;
  readonly survey_release_basis: BasisTable;
  readonly release_proposal: ProposalTable;
};

const on = (db: Tx): Kysely<Tables> => db.withTables<Tables>();
const releaseColumns = ["id", "survey", "source", "version", "digest", "released_at"] as const;

/** Every release, the newest first. */
export async function listReleaseRows(db: Tx): Promise<readonly ReleaseRow[]> {
  return on(db)
    .selectFrom("survey_release")
    .select(releaseColumns)
    .orderBy("released_at", "desc")
    .orderBy("version", "desc")
    .orderBy("id")
    .execute();
}

/** The bytes of a release; null when there is none. */
export async function readReleaseContent(db: Tx, id: string): Promise<string | null> {
  const found = await on(db)
    .selectFrom("survey_release")
    .select("content")
    .where("id", "=", id)
    .executeTakeFirst();
  return found?.content ?? null;
}

/** The numbers behind a release; null when there are none. */
export async function readBasis(db: Tx, id: string): Promise<unknown> {
  const found = await on(db)
    .selectFrom("survey_release_basis")
    .select("basis")
    .where("release_id", "=", id)
    .executeTakeFirst();
  return found?.basis ?? null;
}

/** Lets one transaction at a time add to the register, so that two releases are never audited without each other. */
export async function lockRegister(db: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('survey_release', 0))`.execute(db);
}

/** A release to write. */
export interface ReleaseToWrite extends Selectable<ReleaseTable> {
  readonly basis: unknown;
}

/** Adds a release with the numbers behind it. */
export async function insertRelease(db: Tx, { basis, ...release }: ReleaseToWrite): Promise<void> {
  await on(db).insertInto("survey_release").values(release).execute();
  await on(db)
    .insertInto("survey_release_basis")
    .values({ release_id: release.id, basis: JSON.stringify(basis) })
    .execute();
}

const proposalColumns = [
  "tenant_id",
  "controller_id",
  "id",
  "survey",
  "shapes",
  "note",
  "release_id",
  "audited_against",
  "status",
  "proposed_by",
  "proposed_at",
  "decided_by",
  "decided_at",
  "decision_note",
] as const;

/** The proposals that row security lets through, the newest first. */
export async function listProposalRows(db: Tx, limit: number): Promise<readonly ProposalRow[]> {
  return on(db)
    .selectFrom("release_proposal")
    .select(proposalColumns)
    .orderBy("proposed_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** A proposal that row security lets through, locked against a second decision when asked; null when there is none. */
export async function findProposal(
  db: Tx,
  id: Id<"release-proposal">,
  isToBeDecided = false,
): Promise<ProposalRow | null> {
  const query = on(db).selectFrom("release_proposal").select(proposalColumns).where("id", "=", id);
  return (await (isToBeDecided ? query.forUpdate() : query).executeTakeFirst()) ?? null;
}

/** What a proposal would publish; null when there is none. */
export async function readProposalContent(
  db: Tx,
  id: Id<"release-proposal">,
): Promise<{ readonly content: string; readonly basis: unknown } | null> {
  const found = await on(db)
    .selectFrom("release_proposal")
    .select(["content", "basis"])
    .where("id", "=", id)
    .executeTakeFirst();
  return found ?? null;
}

/** A proposal to write. */
export type ProposalToWrite = Omit<
  Selectable<ProposalTable>,
  "status" | "decided_by" | "decided_at" | "decision_note"
>;

/** Adds a proposal. */
export async function insertProposal(db: Tx, proposal: ProposalToWrite): Promise<void> {
  await on(db)
    .insertInto("release_proposal")
    .values({
      ...proposal,
      shapes: JSON.stringify(proposal.shapes),
      basis: JSON.stringify(proposal.basis),
      decided_by: null,
      decided_at: null,
      decision_note: null,
    })
    .execute();
}

/** Notes what was decided of a proposal. */
export async function decideProposal(
  db: Tx,
  { id }: Pick<ProposalRow, "id">,
  decision: Pick<ProposalRow, "status" | "decided_by" | "decided_at" | "decision_note">,
): Promise<void> {
  await on(db).updateTable("release_proposal").set(decision).where("id", "=", id).execute();
}
