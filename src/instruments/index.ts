export { instrumentIds, loadCatalogue, loadInstrument } from "./catalogue/index.ts";
export { instrumentSummaries, type InstrumentSummary } from "./catalogue/summaries.ts";
export { boundsOf, type AlterAnswer, type Answer, type Answers, type AnswerValue } from "./answers.ts";
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
export { defaultPathway } from "./codes/screening-pathway.ts";
export { surveyQuestions, type SurveyQuestion } from "./codes/survey-questions.ts";
export {
  callBackOffer,
  canOfferSelfCheck,
  packOfFrance,
  type CallBackOffer,
  type CallBackQueue,
  type CountryPack,
} from "./country-pack.ts";
export { instrumentErrors } from "./errors.ts";
export {
  lineInCatalogueFile,
  loadOperatorText,
  readInstrument,
  readOperatorFile,
  readPathway,
  type ReadOperatorFile,
} from "./files.ts";
export type {
  AdministrationMode,
  Instrument,
  Item,
  OptionSet,
  Psychometrics,
  Wording,
} from "./instrument.ts";
export {
  notOfferedReasons,
  officialFormOnly,
  whyNotOffered,
  type InstrumentDecision,
  type InstrumentMeans,
} from "./offered.ts";
export { checkPathway, pathwayFaultCodes, type PathwayFault } from "./pathway-check.ts";
export { pathwayAdvices, type PathwayAdvice } from "./pathway-advice.ts";
export type { Pathway, PathwayWhen } from "./pathway-rule.ts";
export { evaluatePathway, type PathwayInput, type PathwayOutcome } from "./pathway.ts";
export { compileTest } from "./measure.ts";
export { readingFor, type Reading } from "./reading.ts";
export { riskItems, type GivenAnswers } from "./risk.ts";
export { makeScorer, score, type Scorer } from "./score.ts";
export type { Incomplete, Scored, ScoreContext, ScoreOrigin, ScoreResult } from "./score-result.ts";
export type { Measure, ScaleRule, Test } from "./scoring-rule.ts";
export { mayPublish, wordingFor, type ShownWording } from "./wording.ts";
