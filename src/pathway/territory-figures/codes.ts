import { defineCodeList } from "#base";

/** Why an organisation may give its territory lines for statistics, and so of whom. */
export const statisticsGround = defineCodeList("statisticsGround", "Tisser, from spec/legal.md, fact (d)", [
  "public-interest-task",
  "consent",
]);
/** One of {@link statisticsGround}. */
export type StatisticsGround = (typeof statisticsGround.codes)[number];

/** What persons must have said of statistics for their line to be given: told and without objection, or agreed. */
export const usesOf = {
  "public-interest-task": ["informed", "agreed"],
  consent: ["agreed"],
} as const satisfies Record<StatisticsGround, readonly string[]>;

/** Fewest organisations with persons whose figures are put together: two who know their own learn no third one's. */
export const organisationsAtLeast = 3;
