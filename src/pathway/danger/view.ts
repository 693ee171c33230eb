import type { AccountId, Actor } from "#base";
import type { Tx } from "#storage";
import { openSummaries } from "../file-sealing.ts";
import { mayFollow } from "../rules.ts";
import type { PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import {
  dangerActSchema,
  mayReviewAct,
  reviewDangerAct,
  tellOfDangerAct,
  type DangerAct,
} from "./actions.ts";
import { openAct, openReview } from "./sealing.ts";
import type { ActRow } from "./store.ts";

/** Acts as somebody reads them who may; those of files out of reach are left out. */
export async function viewActs(
  { vault, accountNames }: Pick<PathwayServices, "vault" | "accountNames">,
  db: Tx,
  { rows, actor }: { readonly rows: readonly ActRow[]; readonly actor: Actor },
): Promise<DangerAct[]> {
  const persons = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
  const files = new Map(persons.map((file) => [file.id, file]));
  const given = new Map(openSummaries(vault, persons).map(({ id, givenNames }) => [id, givenNames]));
  const names = await accountNames([
    ...new Set(
      rows.flatMap((row) => [row.acted_by, row.reviewer_id, row.reviewed_by].flatMap((id) => id ?? [])),
    ),
  ]);
  const nameOf = (id: AccountId | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return rows.flatMap((row) => {
    const file = files.get(row.person_id);
    if (file === undefined) return [];
    return [
      {
        id: row.id,
        personId: row.person_id,
        givenNames: given.get(row.person_id) ?? "",
        ...codesOf(row),
        ...openAct(vault, file, row),
        items: [...row.items],
        despiteSilence: row.despite_silence,
        actedAt: row.acted_at,
        actedBy: nameOf(row.acted_by),
        isOwn: row.acted_by === actor.id,
        reviewer: nameOf(row.reviewer_id),
        reviewDueAt: row.review_due_at,
        reviewedAt: row.reviewed_at,
        reviewedBy: nameOf(row.reviewed_by),
        followUps: [...row.follow_ups],
        review: openReview(vault, file, row),
        toldAt: row.told_at,
        tellingOn: row.telling_on,
        version: row.version,
        allowed: allowedTo(actor, row),
      },
    ];
  });
}

const { ground, deed, verdict, tellingReason } = dangerActSchema.shape;

function codesOf(row: ActRow) {
  return {
    ground: ground.parse(row.ground),
    deed: deed.parse(row.deed),
    verdict: verdict.parse(row.verdict),
    tellingReason: tellingReason.parse(row.telling_reason),
  };
}

function allowedTo(actor: Actor, row: ActRow): string[] {
  const facts = { controllerId: row.controller_id, isEmergency: false, actedBy: row.acted_by };
  const mayReview = row.reviewed_at === null && mayReviewAct.check(actor, facts).allowed;
  const mayTell = row.told_at === null && mayFollow.check(actor, facts).allowed;
  return [...(mayReview ? [reviewDangerAct.name] : []), ...(mayTell ? [tellOfDangerAct.name] : [])];
}
