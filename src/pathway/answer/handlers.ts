import { addMilliseconds, baseErrors, type Instant } from "#base";
import { handle, withScope, type BoundHandler, type Tx } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { countTogether } from "../group/store.ts";
import { openNeeds } from "../needs/sealing.ts";
import { viewMoments } from "../offered-moment/view.ts";
import { sendOwnLinkAgain } from "../own-page/send-link.ts";
import { inviteOnceMore } from "../re-assessment/carry-out.ts";
import { answerErasure } from "../receiver-erasure/actions.ts";
import { answerAsking } from "../receiver-erasure/carry-out.ts";
import { erasureStateOf } from "../receiver-erasure/erasure.ts";
import { askReceiver, moveOn, type Moving } from "../referral/carry-out.ts";
import { openContent } from "../referral/content.ts";
import { canMove, hasOwnDoor, movesFrom } from "../referral/moves.ts";
import { endedStatuses } from "../referral/status.ts";
import { eventsOf, findReferral, type ReferralRow } from "../referral/store.ts";
import { viewEvents } from "../referral/view.ts";
import { ownResponsiveness } from "../responsiveness/handlers.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { mayShare } from "../sharing/agreement.ts";
import type { SharedItem } from "../sharing/item.ts";
import { findAgreement } from "../sharing/store.ts";
import { answerReferral, leaveAnswer, openAnswerLink, readAnswer, renewAnswerLink } from "./actions.ts";
import { answerCookies, answerSecretOf } from "./cookies.ts";
import { heldReferral, loadReceiver } from "./held.ts";
import { answerSessionMinutes, beginAnswerSession, digestOf } from "./link.ts";
import { countLinksSince, findLink, findLinkPlace, forgetLinkPlaces, type AnswerLinkTable } from "./store.ts";
import { sharedOf } from "./shared-person.ts";

/** Most links of a referral made within a day, those of reminders included. */
const mostLinksADay = 5;
const day = 86_400_000;

/** Carries out what those without account answer. */
export function answerHandlers(services: PathwayServices): BoundHandler[] {
  const isSecure = services.baseUrl.startsWith("https:");
  const movingOf = (context: Pick<Moving, "db" | "now" | "newId">): Moving => ({
    db: context.db,
    now: context.now,
    newId: context.newId,
    vault: services.vault,
    baseUrl: services.baseUrl,
    timeZone,
  });
  return [
    handle(openAnswerLink, {
      run: async ({ input, db, now, http, audit }) => {
        const place = await placeOf(db, input.token);
        return withScope(db, place, async () => {
          const link = await findLink(db, place.linkId, "for update");
          if (link === null) throw pathwayErrors.linkUnusable({});
          if (link.expires_at <= now) throw pathwayErrors.linkExpired({});
          if (link.used_at !== null || link.revoked_at !== null) throw pathwayErrors.linkSpent({});
          const secret = await beginAnswerSession(db, link, now);
          const maxAgeSeconds = answerSessionMinutes * 60;
          http.setCookies.push(...answerCookies(secret, { maxAgeSeconds, isSecure }));
          audit({ kind: "answerLink", ids: idsOf(link) });
          return { holder: link.holder, next: pageOf(link) };
        });
      },
    }),
    handle(renewAnswerLink, {
      run: async (context) => {
        const { input, db, audit, afterCommit } = context;
        const place = await placeOf(db, input.token);
        await withScope(db, place, async () => {
          const link = await findLink(db, place.linkId);
          if (link !== null && (await renew(movingOf(context), link)))
            audit({ kind: "answerLink", ids: idsOf(link) });
        });
        afterCommit(services.wakeTimers);
        return { isAsked: true as const };
      },
    }),
    handle(readAnswer, {
      load: loadReceiver,
      run: async ({ db, actor, now, audit }) => {
        const { link, row, file } = await heldReferral(db, actor.id);
        const content = openContent(services.vault, file, row);
        const items = await itemsOpen(db, row, now);
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: [...items] });
        const needs = items.includes("practical-needs") ? await openNeeds(db, services.vault, file) : null;
        const events = await eventsOf(db, [row.id]);
        return {
          status: row.status,
          loop: row.loop,
          offerId: row.offer_id,
          receiverName: content.receiverName,
          senderName: (await services.organisationName(db, row.controller_id)) ?? "",
          callbackPhone: content.callbackPhone,
          sentAt: row.sent_at,
          sessionUntil: addMilliseconds(link.used_at ?? now, answerSessionMinutes * 60_000),
          version: row.version,
          person: sharedOf(openPerson(services.vault, file), items, needs),
          meetingOn: row.meeting_on,
          moments: (await viewMoments(db, services.vault, [row], { file, now }))(row),
          mayOfferMoments:
            canMove("offer-moments", row.status, "receiver") || canMove("accept", row.status, "receiver"),
          expectedOn: row.expected_on,
          words: items.length > 0 ? content.words : null,
          together: items.length > 0 ? await countTogether(db, row.id) : 0,
          // Notes may speak of the person: they close with the rest.
          events: viewEvents(
            services.vault,
            file,
            events
              .filter(({ move }) => move !== "create")
              .map((event) => (items.length > 0 ? event : { ...event, note: null })),
          ),
          moves: movesFrom(row.status, "receiver").filter((name) => !hasOwnDoor(name)),
          responsiveness: await ownResponsiveness(db, row, now),
          erasure: erasureOf(row, now),
        };
      },
    }),
    handle(answerReferral, {
      load: async (context) => {
        const { facts } = await loadReceiver(context);
        const { row } = await heldReferral(context.db, context.actor.id);
        return { facts, version: row.version };
      },
      run: async (context) => {
        const { input, db, actor, audit } = context;
        const { row: seen, file } = await heldReferral(db, actor.id);
        const row = await findReferral(db, seen.id, "for update");
        if (row === null) throw pathwayErrors.referralNotFound({});
        if (hasOwnDoor(input.move)) throw pathwayErrors.moveNotAllowed({ status: row.status });
        if (row.version !== seen.version) throw baseErrors.versionStale({});
        const moved = await moveOn(
          movingOf(context),
          { row, file },
          { name: input.move, party: "receiver", byId: actor.id, details: input },
        );
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["status"] });
        return { status: moved.status, loop: moved.loop, version: moved.version };
      },
    }),
    handle(answerErasure, {
      load: loadReceiver,
      run: async ({ input, db, actor, now, audit }) => {
        const { row: seen } = await heldReferral(db, actor.id);
        const row = await findReferral(db, seen.id, "for update");
        if (row === null) throw pathwayErrors.referralNotFound({});
        const state = await answerAsking(db, row, { answer: input.answer, by: "receiver", now });
        audit({ kind: "referral", ids: [row.id, row.person_id], fields: ["erasure"] });
        return { state };
      },
    }),
    handle(leaveAnswer, {
      run: async ({ db, http }) => {
        const secret = answerSecretOf(http.headers);
        if (secret !== null) await forgetLinkPlaces(db, { digest: digestOf(secret) });
        http.setCookies.push(...answerCookies("", { maxAgeSeconds: 0, isSecure }));
        return { hasLeft: true as const };
      },
    }),
  ];
}

function erasureOf(row: ReferralRow, now: Instant) {
  const state = erasureStateOf(row, now);
  return state === null ? null : { state, ground: row.erasure_ground };
}

async function placeOf(db: Tx, token: string) {
  const place = await findLinkPlace(db, digestOf(token), "link");
  if (place === null) throw pathwayErrors.linkUnusable({});
  return { tenantId: place.tenant_id, controllerIds: [place.controller_id], linkId: place.link_id };
}

/** Last part of the address at which what a link leads to is read. */
function pageOf(link: AnswerLinkTable): "reponse" | "questions" | "moi" {
  if (link.own_person_id !== null) return "moi";
  return link.reassessment_id === null ? "reponse" : "questions";
}

function idsOf({ id, referral_id, reassessment_id, own_person_id }: AnswerLinkTable): string[] {
  return [id, referral_id ?? reassessment_id ?? own_person_id ?? ""];
}

/** Lets a new link wait for the holder's own address, unless there is nothing left to answer or one was asked for too often today. */
async function renew(moving: Moving, link: AnswerLinkTable): Promise<boolean> {
  const since = addMilliseconds(moving.now, -day);
  if (link.reassessment_id !== null) {
    const made = await countLinksSince(moving.db, { reassessmentId: link.reassessment_id }, since);
    return made < mostLinksADay && inviteOnceMore(moving, link.reassessment_id);
  }
  if (link.own_person_id !== null) {
    const made = await countLinksSince(moving.db, { ownPersonId: link.own_person_id }, since);
    return made < mostLinksADay && sendOwnLinkAgain(moving, link.own_person_id);
  }
  if (link.referral_id === null) return false;
  const row = await findReferral(moving.db, link.referral_id, "for update");
  if (row === null) return false;
  const isToErase = row.erasure_asked_at !== null && row.erasure_answer !== "erased";
  if (endedStatuses.has(row.status) && !isToErase) return false;
  if ((await countLinksSince(moving.db, { referralId: row.id }, since)) >= mostLinksADay) return false;
  const template = isToErase ? "nothing-to-do" : "answer-asked";
  return askReceiver(moving, { row, file: await fileOf(moving.db, row.person_id) }, template);
}

/** What may be read of the person now: nothing after the referral is over, the agreement withdrawn or at its end. */
async function itemsOpen(db: Tx, row: ReferralRow, now: Instant): Promise<readonly SharedItem[]> {
  if (endedStatuses.has(row.status)) return [];
  const agreement = await findAgreement(db, row.agreement_id);
  const items = agreement?.items ?? [];
  return mayShare(agreement, { receiverId: row.offer_id, items, now, timeZone }) === null ? items : [];
}
