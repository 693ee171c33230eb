import { localDateAt, type ControllerId, type Id, type Instant } from "#base";
import type { Tx, Vault } from "#storage";
import { timeZone } from "../services.ts";
import { openSummaries } from "../file-sealing.ts";
import { findPersons } from "../store.ts";
import { daysLater } from "../timer/delays.ts";
import type { VisitsSeen } from "../volunteer/patterns.ts";
import { openReport } from "./sealing.ts";
import { unfitnessOf } from "../volunteer/facts.ts";
import { volunteersOf } from "../volunteer/store.ts";
import {
  engagementsById,
  engagementsWaiting,
  openReports,
  partiesOf,
  visitsSince,
  type EngagementRow,
} from "./store.ts";

const lookedBackDays = 365;

/** What is known of the visits of each volunteer of an organisation, of the last year. */
export async function seenVisits(
  db: Tx,
  controllerId: ControllerId,
  now: Instant,
): Promise<(id: Id<"volunteer">) => VisitsSeen> {
  const since = daysLater(now, -lookedBackDays);
  const { meetings, parties, reports } = await visitsSince(db, controllerId, {
    day: localDateAt(since, timeZone),
    instant: since,
  });
  return (id) => ({
    meetings: meetings
      .filter((row) => row.volunteer_id === id)
      .map((row) => ({
        engagementId: row.engagement_id,
        day: row.on_day,
        outcome: row.outcome,
        minutes: row.minutes,
        monthlyCap: row.monthly_cap,
      })),
    reportedFrom: reports.filter((row) => row.volunteer_id === id).map((row) => row.engagement_id),
    running: parties.filter((row) => row.volunteer_id === id).length,
  });
}

/** Reports that nobody reviewed, with their words. */
export async function openReportsOf(db: Tx, vault: Vault, controllerId: ControllerId) {
  const reports = await openReports(db, controllerId);
  const engagements = await engagementsById(db, [...new Set(reports.map((row) => row.engagement_id))]);
  const files = await findPersons(db, [...new Set(engagements.map((row) => row.person_id))]);
  return reports.flatMap((row) => {
    const engagement = engagements.find(({ id }) => id === row.engagement_id);
    const file = files.find(({ id }) => id === engagement?.person_id);
    if (file === undefined) return [];
    return [
      {
        id: row.id,
        engagementId: row.engagement_id,
        personId: file.id,
        volunteerId: row.volunteer_id,
        reason: row.reason,
        reportedAt: row.reported_at,
        words: openReport(vault, file, row),
      },
    ];
  });
}

/** Visits that wait for the team, each with the first name and why. */
export async function visitsWaiting(db: Tx, vault: Vault, controllerId: ControllerId, now: Instant) {
  const unfit = await unfitEngagements(db, controllerId, now);
  const known = new Set(unfit.map(({ id }) => id));
  const due = await engagementsWaiting(db, controllerId, localDateAt(now, timeZone));
  const rows = [...unfit, ...due.filter(({ id }) => !known.has(id))];
  const files = await findPersons(db, [...new Set(rows.map((row) => row.person_id))]);
  const names = new Map(openSummaries(vault, files).map((person) => [person.id, person.givenNames]));
  return rows.map((row) => ({
    engagementId: row.id,
    personId: row.person_id,
    givenNames: names.get(row.person_id) ?? "",
    purpose: row.purpose,
    why: known.has(row.id)
      ? ("unfit" as const)
      : row.missed_since === null
        ? ("review" as const)
        : ("missed" as const),
  }));
}

/** Engagements with somebody who lacks by now what they ask: they are suspended for them, and the team finds another way. */
async function unfitEngagements(
  db: Tx,
  controllerId: ControllerId,
  now: Instant,
): Promise<readonly EngagementRow[]> {
  const volunteers = (await volunteersOf(db, controllerId)).filter(({ status }) => status === "active");
  const parties = (await partiesOf(db, { volunteerIds: volunteers.map(({ id }) => id) })).filter(
    ({ status }) => status === "accepted",
  );
  const unfit: EngagementRow[] = [];
  for (const row of await engagementsById(db, [...new Set(parties.map((party) => party.engagement_id))])) {
    if (row.status === "ended") continue;
    const own = new Set(parties.flatMap((one) => (one.engagement_id === row.id ? [one.volunteer_id] : [])));
    const mission = { controllerId, personId: row.person_id, purpose: row.purpose, now };
    const asked = volunteers.filter(({ id }) => own.has(id));
    if ([...(await unfitnessOf(db, asked, mission)).values()].some((missing) => missing.length > 0))
      unfit.push(row);
  }
  return unfit;
}
