import { defineCodeList } from "#base";

/** Why a plan that was closed is taken up again. */
export const planReopenReason = defineCodeList("planReopenReason", "Tisser, from issue 6 §3", [
  "person-asks",
  "new-need",
  "news",
  "two-files",
  "mistake",
]);
/** One of {@link planReopenReason}. */
export type PlanReopenReason = (typeof planReopenReason.codes)[number];
