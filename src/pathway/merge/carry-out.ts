import { baseErrors, type AccountId, type Actor, type ControllerId, type PersonId } from "#base";
import type { Tx } from "#storage";
import { accompany } from "../companion/handlers.ts";
import { confirmedAt } from "../contact/confirmed.ts";
import { companionsOf } from "../companion/store.ts";
import { headOf, sealPerson, tokensOf, type WrittenPerson } from "../file-sealing.ts";
import { endAllHeld } from "../held/write-contact.ts";
import type { Moving } from "../referral/carry-out.ts";
import { referralsOf } from "../referral/store.ts";
import { endAgreements } from "../sharing/store.ts";
import { withdraw } from "../sharing/withdraw.ts";
import { lockPerson, replacePerson, type PersonRow } from "../store.ts";
import { mergeErrors } from "./errors.ts";
import { lookAtMerge, writtenOf, type MergeLook, type MergeObstacle, type TwoFiles } from "./look.ts";
import { movedSchema, moveRows } from "./moved-rows-store.ts";
import {
  beforeSchema,
  confirmMergeRow,
  endMergeRow,
  forgetCompanions,
  leadTo,
  type Before,
  type MergeRow,
} from "./store.ts";

/** Who merges, beside what moving a referral needs. */
export interface Merging {
  readonly moving: Moving;
  readonly actor: Actor;
  readonly by: AccountId;
}

const refusals = {
  "hours-both": mergeErrors.mergeHoursBoth,
  "life-events": mergeErrors.mergeLifeEvents,
  "alert-open": mergeErrors.mergeAlertOpen,
  "words-too-long": mergeErrors.mergeWordsTooLong,
  "plan-closed": mergeErrors.mergePlanClosed,
} as const satisfies Readonly<Record<MergeObstacle, unknown>>;

/** Both files, locked in the order of their ids, so that two merges of the same files wait for each other. */
export async function lockBoth(
  db: Tx,
  { keptId, mergedId }: { readonly keptId: PersonId; readonly mergedId: PersonId },
): Promise<Partial<TwoFiles>> {
  const rows = new Map<PersonId, PersonRow>();
  for (const id of [keptId, mergedId].toSorted()) {
    const row = await lockPerson(db, id, "for update");
    if (row !== null) rows.set(id, row);
  }
  const [kept, merged] = [rows.get(keptId), rows.get(mergedId)];
  return { ...(kept ? { kept } : {}), ...(merged ? { merged } : {}) };
}

/**
 * Two files become one: rows move, sealed anew; the kept file takes over what it lacks and the stricter rules; agreements that
 * were taken back in the other file end and their referrals are recalled; whoever accompanied the one accompanies.
 * @throws pathway.mergeHoursBoth, pathway.mergeLifeEvents, pathway.mergeAlertOpen, pathway.mergeWordsTooLong, pathway.mergePlanClosed
 */
export async function mergeFiles(merging: Merging, row: MergeRow, files: TwoFiles): Promise<void> {
  const { db, vault, now } = merging.moving;
  const look = await lookAtMerge(db, vault, files, now);
  const [obstacle] = look.obstacles;
  if (obstacle !== undefined) throw refusals[obstacle]({});
  const { kept, merged } = files;
  const before = await beforeOf(db, files, look);
  // What nobody checked was asked of one file; it is asked anew of both.
  for (const file of [kept, merged]) await endAllHeld(merging.moving, file, merging.by);
  const moved = await moveRows(db, vault, { from: merged, to: kept });
  const keptVersion = await writeTogether(merging, files, look);
  for (const accountId of before.companions)
    await accompany(db, {
      file: kept,
      accountId: accountId as AccountId,
      addedBy: merging.by,
      now,
      newId: merging.moving.newId,
    });
  await leadTo(db, merged.id, kept.id);
  await endTakenBack(merging, kept.id, look);
  await confirmMergeRow(db, row.id, { at: now, by: merging.by, keptVersion, moved, before });
}

async function beforeOf(db: Tx, { kept, merged }: TwoFiles, look: MergeLook): Promise<Before> {
  const own = new Set((await companionsOf(db, kept.id)).map(({ account_id }) => account_id));
  const other = (await companionsOf(db, merged.id)).filter(({ ended_at }) => ended_at === null);
  const joined = (["contactHours", "contactWords"] as const).filter((name) => look.changed.includes(name));
  return {
    contactChannels: kept.contact_channels,
    contactMoments: kept.contact_moments,
    mayLeaveVoicemail: kept.may_leave_voicemail,
    statisticsUse: kept.statistics_use,
    filled: [...look.filled],
    joined,
    companions: other.map(({ account_id }) => account_id).filter((id) => !own.has(id)),
  };
}

async function writeTogether(
  { moving: { db, vault, now } }: Merging,
  { kept, merged }: TwoFiles,
  look: MergeLook,
): Promise<number> {
  const [own, other] = [writtenOf(vault, kept), writtenOf(vault, merged)];
  const filled = Object.fromEntries(look.filled.map((name) => [name, other[name]]));
  const written: WrittenPerson = { ...own, ...filled, ...look.rules };
  // Of two files, what was confirmed longest ago tells how old the rules of both are.
  const [older = confirmedAt(kept)] = [confirmedAt(kept), confirmedAt(merged)].toSorted();
  return rewrite({ db, vault, now }, { ...kept, contact_confirmed_at: older }, written);
}

async function rewrite(
  { db, vault, now }: Pick<Moving, "db" | "vault" | "now">,
  row: PersonRow,
  written: WrittenPerson,
): Promise<number> {
  const next = sealPerson(vault, { ...headOf(row), version: row.version + 1 }, written, now);
  if (!(await replacePerson(db, next, tokensOf(vault, row.tenant_id, written))))
    throw baseErrors.versionStale({});
  return next.version;
}

async function endTakenBack({ moving, actor }: Merging, keptId: PersonId, look: MergeLook): Promise<void> {
  const file = await lockPerson(moving.db, keptId, "for update");
  if (file === null || look.ended.length === 0) return;
  const ended = new Set(look.ended.map(({ id }) => id));
  for (const referral of await referralsOf(moving.db, keptId))
    if (referral.agreement_id !== null && ended.has(referral.agreement_id))
      await withdraw(moving, { file, referral, party: "worker", actor });
  for (const agreementId of ended) await endAgreements(moving.db, keptId, { agreementId, now: moving.now });
}

/**
 * Two files stand for themselves again: what moved goes back as far as it is still there, what came since stays. The kept file
 * says again what it said before, unless somebody changed it since; what a person took back stays taken back.
 */
export async function takeApart(merging: Merging, row: MergeRow, kept: PersonRow): Promise<void> {
  const { db, vault, now } = merging.moving;
  await leadTo(db, row.merged_id, null);
  const merged = await lockPerson(db, row.merged_id, "for update");
  if (merged === null) throw mergeErrors.mergeOver({});
  const before = beforeSchema.parse(row.before);
  await endAllHeld(merging.moving, kept, merging.by);
  await moveRows(db, vault, { from: kept, to: merged, only: movedSchema.parse(row.moved) });
  await forgetCompanions(db, kept.id, before.companions);
  if (kept.version === row.kept_version) {
    const { filled, joined, companions, ...rules } = before;
    const other = writtenOf(vault, merged);
    const own = writtenOf(vault, kept);
    const cleared = Object.fromEntries(filled.map((name) => [name, null]));
    const apart = Object.fromEntries(joined.map((name) => [name, withoutWords(own[name], other[name])]));
    await rewrite({ db, vault, now }, kept, { ...own, ...cleared, ...apart, ...rules } as WrittenPerson);
  }
  await endMergeRow(db, row.id, { at: now, by: merging.by });
}

/** Joined words without those of the other file; null when they were those of the other file alone. */
function withoutWords(together: string | null, other: string | null): string | null {
  if (together === null || other === null || together === other) return null;
  return together.endsWith(` / ${other}`) ? together.slice(0, -` / ${other}`.length) : together;
}

/** The organisation that holds both files. @throws pathway.mergeSame, pathway.mergeOtherOrganisation */
export function organisationOfBoth({ kept, merged }: TwoFiles): ControllerId {
  if (kept.id === merged.id) throw mergeErrors.mergeSame({});
  if (kept.controller_id !== merged.controller_id) throw mergeErrors.mergeOtherOrganisation({});
  return kept.controller_id;
}
