import { localDateAt, type ControllerId, type Id, type Instant, type PersonId } from "#base";
import type { Tx } from "#storage";
import { timeZone } from "../services.ts";
import type { EngagementPurpose } from "./codes.ts";
import { volunteerErrors } from "./errors.ts";
import {
  policyUnlessTold,
  unfitnessFor,
  type MissionPolicy,
  type Unfitness,
  type VolunteerFacts,
} from "./fitness.ts";
import {
  checksOf,
  exclusionsOf,
  findVolunteer,
  policiesOf,
  trainingsOf,
  type CheckRow,
  type PolicyRow,
  type TrainingRow,
  type VolunteerRow,
} from "./store.ts";

/** What a mission asks in an organisation: what it said, else the usual. */
export function policyOf(policies: readonly PolicyRow[], purpose: EngagementPurpose): MissionPolicy {
  const said = policies.find((row) => row.purpose === purpose);
  if (said === undefined) return policyUnlessTold[purpose];
  return { needsCharter: said.needs_charter, checks: said.checks, trainings: said.trainings };
}

/** What is known of a volunteer, for the rules. */
export function factsOfVolunteer(
  row: VolunteerRow,
  { checks, trainings }: { readonly checks: readonly CheckRow[]; readonly trainings: readonly TrainingRow[] },
): VolunteerFacts {
  return {
    status: row.status,
    charterSignedOn: row.charter_signed_on,
    checks: checks
      .filter((check) => check.volunteer_id === row.id)
      .map(({ kind, is_fit, checked_on, expires_on }) => ({
        kind,
        isFit: is_fit,
        checkedOn: checked_on,
        expiresOn: expires_on,
      })),
    trainings: trainings
      .filter((training) => training.volunteer_id === row.id)
      .map(({ kind, done_on, expires_on }) => ({ kind, doneOn: done_on, expiresOn: expires_on })),
  };
}

/** For whom a mission is to be carried out, and when. */
export interface Mission {
  readonly controllerId: ControllerId;
  readonly personId: PersonId;
  readonly purpose: EngagementPurpose;
  readonly now: Instant;
}

/** Why each volunteer is not proposed for a mission; an empty list where one may be. */
export async function unfitnessOf(
  db: Tx,
  rows: readonly VolunteerRow[],
  { controllerId, personId, purpose, now }: Mission,
): Promise<ReadonlyMap<Id<"volunteer">, readonly Unfitness[]>> {
  const ids = rows.map(({ id }) => id);
  const [checks, trainings] = [await checksOf(db, ids), await trainingsOf(db, ids)];
  const policy = policyOf(await policiesOf(db, controllerId), purpose);
  const excluded = new Set((await exclusionsOf(db, personId)).map((row) => row.volunteer_id));
  const today = localDateAt(now, timeZone);
  return new Map(
    rows.map((row) => {
      const missing = unfitnessFor(policy, factsOfVolunteer(row, { checks, trainings }), today);
      const pair: Unfitness[] = excluded.has(row.id) ? [{ reason: "excluded", kind: null }] : [];
      return [row.id, [...pair, ...missing]] as const;
    }),
  );
}

/** A volunteer in reach, locked. @throws pathway.volunteerNotFound alike for unknown and foreign ones */
export async function volunteerOf(db: Tx, id: Id<"volunteer">): Promise<VolunteerRow> {
  const row = await findVolunteer(db, { id }, "for update");
  if (row === null) throw volunteerErrors.volunteerNotFound({});
  return row;
}
