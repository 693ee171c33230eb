import { proportionInterval, studentQuantile } from "#stats";
import { countedByResults, countedBySteps } from "./counted.ts";
import {
  equityDimension,
  pathInterval,
  pathStep,
  type EquityDimension,
  type PathInterval,
  type PathStep,
  type TieTold,
} from "./codes.ts";
import type { PersonHistory, YearRecords } from "./person-history.ts";
import {
  protectChain,
  protectShare,
  protectShares,
  protectTable,
  isSmallCount,
  together,
  totalOf,
  type Parts,
  type ShownCount,
} from "./protect.ts";

/** Figures of a team in a year. Counts and shares are null where they are withheld. */
export interface TeamFigures {
  readonly persons: number | null;
  readonly funnel: readonly { readonly step: PathStep; readonly count: number | null }[];
  readonly ends: readonly ShownCount[];
  readonly intervals: readonly {
    readonly interval: PathInterval;
    readonly n: number | null;
    /** For how many the time began and has no end, or none yet. */
    readonly notYet: number | null;
    readonly medianDays: number | null;
  }[];
  readonly equity: readonly {
    readonly dimension: EquityDimension;
    readonly groups: readonly {
      readonly code: string;
      readonly persons: number | null;
      readonly attendedShare: number | null;
    }[];
  }[];
  readonly ties: {
    readonly n: number | null;
    readonly share: number | null;
    readonly low: number | null;
    readonly high: number | null;
    /** Share of persons of whom nothing can be said: no two maps six months apart. */
    readonly unknownShare: number | null;
  };
  readonly changes: readonly {
    readonly instrument: string;
    readonly n: number | null;
    readonly mean: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly expectedFromRegression: number | null;
    /** Share asked a first time of whom no change can be told. */
    readonly dropOut: number | null;
  }[];
}

/** Persons of several organisations, each with the place of its own among them. */
interface Cohort {
  readonly persons: readonly (PersonHistory & { readonly at: number })[];
  readonly organisations: number;
}

const level = 0.95;
const stepOrder = pathStep.codes;

/**
 * The figures of persons and referrals of a year, protected as complete counts. Of several organisations together, each
 * figure is also one from which whoever knows those of two of them learns no small number about the others.
 */
export function figuresOf(organisations: readonly YearRecords[]): TeamFigures {
  const cohort: Cohort = {
    organisations: organisations.length,
    persons: organisations.flatMap(({ persons }, at) => persons.map((one) => ({ ...one, at }))),
  };
  const { persons } = cohort;
  const chain = protectChain(
    stepOrder.map((step) => partsOf(cohort, countedBySteps(persons, "reached", step))),
  );
  const ends = organisations.flatMap((one, at) => one.ends.map((code) => ({ code, at })));
  return {
    persons: chain[0] ?? null,
    funnel: stepOrder.map((step, at) => ({ step, count: chain[at] ?? null })),
    ends: protectTable(countsOf(cohort, ends)),
    intervals: pathInterval.codes.map((interval) => intervalFigure(cohort, interval)),
    equity: equityDimension.codes.map((dimension) => equityFigure(cohort, dimension)),
    ties: tieFigure(cohort),
    changes: [...new Set(persons.flatMap(({ asked }) => asked.map(({ instrument }) => instrument)))]
      .toSorted()
      .map((instrument) => changeFigure(cohort, instrument)),
  };
}

function partsOf(
  { organisations }: Pick<Cohort, "organisations">,
  members: readonly { at: number }[],
): Parts {
  const parts = Array.from({ length: organisations }, () => 0);
  for (const { at } of members) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}

function countsOf(
  cohort: Pick<Cohort, "organisations">,
  members: readonly { readonly code: string; readonly at: number }[],
): ReadonlyMap<string, Parts> {
  const groups = Map.groupBy(members, ({ code }) => code);
  return new Map([...groups].map(([code, own]) => [code, partsOf(cohort, own)]));
}

/** Both counts of a time or neither: one of them, beside the step at which both began, gives the other away. */
function intervalFigure(cohort: Cohort, interval: PathInterval): TeamFigures["intervals"][number] {
  const known = countedBySteps(cohort.persons, "between", interval);
  const n = partsOf(cohort, known);
  const notYet = partsOf(cohort, countedBySteps(cohort.persons, "not-yet", interval));
  const isShown = !isSmallCount(n) && !isSmallCount(notYet);
  const days = known.flatMap((one) => one.days[interval] ?? []).toSorted((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  const [low = 0, high = 0] = [days[days.length % 2 === 0 ? middle - 1 : middle], days[middle]];
  return {
    interval,
    n: isShown ? totalOf(n) : null,
    notYet: isShown ? totalOf(notYet) : null,
    medianDays: isSmallCount(n) ? null : (low + high) / 2,
  };
}

function equityFigure(cohort: Cohort, dimension: EquityDimension) {
  const groups = Map.groupBy(cohort.persons, (one) => one.groups[dimension]);
  const shown = protectTable(new Map([...groups].map(([code, own]) => [code, partsOf(cohort, own)])));
  const named = new Set(shown.map(({ code }) => code));
  const membersOf = (code: string): Cohort["persons"] =>
    code === together
      ? [...groups].filter(([own]) => !named.has(own)).flatMap(([, own]) => own)
      : (groups.get(code) ?? []);
  const shares = protectShares(
    shown.map(({ code }) => {
      const own = membersOf(code);
      return {
        code,
        n: partsOf(cohort, own),
        numerator: partsOf(cohort, countedBySteps(own, "reached", "attended")),
      };
    }),
  );
  return {
    dimension,
    groups: shown.map(({ code, count }) => ({
      code,
      persons: count,
      attendedShare: count === null ? null : (shares.get(code) ?? null),
    })),
  };
}

function tieFigure(cohort: Cohort): TeamFigures["ties"] {
  const { persons } = cohort;
  const told = (code: TieTold): Parts => partsOf(cohort, countedByResults(persons, "ties", code));
  const shown = protectShare(told("known"), told("living"));
  const unknown = protectShare(partsOf(cohort, persons), told("unknown"));
  const unknownShare = unknown?.share ?? null;
  // Beside how many persons there are, who is known tells who is not; interval and share tell how many are known.
  if (shown === null || isSmallCount(told("unknown")))
    return { n: null, share: null, low: null, high: null, unknownShare };
  const { n, share } = shown;
  const facts = { value: share, variance: (share * (1 - share)) / n, n, df: n - 1, level };
  const interval = proportionInterval("korn-graubard", facts);
  return { n, share, low: interval?.low ?? null, high: interval?.high ?? null, unknownShare };
}

/** Mean change with its interval by Student's t; never an effect: there is nobody to compare with. */
function changeFigure(cohort: Cohort, instrument: string): TeamFigures["changes"][number] {
  const parts = (members: Cohort["persons"]): Parts => partsOf(cohort, members);
  const compared = countedByResults(cohort.persons, "compared", instrument);
  const dropped = countedByResults(cohort.persons, "not-compared", instrument);
  const dropOut = protectShare(parts([...compared, ...dropped]), parts(dropped))?.share ?? null;
  const changes = compared.flatMap(({ asked }) =>
    asked.flatMap(({ instrument: id, change }) => (id === instrument && change !== null ? [change] : [])),
  );
  const n = changes.length;
  if (isSmallCount(parts(compared)))
    return { instrument, n: null, mean: null, low: null, high: null, expectedFromRegression: null, dropOut };
  const mean = changes.reduce((sum, { difference }) => sum + difference, 0) / n;
  const variance = changes.reduce((sum, { difference }) => sum + (difference - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile(0.5 + level / 2, n - 1) * Math.sqrt(variance / n);
  const expected = changes.flatMap(({ expected: one }) => (one === null ? [] : [one]));
  const isExpectedKnown = expected.length === n;
  return {
    instrument,
    n,
    mean,
    low: mean - half,
    high: mean + half,
    expectedFromRegression: isExpectedKnown ? expected.reduce((sum, one) => sum + one, 0) / n : null,
    dropOut,
  };
}
