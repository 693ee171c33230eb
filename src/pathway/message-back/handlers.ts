import type { Id } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { openNeeds } from "../needs/sealing.ts";
import { openContent } from "../referral/content.ts";
import { referralSchema } from "../referral/referral.ts";
import { findReferral, type ReferralRow } from "../referral/store.ts";
import type { PathwayServices } from "../services.ts";
import { readMessageBack } from "./actions.ts";
import { messageBackErrors } from "./errors.ts";
import { isMessageBack } from "./tell-back.ts";

/** Carries out the message back to whoever referred. */
export function messageBackHandlers({ vault, organisationName, findOffer }: PathwayServices): BoundHandler[] {
  return [
    handle(readMessageBack, {
      load: async ({ db, input }) => {
        const row = await referralOf(db, input.referralId);
        return { facts: { controllerId: row.controller_id, isEmergency: false } };
      },
      run: async ({ db, input, audit }) => {
        const row = await referralOf(db, input.referralId);
        if (!isMessageBack(row)) throw messageBackErrors.referralNotEnded({});
        const file = await fileOf(db, row.person_id);
        const person = openPerson(vault, file);
        const { receiverName, callbackPhone } = openContent(vault, file, row);
        audit({
          kind: "referral",
          ids: [row.id, row.person_id],
          fields: ["givenNames", "familyName", "birthDate", "wishes", "needs", "outcome"],
        });
        return {
          referralId: row.id,
          personId: row.person_id,
          organisationName: (await organisationName(db, row.controller_id)) ?? "",
          callbackPhone,
          givenNames: person.givenNames,
          familyName: person.familyName,
          birthDate: person.birthDate,
          wishes: person.wishes,
          needs: [...((await openNeeds(db, vault, file))?.needs ?? [])],
          offerName: (await findOffer(db, row.offer_id))?.name ?? null,
          receiverName,
          createdAt: row.created_at,
          sentAt: row.sent_at,
          endedAt: row.last_act_at,
          status: row.status,
          loop: row.loop,
          outcome: referralSchema.shape.outcome.parse(row.outcome),
          reason: referralSchema.shape.reason.parse(row.reason),
          nextStep: referralSchema.shape.nextStep.parse(row.next_step),
        };
      },
    }),
  ];
}

async function referralOf(db: Tx, id: Id<"referral">): Promise<ReferralRow> {
  const row = await findReferral(db, id);
  if (row === null) throw pathwayErrors.referralNotFound({});
  return row;
}
