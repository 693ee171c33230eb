import type { Indicator } from "../indicator.ts";
import type { SurveyWave } from "../survey.ts";
import { counted, inBands, questionsOf, scoresOf, type IndicatorInstrument } from "../wave-scores.ts";

/** What differs from one share of an instrument to the next. */
interface InstrumentShare {
  readonly id: Indicator["id"];
  readonly instrument: IndicatorInstrument;
  /** 1 for a respondent who counts, 0 for one who does not, NaN where the answers do not suffice. */
  readonly value: (wave: SurveyWave, row: number) => number;
  readonly incomparable?: Indicator["incomparable"];
  /** Questions, where not all of the instrument. */
  readonly questions?: readonly string[];
}

function share({ id, instrument, value, incomparable = [], questions }: InstrumentShare): Indicator {
  return {
    id,
    measure: "share",
    range: [0, 1],
    questions: questions ?? questionsOf(instrument),
    universe: questions === undefined ? instrument : id,
    valueOf: value,
    companions: [],
    incomparable,
  };
}

/** A share of those whose score passes a test. */
function scoring(
  id: Indicator["id"],
  instrument: IndicatorInstrument,
  passes: (score: number) => boolean,
): Indicator {
  const value = (wave: SurveyWave, row: number): number =>
    counted(scoresOf(wave, instrument).score[row], passes);
  return share({ id, instrument, value });
}

/** A share of those in some bands. */
function banded(id: Indicator["id"], instrument: IndicatorInstrument, bands: readonly string[]): Indicator {
  const value = (wave: SurveyWave, row: number): number =>
    inBands(scoresOf(wave, instrument).band[row], bands);
  return share({ id, instrument, value });
}

/** A share of those whose code for one question passes a test. */
function answering(
  id: Indicator["id"],
  instrument: IndicatorInstrument,
  { question, passes }: { readonly question: string; readonly passes: (code: number) => boolean },
): Indicator {
  const value = (wave: SurveyWave, row: number): number => {
    const code = wave.answers[question]?.[row] ?? -1;
    return code < 0 ? Number.NaN : Number(passes(code));
  };
  return share({ id, instrument, value, questions: [question] });
}

/** Emotional or social loneliness: one of the two sub-scales of De Jong Gierveld is at least 1 (reference LON-06). */
const emotionalOrSocial = share({
  id: "lon-06",
  instrument: "djg6",
  value: (wave, row) => {
    const { emotional, social } = scoresOf(wave, "djg6").subscores;
    return counted((emotional?.[row] ?? NaN) + (social?.[row] ?? NaN), (sum) => sum >= 1);
  },
});

/** At risk of isolation by LSNS-6, from 60 on, the ages for which the cut-off was made (Lubben 2006). */
const olderAtRisk = share({
  id: "iso-04",
  instrument: "lsns6",
  questions: [...questionsOf("lsns6"), "age"],
  value: (wave, row) => {
    const isOld = (wave.answers["age"]?.[row] ?? -1) >= 60;
    return isOld ? counted(scoresOf(wave, "lsns6").score[row], (score) => score < 12) : Number.NaN;
  },
});

/** Weak skills among those who use the Internet: the band is of users alone. */
const weakAmongUsers = share({
  id: "dig-02",
  instrument: "illectronisme",
  questions: questionsOf("illectronisme").slice(),
  value: (wave, row) => {
    const uses = (wave.answers["ill-use"]?.[row] ?? -1) > 0;
    return uses ? inBands(scoresOf(wave, "illectronisme").band[row], ["weak"]) : Number.NaN;
  },
});

/**
 * Indicators that are a share of one instrument of the catalogue, by the definitions of the reference. The synthetic survey
 * of the demonstration asks none of them; they are there for surveys that are brought in.
 */
export const instrumentIndicators: readonly Indicator[] = [
  banded("lon-02", "credoc-solitude", ["seul"]),
  banded("lon-03", "silc-lonely", ["most-or-all"]),
  emotionalOrSocial,
  scoring("lon-07", "djg6", (score) => score >= 5),
  banded("iso-03", "insee-isolement", ["isole"]),
  olderAtRisk,
  scoring("iso-09", "sni4", (score) => score <= 1),
  scoring("sup-01", "osss3", (score) => score <= 8),
  answering("sup-02", "osss3", { question: "osss-1", passes: (code) => code >= 2 }),
  answering("sup-07", "osss3", { question: "osss-3", passes: (code) => code >= 4 }),
  banded("dig-01", "illectronisme", ["illectronisme"]),
  weakAmongUsers,
  scoring("dig-07", "bsmas", (score) => score >= 24),
  scoring("wel-01", "who5", (score) => score <= 50),
  scoring("wel-02", "k6", (score) => score >= 13),
];
