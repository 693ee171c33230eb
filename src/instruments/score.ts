import { answerReader, boundsOf, type Answers, type ReadAnswers } from "./answers.ts";
import { instrumentErrors } from "./errors.ts";
import type { AdministrationMode, Instrument } from "./instrument.ts";
import { compileLevels } from "./levels.ts";
import type { ItemShape } from "./measure.ts";
import { compileRoster } from "./roster.ts";
import { compileScale } from "./scale.ts";
import type { Outcome, ScoreContext, ScoreResult } from "./score-result.ts";

/** Scores answers to one instrument. */
export type Scorer = (answers: Answers, context: ScoreContext) => ScoreResult;

const scorers = new WeakMap<Instrument, Scorer>();

/**
 * Scores answers. It never guesses: where they do not say enough, the result is `incomplete` and names what is missing;
 * where the band is certain although a number is not, the score is null and the band is given.
 * Missing  a linkId that is absent or null; see the `missing` of each measure for what the instrument allows.
 * Errors   instruments.itemUnknown, itemRepeated, answerOutOfRange, otherInstrument, otherVersion, wordingUnknown,
 *          modeUnknown, assistanceNeeded.
 * Source   the rule of the instrument, cited in its catalogue file. Witness: reference/instruments/vectors.
 */
export function score(instrument: Instrument, answers: Answers, context: ScoreContext): ScoreResult {
  let scorer = scorers.get(instrument);
  if (scorer === undefined) {
    scorer = makeScorer(instrument);
    scorers.set(instrument, scorer);
  }
  return scorer(answers, context);
}

/** Compiles the rule of an instrument, once, into a scorer. */
export function makeScorer(instrument: Instrument): Scorer {
  const { id, version } = instrument;
  const read = answerReader(instrument);
  const outcomeOf = compileRule(instrument);
  const wordingOf = wordingReader(instrument);
  return (answers, context) => {
    const { language, mode } = context;
    const wording = wordingOf(context);
    const given = read(answers);
    const outcome = outcomeOf(given);
    const { answered } = given;
    const { score: value, band, isProrated, subscores, subscoreBands, flags, missing } = outcome;
    if (!outcome.isScored)
      return {
        status: "incomplete",
        instrument: id,
        version,
        wording,
        language,
        mode,
        band,
        subscores,
        subscoreBands,
        flags,
        answered,
        missing,
      };
    return {
      status: "scored",
      instrument: id,
      version,
      wording,
      language,
      mode,
      score: value,
      band,
      isProrated,
      subscores,
      subscoreBands,
      flags,
      answered,
      missing,
    };
  };
}

function compileRule({ rule, items, optionSets }: Instrument): (answers: ReadAnswers) => Outcome {
  const linkIds = items.map(({ linkId }) => linkId);
  const shapeOf = (linkId: string): ItemShape => {
    const position = linkIds.indexOf(linkId);
    const [least, most] = boundsOf(optionSets[items[position]?.options ?? ""]);
    return { position, least, most };
  };
  if (rule.kind === "levels") return compileLevels(rule, linkIds, shapeOf);
  return rule.kind === "roster" ? compileRoster(rule, shapeOf) : compileScale(rule, linkIds, shapeOf);
}

const modes: ReadonlySet<AdministrationMode> = new Set(["self", "interview", "telephone", "paper"]);

/** Refuses answers that are not of this instrument, version, wording or mode; gives the version of the words. */
function wordingReader({
  id,
  version,
  wordings,
  isAssistedOnly,
}: Instrument): (context: ScoreContext) => string {
  const versions = new Map(
    Object.entries(wordings).map(([language, wording]) => [language, wording.version]),
  );
  return (context) => {
    const { language, mode } = context;
    if (context.instrument !== undefined && context.instrument !== id)
      throw instrumentErrors.otherInstrument({ expected: id, given: context.instrument });
    if (context.version !== undefined && context.version !== version)
      throw instrumentErrors.otherVersion({ expected: version, given: context.version });
    const wording = versions.get(language);
    if (wording === undefined || (context.wording !== undefined && context.wording !== wording))
      throw instrumentErrors.wordingUnknown({ instrument: id, language });
    if (!modes.has(mode)) throw instrumentErrors.modeUnknown({ mode });
    if (isAssistedOnly && mode === "self") throw instrumentErrors.assistanceNeeded({ instrument: id });
    return wording;
  };
}
