import { localDateAt, type Id, type Instant, type LocalDate } from "#base";
import type { HandlerContext } from "#storage";
import { pathwayErrors } from "../errors.ts";
import type { AgreedBy } from "../representative/codes.ts";
import { mustBeAskedOf } from "../representative/representation.ts";
import { timeZone, type OfferFacts } from "../services.ts";
import { agreementMonths, lastDayAfter } from "../sharing/agreement.ts";
import { groundRecordOf } from "../sharing/ground-facts.ts";
import { groundForSharing, type GroundAccord, type GroundFound } from "../sharing/ground.ts";
import type { AgreementEvidence, SharedItem, SharingGround } from "../sharing/item.ts";
import { insertAgreement } from "../sharing/store.ts";
import type { PersonRow } from "../store.ts";
import type { Moving } from "./carry-out.ts";
import { replaceReferral, type ReferralRow } from "./store.ts";

/** What is told with a referral of why it may be sent. */
export interface Agreeing {
  readonly file: PersonRow;
  /** Organisation of the directory that receives; null when it is not known any more. */
  readonly organizationId: OfferFacts["organizationId"];
  readonly evidence: AgreementEvidence;
  readonly askedByPerson: boolean;
  readonly severalNeeded: boolean;
  readonly ground: SharingGround | null;
  readonly until: LocalDate | null;
  readonly items: readonly SharedItem[];
  readonly agreedBy: AgreedBy;
  readonly representativeId: Id<"representative"> | null;
}

type AgreeContext = Pick<HandlerContext<unknown, unknown>, "db" | "now" | "newId" | "actor"> &
  Pick<Moving, "vault">;

/**
 * Writes down on what ground a referral is sent, computed anew from what is on record of both sides, and whose agreement it is.
 * @throws pathway.noGround, pathway.agreementEndInvalid, pathway.agreementOfWrongOne
 */
export async function agree(
  context: AgreeContext,
  row: ReferralRow,
  agreeing: Agreeing,
): Promise<ReferralRow> {
  const { db, now, newId, actor } = context;
  const { file, evidence, until, items, agreedBy: by, representativeId } = agreeing;
  const found = await groundOf(context, row, agreeing);
  // Where being told is enough, nobody is asked.
  const isAsked = found.needs === "agreement";
  if (isAsked) await mustBeAskedOf(context, file, { by, representativeId });
  const isBoth = isAsked && by === "both";
  const id = newId<"agreement">();
  await insertAgreement(db, {
    tenant_id: file.tenant_id,
    controller_id: file.controller_id,
    id,
    person_id: file.id,
    ground: found.ground,
    receiver_id: row.offer_id,
    items: [...items],
    evidence,
    witness_id: actor.id,
    given_at: now,
    until: lastDayOfAgreement(until, now, found.accord),
    withdrawn_at: null,
    agreed_by: isBoth ? "both" : "person",
    representative_id: isBoth ? representativeId : null,
    accord_id: found.accord?.id ?? null,
  });
  const agreed = { ...row, agreement_id: id, version: row.version + 1 };
  await replaceReferral(db, agreed);
  return agreed;
}

/** @throws pathway.noGround when nothing may be told as things are */
async function groundOf(
  { db, now, actor }: AgreeContext,
  { offer_id: receiverId }: ReferralRow,
  agreeing: Agreeing,
): Promise<GroundFound> {
  const { file, organizationId, evidence, items, severalNeeded, ground } = agreeing;
  const record = await groundRecordOf(db, { file, actor, receiverId, organizationId, now });
  const askedByPerson = agreeing.askedByPerson || ground === "self-referral";
  const answer = groundForSharing({ ...record, items, evidence, askedByPerson, severalNeeded });
  if (answer.isLawful) return answer;
  const path = answer.reason === "beyond" ? "items" : "evidence";
  throw pathwayErrors.noGround({ reason: answer.reason }, { issues: [{ path, code: "invalid" }] });
}

/** Twelve months at most, and never longer than the accord on which it rests. @throws pathway.agreementEndInvalid */
function lastDayOfAgreement(wanted: LocalDate | null, now: Instant, accord: GroundAccord | null): LocalDate {
  const today = localDateAt(now, timeZone);
  const inAYear = lastDayAfter(today, agreementMonths);
  const latest = accord !== null && accord.lastDay < inAYear ? accord.lastDay : inAYear;
  const until = wanted ?? latest;
  if (until < today || until > latest) {
    throw pathwayErrors.agreementEndInvalid({}, { issues: [{ path: "until", code: "invalid" }] });
  }
  return until;
}
