import { instrumentSummaries } from "./catalogue/summaries.ts";
import { defaultPathway } from "./codes/screening-pathway.ts";
import { evaluatePathway, type PathwayInput, type PathwayOutcome } from "./pathway.ts";
import type { Pathway, PathwayWhen } from "./pathway-rule.ts";

/** What an edited pathway may not do. */
export const pathwayFaultCodes = [
  "minimum-age-lowered",
  "unknown-instrument",
  "outcome-only-instrument",
  "assistance-not-required",
  "clinician-not-required",
  "levels-changed",
  "line-removed",
  "wish-for-contact-ignored",
  "missing-answer-reassures",
  "less-urgent-than-default",
  "tier-less-sensitive",
  "reassessment-out-of-window",
] as const;

/** One way in which an edited pathway breaks the safe bounds. */
export interface PathwayFault {
  readonly code: (typeof pathwayFaultCodes)[number];
  /** Property names and positions joined by dots. */
  readonly path: string;
}

/**
 * What breaks the safe bounds of a pathway that a territory edited; empty when it may be used. A territory may ask more
 * people, show more lines and raise an urgency; it may not make anybody less urgent than the default pathway does, drop
 * a line, ask of death without a person present, or ignore a wish to be contacted.
 * Method  the parts are compared one by one; then both pathways are followed for invented people on either side of every
 *         threshold of both, each fact also missing.
 */
export function checkPathway(edited: Pathway): readonly PathwayFault[] {
  return [
    ...fault(edited.minimumAge < defaultPathway.minimumAge, "minimum-age-lowered", "minimumAge"),
    ...instrumentFaults(edited),
    ...levelFaults(edited),
    ...reassessFaults(edited),
    ...behaviourFaults(edited),
  ];
}

function fault(isFaulty: boolean, code: PathwayFault["code"], path: string): readonly PathwayFault[] {
  return isFaulty ? [{ code, path }] : [];
}

/** Every alternative demands that a fact has one value. */
function demands(when: PathwayWhen, fact: string, value: string | boolean): boolean {
  return when.every((conditions) =>
    conditions.some(
      (condition) => condition.fact === fact && condition.is?.every((allowed) => allowed === value),
    ),
  );
}

const symptomScales: ReadonlySet<string> = new Set(
  instrumentSummaries.filter(({ needsPurpose }) => needsPurpose).map(({ id }) => id),
);

function instrumentFaults({ tiers, proposals }: Pathway): readonly PathwayFault[] {
  const first = (tiers[0]?.instruments ?? []).map((instrument, index) => ({
    instrument,
    when: [],
    path: `tiers.0.instruments.${index}`,
    isFirst: true,
  }));
  const later = proposals.map(({ instrument, when }, index) => ({
    instrument,
    when,
    path: `proposals.${index}`,
    isFirst: false,
  }));
  return [...first, ...later].flatMap(({ instrument, when, path, isFirst }) => {
    const summary = instrumentSummaries.find(({ id }) => id === instrument);
    if (summary === undefined) return fault(true, "unknown-instrument", path);
    const isAssisted = !isFirst && demands(when, "mode", "assisted");
    const needsPerson =
      summary.isAssistedOnly || summary.hasSuicidalRiskItem || symptomScales.has(instrument);
    return [
      ...fault(summary.isOutcomeOnly, "outcome-only-instrument", path),
      ...fault(needsPerson && !isAssisted, "assistance-not-required", path),
      ...fault(
        symptomScales.has(instrument) && (isFirst || !demands(when, "clinician", true)),
        "clinician-not-required",
        path,
      ),
    ];
  });
}

/** The four levels stay, with their names, and each keeps at least its lines. */
function levelFaults(edited: Pathway): readonly PathwayFault[] {
  const names = (pathway: Pathway): string =>
    pathway.levels.map(({ level, name }) => `${level} ${name}`).join();
  if (names(edited) !== names(defaultPathway)) return fault(true, "levels-changed", "levels");
  const levels = defaultPathway.levels.flatMap(({ lines }, index) => {
    const kept = edited.levels[index]?.lines ?? [];
    return lines.flatMap(({ line, when }) => {
      const same = kept.find((candidate) => candidate.line === line);
      const isKept = same !== undefined && (when !== undefined || same.when === undefined);
      return fault(!isKept, "line-removed", `levels.${index}.lines.${line}`);
    });
  });
  const youth = defaultPathway.underAgeLines.flatMap((line) =>
    fault(!edited.underAgeLines.includes(line), "line-removed", `underAgeLines.${line}`),
  );
  return [...levels, ...youth];
}

/** The twelve-week measure counts only within the weeks for which it is compared elsewhere. */
function reassessFaults({ reassess }: Pathway): readonly PathwayFault[] {
  const [first, last] = reassess.positiveWindowWeeks;
  const [earliest, latest] = defaultPathway.reassess.positiveWindowWeeks;
  const isWithin =
    first >= earliest && last <= latest && first <= reassess.positiveWeeks && reassess.positiveWeeks <= last;
  return fault(!isWithin, "reassessment-out-of-window", "reassess.positiveWindowWeeks");
}

const urgencyOf = { negative: 0, watch: 1, positive: 2 } as const;

function behaviourFaults(edited: Pathway): readonly PathwayFault[] {
  const found = new Map<PathwayFault["code"], PathwayFault>();
  for (const [input, isAnswerMissing] of inventedPeople(edited)) {
    const code = weaknessOf(input, isAnswerMissing, edited);
    if (code !== null) found.set(code, { code, path: pathOf[code] ?? "" });
  }
  return [...found.values()];
}

const pathOf: Partial<Record<PathwayFault["code"], string>> = {
  "wish-for-contact-ignored": "positive",
  "missing-answer-reassures": "watch",
  "tier-less-sensitive": "positive",
  "less-urgent-than-default": "levels",
};

/** In which way the edited pathway cares less for somebody than the default; null when it does not. */
function weaknessOf(
  input: PathwayInput,
  isAnswerMissing: boolean,
  edited: Pathway,
): PathwayFault["code"] | null {
  const usual = evaluatePathway(defaultPathway, input);
  const now = evaluatePathway(edited, input);
  // A territory may raise the minimum age: below it nothing is scored, and a stated danger is answered all the same.
  if (!now.isEligible) return null;
  if (now.level < usual.level) return "less-urgent-than-default";
  if (!isLessSensitive(now, usual)) return null;
  if (input.wantsContact === true) return "wish-for-contact-ignored";
  return isAnswerMissing ? "missing-answer-reassures" : "tier-less-sensitive";
}

function isLessSensitive(now: PathwayOutcome, usual: PathwayOutcome): boolean {
  return now.t1 !== null && usual.t1 !== null && urgencyOf[now.t1] < urgencyOf[usual.t1];
}

/** Somebody of whom nothing calls for attention. */
const calm: PathwayInput = {
  age: 45,
  mode: "assisted",
  clinician: true,
  wantsContact: false,
  ucla3: 3,
  onsDirect: 5,
  credoc: "non-isole",
  who5: null,
  phq2: null,
  gad2: null,
  phq9: null,
  phq9item9: null,
  cssrs: null,
  k6: null,
  caregiver: false,
  danger: false,
};

/** Values on either side of the thresholds of the default, and the ends of each scale. */
const probes: Readonly<Record<string, readonly (string | number | boolean | null)[]>> = {
  age: [16, 17, 25, 26, 49, 50, 59, 60, 90],
  mode: ["self", "assisted"],
  clinician: [true, false],
  wantsContact: [true, null],
  ucla3: [4, 5, 6, 7, 9, null],
  onsDirect: [1, 2, 3, null],
  credoc: ["isole", "un-seul-reseau", null],
  who5: [0, 28, 29, 50, 51, 100],
  phq9: [14, 15, 19, 20, 27],
  phq9item9: [0, 1, 2, 3],
  cssrs: ["none", "low", "moderate", "high", "indeterminate"],
  k6: [12, 13, 24],
  danger: [true, null],
};

/** Calm people with one or two facts changed; the second part tells whether an answer of the first tier is missing. */
function inventedPeople({ positive, watch, levels }: Pathway): readonly (readonly [PathwayInput, boolean])[] {
  const thresholds = [positive, watch, ...levels.map(({ when }) => when)].flat(2);
  const changes = Object.entries(probes).flatMap(([fact, values]) => {
    const own = thresholds
      .filter((condition) => condition.fact === fact)
      .flatMap(({ atLeast, atMost }) => [atLeast, atMost])
      .filter((value) => value !== undefined)
      .flatMap((value) => [value - 1, value, value + 1]);
    return [...new Set([...values, ...own])].map((value) => ({ fact, value }));
  });
  return changes.flatMap((first) =>
    changes
      .filter((second) => second.fact >= first.fact)
      .map((second) => {
        const input: PathwayInput = { ...calm, [first.fact]: first.value, [second.fact]: second.value };
        return [input, [input.ucla3, input.onsDirect, input.credoc].includes(null)] as const;
      }),
  );
}
