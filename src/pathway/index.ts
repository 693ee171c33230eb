export * from "./birth-date.ts";
export * from "./person.ts";
export * from "./errors.ts";
export * from "./accord/codes.ts";
export { accordErrors } from "./accord/errors.ts";
export { absenceErrors } from "./absence/errors.ts";
export { assessmentErrors } from "./assessment/errors.ts";
export * from "./call-queue/codes.ts";
export { bandsAsked, type AgeBand } from "./self-check/age-band.ts";
export { contextModules, modulesFor, type ContextModule } from "./self-check/module.ts";
export { selfCheckErrors } from "./self-check/errors.ts";
export { positiveOnly, type PathwayChoices } from "./territory-pathway/choices.ts";
export { thresholdBounds, thresholdNames } from "./territory-pathway/bounds.ts";
export { territoryDelayErrors } from "./territory-delays/errors.ts";
export { territoryPathwayErrors } from "./territory-pathway/errors.ts";
export { threeNear } from "./self-check/three-near.ts";
export { callQueueErrors } from "./call-queue/errors.ts";
export { consentPaperErrors } from "./consent-paper/errors.ts";
export * from "./contact-log/codes.ts";
export * from "./document/codes.ts";
export { documentErrors } from "./document/errors.ts";
export * from "./held/codes.ts";
export { heldErrors } from "./held/errors.ts";
export { contactErrors } from "./contact/errors.ts";
export { contactLogErrors } from "./contact-log/errors.ts";
export { keptFileBytes } from "./sealed-file/kept-file.ts";
export { sealedFileErrors } from "./sealed-file/errors.ts";
export { mayPublishWords } from "./instrument-settings/published-words.ts";
export { instrumentSettingErrors } from "./instrument-settings/errors.ts";
export type { NotOffered } from "./instrument-settings/reason.ts";
export { hoursErrors } from "./hours/errors.ts";
export {
  correctionCause,
  hoursActivity,
  hoursFault,
  hoursStatus,
  reopenReason,
  talkAnswer,
} from "./hours/codes.ts";
export { volunteerErrors } from "./volunteer/errors.ts";
export * from "./volunteer/codes.ts";
export * from "./engagement/codes.ts";
export { costErrors } from "./cost/errors.ts";
export * from "./group/codes.ts";
export { groupErrors } from "./group/errors.ts";
export * from "./team-figures/codes.ts";
export { figureErrors } from "./team-figures/errors.ts";
export { thingOf } from "./team-figures/opens-figure.ts";
export { organisationsAtLeast, statisticsGround } from "./territory-figures/codes.ts";
export { letterErrors } from "./letter/errors.ts";
export { mergeErrors } from "./merge/errors.ts";
export { messageBackErrors } from "./message-back/errors.ts";
export { onCallErrors } from "./on-call/errors.ts";
export { unscored } from "./screening/response.ts";
export { networkMapErrors } from "./network-map/errors.ts";
export { reassessmentErrors } from "./re-assessment/errors.ts";
export { practicalBarriers } from "./answer/shared-person.ts";
export * from "./sharing/item.ts";
export * from "./sharing/standing.ts";
export { mostMoments } from "./offered-moment/moment.ts";
export type { Moments, OfferedMoment } from "./offered-moment/moments-schema.ts";
export { offeredMomentErrors } from "./offered-moment/errors.ts";
export { nextStep, outcome, referralPriority, refusalReason } from "./referral/codes.ts";
export { sideNoteErrors } from "./side-note/errors.ts";
export * from "./danger/codes.ts";
export { keepingGround } from "./receiver-erasure/erasure.ts";
export { receiverErasureErrors } from "./receiver-erasure/errors.ts";
export * from "./representative/codes.ts";
export { representativeErrors } from "./representative/errors.ts";
export { dangerErrors } from "./danger/errors.ts";
export { contactMoment } from "./contact/moment.ts";
export { lifeEvent, type LifeEvent } from "./contact/life-event.ts";
export { ownCasesIn } from "./who-sees/own-cases.ts";
export {
  canMove,
  moveNames,
  moveOf,
  moves,
  needsOf,
  type MoveName,
  type MoveNeed,
} from "./referral/moves.ts";
export type { Referral, ReferralEvent } from "./referral/referral.ts";
export { defaultDelays } from "./territory-delays/delays-chosen.ts";
export { referralTimers, states as referralStates } from "./referral/states.ts";
export { endedStatuses, referralLoop, referralStatus, type ReferralStatus } from "./referral/status.ts";
export { planReopenReason } from "./plan-closing/codes.ts";
export { planClosingErrors } from "./plan-closing/errors.ts";
export { planArea } from "./plan/area.ts";
export { planCompany } from "./plan/company.ts";
export { waitingErrors } from "./waiting/errors.ts";
export { waitingGroups, waitingReason, type WaitingReason } from "./waiting/reason.ts";
