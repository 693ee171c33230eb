import type { AlterRole, Circle, Frequency, MetThrough } from "./alter-codes.ts";
import type { Alter, Network } from "./network.ts";

/** How many people fit, and of how many it was not answered. An open answer is never counted as a yes. */
export interface Counted {
  readonly count: number;
  readonly unknown: number;
}

/**
 * What a map tells, in people of the map; those remembered are in no measure. The three parts are never merged into
 * one number, and no number has a target: layers of 5, 15, 50 (Dunbar 1992) describe populations, not what one should have.
 * Source  Kahn & Antonucci 1980 (circles); counts and rule of the instrument `ego-network`.
 */
export interface NetworkMeasures {
  /** How many, how often, of what kind. */
  readonly structure: {
    /** People named. */
    readonly size: number;
    /** People of each circle; those whom nobody placed are in `unplaced`. */
    readonly byCircle: Readonly<Record<Circle, number>>;
    readonly unplaced: number;
    /** In touch at least weekly, in person or from afar; unknown when neither is at least weekly and one is open. */
    readonly weekly: Counted;
    readonly weeklyInPerson: Counted;
    readonly weeklyRemote: Counted;
    /** Whose work it is not. As in the instrument, an open answer counts here; `unknown` says how many those are. */
    readonly nonProfessional: Counted;
    /** See {@link isWeakTie}. */
    readonly weakTies: Counted;
    /** Different roles among those answered. */
    readonly roles: number;
    /** People by role, in the order in which roles first occur; open answers left out. */
    readonly byRole: ReadonlyMap<AlterRole, number>;
    /** People by how one met; open answers left out. */
    readonly byMetThrough: ReadonlyMap<MetThrough, number>;
    /** Kin among all named, rounded half up to 2 decimals; null when nobody is named. */
    readonly kinShare: number | null;
    /** Pairs that know each other among all pairs, 0–1; null when it was not asked or there is no pair. */
    readonly density: number | null;
  };
  /** What ties do. */
  readonly function: { readonly confidants: Counted; readonly practicalHelp: Counted };
  /** How ties feel. */
  readonly quality: { readonly burdensome: Counted };
}

/** A state of a map that an accompaniment should see; never shown to the person as a verdict. */
export type NetworkSign = "empty" | "no-confidant" | "no-inner" | "professionals-only";

const kin: ReadonlySet<AlterRole | null> = new Set(["partner", "child", "parent", "sibling", "otherkin"]);
const atLeastWeekly: ReadonlySet<Frequency | null> = new Set(["daily", "weekly"]);

/** Roles that leave it open whether somebody is paid for coming: an association has both. */
const openRoles: ReadonlySet<AlterRole | null> = new Set([null, "association"]);

/**
 * Whether somebody comes because it is their work: as answered; where it was not, a role of kin, friend, neighbour,
 * colleague or acquaintance says no, and null is left for the others.
 */
export function isProfessional({ role, professional }: Alter): boolean | null {
  if (role === "professional") return true;
  return professional ?? (openRoles.has(role) ? null : false);
}

/**
 * Whether a tie is weak, in the sense of Granovetter 1973: in the outer circle or around, not professional, and not
 * somebody in whom one confides. Null when circle or work is open. Weak ties count: a day with more of them is felt as
 * a better one (Sandstrom & Dunn 2014).
 */
export function isWeakTie(alter: Alter): boolean | null {
  const isPaid = isProfessional(alter);
  if (alter.confidant === true || isPaid === true) return false;
  if (alter.circle === "inner" || alter.circle === "middle") return false;
  return alter.circle === null || isPaid === null ? null : true;
}

/** Whether one is in touch with somebody at least weekly, in person or from afar; null when that is open. */
export function isWeekly({ inPerson, remote }: Alter): boolean | null {
  if (atLeastWeekly.has(inPerson) || atLeastWeekly.has(remote)) return true;
  return inPerson === null || remote === null ? null : false;
}

function count(alters: readonly Alter[], judge: (alter: Alter) => boolean | null): Counted {
  const verdicts = alters.map(judge);
  return {
    count: verdicts.filter((verdict) => verdict === true).length,
    unknown: verdicts.filter((verdict) => verdict === null).length,
  };
}

function tally<Code>(codes: readonly (Code | null)[]): ReadonlyMap<Code, number> {
  const tallied = new Map<Code, number>();
  for (const code of codes) if (code !== null) tallied.set(code, (tallied.get(code) ?? 0) + 1);
  return tallied;
}

const frequent = (frequency: Frequency | null): boolean | null =>
  frequency === null ? null : atLeastWeekly.has(frequency);

/** All measures of a map. */
export function measureNetwork(network: Network): NetworkMeasures {
  const { alters } = network;
  return {
    structure: {
      ...measureContacts(alters),
      ...measureComposition(alters),
      density: densityOf(network),
    },
    function: {
      confidants: count(alters, ({ confidant }) => confidant),
      practicalHelp: count(alters, ({ help }) => help),
    },
    quality: { burdensome: count(alters, ({ burdensome }) => burdensome) },
  };
}

function measureContacts(alters: readonly Alter[]) {
  const inCircle = (circle: Circle | null): number =>
    alters.filter((alter) => alter.circle === circle).length;
  return {
    size: alters.length,
    byCircle: {
      inner: inCircle("inner"),
      middle: inCircle("middle"),
      outer: inCircle("outer"),
      around: inCircle("around"),
    },
    unplaced: inCircle(null),
    weekly: count(alters, isWeekly),
    weeklyInPerson: count(alters, ({ inPerson }) => frequent(inPerson)),
    weeklyRemote: count(alters, ({ remote }) => frequent(remote)),
    weakTies: count(alters, isWeakTie),
  };
}

function measureComposition(alters: readonly Alter[]) {
  const professionals = count(alters, isProfessional);
  const byRole = tally(alters.map(({ role }) => role));
  const kinNamed = alters.filter(({ role }) => kin.has(role)).length;
  return {
    nonProfessional: { count: alters.length - professionals.count, unknown: professionals.unknown },
    roles: byRole.size,
    byRole,
    byMetThrough: tally(alters.map(({ metThrough }) => metThrough)),
    // Whole numbers before the division by 100, so that half up is exact.
    kinShare:
      alters.length === 0 ? null : Math.floor((200 * kinNamed + alters.length) / (2 * alters.length)) / 100,
  };
}

function densityOf({ alters, ties }: Network): number | null {
  const pairs = (alters.length * (alters.length - 1)) / 2;
  return ties === null || pairs === 0 ? null : ties.length / pairs;
}

/** The signs of a map, in alphabetical order, by the rules of the instrument. */
export function signsOf({ structure, function: support }: NetworkMeasures): readonly NetworkSign[] {
  const { size, byCircle, nonProfessional } = structure;
  const signs: readonly (readonly [NetworkSign, boolean])[] = [
    ["empty", size === 0],
    ["no-confidant", support.confidants.count === 0],
    ["no-inner", byCircle.inner === 0],
    ["professionals-only", size > 0 && nonProfessional.count === 0],
  ];
  return signs.flatMap(([sign, isThere]) => (isThere ? [sign] : []));
}

/** What a map shows first to whoever accompanies: the first sign that has a sentence of its own, else just people. */
export function firstSignOf(
  measures: NetworkMeasures,
): "empty" | "professionals-only" | "no-confidant" | "people" {
  const signs = signsOf(measures);
  const inOrder = ["empty", "professionals-only", "no-confidant"] as const;
  return inOrder.find((sign) => signs.includes(sign)) ?? "people";
}
