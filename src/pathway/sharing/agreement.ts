import { localDateAt, type Instant, type LocalDate } from "#base";
import { isInForce, type Representation } from "../representative/who-agrees.ts";
import { isAccordInForce, type AccordTerms } from "../accord/state.ts";
import type { AgreementEvidence, SharedItem, SharingGround } from "./item.ts";

/** What a person agreed to pass on: to whom, which items, until when, how that is known. */
export interface Agreement {
  readonly ground: SharingGround;
  /** Id of the offer or organisation that may be told. */
  readonly receiverId: string;
  readonly items: readonly SharedItem[];
  readonly evidence: AgreementEvidence;
  /** Last day on which it holds. */
  readonly until: LocalDate;
  readonly withdrawnAt: Instant | null;
  /** Who agreed beside the person; null where the person agreed alone. */
  readonly representative: Representation | null;
  /** The accord between organisations on which it rests; null where it rests on none. */
  readonly accord: AccordTerms | null;
}

/** Most months for which an agreement may hold (spec/pathway.md §4.5). */
export const agreementMonths = 12;

/** Why something may not be shared. */
export type SharingRefusal =
  | "noAgreement"
  | "agreementEnded"
  | "agreementWithdrawn"
  | "representationEnded"
  | "accordEnded"
  | "otherReceiver"
  | "itemNotCovered";

/** What is to be shared, with whom, when. */
export interface SharingQuestion {
  readonly receiverId: string;
  readonly items: readonly SharedItem[];
  readonly now: Instant;
  readonly timeZone: string;
}

/**
 * The gate: whether these items may go to this receiver now. A care team shares without agreement, but what is recorded
 * for it (ground, receiver, items, end) binds it all the same; what rests on an accord stops with it.
 * Missing  an agreement that was never recorded is null: nothing may be shared.
 * Source   spec/legal.md fact (c); CSP L.1110-4, L.1110-12.
 */
export function mayShare(agreement: Agreement | null, question: SharingQuestion): SharingRefusal | null {
  if (agreement === null) return "noAgreement";
  if (agreement.withdrawnAt !== null) return "agreementWithdrawn";
  if (agreement.receiverId !== question.receiverId) return "otherReceiver";
  const today = localDateAt(question.now, question.timeZone);
  if (agreement.until < today) return "agreementEnded";
  const { representative, accord } = agreement;
  if (representative !== null && !isInForce(representative, today)) return "representationEnded";
  if (accord !== null && !isAccordInForce(accord, today)) return "accordEnded";
  return question.items.every((item) => agreement.items.includes(item)) ? null : "itemNotCovered";
}

/** The last day of an agreement of so many months given on a day; the last of the month where that day does not exist. */
export function lastDayAfter(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const end = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
  return end.toISOString().slice(0, 10) as LocalDate;
}
