import type { Actor, LocalDate, OutputOf } from "#base";
import { processingGround } from "../person.ts";
import { answersForOrganisation, listAccords } from "./actions.ts";
import type { KnownOrganisation } from "./facts-store.ts";
import { accordStateOn, lastDayOf, lastDayWhenEnded } from "./state.ts";
import { termsOf, type SignedAccord } from "./store.ts";

type Listed = OutputOf<typeof listAccords>;

/** One's own organisation as its people read it. */
export function viewOrganisation(
  { id, name, facts }: KnownOrganisation,
  actor: Actor,
): Listed["organisations"][number] {
  const may = answersForOrganisation.check(actor, { controllerId: id }).allowed;
  return {
    controllerId: id,
    name,
    facts:
      facts === null
        ? null
        : {
            standing: facts.standing,
            processingGround: processingGround.schema.parse(facts.processing_ground),
            specialGround: facts.special_ground,
            offerId: facts.offer_id,
          },
    version: facts?.version ?? 0,
    allowed: may ? ["describe", "propose"] : [],
  };
}

interface Viewing {
  readonly known: readonly KnownOrganisation[];
  readonly actor: Actor;
  readonly today: LocalDate;
  /** Referrals under way that rest on each. */
  readonly resting: ReadonlyMap<string, number>;
}

/** An accord as its parties read it. */
export function viewAccord(
  accord: SignedAccord,
  { known, actor, today, resting }: Viewing,
): Listed["accords"][number] {
  const { row, signatures } = accord;
  const terms = termsOf(accord);
  const state = accordStateOn(terms, today);
  const isOver = state === "ended" || state === "withdrawn";
  const nameOf = (id: string | null): string => known.find((one) => one.id === id)?.name ?? "";
  // What ends already may still be ended at once.
  const mayEnd =
    !isOver && (terms.lastDay === null || lastDayWhenEnded(terms, "breach", today) < terms.lastDay);
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    purposes: row.purposes,
    items: row.items,
    contactName: nameOf(row.contact_id),
    contact: row.contact,
    since: row.since,
    until: row.until,
    noticeDays: row.notice_days,
    reference: row.reference,
    state,
    lastDay: lastDayOf(terms),
    endReason: row.end_reason,
    endedFor: row.ended_for === null ? null : nameOf(row.ended_for),
    resting: resting.get(row.id) ?? 0,
    parties: row.parties.map((controllerId) => {
      const signature = signatures.find(({ controller_id: id }) => id === controllerId);
      const may = answersForOrganisation.check(actor, { controllerId }).allowed;
      return {
        controllerId,
        name: nameOf(controllerId),
        signedAt: signature?.signed_at ?? null,
        allowed: [
          ...(may && signature === undefined && !isOver ? ["sign"] : []),
          ...(may && mayEnd ? ["end"] : []),
        ],
      };
    }),
  };
}
