import { localDateAt, type Instant, type LocalDate } from "#base";
import { handle, type BoundHandler } from "#storage";
import { makeLink } from "../answer/link.ts";
import { endsAll } from "../contact/life-event.ts";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson } from "../file-sealing.ts";
import { endLetters } from "../letter/store.ts";
import { openOwnInvitation } from "../own-page/invitation.ts";
import { keepOwnInvitation } from "../own-page/send-link.ts";
import { findOwnPage, keepHanded } from "../own-page/store.ts";
import type { Person } from "../person.ts";
import { openPlanItem } from "../plan/sealing.ts";
import { ownClosingOf } from "../plan-closing/own-closing.ts";
import { reviewDayToCome } from "../plan/review-store.ts";
import { planOf } from "../plan/store.ts";
import { reassessmentsOf, type ReassessmentRow } from "../re-assessment/store.ts";
import { openContent } from "../referral/content.ts";
import { referralsOf } from "../referral/store.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { lockPerson } from "../store.ts";
import { handOwnLink, readPlanSheet } from "./actions.ts";
import { handedLink, handedLinkDays, sealHanded } from "./handed-link.ts";

/** Carries out what is read for the sheet "my plan", and the link that goes onto it. */
export function planSheetHandlers(services: PathwayServices): BoundHandler[] {
  const { vault, baseUrl } = services;
  return [
    handle(readPlanSheet, {
      load: loadOwn,
      run: async ({ input, db, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const person = openPerson(vault, file);
        const page = await findOwnPage(db, file.id);
        const referrals = await referralsOf(db, file.id);
        const plan = await planOf(db, file.id);
        const closing = await ownClosingOf(db, vault, file);
        const link =
          page === null || isOver(person) ? null : await handedLink(db, vault, { file, page, now });
        audit({
          kind: "person",
          ids: [file.id],
          fields: ["givenNames", "wishes", "plan", "planClosing", "referrals"],
        });
        return {
          personId: file.id,
          givenNames: person.givenNames,
          preferredLocale: person.preferredLocale,
          wishes: person.wishes,
          items: plan
            .filter(({ status }) => status === "chosen")
            .map((row) => {
              const underWay = referrals.find(
                ({ plan_item_id, loop }) => plan_item_id === row.id && loop === "open",
              );
              return {
                id: row.id,
                offerId: row.offer_id,
                ...openPlanItem(vault, file, row),
                accompaniedBy: row.accompanied_by,
                isHelping: row.is_helping,
                area: row.area,
                receiverName: underWay ? openContent(vault, file, underWay).receiverName : null,
              };
            }),
          closing,
          done:
            closing === null
              ? []
              : plan
                  .filter(({ status }) => status === "done")
                  .map((row) => ({
                    id: row.id,
                    title: openPlanItem(vault, file, row).title,
                    isHelping: row.is_helping,
                  })),
          nextReviewOn:
            (await reviewDayToCome(db, file.id, localDateAt(now, timeZone))) ??
            nextReview(await reassessmentsOf(db, file.id), now),
          caller: page === null ? null : callerIn(openOwnInvitation(vault, file, page)),
          link: link === null ? null : { address: `${baseUrl}${link.path}`, until: link.until },
        };
      },
    }),
    handle(handOwnLink, {
      load: loadOwn,
      run: async ({ input, db, actor, now, newId, audit }) => {
        const { personId, ...words } = input;
        const file = (await lockPerson(db, personId, "for update")) ?? (await fileOf(db, personId));
        if (isOver(openPerson(vault, file))) throw pathwayErrors.contactForbidden({});
        const ended = { end_kind: "replaced", ended_at: now, ended_by: actor.id } as const;
        await endLetters(db, { personId: file.id, id: null }, ended);
        const page = await findOwnPage(db, file.id);
        // Whoever opened the paper asks for the next link where they were written to before.
        const channel = page === null ? "hand" : openOwnInvitation(vault, file, page).channel;
        // Who finds a sheet on a table is not known: what was answered is not shown behind it.
        await keepOwnInvitation({ db, vault, now }, file, { ...words, channel, showsSaid: false });
        const path = await makeLink(
          db,
          { file, aim: { ownPersonId: file.id }, holder: "person", days: handedLinkDays },
          { now, newId },
        );
        await keepHanded(db, file.id, sealHanded(vault, file, path));
        audit({ kind: "person", ids: [file.id], fields: ["ownPage"] });
        return { personId: file.id };
      },
    }),
  ];
}

/** Whether the accompaniment is over: nothing leads to an own page any more. */
function isOver({ status, lifeEvent }: Pick<Person, "status" | "lifeEvent">): boolean {
  return status !== "open" || (lifeEvent !== null && endsAll(lifeEvent));
}

function callerIn({
  agreedName,
  callbackPhone,
}: {
  readonly agreedName: string;
  readonly callbackPhone: string;
}) {
  return { agreedName, callbackPhone };
}

/** The next day on which questions are asked again; null when none is to come. */
function nextReview(rows: readonly ReassessmentRow[], now: Instant): LocalDate | null {
  const next = rows.find(({ status, due_at }) => status === "planned" && due_at > now);
  return next === undefined ? null : localDateAt(next.due_at, timeZone);
}
