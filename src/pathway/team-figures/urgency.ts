import type { Id, PersonId } from "#base";
import type { Waiting } from "../waiting/waiting.ts";
import type { Behind } from "./behind.ts";

/** One behind a figure, with what waits there for a worker. */
export interface WithNextStep extends Behind {
  readonly next: Waiting | null;
}

/**
 * Those behind a figure in the order in which one looks at them: the slowest first where a time is the figure; else in the order
 * of the queue, then what matters sooner, then what nobody has touched for longest.
 */
export function byUrgency(behind: readonly Behind[], waiting: readonly Waiting[]): readonly WithNextStep[] {
  const ofReferral = new Map<Id<"referral">, number>();
  const ofPerson = new Map<PersonId, number>();
  const ofFile = new Map<PersonId, number>();
  const keep = <Key>(map: Map<Key, number>, key: Key, at: number): void => {
    if (!map.has(key)) map.set(key, at);
  };
  for (const [at, { referral, personId }] of waiting.entries()) {
    keep(ofFile, personId, at);
    if (referral === null) keep(ofPerson, personId, at);
    else keep(ofReferral, referral.id, at);
  }
  // What waits about another referral of the person is no next step of this one.
  const placeOf = ({ file, referral }: Behind): number | undefined =>
    referral === null ? ofFile.get(file.id) : (ofReferral.get(referral.id) ?? ofPerson.get(file.id));
  return behind
    .map((one) => ({ one, at: placeOf(one) ?? Number.POSITIVE_INFINITY }))
    .toSorted(
      (a, b) =>
        (b.one.days ?? 0) - (a.one.days ?? 0) ||
        (a.at === b.at ? 0 : a.at - b.at) ||
        Number(isSooner(b.one)) - Number(isSooner(a.one)) ||
        sinceOf(a.one).localeCompare(sinceOf(b.one)) ||
        idOf(a.one).localeCompare(idOf(b.one)),
    )
    .map(({ one, at }) => ({ ...one, next: waiting[at] ?? null }));
}

const isSooner = ({ referral }: Behind): boolean =>
  referral !== null && referral.loop === "open" && referral.priority === "priority";
const idOf = ({ file, referral }: Behind): string => referral?.id ?? file.id;

/** Since when nobody acted: on the referral, or in the file since it was opened. */
export function sinceOf({ file, referral }: Behind): Behind["file"]["opened_at"] {
  return referral?.last_act_at ?? file.opened_at;
}
