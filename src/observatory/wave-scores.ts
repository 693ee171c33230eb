import { surveyInstrument, type SurveyInstrument } from "./instrument-scores.ts";
import { notAnswered, sizeOf, type SurveyWave } from "./survey.ts";

/** Instruments from which indicators are made. */
export const indicatorInstruments = [
  "ucla3",
  "credoc5",
  "credoc-solitude",
  "silc-lonely",
  "djg6",
  "insee-isolement",
  "lsns6",
  "sni4",
  "osss3",
  "illectronisme",
  "bsmas",
  "who5",
  "k6",
] as const;
/** An instrument from which indicators are made. */
export type IndicatorInstrument = (typeof indicatorInstruments)[number];

const instruments = new Map<IndicatorInstrument, SurveyInstrument>();
for (const id of indicatorInstruments) {
  const instrument = await surveyInstrument(id);
  if (instrument !== null) instruments.set(id, instrument);
}

/** The questions of an instrument, by their `linkId`. */
export function questionsOf(id: IndicatorInstrument): readonly string[] {
  return instruments.get(id)?.linkIds ?? [];
}

/** An instrument as the catalogue declares it: its items and its rule. */
export function declaredInstrument(id: IndicatorInstrument): SurveyInstrument["declared"] {
  const found = instruments.get(id);
  if (found === undefined) throw new Error(`no instrument ${id}`);
  return found.declared;
}

/** What an instrument says of each respondent of a wave, one entry a respondent. */
export interface WaveScores {
  /** NaN where there is no number. */
  readonly score: Float64Array;
  /** Band by its code; null where it is not certain. */
  readonly band: readonly (string | null)[];
  /** Sub-scores by name; NaN where there is none. */
  readonly subscores: Readonly<Record<string, Float64Array>>;
}

const found = new WeakMap<SurveyWave, Map<IndicatorInstrument, WaveScores>>();

/**
 * Scores a wave by an instrument of the catalogue, once: the rule is that of the room `instruments`, for missing answers too.
 * Errors  instruments.answerOutOfRange where an answer is none of those offered.
 */
export function scoresOf(wave: SurveyWave, id: IndicatorInstrument): WaveScores {
  const known = found.get(wave) ?? new Map<IndicatorInstrument, WaveScores>();
  found.set(wave, known);
  const before = known.get(id);
  if (before !== undefined) return before;
  const instrument = instruments.get(id);
  if (instrument === undefined) throw new Error(`no instrument ${id}`);
  const made = scoreWave(wave, instrument);
  known.set(id, made);
  return made;
}

function scoreWave(wave: SurveyWave, { linkIds, subscoreNames, scoreOf }: SurveyInstrument): WaveScores {
  const rows = sizeOf(wave);
  const columns = linkIds.map((linkId) => wave.answers[linkId]);
  const score = new Float64Array(rows);
  const band: (string | null)[] = [];
  const subscores = Object.fromEntries(subscoreNames.map((name) => [name, new Float64Array(rows)]));
  for (let row = 0; row < rows; row += 1) {
    const codes = columns.map((column) => {
      const code = column?.[row] ?? notAnswered;
      return code === notAnswered ? null : code;
    });
    const one = scoreOf(codes);
    score[row] = one.score ?? NaN;
    band.push(one.band);
    for (const [name, column] of Object.entries(subscores)) column[row] = one.subscores[name] ?? NaN;
  }
  return { score, band, subscores };
}
