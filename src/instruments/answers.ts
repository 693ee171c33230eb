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
  readonly linkId: string;
  readonly isAllowed: (value: number) => boolean;
  /** Allowed codes between 0 and 30 as bits; 0 when `isAllowed` has to be asked. */
  readonly allowedBits: number;
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

function bitsOf(options: OptionSet | undefined): number {
  const codes = options?.kind === "choice" ? options.options.map(({ code }) => code) : [];
  const fit = codes.every((code) => Number.isInteger(code) && code >= 0 && code <= 30);
  return fit ? codes.reduce((bits, code) => bits | (1 << code), 0) : 0;
}

function readable({ linkId, isReversed }: Item, options: OptionSet | undefined): ReadableItem {
  const [least, most] = boundsOf(options);
  return {
    linkId,
    isAllowed: allowedBy(options),
    allowedBits: bitsOf(options),
    turnedFrom: isReversed ? least + most : null,
    isRoster: options?.kind === "roster",
  };
}

/** The code of an answer, turned where its item is reversed. @throws instruments.answerOutOfRange */
function codeOf(item: ReadableItem, value: Exclude<AnswerValue, null>): number {
  const { allowedBits, turnedFrom, linkId } = item;
  // A million answers a second pass here: one test of bits decides nearly all of them.
  const isOffered =
    typeof value === "number" &&
    (allowedBits !== 0 && value === (value | 0) && value >= 0 && value <= 30
      ? ((allowedBits >> value) & 1) === 1
      : allowedBits === 0 && !item.isRoster && item.isAllowed(value));
  if (!isOffered) throw instrumentErrors.answerOutOfRange({ linkId });
  return turnedFrom === null ? value : turnedFrom - value;
}

/**
 * Makes the reader of an instrument's answers.
 * Errors  itemUnknown for an item of another instrument, itemRepeated, answerOutOfRange for a code that was not offered.
 */
export function answerReader({ id, items, optionSets, rule }: Instrument): (answers: Answers) => ReadAnswers {
  const readables = items.map((item) => readable(item, optionSets[item.options]));
  const values = new Float64Array(items.length);
  const attributes = rule.kind === "roster" ? rule.attributes : {};
  const refuseUnknown = (linkIds: readonly string[]): void => {
    const linkId = linkIds.find((given) => !readables.some((item) => item.linkId === given));
    if (linkId !== undefined) throw instrumentErrors.itemUnknown({ instrument: id, linkId });
  };
  return (answers) => {
    const given = isList(answers) ? recordOf(answers) : answers;
    let [present, answered] = [0, 0];
    let roster: readonly AlterAnswer[] | null = null;
    for (let position = 0; position < readables.length; position += 1) {
      values[position] = NaN;
      const item = readables[position];
      const value = item === undefined ? undefined : given[item.linkId];
      if (item === undefined || value === undefined) continue;
      present += 1;
      if (value === null) continue;
      answered += 1;
      if (item.isRoster) roster = rosterOf(item, value, attributes);
      else values[position] = codeOf(item, value);
    }
    const linkIds = Object.keys(given);
    if (linkIds.length !== present) refuseUnknown(linkIds);
    return { values, roster, answered };
  };
}

function recordOf(answers: readonly Answer[]): Readonly<Record<string, AnswerValue>> {
  refuseRepeated(answers);
  return Object.fromEntries(answers.map(({ linkId, value }) => [linkId, value]));
}

function refuseRepeated(answers: readonly Answer[]): void {
  const seen = new Set<string>();
  for (const { linkId } of answers) {
    if (seen.has(linkId)) throw instrumentErrors.itemRepeated({ linkId });
    seen.add(linkId);
  }
}

type Attributes = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** People with known attributes and values only; an attribute may be null or absent. @throws instruments.answerOutOfRange */
function rosterOf(
  { linkId }: ReadableItem,
  value: Exclude<AnswerValue, null>,
  attributes: Attributes,
): readonly AlterAnswer[] {
  const isKnown = ([name, said]: readonly [string, unknown]): boolean =>
    Object.hasOwn(attributes, name) &&
    (said === null || attributes[name]?.some((allowed) => allowed === said) === true);
  const isPerson = (alter: unknown): boolean =>
    typeof alter === "object" && alter !== null && Object.entries(alter).every(isKnown);
  if (typeof value === "number" || !Array.isArray(value) || !value.every(isPerson))
    throw instrumentErrors.answerOutOfRange({ linkId });
  return value;
}
