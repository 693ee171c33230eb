import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { findReferral } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { withdrawAgreements } from "./actions.ts";
import { withdraw } from "./withdraw.ts";

/** Carries out the end of agreements. */
export function sharingHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(withdrawAgreements, {
      load: loadOwn,
      run: async ({ input, db, now, newId, actor, audit, afterCommit }) => {
        const file = await fileOf(db, input.personId);
        const referral = input.referralId === null ? null : await findReferral(db, input.referralId);
        if (input.referralId !== null && referral?.person_id !== file.id)
          throw pathwayErrors.referralNotFound({});
        const { vault, baseUrl } = services;
        const counts = await withdraw(
          { db, now, newId, vault, baseUrl, timeZone },
          { file, referral, party: "worker", actor },
        );
        audit({ kind: "person", ids: [file.id], fields: ["agreements", "referrals"] });
        afterCommit(services.wakeTimers);
        return { personId: file.id, ...counts };
      },
    }),
  ];
}
