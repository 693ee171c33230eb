import type { Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { canMove } from "../referral/moves.ts";
import type { FileKey } from "../referral/content.ts";
import type { ReferralRow } from "../referral/store.ts";
import { momentsTimeZone } from "./carry-out.ts";
import { stillOpen } from "./moment.ts";
import type { Moments, OfferedMoment } from "./moments-schema.ts";
import { momentsInForce, openMomentPlace, type OfferedMomentRow } from "./store.ts";

/** The moments of referrals of one file, by the referral. */
export async function viewMoments(
  db: Tx,
  vault: Vault,
  rows: readonly ReferralRow[],
  { file, now }: { readonly file: FileKey; readonly now: Instant },
): Promise<(row: ReferralRow) => Moments> {
  const inForce = await momentsInForce(
    db,
    rows.map(({ id }) => id),
  );
  const timeZone = await momentsTimeZone(db);
  const view = (row: OfferedMomentRow): OfferedMoment => ({
    id: row.id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: openMomentPlace(vault, file, row),
  });
  return (row) => {
    const own = inForce.filter(({ referral_id }) => referral_id === row.id);
    const offered = own.filter(({ status }) => status === "offered");
    const open = canMove("choose-moment", row.status, "person") ? stillOpen(offered, now) : [];
    const chosen = own.find(({ status }) => status === "chosen") ?? null;
    return {
      open: open.map(view),
      chosen: chosen === null || row.status !== "contacted" ? null : view(chosen),
      isNoneSuiting: row.moments_unsuited_at !== null,
      isPast: row.moments_past_at !== null || open.length < offered.length,
      isToTell: row.moments_to_tell_at !== null && open.length > 0,
      timeZone,
    };
  };
}
