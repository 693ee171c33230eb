import { defineCodeList } from "#base";

/** Who goes along to the first visit of a thing in a plan. */
export const planCompany = defineCodeList(
  "planCompany",
  "Tisser, from issue 6 §3: accompany to the first visit",
  ["nobody", "team", "volunteer"],
);
/** Who goes along. */
export type PlanCompany = (typeof planCompany.codes)[number];
