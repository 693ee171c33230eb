import { localDateAt, type Actor, type Instant, type PersonId } from "#base";
import { handle, type BoundHandler, type Tx, type Vault } from "#storage";
import { mayReviewAct } from "../danger/actions.ts";
import { unreviewedActs, untoldActs } from "../danger/store.ts";
import { openSummaries } from "../file-sealing.ts";
import { deliveriesOf } from "../message/store.ts";
import { openContent } from "../referral/content.ts";
import { unfinishedReferrals, type ReferralRow } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons, type PersonRow } from "../store.ts";
import { personsToCall } from "../own-page/store.ts";
import { personsToAskAgain } from "../re-assessment/store.ts";
import { listWaiting } from "./actions.ts";
import { waitingReason, whyWaiting, type WaitingReason } from "./reason.ts";

/** Most things shown. */
const mostShown = 500;

interface Waiting {
  readonly reason: WaitingReason;
  readonly personId: PersonId;
  readonly referral: ReferralRow | null;
  readonly since: Instant;
}

/** Carries out the question what waits. */
export function waitingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listWaiting, {
      run: async ({ input, db, actor, now, audit }) => {
        const ownerId = input.mine === "true" ? actor.id : null;
        const found = [
          ...(await waitingReferrals(db, { ownerId, now })),
          ...(await waitingQuestions(db)),
          ...(await waitingCalls(db)),
          ...(await waitingDangers(db, { actor, now })),
        ].toSorted(byUrgency);
        const shown = found.slice(0, mostShown);
        const persons = await findPersons(db, [...new Set(shown.map(({ personId }) => personId))]);
        audit({ kind: "person", ids: persons.map(({ id }) => id), fields: ["givenNames", "referrals"] });
        return { items: viewOf(services.vault, shown, persons), hasMore: found.length > mostShown };
      },
    }),
  ];
}

async function waitingReferrals(
  db: Tx,
  { ownerId, now }: { readonly ownerId: ReferralRow["owner_id"] | null; readonly now: Instant },
): Promise<Waiting[]> {
  const rows = await unfinishedReferrals(db, { ownerId, limit: 4 * mostShown });
  const deliveries = await deliveriesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const delivery = deliveries.get(row.id);
    const hasFailedDelivery = delivery === "failed" || delivery === "withheld";
    const reason = whyWaiting({ row, hasFailedDelivery, now, timeZone });
    return reason === null
      ? []
      : [{ reason, personId: row.person_id, referral: row, since: row.last_act_at }];
  });
}

async function waitingQuestions(db: Tx): Promise<Waiting[]> {
  const due = await personsToAskAgain(db, mostShown);
  return due.map(({ personId, dueAt }) => ({
    reason: "reassessment-due",
    personId,
    referral: null,
    since: dueAt,
  }));
}

/** Whoever asked to be called by their own page: everybody's who follows the file, whoever owns the loop. */
async function waitingCalls(db: Tx): Promise<Waiting[]> {
  const asked = await personsToCall(db, mostShown);
  return asked.map(({ personId, since }) => ({ reason: "call-asked", personId, referral: null, since }));
}

/** Acts in danger that somebody else reviews, and those of which the person is to be told by now. */
async function waitingDangers(
  db: Tx,
  { actor, now }: { readonly actor: Actor; readonly now: Instant },
): Promise<Waiting[]> {
  const open = (await unreviewedActs(db, { controllerId: null, limit: mostShown })).filter(
    ({ controller_id: controllerId, acted_by: actedBy }) =>
      mayReviewAct.check(actor, { controllerId, isEmergency: false, actedBy }).allowed,
  );
  const untold = await untoldActs(db, localDateAt(now, timeZone), mostShown);
  const of = (reason: WaitingReason) => (row: (typeof untold)[number]) =>
    ({ reason, personId: row.person_id, referral: null, since: row.acted_at }) as const;
  return [...open.map(of("danger-review")), ...untold.map(of("danger-telling"))];
}

function byUrgency(a: Waiting, b: Waiting): number {
  const order = waitingReason.codes.indexOf(a.reason) - waitingReason.codes.indexOf(b.reason);
  return order || a.since.localeCompare(b.since) || a.personId.localeCompare(b.personId);
}

function viewOf(vault: Vault, shown: readonly Waiting[], persons: readonly PersonRow[]) {
  const files = new Map(persons.map((row) => [row.id, row]));
  const names = new Map(openSummaries(vault, persons).map((person) => [person.id, person.givenNames]));
  return shown.flatMap(({ reason, personId, referral, since }) => {
    const file = files.get(personId);
    if (file === undefined) return [];
    const receiverName = referral === null ? null : openContent(vault, file, referral).receiverName;
    const givenNames = names.get(personId) ?? "";
    return [{ reason, personId, givenNames, referralId: referral?.id ?? null, receiverName, since }];
  });
}
