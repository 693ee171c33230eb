import { localDateAt, type Instant, type PersonId } from "#base";
import type { Tx, Vault } from "#storage";
import { z } from "zod";
import { viewMoments } from "../offered-moment/view.ts";
import { toldBackOf } from "../message-back/store.ts";
import { deliveriesOf } from "../message/store.ts";
import { erasureStateOf } from "../receiver-erasure/erasure.ts";
import { isInForce } from "../representative/who-agrees.ts";
import { timeZone } from "../services.ts";
import { isAccordInForce } from "../accord/state.ts";
import type { Agreement } from "../sharing/agreement.ts";
import { agreementsOf } from "../sharing/store.ts";
import { openJson } from "../sealed-json.ts";
import { openContent, type FileKey } from "./content.ts";
import { holdsGuard } from "./carry-out.ts";
import { fhirStatusesOf } from "./fhir-standing.ts";
import { canMove, hasOwnDoor, movesFrom } from "./moves.ts";
import { referralSchema, type Referral, type ReferralEvent } from "./referral.ts";
import { eventsOf, type ReferralEventRow, type ReferralRow } from "./store.ts";

/** Referrals of one person as the organisation that sent them reads them. */
export async function viewReferrals(
  db: Tx,
  vault: Vault,
  rows: readonly ReferralRow[],
  { file, now }: { readonly file: FileKey & { readonly id: PersonId }; readonly now: Instant },
): Promise<readonly Referral[]> {
  const ids = rows.map(({ id }) => id);
  const events = await eventsOf(db, ids);
  const deliveries = await deliveriesOf(db, ids);
  const told = await toldBackOf(db, ids);
  const agreements = await agreementsOf(
    db,
    rows.map((row) => row.agreement_id),
  );
  const momentsOf = await viewMoments(db, vault, rows, { file, now });
  return rows.map((row) => {
    const own = events.filter((event) => event.referral_id === row.id);
    return {
      ...viewOf(vault, file, row),
      fhir: fhirStatusesOf(row.status, own),
      ...agreementView(row.agreement_id === null ? null : (agreements.get(row.agreement_id) ?? null), now),
      erasure: erasureView(row, now),
      moments: momentsOf(row),
      mayOfferMoments: canMove("offer-moments", row.status, "worker"),
      events: viewEvents(vault, file, own),
      delivery: deliveries.get(row.id) ?? null,
      toldBack: told.get(row.id) ?? null,
    };
  });
}

function viewOf(vault: Vault, file: FileKey, row: ReferralRow) {
  const { receiverName, receiverChannel, items } = openContent(vault, file, row);
  return {
    id: row.id,
    personId: row.person_id,
    offerId: row.offer_id,
    planItemId: row.plan_item_id,
    partOfId: row.part_of_id,
    status: row.status,
    loop: row.loop,
    priority: row.priority,
    outcome: referralSchema.shape.outcome.parse(row.outcome),
    reason: referralSchema.shape.reason.parse(row.reason),
    nextStep: referralSchema.shape.nextStep.parse(row.next_step),
    createdAt: row.created_at,
    sentAt: row.sent_at,
    lastActAt: row.last_act_at,
    version: row.version,
    receiverName,
    receiverChannel,
    items: [...items],
    waitlistAskedAt: row.waitlist_asked_at,
    meetingOn: row.meeting_on,
    expectedOn: row.expected_on,
    isToAcknowledge: row.completion_told_at !== null,
    moves: movesFrom(row.status, "worker").filter((name) => !hasOwnDoor(name) && holdsGuard(name, row)),
  };
}

function erasureView(row: ReferralRow, now: Instant) {
  const state = erasureStateOf(row, now);
  if (state === null || row.erasure_asked_at === null) return null;
  return {
    state,
    ground: row.erasure_ground,
    askedAt: row.erasure_asked_at,
    answeredAt: row.erasure_answered_at,
    by: row.erasure_answered_by,
    reminders: row.erasure_reminders,
  };
}

function agreementView(agreement: Agreement | null, now: Instant) {
  const representative = agreement?.representative ?? null;
  const today = localDateAt(now, timeZone);
  return {
    agreedBy: agreement === null ? null : representative === null ? ("person" as const) : ("both" as const),
    isRepresentationOver: representative !== null && !isInForce(representative, today),
    isAccordOver:
      agreement !== null && agreement.accord !== null && !isAccordInForce(agreement.accord, today),
    ground: agreement?.ground ?? null,
    evidence: agreement?.evidence ?? null,
    agreedUntil: agreement?.until ?? null,
    isWithdrawn: agreement !== null && agreement.withdrawnAt !== null,
  };
}

const noteSchema = z.string().max(2000);

/** Events of a referral, their notes opened. */
export function viewEvents(vault: Vault, file: FileKey, rows: readonly ReferralEventRow[]): ReferralEvent[] {
  return rows.map((row) => ({
    position: row.position,
    at: row.at,
    by: row.by_kind,
    move: row.move,
    to: row.to_status,
    code: row.code,
    nextStep: referralSchema.shape.nextStep.parse(row.next_step),
    note:
      row.note === null
        ? null
        : openJson(
            vault,
            { file, table: "referral_event", column: "note", rowId: row.id },
            { bytes: row.note, schema: noteSchema },
          ),
  }));
}
