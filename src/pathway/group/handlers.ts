import type { PersonId } from "#base";
import { handle, type BoundHandler } from "#storage";
import { openSummaries } from "../file-sealing.ts";
import { delaysInForce } from "../territory-delays/store.ts";
import type { ReferralStatus } from "../referral/status.ts";
import { findReferrals } from "../referral/store.ts";
import type { PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import { organisationOf } from "../team-organisation.ts";
import { createReferrals, listOwnCasesForOffer, ownCasesAtMost, readReferralGroup } from "./actions.ts";
import { fieldsLookedAt, groupOf, offerOf, ownFiles, referEach } from "./carry-out.ts";
import type { GroupResult } from "./codes.ts";
import { groupErrors } from "./errors.ts";
import { hindranceOf } from "./standing.ts";
import { standingsOf } from "./standings.ts";
import { linesOf, type LineRow } from "./store.ts";

/** Carries out referring several persons by one gesture: each on their own, nobody hindering another. */
export function groupHandlers(services: PathwayServices): BoundHandler[] {
  return [
    handle(listOwnCasesForOffer, {
      run: async ({ input, db, actor, now, audit }) => {
        const offer = await offerOf(services, { db, now }, input.offerId);
        const controllerId = organisationOf(actor, input.controllerId);
        const files = await ownFiles(db, actor, { controllerId, limit: ownCasesAtMost + 1 });
        const standings = await standingsOf(db, services.vault, {
          files: files.slice(0, ownCasesAtMost),
          offer,
          actor,
          controllerId,
          now,
          items: ["first-name"],
          evidenceOf: () => "informed",
        });
        const { mostUnderWay } = await delaysInForce(db);
        audit({ kind: "person", ids: standings.map(({ file }) => file.id), fields: [...fieldsLookedAt] });
        return {
          offerName: offer.name,
          organisationName: offer.organizationName,
          hasWaitingList: offer.capacity === "waitlist",
          persons: standings.map(({ person: { id, givenNames, familyName }, standing }) => ({
            personId: id,
            givenNames,
            familyName,
            hindrance: hindranceOf(standing, { ...offer, mostUnderWay }),
            isToldEnough: standing.isToldEnough,
          })),
          hasMore: files.length > ownCasesAtMost,
        };
      },
    }),
    handle(createReferrals, {
      load: async ({ actor, input }) => ({
        facts: { controllerId: organisationOf(actor, input.controllerId), isEmergency: false },
      }),
      run: async (context) => {
        const { facts, afterCommit } = context;
        const lines = await referEach(context, services, facts.controllerId);
        afterCommit(services.wakeTimers);
        const count = (...results: readonly GroupResult[]) =>
          lines.filter(({ result }) => results.includes(result)).length;
        const [sent, waiting] = [count("sent"), count("waits")];
        return { groupId: context.input.groupId, sent, waiting, refused: lines.length - sent - waiting };
      },
    }),
    handle(readReferralGroup, {
      load: async ({ db, input }) => {
        const { controller_id: controllerId } = await groupOf(db, input.groupId);
        return { facts: { controllerId, isEmergency: false } };
      },
      run: async ({ input, db, audit }) => {
        const group = await groupOf(db, input.groupId);
        const lines = await linesOf(db, group.id);
        // Of a colleague's gesture, whoever sees own cases alone sees none.
        if (lines.length === 0) throw groupErrors.groupNotFound({});
        const ids = lines.flatMap(({ person_id }) => person_id ?? []);
        const persons = new Map(
          openSummaries(services.vault, await findPersons(db, ids)).map((one) => [one.id, one]),
        );
        const referralIds = lines.flatMap(({ referral_id }) => referral_id ?? []);
        const states = new Map((await findReferrals(db, referralIds)).map((row) => [row.id, row.status]));
        audit({ kind: "person", ids, fields: ["givenNames", "familyName", "referrals"] });
        return {
          groupId: group.id,
          offerId: group.offer_id,
          offerName: (await services.findOffer(db, group.offer_id))?.name ?? null,
          madeAt: group.made_at,
          lines: lines.map((line) => viewOf(line, persons, states)),
        };
      },
    }),
  ];
}

function viewOf(
  { person_id, referral_id, result }: LineRow,
  persons: ReadonlyMap<PersonId, { readonly givenNames: string; readonly familyName: string | null }>,
  states: ReadonlyMap<NonNullable<LineRow["referral_id"]>, ReferralStatus>,
) {
  const person = person_id === null ? undefined : persons.get(person_id);
  return {
    person:
      person_id === null || person === undefined
        ? null
        : { personId: person_id, givenNames: person.givenNames, familyName: person.familyName },
    result,
    referralId: referral_id,
    status: referral_id === null ? null : (states.get(referral_id) ?? null),
  };
}
