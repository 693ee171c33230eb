import { localDateAt, type Id, type Instant } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { addressesGiven } from "../address-given/store.ts";
import { timeZone } from "../services.ts";
import { daysLater } from "../timer/delays.ts";
import { readResponsiveness } from "./actions.ts";
import { promptnessOf, responsivenessOf, shownToOthersFrom, type Responsiveness } from "./responsiveness.ts";
import { sentTo, sentToEach } from "./store.ts";
import type { ReferralRow } from "../referral/store.ts";

/** Days that are looked back. */
const lookedBack = 365;

/** Carries out the question how a receiver answers. */
export function responsivenessHandlers(): BoundHandler[] {
  return [
    handle(readResponsiveness, {
      run: async ({ db, input, now, audit }) => {
        const since = daysLater(now, -lookedBack);
        const known = responsivenessOf(await sentTo(db, input.offerId, { since, controllerId: null }));
        audit({ kind: "offer", ids: [input.offerId], fields: ["responsiveness"] });
        const given = { offerId: input.offerId, controllerId: null, today: localDateAt(now, timeZone) };
        return {
          responsiveness: known.referrals >= shownToOthersFrom ? known : null,
          addressesGiven: await addressesGiven(db, given),
        };
      },
    }),
  ];
}

/** How the receiver of a referral answered the organisation that sent it: for the receiver itself, from the first one. */
export async function ownResponsiveness(
  db: Tx,
  { offer_id, controller_id }: Pick<ReferralRow, "controller_id"> & { readonly offer_id: Id<"offer"> },
  now: Instant,
): Promise<Responsiveness> {
  const since = daysLater(now, -lookedBack);
  return responsivenessOf(await sentTo(db, offer_id, { since, controllerId: controller_id }));
}

/** How soon receivers answered the organisations in reach in the last year, 0 to 1 by id of the offer: those above five referrals alone. */
export async function answeringOf(db: Tx, now: Instant): Promise<ReadonlyMap<string, number>> {
  const since = daysLater(now, -lookedBack);
  const sent = await sentToEach(db, { since, atLeast: shownToOthersFrom });
  return new Map(
    [...sent].map(([offerId, referrals]) => [offerId, promptnessOf(responsivenessOf(referrals))]),
  );
}
