import { instrumentIds } from "#instruments";
import { outcome, refusalReason } from "../referral/codes.ts";
import { referralStatus } from "../referral/status.ts";
import { pathInterval, pathStep, tieTold, type OpenFigure, type ResultFigure } from "./codes.ts";
import type { PersonHistory, PersonSteps, ReferralEnd } from "./person-history.ts";
import { protectTable, together } from "./protect.ts";

/** A figure that counts persons: who counts, and of which codes. */
interface Counts<Person> {
  readonly isCode: (code: string) => boolean;
  readonly counts: (one: Person, code: string) => boolean;
}

const steps: readonly string[] = pathStep.codes;

/**
 * The figures of steps. Each figure is declared once: the dashboard counts whom `counts` lets through, and the list behind the
 * figure shows the same persons, so that the two cannot differ.
 */
const stepFigures = {
  /** How far somebody came, with all that came further. */
  reached: {
    isCode: pathStep.has,
    counts: ({ reached }, code) => pathStep.has(code) && steps.indexOf(reached) >= steps.indexOf(code),
  },
  /** Of whom a time between two steps is known. */
  between: {
    isCode: pathInterval.has,
    counts: ({ days }, code) => pathInterval.has(code) && days[code] !== undefined,
  },
  /** For whom the first of two steps came and the second did not, or not yet. */
  "not-yet": {
    isCode: pathInterval.has,
    counts: ({ notYet }, code) => pathInterval.has(code) && notYet.includes(code),
  },
} as const satisfies Readonly<
  Record<Exclude<OpenFigure, ResultFigure | "ended" | "partner">, Counts<PersonSteps>>
>;

const isInstrument = (code: string): boolean => instrumentIds.includes(code);

/** Whether an instrument was asked a first time, and whether a change can be told. */
function isAsked({ asked }: PersonHistory, instrument: string, hasChange: boolean): boolean {
  return asked.some((one) => one.instrument === instrument && (one.change !== null) === hasChange);
}

/** The figures of maps and answers, declared once as well; to know who counts, files are opened. */
const resultFigures = {
  /** Of whom two maps tell; who has a new tie that lives; of whom nothing can be said. */
  ties: {
    isCode: tieTold.has,
    counts: ({ newTies }, code) => {
      if (code === "unknown") return newTies === null;
      return newTies !== null && (code === "known" || (code === "living" && newTies > 0));
    },
  },
  /** Asked twice, with answers that compare. */
  compared: {
    isCode: isInstrument,
    counts: (one, code) => isAsked(one, code, true),
  },
  /** Asked a first time, of whom no change can be told. */
  "not-compared": {
    isCode: isInstrument,
    counts: (one, code) => isAsked(one, code, false),
  },
} as const satisfies Readonly<Record<ResultFigure, Counts<PersonHistory>>>;

type StepFigure = keyof typeof stepFigures;

/** Those of a cohort who count in a figure of steps. */
export function countedBySteps<Person extends PersonSteps>(
  persons: readonly Person[],
  figure: StepFigure,
  code: string,
): Person[] {
  return persons.filter((one) => stepFigures[figure].counts(one, code));
}

/** Those of a cohort who count in a figure of maps or answers. */
export function countedByResults<Person extends PersonHistory>(
  persons: readonly Person[],
  figure: ResultFigure,
  code: string,
): Person[] {
  return persons.filter((one) => resultFigures[figure].counts(one, code));
}

/** Whether an end stands under a code of the table of ends; what stands together there stands together here. */
function endsUnder(ends: readonly ReferralEnd[], code: string): (end: ReferralEnd) => boolean {
  if (code !== together) return (end) => end === code;
  const counts = new Map([...Map.groupBy(ends, (end) => end)].map(([end, own]) => [end, [own.length]]));
  const named = new Set(protectTable(counts).map((one) => one.code));
  return (end) => !named.has(end);
}

/** A figure that one opens. */
export interface FigureAsked {
  readonly figure: OpenFigure;
  readonly code: string;
}

/** Ways in which a referral may stand or end beside its outcomes, reasons and states. */
const otherEnds: readonly string[] = ["open", "unanswered", "unknown", together];

/** Whether there is such a figure. A partner is named by a referral under way there, which only the database knows. */
export function isFigure({ figure, code }: FigureAsked): boolean {
  if (figure === "partner") return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(code);
  if (figure === "ended")
    return (
      outcome.has(code) || refusalReason.has(code) || referralStatus.has(code) || otherEnds.includes(code)
    );
  return { ...stepFigures, ...resultFigures }[figure].isCode(code);
}

/** Places of those that a test lets through. */
function placesOf<One>(all: readonly One[], isIn: (one: One) => boolean): readonly number[] {
  return all.flatMap((one, at) => (isIn(one) ? [at] : []));
}

/** Where among the persons of a year those stand who count in a figure of steps. */
export function stepPlaces(
  persons: readonly PersonSteps[],
  figure: StepFigure,
  code: string,
): readonly number[] {
  return placesOf(persons, (one) => stepFigures[figure].counts(one, code));
}

/** Where among the persons of a year those stand who count in a figure of maps or answers. */
export function resultPlaces(
  persons: readonly PersonHistory[],
  figure: ResultFigure,
  code: string,
): readonly number[] {
  return placesOf(persons, (one) => resultFigures[figure].counts(one, code));
}

/** Where among the ends of a year those stand under a code. */
export function endPlaces(ends: readonly ReferralEnd[], code: string): readonly number[] {
  return placesOf(ends, endsUnder(ends, code));
}
