import { instrumentIds } from "#instruments";
import { outcome, refusalReason } from "../referral/codes.ts";
import { referralStatus } from "../referral/status.ts";
import { pathInterval, pathStep, tieTold, type OpenFigure } from "./codes.ts";
import type { PersonHistory, ReferralEnd, YearRecords } from "./person-history.ts";
import { protectTable, together } from "./protect.ts";

/** Figures that count persons. */
type PersonFigure = Exclude<OpenFigure, "ended" | "partner">;

/** A figure that counts persons: who counts, and of which codes. */
interface CountsPersons {
  readonly isCode: (code: string) => boolean;
  readonly counts: (one: PersonHistory, code: string) => boolean;
}

const steps: readonly string[] = pathStep.codes;
const isInstrument = (code: string): boolean => instrumentIds.includes(code);

/** Whether an instrument was asked a first time, and whether a change can be told. */
function isAsked({ asked }: PersonHistory, instrument: string, hasChange: boolean): boolean {
  return asked.some((one) => one.instrument === instrument && (one.change !== null) === hasChange);
}

/**
 * The figures of persons, each declared once: the dashboard counts whom `counts` lets through, and the list behind the figure
 * shows the same persons, so that the two cannot differ.
 */
export const personFigures: Readonly<Record<PersonFigure, CountsPersons>> = {
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
};

/** Those of a cohort who count in a figure. */
export function countedIn<Person extends PersonHistory>(
  persons: readonly Person[],
  figure: PersonFigure,
  code: string,
): Person[] {
  return persons.filter((one) => personFigures[figure].counts(one, code));
}

/** Whether an end stands under a code of the table of ends; what stands together there stands together here. */
export function endsUnder(ends: readonly ReferralEnd[], code: string): (end: ReferralEnd) => boolean {
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

const isPersonFigure = (figure: OpenFigure): figure is PersonFigure => Object.hasOwn(personFigures, figure);

/** Ways in which a referral may stand or end beside its outcomes, reasons and states. */
const otherEnds: readonly string[] = ["open", "unanswered", "unknown", together];

/** Whether there is such a figure. A partner is named by a referral under way there, which only the database knows. */
export function isFigure({ figure, code }: FigureAsked): boolean {
  if (isPersonFigure(figure)) return personFigures[figure].isCode(code);
  if (figure === "partner") return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(code);
  return outcome.has(code) || refusalReason.has(code) || referralStatus.has(code) || otherEnds.includes(code);
}

/** Where in the records of a year those stand who count in a figure: places among the persons, or among the ends. */
export function placesBehind(
  { persons, ends }: YearRecords,
  { figure, code }: FigureAsked,
): { readonly of: "persons" | "ends"; readonly places: readonly number[] } {
  const placesOf = <One>(all: readonly One[], isIn: (one: One) => boolean): number[] =>
    all.flatMap((one, at) => (isIn(one) ? [at] : []));
  if (isPersonFigure(figure)) {
    const { counts } = personFigures[figure];
    return { of: "persons", places: placesOf(persons, (one) => counts(one, code)) };
  }
  return { of: "ends", places: figure === "ended" ? placesOf(ends, endsUnder(ends, code)) : [] };
}
