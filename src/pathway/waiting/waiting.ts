import {
  localDateAt,
  toInstant,
  type AccountId,
  type Actor,
  type ControllerId,
  type Instant,
  type PersonId,
} from "#base";
import type { Tx } from "#storage";
import { coveredBy } from "../absence/store.ts";
import { personsToTryAgain } from "../contact-log/try-again.ts";
import { personsToConfirm } from "../contact/confirmed-store.ts";
import { mayReviewAct } from "../danger/actions.ts";
import { unreviewedActs, untoldActs } from "../danger/store.ts";
import { personsWithEnding } from "../document/keeping.ts";
import { mayRead } from "../document/may-read.ts";
import { allHeld } from "../held/store.ts";
import { waitingLetters } from "../letter/store.ts";
import { mayPost } from "../letter/write-letter.ts";
import { deliveriesOf, failedToPersons } from "../message/store.ts";
import { personsToCall } from "../own-page/store.ts";
import { plansToReview } from "../plan/review-store.ts";
import { personsToAskAgain } from "../re-assessment/store.ts";
import { unfinishedReferrals, type ReferralRow } from "../referral/store.ts";
import { timeZone } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import { daysLater } from "../timer/delays.ts";
import { setAsideNow, type SetAsideRow } from "./aside-store.ts";
import {
  waitingGroupNames,
  waitingGroupOf,
  waitingReason,
  whyWaiting,
  type WaitingReason,
} from "./reason.ts";

/** Most things looked at of each kind. */
const mostFound = 2000;
/** Days during which a message is shown that did not reach a person. */
const failureDays = 30;

/** Something that waits for a worker. */
export interface Waiting {
  readonly reason: WaitingReason;
  readonly personId: PersonId;
  readonly referral: ReferralRow | null;
  readonly since: Instant;
  /** How it was set aside, while nothing new happened since. */
  readonly aside: SetAsideRow | null;
}

/** Whose work, and where. */
export interface OwnerIn {
  readonly controllerId: ControllerId;
  readonly accountId: AccountId;
}

/** Whose loops are somebody's own today: their own, and those of colleagues away for whom they cover. */
export async function ownersFor(db: Tx, actor: Actor, now: Instant): Promise<readonly OwnerIn[]> {
  if (actor.id === null) return [];
  const own = actor.memberships.map(({ controllerId }) => ({
    controllerId,
    accountId: actor.id as AccountId,
  }));
  const covered = await coveredBy(db, actor.id, localDateAt(now, timeZone));
  return [...own, ...covered.map((row) => ({ controllerId: row.controller_id, accountId: row.account_id }))];
}

/** What is looked for. */
interface WaitingSearch {
  readonly actor: Actor;
  readonly now: Instant;
  /** Whose loops; null for everybody's. */
  readonly owners: readonly OwnerIn[] | null;
}

/**
 * Everything that waits in reach, most urgent first: groups in their order, within a group what matters sooner, then by reason
 * and by how long it waits. With `owners`, of the loops theirs alone; whoever asks to be called or to be asked again is
 * everybody's who follows the file.
 */
export async function findWaiting(
  db: Tx,
  { actor, now, owners }: WaitingSearch,
): Promise<readonly Waiting[]> {
  const found = [
    ...(await waitingReferrals(db, { owners, now })),
    ...(await waitingQuestions(db)),
    ...(await waitingReviews(db, now)),
    ...(await waitingDocuments(db, actor, now)),
    ...(await waitingCalls(db)),
    ...(await waitingHeld(db)),
    ...(await waitingRules(db, { owners, now })),
    ...(await lettersToPrint(db)),
    ...(await waitingAttempts(db)),
    ...(await failedMessages(db, now)),
    ...(await waitingDangers(db, actor, now)),
  ];
  const asides = new Map((await setAsideNow(db, now)).map((row) => [keyOf(row), row]));
  return found
    .map((one) => {
      const row = asides.get(nameOf(one)) ?? null;
      return { ...one, aside: row !== null && row.set_at >= one.since ? row : null };
    })
    .toSorted(byUrgency);
}

type Found = Omit<Waiting, "aside">;

/** How a thing that waits is named: `<reason>.<id of the referral, else of the person>`. */
export function nameOf({ reason, referral, personId }: Found): string {
  return `${reason}.${referral?.id ?? personId}`;
}

const keyOf = ({ reason, referral_id, person_id }: SetAsideRow): string =>
  `${reason}.${referral_id ?? person_id}`;

async function waitingReferrals(
  db: Tx,
  { owners, now }: { readonly owners: readonly OwnerIn[] | null; readonly now: Instant },
): Promise<Found[]> {
  const ownerIds = owners === null ? null : owners.map(({ accountId }) => accountId);
  const isTheirs = ({ controller_id, owner_id }: ReferralRow): boolean =>
    owners === null || owners.some((one) => one.accountId === owner_id && one.controllerId === controller_id);
  const rows = (await unfinishedReferrals(db, { ownerIds, limit: mostFound })).filter(isTheirs);
  const deliveries = await deliveriesOf(
    db,
    rows.map(({ id }) => id),
  );
  const { firstContactWorkingDays } = await delaysInForce(db);
  return rows.flatMap((row) => {
    const delivery = deliveries.get(row.id);
    const hasFailedDelivery = delivery === "failed" || delivery === "withheld";
    const isByWord = delivery === undefined;
    const reason = whyWaiting({ row, hasFailedDelivery, isByWord, now, timeZone, firstContactWorkingDays });
    return reason === null
      ? []
      : [{ reason, personId: row.person_id, referral: row, since: sinceOf(reason, row) }];
  });
}

/** Since when a referral waits: its last act, or when moments ended by themselves, so that what was set aside before comes back. */
function sinceOf(reason: WaitingReason, row: ReferralRow): Instant {
  return (reason === "moments-past" ? row.moments_past_at : null) ?? row.last_act_at;
}

async function waitingQuestions(db: Tx): Promise<Found[]> {
  const due = await personsToAskAgain(db, mostFound);
  return due.map(({ personId, dueAt }) => ({
    reason: "reassessment-due",
    personId,
    referral: null,
    since: dueAt,
  }));
}

/** Plans of which the day has come: everybody's who follows the file. */
async function waitingReviews(db: Tx, now: Instant): Promise<Found[]> {
  const due = await plansToReview(db, localDateAt(now, timeZone), mostFound);
  return due.map(({ personId, dueOn }) => ({
    reason: "plan-review",
    personId,
    referral: null,
    since: toInstant(new Date(`${dueOn}T00:00:00Z`)),
  }));
}

/** Files of which a document will be removed soon, of those documents that the reader may see. */
async function waitingDocuments(db: Tx, actor: Actor, now: Instant): Promise<Found[]> {
  const isSeen = (row: Parameters<typeof mayRead>[1]): boolean => mayRead(actor, row);
  const found = await personsWithEnding(db, now, { limit: mostFound, isSeen });
  return found.map((one) => ({ ...one, reason: "document-ending", referral: null }));
}

/** Whoever asked to be called by their own page: everybody's who follows the file, whoever owns the loop. */
async function waitingCalls(db: Tx): Promise<Found[]> {
  const asked = await personsToCall(db, mostFound);
  return asked.map(({ personId, since }) => ({ reason: "call-asked", personId, referral: null, since }));
}

/** What waits because whoever asked may not be the person: everybody's who follows the file, who may stop it. */
async function waitingHeld(db: Tx): Promise<Found[]> {
  return (await allHeld(db, mostFound)).map(({ kind, person_id: personId, asked_at: since }) => ({
    reason: kind === "own-copy" ? "copy-held" : "change-held",
    personId,
    referral: null,
    since,
  }));
}

/** Whoever is to be asked whether the rules of contact are still right; with `owners`, of those whom these accompany. */
async function waitingRules(
  db: Tx,
  { owners, now }: { readonly owners: readonly OwnerIn[] | null; readonly now: Instant },
): Promise<Found[]> {
  const accountIds = owners === null ? null : owners.map(({ accountId }) => accountId);
  const found = await personsToConfirm(db, { now, limit: mostFound, accountIds });
  return found.map((one) => ({ ...one, reason: "contact-rules", referral: null }));
}

/** Letters whose words are ready, of persons who may still be written to by post. */
async function lettersToPrint(db: Tx): Promise<Found[]> {
  const letters = await waitingLetters(db);
  const files = await findPersons(db, [...new Set(letters.map(({ person_id }) => person_id))]);
  const mayGo = new Set(files.filter(mayPostTo).map(({ id }) => id));
  return letters
    .filter(({ person_id }) => mayGo.has(person_id))
    .map(({ person_id: personId, made_at: since }) => ({
      reason: "letter-to-print",
      personId,
      referral: null,
      since,
    }));
}

const mayPostTo = ({
  status,
  life_event: lifeEvent,
  contact_channels: contactChannels,
}: PersonRow): boolean => mayPost({ status, lifeEvent, contactChannels });

/** Whoever was tried in vain and is to be tried again, or in another manner: everybody's who follows the file. */
async function waitingAttempts(db: Tx): Promise<Found[]> {
  const found = await personsToTryAgain(db, mostFound);
  return found.map(({ personId, since, isTriedInVain }) => ({
    reason: isTriedInVain ? "tried-in-vain" : "contact-again",
    personId,
    referral: null,
    since,
  }));
}

/** Persons whom the newest message did not reach: somebody calls them, or mends the address. */
async function failedMessages(db: Tx, now: Instant): Promise<Found[]> {
  const failed = await failedToPersons(db, { since: daysLater(now, -failureDays), limit: mostFound });
  return failed.map(({ personId, since }) => ({
    reason: "delivery-failed",
    personId,
    referral: null,
    since,
  }));
}

/** Acts in danger that somebody else reviews, and those of which the person is to be told by now. */
async function waitingDangers(db: Tx, actor: Actor, now: Instant): Promise<Found[]> {
  const open = (await unreviewedActs(db, { controllerId: null, limit: mostFound })).filter(
    ({ controller_id: controllerId, acted_by: actedBy }) =>
      mayReviewAct.check(actor, { controllerId, isEmergency: false, actedBy }).allowed,
  );
  const untold = await untoldActs(db, localDateAt(now, timeZone), mostFound);
  const of = (reason: WaitingReason) => (row: (typeof untold)[number]) =>
    ({ reason, personId: row.person_id, referral: null, since: row.acted_at }) as const;
  return [...open.map(of("danger-review")), ...untold.map(of("danger-telling"))];
}

const isUrgent = ({ referral }: Found): boolean => referral?.priority === "priority";

function byUrgency(a: Found, b: Found): number {
  const groups =
    waitingGroupNames.indexOf(waitingGroupOf(a.reason)) - waitingGroupNames.indexOf(waitingGroupOf(b.reason));
  const order = waitingReason.codes.indexOf(a.reason) - waitingReason.codes.indexOf(b.reason);
  return (
    groups ||
    Number(isUrgent(b)) - Number(isUrgent(a)) ||
    order ||
    a.since.localeCompare(b.since) ||
    nameOf(a).localeCompare(nameOf(b))
  );
}
