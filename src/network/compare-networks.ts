import { circleCodes, type Circle, type Frequency } from "./alter-codes.ts";
import { isProfessional } from "./measure-network.ts";
import type { Alter, Network, Remembered } from "./network.ts";

/** Somebody on both maps. */
export interface StillNamed {
  readonly before: Alter;
  readonly after: Alter;
  /** How they were recognised: by the id that a map keeps, by name, or because somebody said so. */
  readonly recognisedBy: "id" | "name" | "said";
}

/**
 * New ties that are not professional and are alive: the main outcome of the product ("someone one sees again").
 *
 * A tie counts when all four hold:
 * 1. the person is on the later map and was not on the earlier one, neither among the living nor among those remembered;
 * 2. it is not their work to come ({@link isProfessional} is false);
 * 3. it is alive: on the day of the later map one is in touch at least monthly, in person or from afar;
 * 4. the person named them: nobody counts who was only introduced.
 *
 * A volunteer whom the person names counts; `metThrough: "accompaniment"` tells how many came that way. Where work or
 * frequency is open the tie is `unknown`, never counted and never left out in silence. It is a count with no target, and
 * no effect: a difference between two dates needs a comparison group.
 */
export interface NewLivingTies {
  readonly alters: readonly Alter[];
  /** New people of whom condition 2 or 3 is open, and none is known not to hold. */
  readonly unknown: readonly Alter[];
  /** Of `alters`, those met through an accompaniment. */
  readonly throughAccompaniment: number;
}

/** What changed between two maps of one person. The two dates are those of the maps. */
export interface NetworkComparison {
  /** Named now and not before. */
  readonly newTies: readonly Alter[];
  readonly newLivingTies: NewLivingTies;
  readonly stillNamed: readonly StillNamed[];
  /** Of those still named, the ones placed nearer the middle. People whose circle is open on one map are in neither. */
  readonly closer: readonly StillNamed[];
  /** Of those still named, the ones placed further from the middle. */
  readonly further: readonly StillNamed[];
  /** Named before and not this time. It says nothing of why: one forgets, one has less to say. Never "lost". */
  readonly noLongerNamed: readonly Alter[];
  /** Remembered on the later map and not on the earlier one. They are never among those no longer named. */
  readonly newlyRemembered: readonly Remembered[];
}

/** What may be said about who is who. */
export interface ComparisonOptions {
  /** From the id on the later map to the id on the earlier one, or null for "somebody else"; wins over id and name. */
  readonly samePeople?: ReadonlyMap<string, string | null>;
}

type Named = Pick<Alter, "id" | "name">;

/**
 * Compares two maps of one person. People are recognised by their id; a map drawn anew has other ids, so by a name that
 * is the same but for case and accents and stands once on each map; `samePeople` corrects both.
 * @throws RangeError when `after` is not of a later day than `before`.
 */
export function compareNetworks(
  before: Network,
  after: Network,
  options: ComparisonOptions = {},
): NetworkComparison {
  if (after.takenOn <= before.takenOn) throw new RangeError("the later map must be of a later day");
  const recognise = makeRecogniser(before, after, options);
  const pairs = after.alters.map((alter) => ({ after: alter, found: recognise(alter) }));
  const earlier = new Map(before.alters.map((alter) => [alter.id, alter]));
  const stillNamed = pairs.flatMap(({ after: alter, found }) => {
    const past = found && earlier.get(found.id);
    return past ? [{ before: past, after: alter, recognisedBy: found.by }] : [];
  });
  const newTies = pairs.filter(({ found }) => found === null).map(({ after: alter }) => alter);
  const remembered = after.remembered.map((one) => ({ one, found: recognise(one) }));
  const gone = new Set([...pairs, ...remembered].map(({ found }) => found?.id));
  const rememberedBefore = new Set(before.remembered.map(({ id }) => id));
  return {
    newTies,
    newLivingTies: newLivingTies(newTies),
    stillNamed,
    closer: stillNamed.filter((pair) => movement(pair) < 0),
    further: stillNamed.filter((pair) => movement(pair) > 0),
    noLongerNamed: before.alters.filter(({ id }) => !gone.has(id)),
    newlyRemembered: remembered
      .filter(({ found }) => found === null || !rememberedBefore.has(found.id))
      .map(({ one }) => one),
  };
}

interface Recognised {
  readonly id: string;
  readonly by: StillNamed["recognisedBy"];
}

/** Finds on the earlier map whoever is on the later one; each person there is found once. */
function makeRecogniser(before: Network, after: Network, { samePeople }: ComparisonOptions) {
  const past: readonly Named[] = [...before.alters, ...before.remembered];
  const now: readonly Named[] = [...after.alters, ...after.remembered];
  const ids = new Set(past.map(({ id }) => id));
  const said = new Set((samePeople ?? new Map<string, string | null>()).values());
  const isSettled = new Set(now.map(({ id }) => id).filter((id) => ids.has(id)));
  const byName = uniqueByName(past.filter(({ id }) => !isSettled.has(id) && !said.has(id)));
  const names = uniqueByName(now.filter(({ id }) => !ids.has(id) && !samePeople?.has(id)));
  return ({ id, name }: Named): Recognised | null => {
    const told = samePeople?.get(id);
    if (told !== undefined) return told !== null && ids.has(told) ? { id: told, by: "said" } : null;
    if (ids.has(id)) return said.has(id) ? null : { id, by: "id" };
    const same = names.get(folded(name)) === id ? byName.get(folded(name)) : undefined;
    return same === undefined ? null : { id: same, by: "name" };
  };
}

function uniqueByName(people: readonly Named[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  for (const { id, name } of people) {
    if (found.has(folded(name))) twice.add(folded(name));
    found.set(folded(name), id);
  }
  return new Map([...found].filter(([name]) => !twice.has(name)));
}

function folded(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[\s.]+/g, " ")
    .trim();
}

const rank = (circle: Circle | null): number | null => (circle === null ? null : circleCodes.indexOf(circle));

/** Circles moved outwards, negative inwards; 0 when one circle is open. */
function movement({ before, after }: StillNamed): number {
  const [was, is] = [rank(before.circle), rank(after.circle)];
  return was === null || is === null ? 0 : is - was;
}

const alive: ReadonlySet<Frequency | null> = new Set(["daily", "weekly", "monthly"]);

/** Whether one is in touch with somebody at least monthly, in person or from afar; null when that is open. */
export function isAlive({ inPerson, remote }: Alter): boolean | null {
  if (alive.has(inPerson) || alive.has(remote)) return true;
  return inPerson === null || remote === null ? null : false;
}

function newLivingTies(newTies: readonly Alter[]): NewLivingTies {
  const judged = newTies.map((alter) => ({ alter, work: isProfessional(alter), life: isAlive(alter) }));
  const alters = judged.filter(({ work, life }) => work === false && life === true).map(({ alter }) => alter);
  return {
    alters,
    unknown: judged
      .filter(({ work, life }) => work !== true && life !== false && (work === null || life === null))
      .map(({ alter }) => alter),
    throughAccompaniment: alters.filter(({ metThrough }) => metThrough === "accompaniment").length,
  };
}
