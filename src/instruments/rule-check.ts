import { boundsOf } from "./answers.ts";
import type { Instrument } from "./instrument.ts";
import type { Band, Condition, Flag, Measure, ScaleRule, ScoringRule } from "./scoring-rule.ts";

// What no schema can say of a rule: that its parts fit together. Light enough to run wherever an instrument is loaded.

/** What is wrong with an instrument, and where. */
export interface RuleFault {
  /** Property names and positions joined by dots, from the top of the file. */
  readonly path: string;
  /**
   * `repeatedItem`, `unknownOptions`, `unknownItem`, `unknownSubscore`, `unknownBand`, `unknownAttribute`,
   * `bandsOutOfOrder`, `bandsLeaveGap`, `tableIncomplete`, `thresholdTest`, `textNotLicensed`, `textMissing`.
   */
  readonly fault: string;
}

/** The first fault of an instrument; null when its parts fit together. */
export function faultOf(instrument: Instrument): RuleFault | null {
  const faults = [itemFaults, textFaults, ruleFaults].flatMap((find) => find(instrument));
  return faults[0] ?? null;
}

function fault(isFaulty: boolean, path: string, name: string): readonly RuleFault[] {
  return isFaulty ? [{ path, fault: name }] : [];
}

function itemFaults({ items, optionSets }: Instrument): readonly RuleFault[] {
  return items.flatMap(({ linkId, options }, index) => [
    ...fault(
      items.findIndex((item) => item.linkId === linkId) !== index,
      `items.${index}.linkId`,
      "repeatedItem",
    ),
    ...fault(!Object.hasOwn(optionSets, options), `items.${index}.options`, "unknownOptions"),
  ]);
}

/** An item has text in the languages that have words, and in no other: what a licence forbids is left to the operator. */
function textFaults({ items, wordings }: Instrument): readonly RuleFault[] {
  const isWorded = (language: string): boolean =>
    Object.hasOwn(wordings, language) && wordings[language]?.status !== "restricted";
  const languages = Object.keys(wordings).filter(isWorded);
  return items.flatMap(({ text }, index) => [
    ...Object.keys(text).flatMap((language) =>
      fault(!isWorded(language), `items.${index}.text.${language}`, "textNotLicensed"),
    ),
    ...languages.flatMap((language) =>
      fault(text[language] === undefined, `items.${index}.text.${language}`, "textMissing"),
    ),
  ]);
}

function ruleFaults(instrument: Instrument): readonly RuleFault[] {
  const { rule } = instrument;
  const linkIds = new Set(instrument.items.map(({ linkId }) => linkId));
  const subscores = subscoresOf(rule);
  return [
    ...(rule.kind === "scale" ? scaleFaults(rule, instrument) : []),
    ...(rule.kind === "levels" ? levelFaults(rule, linkIds) : []),
    ...(rule.kind === "roster" ? rosterFaults(rule, linkIds) : []),
    ...flagFaults(rule.flags, linkIds, subscores, bandsOf(rule)),
  ];
}

function subscoresOf(rule: ScoringRule): ReadonlySet<string> {
  if (rule.kind === "scale") return new Set(Object.keys(rule.subscores));
  if (rule.kind === "levels") return new Set();
  const { counts, distinct, shares } = rule;
  return new Set(["size", ...[counts, distinct, shares].flatMap((part) => Object.keys(part))]);
}

function bandsOf(rule: ScoringRule): ReadonlySet<string> {
  if (rule.kind === "scale") return new Set(rule.bands.map(({ band }) => band));
  if (rule.kind === "roster") return new Set();
  return new Set([...rule.levels.map(({ band }) => band), rule.otherwise, rule.undecided]);
}

function scaleFaults(rule: ScaleRule, instrument: Instrument): readonly RuleFault[] {
  const { total, subscores, settledBy, bands } = rule;
  const linkIds = new Set(instrument.items.map(({ linkId }) => linkId));
  return [
    ...(total === null ? [] : measureFaults(total, "rule.total", linkIds)),
    ...(total?.kind === "total"
      ? total.of.flatMap((name, index) =>
          fault(!Object.hasOwn(subscores, name), `rule.total.of.${index}`, "unknownSubscore"),
        )
      : []),
    ...(total?.kind === "sum" ? tableFaults(total, instrument) : []),
    ...Object.entries(subscores).flatMap(([name, { measure, bands: own = [] }]) => [
      ...measureFaults(measure, `rule.subscores.${name}.measure`, linkIds),
      ...bandFaults(own, `rule.subscores.${name}.bands`),
    ]),
    ...bandFaults(bands, "rule.bands"),
    ...rangeFaults(bands, instrument.range),
    ...(settledBy === undefined
      ? []
      : [
          ...fault(!linkIds.has(settledBy.item), "rule.settledBy.item", "unknownItem"),
          ...fault(!bands.some(({ band }) => band === settledBy.band), "rule.settledBy.band", "unknownBand"),
        ]),
  ];
}

function measureFaults(measure: Measure, path: string, linkIds: ReadonlySet<string>): readonly RuleFault[] {
  if (measure.kind === "total") return [];
  return [
    ...measure.items.flatMap((item, index) =>
      fault(!linkIds.has(item), `${path}.items.${index}`, "unknownItem"),
    ),
    ...fault(
      measure.kind === "threshold" && measure.passes.in !== undefined,
      `${path}.passes.in`,
      "thresholdTest",
    ),
  ];
}

/** Every sum of whole codes has its line in the table. */
function tableFaults(
  { items, table }: Extract<Measure, { readonly kind: "sum" }>,
  instrument: Instrument,
): readonly RuleFault[] {
  if (table === undefined) return [];
  const bounds = items.map((linkId) => {
    const item = instrument.items.find((candidate) => candidate.linkId === linkId);
    return boundsOf(instrument.optionSets[item?.options ?? ""]);
  });
  const least = bounds.reduce((sum, [low]) => sum + low, 0);
  const most = bounds.reduce((sum, [, high]) => sum + high, 0);
  const sums = Array.from({ length: most - least + 1 }, (_, index) => String(least + index));
  return sums.flatMap((sum) =>
    fault(!Object.hasOwn(table, sum), `rule.total.table.${sum}`, "tableIncomplete"),
  );
}

/** Bands go upwards without overlap; no whole score falls between two. */
function bandFaults(bands: readonly Band[], path: string): readonly RuleFault[] {
  return bands.flatMap(({ min, max }, index) => {
    const before = bands[index - 1];
    return [
      ...fault(
        max < min || (before !== undefined && min <= before.max),
        `${path}.${index}`,
        "bandsOutOfOrder",
      ),
      ...fault(before !== undefined && min - before.max > 1, `${path}.${index}`, "bandsLeaveGap"),
    ];
  });
}

function rangeFaults(bands: readonly Band[], [least, most]: Instrument["range"]): readonly RuleFault[] {
  const [first, last] = [bands[0], bands.at(-1)];
  return [
    ...fault(
      first !== undefined && least !== null && first.min !== least,
      "rule.bands.0.min",
      "bandsLeaveGap",
    ),
    ...fault(
      last !== undefined && most !== null && last.max !== most,
      `rule.bands.${bands.length - 1}.max`,
      "bandsLeaveGap",
    ),
  ];
}

function levelFaults(
  { askedWhen, levels }: Extract<ScoringRule, { readonly kind: "levels" }>,
  linkIds: ReadonlySet<string>,
): readonly RuleFault[] {
  return [
    ...Object.entries(askedWhen).flatMap(([linkId, conditions]) => [
      ...fault(!linkIds.has(linkId), `rule.askedWhen.${linkId}`, "unknownItem"),
      ...conditions.flatMap(({ item }, index) =>
        fault(!linkIds.has(item), `rule.askedWhen.${linkId}.${index}.item`, "unknownItem"),
      ),
    ]),
    ...levels.flatMap(({ whenAny }, level) =>
      whenAny.flatMap(({ item }, index) =>
        fault(!linkIds.has(item), `rule.levels.${level}.whenAny.${index}.item`, "unknownItem"),
      ),
    ),
  ];
}

function rosterFaults(
  { item, attributes, counts, distinct, shares }: Extract<ScoringRule, { readonly kind: "roster" }>,
  linkIds: ReadonlySet<string>,
): readonly RuleFault[] {
  const used = [
    ...Object.entries(counts).map(([name, { attribute }]) => [`counts.${name}`, attribute] as const),
    ...Object.entries(distinct).map(([name, attribute]) => [`distinct.${name}`, attribute] as const),
    ...Object.entries(shares).map(([name, { attribute }]) => [`shares.${name}`, attribute] as const),
  ];
  return [
    ...fault(!linkIds.has(item), "rule.item", "unknownItem"),
    ...used.flatMap(([path, attribute]) =>
      fault(!Object.hasOwn(attributes, attribute), `rule.${path}`, "unknownAttribute"),
    ),
  ];
}

function flagFaults(
  flags: readonly Flag[],
  linkIds: ReadonlySet<string>,
  subscores: ReadonlySet<string>,
  bands: ReadonlySet<string>,
): readonly RuleFault[] {
  const faultIn = (condition: Condition): string | null => {
    if ("item" in condition) return linkIds.has(condition.item) ? null : "unknownItem";
    if ("items" in condition)
      return condition.items.every((item) => linkIds.has(item)) ? null : "unknownItem";
    if ("subscore" in condition) return subscores.has(condition.subscore) ? null : "unknownSubscore";
    return "bands" in condition && !condition.bands.every((band) => bands.has(band)) ? "unknownBand" : null;
  };
  return flags.flatMap(({ when }, index) =>
    when.flatMap((condition, position) => {
      const name = faultIn(condition);
      return name === null ? [] : fault(true, `rule.flags.${index}.when.${position}`, name);
    }),
  );
}
