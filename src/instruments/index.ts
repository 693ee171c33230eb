export { instrumentIds, loadCatalogue, loadInstrument } from "./catalogue/index.ts";
export { instrumentSummaries, type InstrumentSummary } from "./catalogue/summaries.ts";
export type { AlterAnswer, Answer, Answers, AnswerValue } from "./answers.ts";
export {
  change,
  changeRefusals,
  changeVerdicts,
  type Change,
  type ChangeRefusal,
  type ChangeRefused,
  type ChangeVerdict,
  type PopulationNorm,
} from "./change.ts";
export { instrumentErrors } from "./errors.ts";
export type {
  AdministrationMode,
  Instrument,
  Item,
  OptionSet,
  Psychometrics,
  Wording,
} from "./instrument.ts";
export { makeScorer, score, type Scorer } from "./score.ts";
export type { Incomplete, Scored, ScoreContext, ScoreOrigin, ScoreResult } from "./score-result.ts";
