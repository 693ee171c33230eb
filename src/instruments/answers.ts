import { instrumentErrors } from "./errors.ts";
import type { Instrument, Item, OptionSet } from "./instrument.ts";

/** A person named in a network map: attribute → value; null where it was not said. Holds no name. */
export type AlterAnswer = Readonly<Record<string, string | number | boolean | null>>;

/** What was answered to one item: a code, people, or null for left unanswered. */
export type AnswerValue = number | readonly AlterAnswer[] | null;

/** One answer as a form or a file brings it. */
export interface Answer {
  readonly linkId: string;
  readonly value: AnswerValue;
}

/** All answers: by linkId, or as a list in any order. A missing key was not asked, null was left unanswered; neither has a score. */
export type Answers = Readonly<Record<string, AnswerValue>> | readonly Answer[];

/** The answers in the order of the items. */
export interface ReadAnswers {
  /** Codes, reversed ones turned; NaN where unanswered. Reused by the next reading. */
  readonly values: Float64Array;
  /** People named; null unless the instrument has such an item and it was answered. */
  readonly roster: readonly AlterAnswer[] | null;
  /** Number of items answered. */
  readonly answered: number;
}

interface ReadableItem {
  readonly position: number;
  readonly isAllowed: (value: number) => boolean;
  /** What a code is taken from when its item is reversed; null for the others. */
  readonly turnedFrom: number | null;
  readonly isRoster: boolean;
}

function isList(answers: Answers): answers is readonly Answer[] {
  return Array.isArray(answers);
}

/** Lowest and highest code of an option set; the highest is infinite for counts without an upper bound. */
export function boundsOf(options: OptionSet | undefined): readonly [least: number, most: number] {
  switch (options?.kind) {
    case "choice": {
      const codes = options.options.map(({ code }) => code);
      return [Math.min(...codes), Math.max(...codes)];
    }
    case "scale":
      return [options.min, options.max];
    case "number":
      return [options.min, Infinity];
    default:
      return [0, Infinity];
  }
}

function allowedBy(options: OptionSet | undefined): (value: number) => boolean {
  if (options?.kind === "choice") {
    const codes = new Set(options.options.map(({ code }) => code));
    return (value) => codes.has(value);
  }
  const [least, most] = boundsOf(options);
  return (value) => Number.isSafeInteger(value) && value >= least && value <= most;
}

function readable(item: Item, position: number, options: OptionSet | undefined): ReadableItem {
  const [least, most] = boundsOf(options);
  return {
    position,
    isAllowed: allowedBy(options),
    turnedFrom: item.isReversed ? least + most : null,
    isRoster: options?.kind === "roster",
  };
}

/**
 * Makes the reader of an instrument's answers.
 * Errors  itemUnknown for an item of another instrument, itemRepeated, answerOutOfRange for a code that was not offered.
 */
export function answerReader({ id, items, optionSets, rule }: Instrument): (answers: Answers) => ReadAnswers {
  const byLinkId = new Map(
    items.map((item, position) => [item.linkId, readable(item, position, optionSets[item.options])]),
  );
  const values = new Float64Array(items.length);
  const attributes = rule.kind === "roster" ? rule.attributes : {};
  return (answers) => {
    values.fill(NaN);
    let answered = 0;
    let roster: readonly AlterAnswer[] | null = null;
    const take = (linkId: string, value: AnswerValue | undefined): void => {
      const item = byLinkId.get(linkId);
      if (item === undefined) throw instrumentErrors.itemUnknown({ instrument: id, linkId });
      if (value === null || value === undefined) return;
      answered += 1;
      if (typeof value === "number" && !item.isRoster && item.isAllowed(value)) {
        values[item.position] = item.turnedFrom === null ? value : item.turnedFrom - value;
      } else if (item.isRoster && isRoster(value, attributes)) {
        roster = value;
      } else throw instrumentErrors.answerOutOfRange({ linkId });
    };
    if (isList(answers)) {
      refuseRepeated(answers);
      for (const { linkId, value } of answers) take(linkId, value);
    } else for (const linkId of Object.keys(answers)) take(linkId, answers[linkId]);
    return { values, roster, answered };
  };
}

function refuseRepeated(answers: readonly Answer[]): void {
  const seen = new Set<string>();
  for (const { linkId } of answers) {
    if (seen.has(linkId)) throw instrumentErrors.itemRepeated({ linkId });
    seen.add(linkId);
  }
}

/** Whether a value is a list of people with known attributes and values only; an attribute may be null or absent. */
function isRoster(
  value: unknown,
  attributes: Readonly<Record<string, readonly (string | number | boolean)[]>>,
): value is readonly AlterAnswer[] {
  return (
    Array.isArray(value) &&
    value.every(
      (alter) =>
        typeof alter === "object" &&
        alter !== null &&
        Object.entries(alter).every(
          ([name, said]) =>
            Object.hasOwn(attributes, name) &&
            (said === null || (attributes[name]?.some((allowed) => allowed === said) ?? false)),
        ),
    )
  );
}
