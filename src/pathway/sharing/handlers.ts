import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { findReferral } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { readSharingGround, withdrawAgreements } from "./actions.ts";
import { groundRecordOf } from "./ground-facts.ts";
import { groundForSharing, type GroundFound, type GroundRefused } from "./ground.ts";
import { withdraw } from "./withdraw.ts";

/** Carries out the end of agreements, and says on what ground something may be told. */
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
    handle(readSharingGround, {
      load: loadOwn,
      run: async ({ input, db, actor, now, audit }) => {
        const { offerId: receiverId, items } = input;
        const file = await fileOf(db, input.personId);
        const offer = await services.findOffer(db, receiverId);
        if (offer === null) throw pathwayErrors.offerNotFound({});
        const { organizationId } = offer;
        const record = await groundRecordOf(db, { file, actor, receiverId, organizationId, now });
        const plain = { ...record, items, askedByPerson: false, severalNeeded: false };
        const told = groundForSharing({ ...plain, evidence: "informed" });
        const several = groundForSharing({ ...plain, severalNeeded: true, evidence: "informed" });
        audit({ kind: "person", ids: [file.id], fields: ["agreements"] });
        return {
          receiver: record.receiverName,
          told: answerOf(told),
          severalNeeded: several.isLawful && several.ground === "social-action" ? answerOf(several) : null,
          agreed: answerOf(groundForSharing({ ...plain, evidence: "witnessed-oral" })),
          covered: [...new Set(record.accords.flatMap((one) => one.items))],
        };
      },
    }),
  ];
}

function answerOf(answer: GroundFound | GroundRefused) {
  if (!answer.isLawful) {
    const { reason, article, remedies } = answer;
    const nothing = { ground: null, accord: null, also: [], needs: "agreement" as const };
    return { ...nothing, reason, article, remedies: [...remedies] };
  }
  const { ground, article, needs, accord, also } = answer;
  return {
    ground,
    reason: null,
    article,
    needs,
    accord: accord?.title ?? null,
    also: [...also],
    remedies: [],
  };
}
