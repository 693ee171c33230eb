import { loadInstrument, makeScorer, type Instrument, type ScoreContext } from "#instruments";

/** What one pattern of answers gives. */
export interface PatternScore {
  /** Null where there is no number. */
  readonly score: number | null;
  /** Band or level, by its code; null where it is not certain. */
  readonly band: string | null;
  /** Sub-scores by name. */
  readonly subscores: Readonly<Record<string, number | null>>;
}

/** An instrument as surveys read it: the items that are codes, and the score of a pattern of codes. */
export interface SurveyInstrument {
  readonly id: string;
  readonly version: string;
  readonly linkIds: readonly string[];
  /** Codes that each item may have, where they are listed; null for numbers. */
  readonly codesOf: (linkId: string) => ReadonlySet<number> | null;
  /** Bands and levels, in the order of the catalogue. */
  readonly bands: readonly string[];
  readonly subscoreNames: readonly string[];
  /** The instrument as the catalogue declares it. */
  readonly declared: Instrument;
  /** The score of a pattern of codes, in the order of `linkIds`; null where unanswered. Each pattern is scored once. */
  readonly scoreOf: (codes: readonly (number | null)[]) => PatternScore;
}

/**
 * Loads an instrument for surveys. The score is that of the room `instruments`: there is no other.
 * Missing  null for instruments whose answers are people (rosters): no column can hold them.
 */
export async function surveyInstrument(id: string): Promise<SurveyInstrument | null> {
  const instrument = await loadInstrument(id);
  const { rule } = instrument;
  if (rule.kind === "roster") return null;
  const linkIds = instrument.items.map(({ linkId }) => linkId);
  const bands =
    rule.kind === "scale"
      ? rule.bands.map(({ band }) => band)
      : [...new Set([...rule.levels.map(({ band }) => band), rule.otherwise, rule.undecided])];
  return {
    id,
    version: instrument.version,
    linkIds,
    codesOf: (linkId) => codesOf(instrument, linkId),
    bands,
    subscoreNames: rule.kind === "scale" ? Object.keys(rule.subscores) : [],
    declared: instrument,
    scoreOf: remembering(instrument, linkIds),
  };
}

function codesOf({ items, optionSets }: Instrument, linkId: string): ReadonlySet<number> | null {
  const options = optionSets[items.find((item) => item.linkId === linkId)?.options ?? ""];
  if (options?.kind === "choice") return new Set(options.options.map(({ code }) => code));
  if (options?.kind !== "scale") return null;
  return new Set(Array.from({ length: options.max - options.min + 1 }, (_none, step) => options.min + step));
}

/** A score depends on codes alone; language and mode are named because every scoring names them. */
function contextFor({ wordings, isAssistedOnly }: Instrument): ScoreContext {
  const language = Object.hasOwn(wordings, "fr") ? "fr" : (Object.keys(wordings)[0] ?? "en");
  return { language, mode: isAssistedOnly ? "interview" : "self" };
}

function remembering(
  instrument: Instrument,
  linkIds: readonly string[],
): (codes: readonly (number | null)[]) => PatternScore {
  const scorer = makeScorer(instrument);
  const context = contextFor(instrument);
  const known = new Map<string, PatternScore>();
  return (codes) => {
    const key = codes.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const answers = Object.fromEntries(linkIds.map((linkId, index) => [linkId, codes[index] ?? null]));
    const result = scorer(answers, context);
    const { band, subscores } = result;
    const made = { score: result.status === "scored" ? result.score : null, band, subscores };
    known.set(key, made);
    return made;
  };
}
