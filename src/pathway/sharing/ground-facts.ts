import { localDateAt, type Actor, type ControllerId, type Id, type Instant } from "#base";
import type { Tx } from "#storage";
import { organisationOfEntry, organisationsOf, type KnownOrganisation } from "../accord/facts-store.ts";
import { isAccordInForce, lastDayOf } from "../accord/state.ts";
import { accordsBetween, termsOf } from "../accord/store.ts";
import { isClinicianIn } from "../rules.ts";
import { timeZone, type OfferFacts } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { GroundQuestion, GroundSide } from "./ground.ts";
import { objectedAmong } from "./store.ts";

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
  const controllerId = file.controller_id;
  return {
    ...(await groundSidesOf(db, { controllerId, actor, organizationId, now })),
    hasObjected: (await objectedAmong(db, [file.id], receiverId)).has(file.id),
  };
}

/** Reads what is on record of both sides, which is the same for every file of an organisation. */
export async function groundSidesOf(
  db: Tx,
  sides: Pick<Sharing, "actor" | "organizationId" | "now"> & { readonly controllerId: ControllerId },
): Promise<Omit<GroundRecord, "hasObjected">> {
  const { controllerId, actor, organizationId, now } = sides;
  const [own] = await organisationsOf(db, [controllerId]);
  const other = await organisationOfEntry(db, organizationId);
  const today = localDateAt(now, timeZone);
  const between =
    other === null || other.id === controllerId ? [] : await accordsBetween(db, controllerId, other.id);
  return {
    sender: { ...sideOf(own ?? null), isClinician: isClinicianIn(actor, controllerId) },
    receiver: sideOf(other),
    receiverName: other?.name ?? null,
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
