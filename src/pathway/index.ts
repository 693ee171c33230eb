export * from "./person.ts";
export * from "./errors.ts";
export { moves, movesFrom, moveOf, type MoveName, type MoveNeed } from "./referral/moves.ts";
export { referralStatus, type ReferralStatus } from "./referral/status.ts";
