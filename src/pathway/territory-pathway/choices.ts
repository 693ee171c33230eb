import {
  canOfferSelfCheck,
  checkPathway,
  defaultPathway,
  packOfFrance,
  pathwayFaultCodes,
  type Pathway,
  type PathwayWhen,
} from "#instruments";
import { z } from "zod";
import { contextModules } from "../self-check/module.ts";
import { thresholdsOutOfBounds, usualThresholds, widestThresholds, type ThresholdName } from "./bounds.ts";
import { withThresholds } from "./with-thresholds.ts";

const instrument = z.string().min(1).max(40);
const moduleIds = contextModules.map(({ id }) => id) as [
  (typeof contextModules)[number]["id"],
  ...(typeof contextModules)[number]["id"][],
];

/** A number of the pathway; the catalogue's where it is left out, as in decisions from before it could be chosen. */
const threshold = (name: ThresholdName) =>
  z.coerce.number().int().min(0).max(120).default(usualThresholds[name]);

/** What a territory may choose of the pathway, before the bounds are looked at. A list left out is empty: a form sends no box that is not ticked. */
export const pathwayChoicesShape = {
  /** Below this age nothing is scored, years. */
  minimumAge: z.coerce.number().int().min(0).max(120),
  /** Instruments after the first questions, in the order in which they are proposed. */
  order: z.array(instrument).max(40),
  /** Those of them that somebody may answer alone: on paper, by a link. The others need somebody there. */
  alone: z.array(instrument).max(40).default([]),
  /** Those that only a prescriber asks, beside what the catalogue demands. */
  cliniciansOnly: z.array(instrument).max(40).default([]),
  /** Situations that have a page beside the self-check, in their order. */
  modules: z.array(z.enum(moduleIds)).max(20).default([]),
  /** Lines shown where support is proposed, in their order. */
  supportLines: z.array(z.string().min(1).max(40)).max(20),
  /** Instruments proposed already where the first questions say "to be looked at again", beside the catalogue's. */
  fromWatch: z.array(instrument).max(40).default([]),
  /** UCLA-3 scores from which somebody is proposed more, and from which one asks again sooner. */
  uclaFrom: threshold("uclaFrom"),
  uclaWatchFrom: threshold("uclaWatchFrom"),
  /** Codes of the direct question up to which the same holds; 1 is "often or always". */
  directUpTo: threshold("directUpTo"),
  directWatchUpTo: threshold("directWatchUpTo"),
  /** WHO-5 scores up to which a doctor is spoken of, and up to which support is proposed. */
  wellBeingUpTo: threshold("wellBeingUpTo"),
  wellBeingSupportUpTo: threshold("wellBeingSupportUpTo"),
  /** Age from which the ties of older people are asked about, years. */
  olderFrom: threshold("olderFrom"),
};
/** See {@link pathwayChoicesShape}. */
export const pathwayChoicesSchema = z.strictObject(pathwayChoicesShape);
/** What a territory chose of the pathway. */
export type PathwayChoices = z.output<typeof pathwayChoicesSchema>;

/** What choices may not do: the bounds of any pathway, and those of what can be chosen. */
export const choiceFaultCodes = [
  ...pathwayFaultCodes,
  "adults-left-out",
  "order-incomplete",
  "line-unknown",
  "country-pack-missing",
  "threshold-out-of-bounds",
  "watch-not-open",
] as const;

/** One way in which choices break the safe bounds. */
export interface ChoiceFault {
  readonly code: (typeof choiceFaultCodes)[number];
  /** Field of the choices. */
  readonly path: keyof PathwayChoices | "";
}

const ageOfMajority = 18;
const supportLevel = 1;

/** The choices of the default pathway. */
export const defaultChoices: PathwayChoices = {
  minimumAge: defaultPathway.minimumAge,
  order: defaultPathway.proposals.map(({ instrument: id }) => id),
  alone: defaultPathway.proposals
    .filter(({ when }) => !when.flat().some(({ fact, is }) => fact === "mode" && is?.includes("assisted")))
    .map(({ instrument: id }) => id),
  cliniciansOnly: [],
  modules: moduleIds,
  supportLines: linesOf(defaultPathway).map(({ line }) => line),
  fromWatch: [],
  ...usualThresholds,
};

/** Instruments that the catalogue proposes to whoever is positive only: a territory may propose them sooner. */
export const positiveOnly: readonly string[] = defaultPathway.proposals
  .filter(({ when }) => when.flat().some(({ fact, is }) => fact === "t1" && is?.includes("watch") === false))
  .map(({ instrument: id }) => id);

function linesOf({ levels }: Pathway) {
  return levels.find(({ level }) => level === supportLevel)?.lines ?? [];
}

/** The pathway that choices make of the default one. */
export function pathwayOf(choices: PathwayChoices): Pathway {
  const known = linesOf(defaultPathway);
  return withThresholds(withChoices(choices, known), choices);
}

function withChoices(choices: PathwayChoices, known: ReturnType<typeof linesOf>): Pathway {
  return {
    ...defaultPathway,
    minimumAge: choices.minimumAge,
    proposals: choices.order.map((id) => ({ instrument: id, when: whenOf(choices, id) })),
    levels: defaultPathway.levels.map((level) =>
      level.level === supportLevel
        ? {
            ...level,
            lines: choices.supportLines.map((line) => known.find((one) => one.line === line) ?? { line }),
          }
        : level,
    ),
  };
}

function whenOf({ alone, cliniciansOnly, fromWatch }: PathwayChoices, id: string): PathwayWhen {
  const usual = defaultPathway.proposals.find(({ instrument: one }) => one === id)?.when ?? [[]];
  return usual.map((conditions) => {
    const isAlone = alone.includes(id);
    const soon = fromWatch.includes(id) ? conditions.map(fromWatchOn) : conditions;
    const kept = isAlone ? soon.filter(({ fact }) => fact !== "mode") : soon;
    const asks = (fact: string): boolean => kept.some((condition) => condition.fact === fact);
    return [
      ...kept,
      ...(isAlone || asks("mode") ? [] : [{ fact: "mode" as const, is: ["assisted"] }]),
      ...(cliniciansOnly.includes(id) && !asks("clinician")
        ? [{ fact: "clinician" as const, is: [true] }]
        : []),
    ];
  });
}

function fromWatchOn(condition: PathwayWhen[number][number]): PathwayWhen[number][number] {
  return condition.fact === "t1" ? { ...condition, is: ["watch", "positive"] } : condition;
}

/**
 * What breaks the safe bounds; empty when the choices may be taken. A territory may ask later in life, ask with somebody
 * there what others answer alone, and show more lines; it may not ask under sixteen, leave adults out, let a symptom scale
 * be answered alone, drop a line, nor ask where the lines of the country are not known.
 * @param lineIds ids of the lines whose number is known here.
 */
export function checkChoices(choices: PathwayChoices, lineIds: readonly string[]): readonly ChoiceFault[] {
  const fault = (isFaulty: boolean, code: ChoiceFault["code"], path: ChoiceFault["path"]) =>
    isFaulty ? [{ code, path }] : [];
  const { order, supportLines } = choices;
  const isComplete = order.toSorted().join(" ") === defaultChoices.order.toSorted().join(" ");
  const pathway = pathwayOf(choices);
  return [
    ...fault(choices.minimumAge > ageOfMajority, "adults-left-out", "minimumAge"),
    ...fault(!isComplete, "order-incomplete", "order"),
    ...fault(
      supportLines.some((line) => !defaultChoices.supportLines.includes(line) && !lineIds.includes(line)),
      "line-unknown",
      "supportLines",
    ),
    ...thresholdsOutOfBounds(choices).map((path) => ({ code: "threshold-out-of-bounds" as const, path })),
    ...fault(
      choices.fromWatch.some((id) => !positiveOnly.includes(id)),
      "watch-not-open",
      "fromWatch",
    ),
    ...fault(!canOfferSelfCheck(pathway, packOfFrance, lineIds), "country-pack-missing", ""),
    ...checkPathway(pathway).map(({ code, path }) => ({ code, path: fieldOf(code, path) })),
  ];
}

function fieldOf(code: string, path: string): ChoiceFault["path"] {
  if (code === "minimum-age-lowered") return "minimumAge";
  if (path === "positive" || path === "watch" || path === "levels") return "uclaFrom";
  if (path.startsWith("levels")) return "supportLines";
  return code === "unknown-instrument" || code === "outcome-only-instrument" ? "order" : "alone";
}

/**
 * What everybody's pages follow where several territories share them: the highest of the ages, and whatever one of them
 * shows. So nobody's bound is lowered by a neighbour. The default where no territory is there.
 */
export function publicChoices(all: readonly PathwayChoices[]): PathwayChoices {
  const [first, ...others] = all;
  if (first === undefined) return defaultChoices;
  return others.reduce(
    (sum, one) => ({
      ...sum,
      minimumAge: Math.max(sum.minimumAge, one.minimumAge),
      alone: sum.alone.filter((id) => one.alone.includes(id)),
      cliniciansOnly: [...new Set([...sum.cliniciansOnly, ...one.cliniciansOnly])],
      modules: [...new Set([...sum.modules, ...one.modules])],
      supportLines: [...new Set([...sum.supportLines, ...one.supportLines])],
      fromWatch: [...new Set([...sum.fromWatch, ...one.fromWatch])],
      ...widestThresholds([sum, one]),
    }),
    first,
  );
}

/** The fields in which choices differ from others. */
export function changedFields(
  choices: PathwayChoices,
  from: PathwayChoices,
): readonly (keyof PathwayChoices)[] {
  const fields = Object.keys(pathwayChoicesShape) as (keyof PathwayChoices)[];
  return fields.filter((field) => String(choices[field]) !== String(from[field]));
}
