import { localDateAt } from "#base";
import { handle, type BoundHandler } from "#storage";
import { pathwayErrors } from "../errors.ts";
import { fileOf, loadOwn } from "../file-facts.ts";
import { openPerson, openSummaries } from "../file-sealing.ts";
import { mayBeMinor } from "../birth-date.ts";
import { mustHaveParent } from "../representative/representation.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { volunteerErrors } from "../volunteer/errors.ts";
import { unfitnessOf, volunteerOf } from "../volunteer/facts.ts";
import { exclusionsOf, volunteersOf } from "../volunteer/store.ts";
import {
  listEngagements,
  moveEngagement,
  noteMeeting,
  proposeVolunteer,
  readVisitCard,
  startEngagement,
  withdrawVolunteer,
} from "./actions.ts";
import { cardDigest, cardOf } from "./card.ts";
import { engagementOf, noteMeetingOf, partyIn, writeEngagement } from "./carry-out.ts";
import { isSameNumber } from "./masked.ts";
import { moved } from "./moves.ts";
import { numberHandlers } from "./number-handlers.ts";
import { deleteNumbers, numbersOf } from "./number-store.ts";
import { ownVisitHandlers } from "./own-handlers.ts";
import { reportHandlers } from "./report-handlers.ts";
import { openEngagement, openNumber, sealEngagement } from "./sealing.ts";
import { seenByPerson } from "./shown-numbers.ts";
import { headOf } from "./head.ts";
import {
  engagementsOf,
  insertEngagement,
  meetingsOf,
  partiesOf,
  putParty,
  type EngagementRow,
} from "./store.ts";

const meetingsShown = 20;

/** Carries out contact engagements. */
export function engagementHandlers(services: PathwayServices): BoundHandler[] {
  return [
    ...readingHandlers(services),
    ...teamHandlers(services),
    ...numberHandlers(services),
    ...ownVisitHandlers(services),
    ...reportHandlers(services),
  ];
}

function readingHandlers({
  vault,
  baseUrl,
  accountNames,
  organisationName,
}: PathwayServices): BoundHandler[] {
  return [
    handle(listEngagements, {
      load: loadOwn,
      run: async ({ db, input, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const rows = await engagementsOf(db, file.id);
        const ids = rows.map(({ id }) => id);
        const [parties, meetings] = [await partiesOf(db, { engagementIds: ids }), await meetingsOf(db, ids)];
        const numbers = await numbersOf(db, ids);
        const volunteers = await volunteersOf(db, file.controller_id);
        const names = await accountNames(volunteers.map((row) => row.account_id));
        const nameOf = (id: string | null): string | null => {
          const found = volunteers.find((row) => row.id === id);
          return found ? (names.get(found.account_id) ?? "") : null;
        };
        const agreedBetween = (rows: typeof numbers) => ({
          seesPersonPhone: rows.some(({ whose }) => whose === "person"),
          phone:
            rows.map((number) => openNumber(vault, file, number)).find((phone) => phone !== null) ?? null,
        });
        const today = localDateAt(now, timeZone);
        const engagements = [];
        for (const row of rows) {
          const content = openEngagement(vault, file, row);
          const own = parties.filter((party) => party.engagement_id === row.id);
          const shown = numbers.filter((number) => number.engagement_id === row.id);
          const mission = { controllerId: file.controller_id, personId: file.id, purpose: row.purpose, now };
          const asked = row.status === "ended" ? [] : volunteers;
          const missing = await unfitnessOf(db, asked, mission);
          engagements.push({
            ...headOf(row),
            monthlyCap: row.monthly_cap,
            startedOn: row.started_on,
            reviewOn: row.review_on,
            isReviewDue: row.status !== "ended" && row.review_on <= today,
            missedSince: row.missed_since,
            endReason: row.end_reason,
            relayPhone: content.relayPhone,
            words: content.words,
            parties: own.map((party) => ({
              volunteerId: party.volunteer_id,
              name: nameOf(party.volunteer_id) ?? "",
              status: party.status,
              volunteerStatus: volunteers.find(({ id }) => id === party.volunteer_id)?.status ?? "ended",
              ...agreedBetween(shown.filter(({ volunteer_id }) => volunteer_id === party.volunteer_id)),
            })),
            meetings: meetings
              .filter((meeting) => meeting.engagement_id === row.id)
              .slice(0, meetingsShown)
              .map(({ id, on_day, outcome, minutes, volunteer_id }) => ({
                id,
                day: on_day,
                outcome,
                minutes,
                volunteerName: nameOf(volunteer_id),
              })),
            candidates: [...missing].map(([id, reasons]) => ({
              volunteerId: id,
              name: nameOf(id) ?? "",
              missing: [...new Set(reasons.map(({ reason }) => reason))],
            })),
          });
        }
        audit({ kind: "person", ids: [file.id, ...ids], fields: ["engagements"] });
        return {
          givenNames: openSummaries(vault, [file])[0]?.givenNames ?? "",
          engagements,
          exclusions: (await exclusionsOf(db, file.id)).map((pair) => ({
            volunteerId: pair.volunteer_id,
            name: nameOf(pair.volunteer_id) ?? "",
            askedBy: pair.asked_by,
          })),
          volunteers: volunteers.map((row) => ({
            volunteerId: row.id,
            name: names.get(row.account_id) ?? "",
          })),
        };
      },
    }),
    handle(readVisitCard, {
      load: loadOwn,
      run: async ({ db, input, audit }) => {
        const file = await fileOf(db, input.personId);
        const row = await engagementOf(db, input);
        const seen = await seenByPerson(db, vault, { file, row });
        const names = await accountNames(seen.map(({ accountId }) => accountId));
        audit({ kind: "engagement", ids: [row.id, file.id], fields: ["card"] });
        return {
          address: `${baseUrl}/r/visite/${cardOf(vault, row)}`,
          purpose: row.purpose,
          relayPhone: openEngagement(vault, file, row).relayPhone,
          numbers: seen.map(({ accountId, phone }) => ({ name: names.get(accountId) ?? "", phone })),
          organisationName: (await organisationName(db, row.controller_id)) ?? "",
        };
      },
    }),
  ];
}

function teamHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(startEngagement, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const file = await fileOf(db, input.personId);
        const person = openPerson(vault, file);
        // A file of somebody under 18 states its ground; without one nobody visits.
        const today = localDateAt(now, timeZone);
        if (mayBeMinor(person, today) && person.minorGround === null)
          throw pathwayErrors.minorGroundNeeded({});
        await mustHaveParent({ db, vault, now }, file);
        const { words, relayPhone } = input;
        if (relayPhone !== null && person.phone !== null && isSameNumber(relayPhone, person.phone))
          throw volunteerErrors.relayIsOwnNumber({}, { issues: [{ path: "relayPhone", code: "invalid" }] });
        const row: EngagementRow = {
          tenant_id: file.tenant_id,
          controller_id: file.controller_id,
          id: input.id,
          person_id: file.id,
          purpose: input.purpose,
          pairing: input.pairing,
          rhythm_days: input.rhythmDays,
          monthly_cap: input.monthlyCap,
          status: "seeking",
          created_at: now,
          created_by: actor.id,
          started_on: null,
          review_on: input.reviewOn,
          last_met_on: null,
          missed_since: null,
          ended_at: null,
          end_reason: null,
          version: 1,
          content: sealEngagement(vault, file, { id: input.id, content: { words, relayPhone } }),
        };
        if (!(await insertEngagement(db, row, cardDigest(cardOf(vault, row)))))
          throw volunteerErrors.engagementExists({});
        audit({ kind: "engagement", ids: [input.id, file.id], fields: ["words", "relayPhone"] });
        return { personId: file.id, engagementId: input.id, version: 1 };
      },
    }),
    handle(proposeVolunteer, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await engagementOf(db, input);
        if (row.status === "ended") throw volunteerErrors.engagementOver({});
        const volunteer = await volunteerOf(db, input.volunteerId);
        if (volunteer.controller_id !== row.controller_id) throw volunteerErrors.volunteerNotFound({});
        const mission = {
          controllerId: row.controller_id,
          personId: row.person_id,
          purpose: row.purpose,
          now,
        };
        const [unfit] = (await unfitnessOf(db, [volunteer], mission)).get(volunteer.id) ?? [];
        if (unfit) throw volunteerErrors.volunteerUnfit({ reason: unfit.reason });
        const known = await partyIn(db, row.id, volunteer.id);
        if (known?.status === "accepted") throw volunteerErrors.engagementTaken({});
        const isAsked = await putParty(db, {
          tenant_id: row.tenant_id,
          controller_id: row.controller_id,
          engagement_id: row.id,
          volunteer_id: volunteer.id,
          status: "proposed",
          is_stable: row.pairing === "stable",
          proposed_at: now,
          proposed_by: actor.id,
          answered_at: null,
        });
        if (!isAsked) throw volunteerErrors.engagementTaken({});
        audit({ kind: "engagement", ids: [row.id, row.person_id, volunteer.id], fields: ["party"] });
        return { personId: row.person_id, engagementId: row.id, version: row.version };
      },
    }),
    handle(withdrawVolunteer, {
      load: loadOwn,
      run: async ({ db, input, now, audit }) => {
        const row = await engagementOf(db, input);
        const party = await partyIn(db, row.id, input.volunteerId);
        if (party === null || (party.status !== "proposed" && party.status !== "accepted"))
          throw volunteerErrors.proposalNotFound({});
        await putParty(db, { ...party, status: "withdrawn", answered_at: now });
        await deleteNumbers(db, { engagement_id: row.id, volunteer_id: party.volunteer_id });
        const others = (await partiesOf(db, { engagementIds: [row.id] })).some(
          ({ status }) => status === "accepted",
        );
        const after =
          row.status === "running" && !others
            ? await writeEngagement(db, row, { changes: { status: "seeking", missed_since: null }, now })
            : row;
        audit({ kind: "engagement", ids: [row.id, row.person_id, party.volunteer_id], fields: ["party"] });
        return { personId: row.person_id, engagementId: row.id, version: after.version };
      },
    }),
    handle(moveEngagement, {
      load: async (question) => {
        const own = await loadOwn(question);
        return { ...own, version: (await engagementOf(question.db, question.input)).version };
      },
      run: async ({ db, input, now, audit }) => {
        const row = await engagementOf(db, input);
        if (row.status === "ended") throw volunteerErrors.engagementOver({});
        const after = await moved(db, row, { input, now });
        audit({ kind: "engagement", ids: [row.id, row.person_id], fields: ["status", "reviewOn"] });
        return { personId: row.person_id, engagementId: row.id, version: after.version };
      },
    }),
    handle(noteMeeting, {
      load: loadOwn,
      run: async ({ db, input, actor, now, audit }) => {
        const row = await engagementOf(db, input);
        const [only, ...others] = (await partiesOf(db, { engagementIds: [row.id] })).filter(
          ({ status }) => status === "accepted",
        );
        const volunteerId = others.length === 0 ? (only?.volunteer_id ?? null) : null;
        const after = await noteMeetingOf(db, row, { meeting: { ...input, volunteerId, by: actor.id }, now });
        audit({ kind: "engagement", ids: [row.id, row.person_id], fields: ["meeting"] });
        return { personId: row.person_id, engagementId: row.id, version: after.version };
      },
    }),
  ];
}
