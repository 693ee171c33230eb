import type { Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { openPerson, type WrittenPerson } from "../file-sealing.ts";
import { openAlerts } from "../on-call/alert-store.ts";
import { closingInForce } from "../plan-closing/store.ts";
import { agreementsOfPerson, type AgreementRow } from "../sharing/store.ts";
import type { PersonRow } from "../store.ts";
import { countRows } from "./moved-rows-store.ts";
import {
  changedRules,
  fieldsToFill,
  hasRoom,
  stricter,
  type ContactRules,
  type FilledField,
} from "./stricter.ts";

/** The two files of a merge. */
export interface TwoFiles {
  readonly kept: PersonRow;
  readonly merged: PersonRow;
}

/** What must be settled before two files become one. */
export type MergeObstacle = "hours-both" | "life-events" | "alert-open" | "words-too-long" | "plan-closed";

/** What becomes of two files. */
export interface MergeLook {
  readonly counts: Awaited<ReturnType<typeof countRows>>;
  readonly rules: ContactRules;
  readonly changed: readonly (keyof ContactRules)[];
  readonly filled: readonly FilledField[];
  readonly ended: readonly AgreementRow[];
  readonly obstacles: readonly MergeObstacle[];
}

/** Looks at what becomes of two files, and changes nothing. */
export async function lookAtMerge(
  db: Tx,
  vault: Vault,
  { kept, merged }: TwoFiles,
  now: Instant,
): Promise<MergeLook> {
  const [own, other] = [writtenOf(vault, kept), writtenOf(vault, merged)];
  const rules = stricter(own, other);
  const counts = await countRows(db, merged.id, kept.id);
  const hasHours = async (file: PersonRow): Promise<boolean> => {
    const others = await countRows(db, file.id, file.id);
    return (others.get("hours_right")?.moves ?? 0) > 0;
  };
  const alerts = [
    ...(await openAlerts(db, { personId: kept.id, limit: 1 })),
    ...(await openAlerts(db, { personId: merged.id, limit: 1 })),
  ];
  const obstacles: MergeObstacle[] = [];
  if ((await hasHours(kept)) && (await hasHours(merged))) obstacles.push("hours-both");
  if (kept.life_event !== merged.life_event || kept.status !== merged.status) obstacles.push("life-events");
  if (alerts.length > 0) obstacles.push("alert-open");
  if (!hasRoom(rules)) obstacles.push("words-too-long");
  // What one file still has to do would stand in a plan that nobody may change.
  const closings = [await closingInForce(db, kept.id), await closingInForce(db, merged.id)];
  if (closings.some((closing) => closing !== null)) obstacles.push("plan-closed");
  return {
    counts,
    rules,
    changed: changedRules(own, rules),
    filled: fieldsToFill(own, other),
    ended: agreementsTakenBack(
      await agreementsOfPerson(db, kept.id),
      await agreementsOfPerson(db, merged.id),
      now,
    ),
    obstacles,
  };
}

/**
 * Agreements that hold in one file while the person took back one for the same receiver in the other, later than they gave this
 * one: the stricter word is the later one.
 */
function agreementsTakenBack(
  own: readonly AgreementRow[],
  other: readonly AgreementRow[],
  now: Instant,
): readonly AgreementRow[] {
  const isTakenBack = (held: AgreementRow, elsewhere: readonly AgreementRow[]): boolean =>
    held.withdrawn_at === null &&
    elsewhere.some(
      ({ receiver_id, withdrawn_at }) =>
        receiver_id === held.receiver_id &&
        withdrawn_at !== null &&
        withdrawn_at <= now &&
        withdrawn_at > held.given_at,
    );
  return [
    ...own.filter((held) => isTakenBack(held, other)),
    ...other.filter((held) => isTakenBack(held, own)),
  ];
}

/** A file as a professional wrote it. @throws vault.keyDestroyed, vault.sealBroken */
export function writtenOf(vault: Vault, row: PersonRow): WrittenPerson {
  const { id, controllerId, version, status, openedAt, changedAt, lifeEvent, ...written } = openPerson(
    vault,
    row,
  );
  return written;
}
