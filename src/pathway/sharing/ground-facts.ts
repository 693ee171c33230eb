import { localDateAt, type Actor, type Id, type Instant } from "#base";
import type { Tx } from "#storage";
import { organisationOfEntry, organisationsOf, type KnownOrganisation } from "../accord/facts-store.ts";
import { isAccordInForce, lastDayOf } from "../accord/state.ts";
import { accordsBetween, termsOf } from "../accord/store.ts";
import { isClinicianIn } from "../rules.ts";
import { timeZone, type OfferFacts } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { GroundQuestion, GroundSide } from "./ground.ts";
import { agreementsOfPerson } from "./store.ts";

/** Who tells what of whom to which receiver. */
export interface Sharing {
  readonly file: PersonRow;
  readonly actor: Actor;
  /** The offer to which the referral goes, and the organisation of the directory that makes it. */
  readonly receiverId: Id<"offer">;
  readonly organizationId: OfferFacts["organizationId"];
  readonly now: Instant;
}

/** What is on record of both sides and of the person; beside it stands what the worker tells. */
export type GroundRecord = Pick<GroundQuestion, "sender" | "receiver" | "hasObjected" | "accords"> & {
  /** Name of the receiver as an organisation of the territory; null when it is none. */
  readonly receiverName: string | null;
};

/** Reads what decides on the ground for sharing: nothing of it is taken from whoever asks. */
export async function groundRecordOf(
  db: Tx,
  { file, actor, receiverId, organizationId, now }: Sharing,
): Promise<GroundRecord> {
  const [own] = await organisationsOf(db, [file.controller_id]);
  const other = await organisationOfEntry(db, organizationId);
  const today = localDateAt(now, timeZone);
  const between =
    other === null || other.id === file.controller_id
      ? []
      : await accordsBetween(db, file.controller_id, other.id);
  return {
    sender: { ...sideOf(own ?? null), isClinician: isClinicianIn(actor, file.controller_id) },
    receiver: sideOf(other),
    receiverName: other?.name ?? null,
    hasObjected: await hasObjected(db, file, receiverId),
    accords: between
      .filter((one) => isAccordInForce(termsOf(one), today))
      .map(({ row: { id, kind, title, items, last_day: lastDay, until } }) => ({
        id,
        kind,
        title,
        items,
        lastDay: lastDayOf({ lastDay, until }),
      })),
  };
}

function sideOf(organisation: KnownOrganisation | null): GroundSide {
  return {
    controllerId: organisation?.id ?? null,
    kind: organisation?.kind ?? null,
    standing: organisation?.facts?.standing ?? "other",
  };
}

/** Whether the last that was agreed for a receiver was taken back. */
async function hasObjected(db: Tx, file: PersonRow, receiverId: Id<"offer">): Promise<boolean> {
  const agreements = await agreementsOfPerson(db, file.id);
  const last = agreements.findLast((one) => one.receiver_id === receiverId);
  return last !== undefined && last.withdrawn_at !== null;
}
