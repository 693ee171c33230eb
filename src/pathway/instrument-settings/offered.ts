import type { AccountId, ControllerId, Instant } from "#base";
import { instrumentSummaries, officialFormOnly, whyNotOffered, type InstrumentSummary } from "#instruments";
import type { Tx } from "#storage";
import type { PathwayChoices } from "../territory-pathway/choices.ts";
import { choicesInForce } from "../territory-pathway/store.ts";
import { isCoveredFor } from "../on-call/roster.ts";
import { rosterOf } from "../on-call/roster-reading.ts";
import type { NotOffered } from "./reason.ts";
import {
  newestDecisions,
  operatorTexts,
  trainedIn,
  type DecisionRow,
  type OperatorTextRow,
} from "./store.ts";

/** Instruments that ask about health: they exist only where the profile holds health items. */
const aboutHealth: ReadonlySet<string> = new Set([
  "who5",
  "phq9",
  "phq2",
  "gad7",
  "gad2",
  "k6",
  "swemwbs",
  "ons4",
  "cssrs-screener",
  "bsmas",
  "smds9",
  "mini-zarit",
]);

/** An instrument that is no questionnaire of codes: it is drawn, on a page of its own. */
const drawn = "ego-network";

/** Who asks where, and when. */
export interface OfferQuestion {
  readonly controllerId: ControllerId;
  readonly asker: AccountId | null;
  readonly now: Instant;
  /** Whether the profile holds health items. */
  readonly hasHealth: boolean;
  /** Whether the asker refers as a health professional. */
  readonly isClinician: boolean;
}

/** An instrument for somebody who wants to ask it in an organisation, now. */
export interface InstrumentOffer {
  /** As the catalogue says, and asked with somebody there only where the territory chose so. */
  readonly summary: InstrumentSummary;
  /** Why it is not offered; null when it is. */
  readonly reason: NotOffered | null;
  readonly decision: DecisionRow | null;
  /** Licensed words of the territory for it. */
  readonly texts: readonly OperatorTextRow[];
}

/** Instruments that exist under the profile and are asked as questions. */
export function askableInstruments(hasHealth: boolean): readonly InstrumentSummary[] {
  return instrumentSummaries.filter(({ id }) => id !== drawn && (hasHealth || !aboutHealth.has(id)));
}

/**
 * Every instrument that exists here, and why it is not offered to the asker at this moment: what the organisation decided,
 * whether its words are there, who is trained, and whether somebody else is on call.
 */
export async function instrumentOffers(db: Tx, question: OfferQuestion): Promise<readonly InstrumentOffer[]> {
  return offersOf(db, question, askableInstruments(question.hasHealth));
}

/** One instrument, as {@link instrumentOffers} says it; null when it does not exist here. */
export async function instrumentOffer(
  db: Tx,
  question: OfferQuestion,
  id: string,
): Promise<InstrumentOffer | null> {
  const only = askableInstruments(question.hasHealth).filter((one) => one.id === id);
  if (only.length === 0) return null;
  return (await offersOf(db, question, only))[0] ?? null;
}

/** Who is trained and who is on call is read only where an instrument asks for it. */
async function offersOf(
  db: Tx,
  { controllerId, asker, now, isClinician }: OfferQuestion,
  instruments: readonly InstrumentSummary[],
): Promise<readonly InstrumentOffer[]> {
  const decisions = await newestDecisions(db, controllerId);
  const texts = await operatorTexts(db);
  const trained = instruments.some(({ id }) => officialFormOnly.has(id))
    ? await trainedIn(db, controllerId)
    : [];
  const hasCoveredOnCall =
    instruments.some(({ hasSuicidalRiskItem }) => hasSuicidalRiskItem) &&
    isCoveredFor(await rosterOf(db, controllerId), asker, now);
  const choices = await choicesInForce(db);
  const inOrder = instruments.toSorted((a, b) => choices.order.indexOf(a.id) - choices.order.indexOf(b.id));
  return inOrder.map((known) => {
    const summary = { ...known, isAssistedOnly: known.isAssistedOnly || needsSomebody(choices, known.id) };
    const decision = decisions.get(summary.id) ?? null;
    const own = texts.filter(({ instrument }) => instrument === summary.id);
    const isTrained = trained.some((one) => one.instrument === summary.id && one.account_id === asker);
    const reason = whyNotOffered(summary, {
      decision: decision === null ? null : asDecision(decision),
      hasOperatorText: own.length > 0 || officialFormOnly.has(summary.id),
      hasCoveredOnCall,
    });
    const isUntrained =
      (reason === null || reason === "on-call-not-covered") && officialFormOnly.has(summary.id) && !isTrained;
    const isReserved = reason === null && !isClinician && choices.cliniciansOnly.includes(summary.id);
    const whyNot = isUntrained ? "not-trained" : isReserved ? "clinician-needed" : reason;
    return { summary, reason: whyNot, decision, texts: own };
  });
}

/** Whether the territory has these questions asked with somebody there only. The first questions are always open to all. */
function needsSomebody({ order, alone }: PathwayChoices, id: string): boolean {
  return order.includes(id) && !alone.includes(id);
}

function asDecision({ instrument, is_enabled, purpose, answerable_id }: DecisionRow) {
  return {
    instrument,
    isEnabled: is_enabled,
    ...(purpose === null ? {} : { intendedPurpose: purpose }),
    ...(answerable_id === null ? {} : { answerableFor: answerable_id }),
  };
}
