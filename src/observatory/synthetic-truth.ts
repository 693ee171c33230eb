import { breakdowns, internetUse } from "./breakdown.ts";
import type { IndicatorId } from "./codes/indicator-catalogue.ts";
import { surveyIndicators } from "./indicators/index.ts";
import { likelyCircumstances } from "./synthetic-circumstances.ts";
import { digitalTruth } from "./synthetic-digital.ts";
import {
  affected,
  directChances,
  lonelinessOf,
  networkChances,
  networks,
  situationsIn,
  syntheticPopulation,
  tiesOf,
  traitChances,
  traitNodes,
  uclaChances,
  yearsOfBand,
  type LikelySituation,
  type Situation,
  type SyntheticArea,
} from "./synthetic-population.ts";

/** An indicator's expected value in a person, and the chance that the person counts; 1 unless told. */
interface Expected {
  readonly value: number;
  readonly counts: number;
}

/** Weighted sums of one group of the population, by indicator. */
type Sums = Map<IndicatorId, { persons: number; value: number }>;

/**
 * What is true of the whole invented population, as exact sums over areas, situations and traits: the yardstick of
 * coverage tests. `wave` counts from 0. The key is `<breakdown>/<category>/<indicator>`; shares in [0, 1], means as scores.
 */
export function syntheticTruth(wave: number): ReadonlyMap<string, number> {
  const groups = new Map<string, Sums>();
  const expected = expectations(wave);
  for (const { area, inhabitants } of kindsOfArea()) {
    for (const person of situationsIn(area.size)) {
      const keys = keysOf(area, person);
      for (const { chance, effects, groups: others } of likelyCircumstances(person, area.size)) {
        const values = expected(affected(area, effects), person);
        const persons = inhabitants * person.chance * chance;
        for (const key of keys) add(groups, key, { persons, values });
        for (const one of others)
          add(groups, groupKey(one.breakdown, one.category), { persons: persons * one.chance, values });
        const besideUse = new Map([...values].filter(([id]) => !ofUse.has(id)));
        for (const { category, chance: share } of usersAmong(person))
          add(groups, groupKey("digital-use", category), { persons: persons * share, values: besideUse });
      }
    }
  }
  const truth = new Map<string, number>();
  for (const [key, sums] of groups) {
    for (const [indicator, { persons, value }] of sums) truth.set(`${key}/${indicator}`, value / persons);
  }
  return truth;
}

/** Areas that differ in nothing the model looks at, taken together. */
function kindsOfArea(): readonly { readonly area: SyntheticArea; readonly inhabitants: number }[] {
  const population = syntheticPopulation();
  const kinds = new Map<string, { area: SyntheticArea; inhabitants: number }>();
  for (const [stratum, areas] of population.areas.entries()) {
    const drawn = areas.reduce((sum, { inhabitants }) => sum + inhabitants, 0);
    for (const area of areas) {
      const key = `${area.size}/${area.lonelier}/${area.moreTies}`;
      const kind = kinds.get(key) ?? { area, inhabitants: 0 };
      kind.inhabitants += ((population.inhabitants[stratum] ?? 0) * area.inhabitants) / drawn;
      kinds.set(key, kind);
    }
  }
  return [...kinds.values()];
}

function add(
  groups: Map<string, Sums>,
  key: string,
  { persons, values }: { readonly persons: number; readonly values: ReadonlyMap<IndicatorId, Expected> },
): void {
  const sums: Sums = groups.get(key) ?? new Map();
  for (const [indicator, { value, counts }] of values) {
    const sum = sums.get(indicator) ?? { persons: 0, value: 0 };
    sum.persons += persons * counts;
    sum.value += persons * value;
    sums.set(indicator, sum);
  }
  groups.set(key, sums);
}

/** Indicators that are not shown by use of the Internet. */
const ofUse: ReadonlySet<IndicatorId> = new Set(
  surveyIndicators.filter(({ without }) => without?.includes("digital-use")).map(({ id }) => id),
);

/** Using the Internet hangs on the situation and on nothing that loneliness hangs on beside it. */
function usersAmong(person: Situation): readonly { readonly category: string; readonly chance: number }[] {
  const { users } = digitalTruth(person);
  const chances = [1 - users, users];
  return internetUse.codes.map((category, position) => ({
    category,
    chance: chances[position] ?? 0,
  }));
}

/** The groups to which every person of a situation belongs, by the same breakdowns as figures are shown by. */
function keysOf(area: SyntheticArea, person: LikelySituation): readonly string[] {
  const answers = {
    age: Int8Array.of(yearsOfBand[person.age]?.[0] ?? 0),
    sex: Int8Array.of(person.sex),
    disability: Int8Array.of(person.disability),
    "town-size": Int8Array.of(area.size),
    household: Int8Array.of(person.household),
  };
  const wave = {
    id: "",
    drawn: 1,
    stratum: Int32Array.of(0),
    psu: Int32Array.of(0),
    weight: Float64Array.of(1),
    answers,
  };
  return breakdowns
    .filter(({ variables }) => variables.every((name) => Object.hasOwn(answers, name)))
    .map((one) => groupKey(one.id, one.categories[one.categoryOf(wave, 0)] ?? ""));
}

/** Key of a group, without the indicator. */
export function groupKey(breakdown: string, category: string): string {
  return `${breakdown}/${category}`;
}

/** What depends on how lonely a person is, for each node of the trait of ties, over those of the other trait. */
interface ByLoneliness {
  readonly mean: number;
  readonly atLeastSix: number;
  readonly atLeastSeven: number;
  readonly often: number;
}

/** Expected values of persons: sums over the nodes of the traits, of which the parts are kept for all who share them. */
function expectations(wave: number) {
  const lonelyParts = new Map<number, readonly ByLoneliness[]>();
  return (area: SyntheticArea, person: Situation): ReadonlyMap<IndicatorId, Expected> => {
    const at = lonelinessOf(area, person, { lonely: 0, ties: 0 }, wave);
    const byTies = lonelyParts.get(at) ?? traitNodes.map((ties) => lonelyPart(area, person, { ties, wave }));
    lonelyParts.set(at, byTies);
    const sums = new Map<IndicatorId, number>();
    for (const [node, { mean, atLeastSix, atLeastSeven, often }] of byTies.entries()) {
      const chance = traitChances[node] ?? 0;
      const active = networkDistribution(tiesOf(area, person, { lonely: 0, ties: traitNodes[node] ?? 0 }));
      const count = (id: IndicatorId, value: number): void =>
        void sums.set(id, (sums.get(id) ?? 0) + chance * value);
      count("ucla3-mean", mean);
      count("ucla3-at-least-6", atLeastSix);
      count("ucla3-at-least-7", atLeastSeven);
      count("lonely-often", often);
      count("no-network", active.none);
      count("at-most-one-network", active.none + active.one);
      count("family-weekly", active.familyWeekly);
      count("lives-alone", Number(person.household === 0));
      count("lonely-and-isolated", atLeastSix * active.none);
    }
    const expected = new Map<IndicatorId, Expected>(
      [...sums].map(([id, value]) => [id, { value, counts: 1 }]),
    );
    const { excluded, users, weak } = digitalTruth(person);
    expected.set("dig-01", { value: excluded, counts: 1 });
    expected.set("dig-02", { value: weak, counts: users });
    return expected;
  };
}

function lonelyPart(
  area: SyntheticArea,
  person: Situation,
  { ties, wave }: { readonly ties: number; readonly wave: number },
): ByLoneliness {
  const sums = { mean: 0, atLeastSix: 0, atLeastSeven: 0, often: 0 };
  for (const [node, lonely] of traitNodes.entries()) {
    const chance = traitChances[node] ?? 0;
    const loneliness = lonelinessOf(area, person, { lonely, ties }, wave);
    const scores = scoreChances(uclaChances(loneliness));
    const atLeast = (score: number): number => scores.slice(score).reduce((a, b) => a + b, 0);
    sums.mean += chance * scores.reduce((sum, p, score) => sum + p * score, 0);
    sums.atLeastSix += chance * atLeast(6);
    sums.atLeastSeven += chance * atLeast(7);
    sums.often += chance * (directChances(loneliness).at(-1) ?? 0);
  }
  return sums;
}

/** Chances of each sum of the codes, by the sum itself. */
function scoreChances(items: readonly (readonly number[])[]): readonly number[] {
  return items.reduce<readonly number[]>(
    (sums, chances) => {
      const next = Array.from({ length: sums.length + 3 }, () => 0);
      for (const [sum, before] of sums.entries()) {
        for (const [code, chance] of chances.entries())
          next[sum + code + 1] = (next[sum + code + 1] ?? 0) + before * chance;
      }
      return next;
    },
    [1],
  );
}

/** Chances of having no active network and exactly one, and of meeting one's family weekly. */
function networkDistribution(ties: number): {
  readonly none: number;
  readonly one: number;
  readonly familyWeekly: number;
} {
  const all = networks.map(([, threshold]) => networkChances(ties, threshold));
  // The last two codes are "monthly" and "weekly": the network is active.
  const active = all.map((chances) => (chances[3] ?? 0) + (chances[4] ?? 0));
  const none = active.reduce((product, chance) => product * (1 - chance), 1);
  const one = active.reduce((sum, chance) => sum + (none * chance) / (1 - chance), 0);
  return { none, one, familyWeekly: all[0]?.[4] ?? 0 };
}
