import { compileTest, type Test } from "#instruments";
import { notAnswered, type SurveyWave } from "./survey.ts";
import { questionsOf, scoresOf, type IndicatorInstrument } from "./wave-scores.ts";

/**
 * How the value of a respondent comes from the answers, as data: the computation and the R code of an analysis read the
 * same declaration. A test gives 1 or 0; without one the number itself is the value.
 */
export type Derivation =
  /** The score of an instrument. */
  | { readonly kind: "score"; readonly instrument: IndicatorInstrument; readonly passes?: Test }
  /** Whether the band of an instrument is one of these. */
  | { readonly kind: "band"; readonly instrument: IndicatorInstrument; readonly bands: readonly string[] }
  /** The sum of sub-scores of an instrument. */
  | {
      readonly kind: "subscores";
      readonly instrument: IndicatorInstrument;
      readonly of: readonly string[];
      readonly passes: Test;
    }
  /** The code of one question, where it is a valid answer. */
  | { readonly kind: "code"; readonly question: string; readonly valid: Test; readonly counts: Test }
  /** Whether two things of 0 and 1 are both so; nothing where one of them is unknown. */
  | { readonly kind: "both"; readonly of: readonly [Derivation, Derivation] }
  /** Only those of whom this is so; nothing for the others. */
  | {
      readonly kind: "among";
      readonly question: string;
      readonly is: Test;
      readonly value: Derivation;
    };

/** The value of a respondent of a wave; NaN where the answers do not suffice. */
export type ValueOf = (wave: SurveyWave, row: number) => number;

/** Makes a derivation into a function over the respondents of a wave. */
export function compileDerivation(derivation: Derivation): ValueOf {
  switch (derivation.kind) {
    case "score":
      return passing(derivation.passes, (wave, row) => scoreIn(wave, derivation.instrument, row));
    case "band":
      return inBands(derivation.instrument, derivation.bands);
    case "subscores":
      return passing(derivation.passes, (wave, row) => {
        const { subscores } = scoresOf(wave, derivation.instrument);
        return derivation.of.reduce((sum, name) => sum + (subscores[name]?.[row] ?? NaN), 0);
      });
    case "code":
      return ofCode(derivation);
    case "both": {
      const [one, other] = derivation.of.map(compileDerivation) as [ValueOf, ValueOf];
      return (wave, row) => one(wave, row) * other(wave, row);
    }
    default: {
      const [isAmong, value] = [compileTest(derivation.is), compileDerivation(derivation.value)];
      return (wave, row) => (isAmong(codeIn(wave, derivation.question, row)) ? value(wave, row) : NaN);
    }
  }
}

/** The questions whose answers a derivation reads, by their `linkId`. */
export function questionsRead(derivation: Derivation): readonly string[] {
  switch (derivation.kind) {
    case "code":
      return [derivation.question];
    case "both":
      return [...new Set(derivation.of.flatMap(questionsRead))];
    case "among":
      return [...new Set([...questionsRead(derivation.value), derivation.question])];
    default:
      return questionsOf(derivation.instrument);
  }
}

function scoreIn(wave: SurveyWave, instrument: IndicatorInstrument, row: number): number {
  return scoresOf(wave, instrument).score[row] ?? NaN;
}

/** NaN where it was not answered: no test passes. */
function codeIn(wave: SurveyWave, question: string, row: number): number {
  const code = wave.answers[question]?.[row] ?? notAnswered;
  return code === notAnswered ? NaN : code;
}

/** 1 or 0 for a number that passes or does not; NaN stays. */
function passing(test: Test | undefined, numberOf: ValueOf): ValueOf {
  if (test === undefined) return numberOf;
  const passes = compileTest(test);
  return (wave, row) => {
    const value = numberOf(wave, row);
    return Number.isNaN(value) ? NaN : Number(passes(value));
  };
}

/** 1 or 0 for a band among those counted or not; NaN where it is not certain. */
function inBands(instrument: IndicatorInstrument, bands: readonly string[]): ValueOf {
  return (wave, row) => {
    const band = scoresOf(wave, instrument).band[row] ?? null;
    return band === null ? NaN : Number(bands.includes(band));
  };
}

function ofCode({ question, valid, counts }: Extract<Derivation, { kind: "code" }>): ValueOf {
  const [isValid, isCounted] = [compileTest(valid), compileTest(counts)];
  return (wave, row) => {
    const code = codeIn(wave, question, row);
    return isValid(code) ? Number(isCounted(code)) : NaN;
  };
}
