import { localDateAt } from "#base";
import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { organisationOf } from "../team-organisation.ts";
import { noteAddressGiven } from "./actions.ts";
import { addressesGiven, countAddress } from "./store.ts";

/** Carries out counting the addresses that were given instead of a referral. */
export function addressGivenHandlers({ findOffer }: Pick<PathwayServices, "findOffer">): BoundHandler[] {
  return [
    handle(noteAddressGiven, {
      run: async ({ input: { offerId, controllerId: wanted }, db, actor, now, audit }) => {
        const controllerId = organisationOf(actor, wanted);
        if (actor.tenantId === null) throw pathwayErrors.organisationNeeded({});
        if ((await findOffer(db, offerId)) === null) throw pathwayErrors.offerNotFound({});
        const today = localDateAt(now, timeZone);
        await countAddress(db, { tenantId: actor.tenantId, controllerId, offerId, today });
        audit({ kind: "offer", ids: [offerId], fields: ["addressGiven"] });
        return { offerId, times: await addressesGiven(db, { offerId, controllerId, today }) };
      },
    }),
  ];
}
