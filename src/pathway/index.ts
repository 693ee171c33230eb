export * from "./person.ts";
export * from "./errors.ts";
export { moves, movesFrom, moveOf, type MoveName, type MoveNeed } from "./referral/moves.ts";
export { referralStatus, type ReferralStatus } from "./referral/status.ts";
export * from "./call-queue/codes.ts";
export { ageBand } from "./self-check/age-band.ts";
export { selfCheckErrors } from "./self-check/errors.ts";
export { threeNear } from "./self-check/three-near.ts";
export { callQueueErrors } from "./call-queue/errors.ts";
