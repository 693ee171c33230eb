import { proportionInterval, studentQuantile } from "#stats";
import {
  equityDimension,
  pathInterval,
  pathStep,
  type EquityDimension,
  type PathInterval,
  type PathStep,
} from "./codes.ts";
import {
  protectChain,
  protectShare,
  protectShares,
  protectTable,
  together,
  type ShownCount,
} from "./protect.ts";

/** What counts of a person. Days are whole; null where a step did not come about. */
export interface PersonHistory {
  readonly groups: Readonly<Record<EquityDimension, string>>;
  readonly reached: PathStep;
  readonly days: Readonly<Partial<Record<PathInterval, number>>>;
  /** New living ties between the first map and the one six months later; null without two maps that far apart. */
  readonly newTies: number | null;
  /** Instruments asked a first time, with what came of asking again. */
  readonly asked: readonly {
    readonly instrument: string;
    /** Null while nobody asked again, or where the two do not compare. */
    readonly change: { readonly difference: number; readonly expected: number | null } | null;
  }[];
}

/** How a referral stands or ended: an outcome, a reason, `unknown` or `open`. */
export type ReferralEnd = string;

/** Figures of a team in a year. Counts and shares are null where they are withheld. */
export interface TeamFigures {
  readonly persons: number | null;
  readonly funnel: readonly { readonly step: PathStep; readonly count: number | null }[];
  readonly ends: readonly ShownCount[];
  readonly intervals: readonly {
    readonly interval: PathInterval;
    readonly n: number | null;
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

const level = 0.95;
const stepOrder = pathStep.codes;

/** The figures of persons and referrals of a year, protected as complete counts. */
export function figuresOf(persons: readonly PersonHistory[], ends: readonly ReferralEnd[]): TeamFigures {
  const reached = stepOrder.map(
    (_, step) => persons.filter((one) => stepOrder.indexOf(one.reached) >= step).length,
  );
  const chain = protectChain(reached);
  return {
    persons: chain[0] ?? null,
    funnel: stepOrder.map((step, at) => ({ step, count: chain[at] ?? null })),
    ends: protectTable(countsOf(ends)),
    intervals: pathInterval.codes.map((interval) => intervalFigure(persons, interval)),
    equity: equityDimension.codes.map((dimension) => equityFigure(persons, dimension)),
    ties: tieFigure(persons),
    changes: [...new Set(persons.flatMap(({ asked }) => asked.map(({ instrument }) => instrument)))]
      .toSorted()
      .map((instrument) => changeFigure(persons, instrument)),
  };
}

function countsOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const enough = (n: number): boolean => protectChain([n])[0] !== null;

function intervalFigure(persons: readonly PersonHistory[], interval: PathInterval) {
  const days = persons.flatMap((one) => one.days[interval] ?? []).toSorted((a, b) => a - b);
  if (!enough(days.length)) return { interval, n: null, medianDays: null };
  const middle = Math.floor(days.length / 2);
  const [low = 0, high = 0] = [days[days.length % 2 === 0 ? middle - 1 : middle], days[middle]];
  return { interval, n: days.length, medianDays: (low + high) / 2 };
}

function equityFigure(persons: readonly PersonHistory[], dimension: EquityDimension) {
  const groups = Map.groupBy(persons, (one) => one.groups[dimension]);
  const shown = protectTable(new Map([...groups].map(([code, own]) => [code, own.length])));
  const named = new Set(shown.map(({ code }) => code));
  const membersOf = (code: string): readonly PersonHistory[] =>
    code === together
      ? [...groups].filter(([own]) => !named.has(own)).flatMap(([, own]) => own)
      : (groups.get(code) ?? []);
  const attended = stepOrder.indexOf("attended");
  const shares = protectShares(
    shown.map(({ code }) => {
      const own = membersOf(code);
      const numerator = own.filter(({ reached }) => stepOrder.indexOf(reached) >= attended).length;
      return { code, n: own.length, numerator };
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

function tieFigure(persons: readonly PersonHistory[]): TeamFigures["ties"] {
  const known = persons.flatMap(({ newTies }) => (newTies === null ? [] : [newTies]));
  const withTie = known.filter((ties) => ties > 0).length;
  const shown = protectShare(known.length, withTie);
  const unknown = protectShare(persons.length, persons.length - known.length);
  const unknownShare = unknown?.share ?? null;
  if (shown === null) return { n: null, share: null, low: null, high: null, unknownShare };
  const { n, share } = shown;
  const facts = { value: share, variance: (share * (1 - share)) / n, n, df: n - 1, level };
  const interval = proportionInterval("korn-graubard", facts);
  return { n, share, low: interval?.low ?? null, high: interval?.high ?? null, unknownShare };
}

/** Mean change with its interval by Student's t; never an effect: there is nobody to compare with. */
function changeFigure(persons: readonly PersonHistory[], instrument: string): TeamFigures["changes"][number] {
  const first = persons.flatMap(({ asked }) => asked.filter((one) => one.instrument === instrument));
  const changes = first.flatMap(({ change }) => (change === null ? [] : [change]));
  const dropped = protectShare(first.length, first.length - changes.length);
  const dropOut = dropped?.share ?? null;
  const n = changes.length;
  if (!enough(n))
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
