import { localDateAt, type Actor, type Id, type Instant } from "#base";
import { handle, type BoundHandler, type LoadedFacts, type Tx } from "#storage";
import { openSummaries } from "../file-sealing.ts";
import type { TeamFacts } from "../rules.ts";
import { timeZone, type PathwayServices } from "../services.ts";
import { findPersons } from "../store.ts";
import { volunteerErrors } from "../volunteer/errors.ts";
import { unfitnessOf } from "../volunteer/facts.ts";
import { enrolmentsOf, findVolunteer, type VolunteerRow } from "../volunteer/store.ts";
import { answerProposal, listOwnVisits, noteOwnMeeting } from "./actions.ts";
import { noteMeetingOf, partyIn, writeEngagement } from "./carry-out.ts";
import { headOf } from "./head.ts";
import { numbersOf } from "./number-store.ts";
import { seenByVolunteer } from "./shown-numbers.ts";
import {
  engagementsById,
  lockEngagement,
  partiesOf,
  putParty,
  type EngagementRow,
  type PartyRow,
} from "./store.ts";

/** Carries out what a volunteer does for themself. */
export function ownVisitHandlers({ vault }: PathwayServices): BoundHandler[] {
  return [
    handle(listOwnVisits, {
      run: async ({ db, actor, now, audit }) => {
        const enrolled = actor.id === null ? [] : await enrolmentsOf(db, actor.id);
        const active = enrolled.filter(({ status }) => status === "active");
        const parties = (await partiesOf(db, { volunteerIds: active.map(({ id }) => id) })).filter(
          ({ status }) => status === "proposed" || status === "accepted",
        );
        const rows = await engagementsById(
          db,
          parties.map((party) => party.engagement_id),
        );
        const numbers = await numbersOf(
          db,
          rows.map(({ id }) => id),
        );
        const files = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
        const names = new Map(openSummaries(vault, files).map((person) => [person.id, person.givenNames]));
        const suspended = await suspendedAmong(db, { parties, rows, enrolled: active, now });
        audit({
          kind: "person",
          ids: files.map(({ id }) => id),
          fields: ["givenNames", "engagements", "phone"],
        });
        return {
          isFrozen: enrolled.some(({ status }) => status === "frozen"),
          visits: parties.flatMap((party) => {
            const row = rows.find(({ id }) => id === party.engagement_id);
            const file = files.find(({ id }) => id === row?.person_id);
            if (row === undefined || file === undefined || row.status === "ended") return [];
            const isSuspended = suspended.has(party);
            const isKnown = party.status === "accepted" && !isSuspended;
            const seen = isKnown ? seenByVolunteer(vault, file, { row, party, numbers }) : null;
            return [
              {
                ...headOf(row),
                party: isSuspended
                  ? ("suspended" as const)
                  : isKnown
                    ? ("accepted" as const)
                    : ("proposed" as const),
                givenName: isKnown ? (names.get(file.id) ?? "") : null,
                words: seen?.words ?? null,
                relayPhone: seen?.relayPhone ?? null,
                personPhone: seen?.personPhone ?? null,
              },
            ];
          }),
        };
      },
    }),
    handle(answerProposal, {
      load: loadVisit,
      run: async ({ db, input, actor, now, audit }) => {
        const { row, volunteer } = await ownVisit(db, actor, input.engagementId);
        if (row.status === "ended") throw volunteerErrors.engagementOver({});
        const party = await partyIn(db, row.id, volunteer.id);
        if (party?.status !== "proposed") throw volunteerErrors.proposalNotFound({});
        if (input.answer === "accepted") {
          // What the mission asks is looked at again: a check may have ended since the proposal.
          const [unfit] = (await unfitnessOf(db, [volunteer], missionOf(row, now))).get(volunteer.id) ?? [];
          if (unfit) throw volunteerErrors.volunteerUnfit({ reason: unfit.reason });
        }
        await putParty(db, { ...party, status: input.answer, answered_at: now });
        const begins = input.answer === "accepted" && row.status === "seeking";
        const started = {
          status: "running",
          started_on: row.started_on ?? localDateAt(now, timeZone),
        } as const;
        const after = begins ? await writeEngagement(db, row, { changes: started, now }) : row;
        audit({ kind: "engagement", ids: [row.id, row.person_id, volunteer.id], fields: ["party"] });
        return { engagementId: row.id, version: after.version };
      },
    }),
    handle(noteOwnMeeting, {
      load: loadVisit,
      run: async ({ db, input, actor, now, audit }) => {
        const { row, volunteer } = await ownVisit(db, actor, input.engagementId);
        const party = await partyIn(db, row.id, volunteer.id);
        if (party?.status !== "accepted") throw volunteerErrors.engagementNotFound({});
        if (await isUnfit(db, { row, volunteer, now })) throw volunteerErrors.volunteerFrozen({});
        const meeting = { ...input, volunteerId: volunteer.id, by: actor.id };
        const after = await noteMeetingOf(db, row, { meeting, now });
        audit({ kind: "engagement", ids: [row.id, row.person_id], fields: ["meeting"] });
        return { engagementId: row.id, version: after.version };
      },
    }),
  ];
}

/** What an engagement is a mission for. */
const missionOf = (row: EngagementRow, now: Instant) => ({
  controllerId: row.controller_id,
  personId: row.person_id,
  purpose: row.purpose,
  now,
});

/** Whether a volunteer lacks by now what an engagement asks, or the two are to be kept apart. */
async function isUnfit(db: Tx, { row, volunteer, now }: Visit & { readonly now: Instant }): Promise<boolean> {
  const missing = (await unfitnessOf(db, [volunteer], missionOf(row, now))).get(volunteer.id) ?? [];
  return missing.length > 0;
}

/** Of what a volunteer accepted, what is suspended: a check or training ended meanwhile, or somebody asked to keep the two apart. */
async function suspendedAmong(
  db: Tx,
  {
    parties,
    rows,
    enrolled,
    now,
  }: {
    readonly parties: readonly PartyRow[];
    readonly rows: readonly EngagementRow[];
    readonly enrolled: readonly VolunteerRow[];
    readonly now: Instant;
  },
): Promise<ReadonlySet<PartyRow>> {
  const suspended = new Set<PartyRow>();
  for (const party of parties.filter(({ status }) => status === "accepted")) {
    const row = rows.find(({ id }) => id === party.engagement_id);
    const volunteer = enrolled.find(({ id }) => id === party.volunteer_id);
    if (row && volunteer && (await isUnfit(db, { row, volunteer, now }))) suspended.add(party);
  }
  return suspended;
}

interface Visit {
  readonly row: EngagementRow;
  readonly volunteer: VolunteerRow;
}

/**
 * The engagement and enrolment of a volunteer, both locked: a freeze that is under way comes before or after, never between.
 * @throws pathway.engagementNotFound alike for unknown, foreign and never proposed ones; pathway.volunteerFrozen
 */
async function ownVisit(db: Tx, actor: Actor, id: Id<"engagement">): Promise<Visit> {
  const row = await lockEngagement(db, id);
  if (row === null || actor.id === null) throw volunteerErrors.engagementNotFound({});
  const own = { accountId: actor.id, controllerId: row.controller_id };
  const volunteer = await findVolunteer(db, own, "for update");
  const party = volunteer === null ? null : await partyIn(db, row.id, volunteer.id);
  if (volunteer === null || party === null) throw volunteerErrors.engagementNotFound({});
  if (volunteer.status !== "active") throw volunteerErrors.volunteerFrozen({});
  return { row, volunteer };
}

async function loadVisit({
  db,
  actor,
  input,
}: {
  readonly db: Tx;
  readonly actor: Actor;
  readonly input: { readonly engagementId: Id<"engagement"> };
}): Promise<LoadedFacts<TeamFacts>> {
  const { row } = await ownVisit(db, actor, input.engagementId);
  return { facts: { controllerId: row.controller_id } };
}
