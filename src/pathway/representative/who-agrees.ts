import type { LocalDate } from "#base";
import { latestDay, mayBeMinor, type BirthDate, type Born } from "../birth-date.ts";
import type { AgreedBy, RepresentativeEvidence, RepresentativeKind, RepresentativeScope } from "./codes.ts";

/** A representative as the rules look at one. */
export interface Representation {
  readonly id: string;
  readonly kind: RepresentativeKind;
  readonly scope: RepresentativeScope;
  readonly since: LocalDate;
  readonly until: LocalDate | null;
  readonly isEnded: boolean;
}

/** What of a person decides who agrees. */
export interface Represented extends Born {
  readonly minorGround: string | null;
  readonly representatives: readonly Representation[];
}

/** Scopes that a kind may have: parental authority is of minors, measures of adults, a trusted person is asked and never decides. */
const scopesOf: Readonly<Record<RepresentativeKind, readonly RepresentativeScope[]>> = {
  parent: ["parental"],
  "child-guardian": ["parental"],
  guardian: ["represents", "assists", "property"],
  curator: ["assists", "property"],
  "family-habilitation": ["represents", "assists", "property"],
  "trusted-person": ["consulted"],
};

/** Evidence that a kind asks for: a measure rests on a judgment that somebody saw. */
const evidenceOf: Readonly<Record<RepresentativeKind, readonly RepresentativeEvidence[]>> = {
  parent: ["family-record-seen", "judgment-seen", "said-only"],
  "child-guardian": ["judgment-seen"],
  guardian: ["judgment-seen"],
  curator: ["judgment-seen"],
  "family-habilitation": ["judgment-seen"],
  "trusted-person": ["written-designation"],
};

/** Why somebody cannot be put down as a representative. */
export type Unfit = "scope" | "evidence" | "adult" | "minor" | "birthDateUnknown";

/** Why a representative of this kind cannot be put down for a person; null when they can. */
export function unfitFor(
  born: Born,
  given: {
    readonly kind: RepresentativeKind;
    readonly scope: RepresentativeScope;
    readonly evidence: RepresentativeEvidence;
  },
  today: LocalDate,
): Unfit | null {
  if (!scopesOf[given.kind].includes(given.scope)) return "scope";
  if (!evidenceOf[given.kind].includes(given.evidence)) return "evidence";
  const isMinor = mayBeMinor(born, today);
  if (given.scope === "parental")
    return born.birthDate === null ? "birthDateUnknown" : isMinor ? null : "adult";
  return isMinor && given.kind !== "trusted-person" ? "minor" : null;
}

/**
 * Last day of parental authority: the one before the eighteenth birthday (29 February: 28 February); the last that it may be, where
 * the day of birth is not known.
 */
export function lastDayOfMinority(birthDate: BirthDate): LocalDate {
  const day = new Date(`${latestDay(birthDate)}T00:00:00Z`);
  const eighteen = Date.UTC(day.getUTCFullYear() + 18, day.getUTCMonth(), day.getUTCDate());
  return new Date(eighteen - 86_400_000).toISOString().slice(0, 10) as LocalDate;
}

/** Whether a representation holds on a day. */
export function isInForce({ since, until, isEnded }: Representation, day: LocalDate): boolean {
  return !isEnded && since <= day && (until === null || day <= until);
}

/** Why an agreement was asked of the wrong one. */
export type WrongOne =
  | "personNotHeard"
  | "representativeNeeded"
  | "representativeUnknown"
  | "representationEnded"
  | "neverDecides";

/** Grounds of a minor's file that stand in the place of a parent: asking the parent may be the danger. */
const withoutParents = new Set<string | null>(["legal-order", "child-protection"]);

/** Whether a parent or guardian has a say: of a minor, unless the law stands in their place. */
export function isParentNeeded(person: Represented, day: LocalDate): boolean {
  return mayBeMinor(person, day) && !withoutParents.has(person.minorGround);
}

/** Whether an agreement needs a representative's beside the person's own, on a day. */
export function needsRepresentative(person: Represented, day: LocalDate): boolean {
  if (mayBeMinor(person, day)) return isParentNeeded(person, day);
  return person.representatives.some(
    (one) => isInForce(one, day) && (one.scope === "represents" || one.scope === "assists"),
  );
}

/**
 * Whether an agreement was asked of those who may give it; null when it was. A representative never replaces the person:
 * protected adults decide alone in personal matters unless the measure says otherwise, and are heard even then; a minor
 * agrees together with a parent, except where the law stands in a parent's place.
 * Source  spec/legal.md, minors and protected adults; C. civ. 371-1, 459.
 */
export function wrongOne(
  person: Represented,
  { by, representativeId }: { readonly by: AgreedBy; readonly representativeId: string | null },
  day: LocalDate,
): WrongOne | null {
  if (by === "representative") return "personNotHeard";
  if (by === "person") return needsRepresentative(person, day) ? "representativeNeeded" : null;
  const named = person.representatives.find(({ id }) => id === representativeId);
  if (named === undefined) return "representativeUnknown";
  if (!isInForce(named, day)) return "representationEnded";
  return named.scope === "property" || named.scope === "consulted" ? "neverDecides" : null;
}
