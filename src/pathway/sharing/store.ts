import type { ControllerId, Id, Instant, LocalDate, PersonId, TenantId } from "#base";
import type { Tx } from "#storage";
import type { Selectable } from "kysely";
import { forgetPapers } from "../consent-paper/store.ts";
import { accordsOf, termsOf } from "../accord/store.ts";
import type { AccordTerms } from "../accord/state.ts";
import { findRepresentatives, representationOf } from "../representative/store.ts";
import type { Representation } from "../representative/who-agrees.ts";
import type { Agreement } from "./agreement.ts";
import type { AgreementEvidence, SharedItem, SharingGround } from "./item.ts";

/** What a person agreed to pass on. */
export interface AgreementTable {
  readonly tenant_id: TenantId;
  readonly controller_id: ControllerId;
  readonly id: Id<"agreement">;
  readonly person_id: PersonId;
  readonly ground: SharingGround;
  readonly receiver_id: string;
  readonly items: SharedItem[];
  readonly evidence: AgreementEvidence;
  readonly witness_id: string | null;
  readonly given_at: Instant;
  readonly until: LocalDate;
  readonly withdrawn_at: Instant | null;
  readonly agreed_by: "person" | "both";
  readonly representative_id: Id<"representative"> | null;
  readonly accord_id: Id<"accord"> | null;
}
/** An agreement as read. */
export type AgreementRow = Selectable<AgreementTable>;

const tables = (db: Tx) => db.withTables<{ sharing_agreement: AgreementTable }>();

/** Writes down an agreement. */
export async function insertAgreement(db: Tx, row: AgreementRow): Promise<void> {
  await tables(db)
    .insertInto("sharing_agreement")
    .values({ ...row, items: [...row.items] })
    .execute();
}

/** Every agreement of a person, also those that ended, oldest first. */
export async function agreementsOfPerson(db: Tx, personId: PersonId): Promise<readonly AgreementRow[]> {
  return tables(db)
    .selectFrom("sharing_agreement")
    .selectAll()
    .where("person_id", "=", personId)
    .orderBy("given_at")
    .orderBy("id")
    .execute();
}

/** Those of some persons who took back the last that was agreed for a receiver. */
export async function objectedAmong(
  db: Tx,
  personIds: readonly PersonId[],
  receiverId: string,
): Promise<ReadonlySet<PersonId>> {
  if (personIds.length === 0) return new Set();
  const rows = await tables(db)
    .selectFrom("sharing_agreement")
    .select(["person_id", "withdrawn_at"])
    .where("person_id", "in", [...personIds])
    .where("receiver_id", "=", receiverId)
    .orderBy("given_at")
    .orderBy("id")
    .execute();
  const last = new Map(rows.map((row) => [row.person_id, row.withdrawn_at]));
  return new Set([...last].filter(([, withdrawnAt]) => withdrawnAt !== null).map(([id]) => id));
}

/** Agreements by their ids; nulls stand for what has none. */
export async function agreementsOf(
  db: Tx,
  ids: readonly (Id<"agreement"> | null)[],
): Promise<ReadonlyMap<Id<"agreement">, Agreement>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom("sharing_agreement")
    .selectAll()
    .where("id", "in", wanted)
    .execute();
  const beside = await findRepresentatives(
    db,
    rows.flatMap((row) => row.representative_id ?? []),
  );
  const representations = new Map(beside.map((row) => [row.id, representationOf(row)]));
  const accords = await accordsOf(
    db,
    rows.flatMap((row) => row.accord_id ?? []),
  );
  return new Map(
    rows.map((row) => {
      const { representative_id: id, accord_id: accordId } = row;
      const representative = id === null ? null : (representations.get(id) ?? unseen(id));
      const found = accordId === null ? undefined : accords.get(accordId);
      const accord = accordId === null ? null : found === undefined ? unseenAccord : termsOf(found);
      return [row.id, agreementOf(row, representative, accord)];
    }),
  );
}

/** The agreement of a referral; null when it has none. */
export async function findAgreement(db: Tx, id: Id<"agreement"> | null): Promise<Agreement | null> {
  return id === null ? null : ((await agreementsOf(db, [id])).get(id) ?? null);
}

function agreementOf(
  row: AgreementRow,
  representative: Representation | null,
  accord: AccordTerms | null,
): Agreement {
  const { ground, items, evidence, until } = row;
  const { receiver_id: receiverId, withdrawn_at: withdrawnAt } = row;
  return { ground, items, evidence, until, receiverId, withdrawnAt, representative, accord };
}

/** An accord that cannot be read holds nothing. */
const unseenAccord: AccordTerms = {
  parties: [],
  signedBy: [],
  since: "9999-12-31" as LocalDate,
  until: "0001-01-01" as LocalDate,
  noticeDays: 0,
  lastDay: null,
};

/** A representation that cannot be read holds no agreement. */
function unseen(id: Id<"representative">): Representation {
  const since = "0001-01-01" as LocalDate;
  return { id, kind: "guardian", scope: "consulted", since, until: null, isEnded: true };
}

/** Ends agreements of a person now: one, or all that hold; pictures of what was signed go. Answers which were ended. */
export async function endAgreements(
  db: Tx,
  personId: PersonId,
  { agreementId, now }: { readonly agreementId: Id<"agreement"> | null; readonly now: Instant },
): Promise<readonly Id<"agreement">[]> {
  let query = tables(db)
    .updateTable("sharing_agreement")
    .set({ withdrawn_at: now })
    .where("person_id", "=", personId)
    .where("withdrawn_at", "is", null);
  if (agreementId !== null) query = query.where("id", "=", agreementId);
  const ended = (await query.returning("id").execute()).map(({ id }) => id);
  await forgetPapers(db, ended, now);
  return ended;
}
