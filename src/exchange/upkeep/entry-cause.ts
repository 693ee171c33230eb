import { defineCodeList } from "#base";

/** What changed an entry. Sentences: `code.entryCause.<code>`. */
export const entryCause = defineCodeList("entryCause", "Tisser", [
  "import",
  "merge",
  "hidden",
  "owner",
  "moderator",
  "difference",
  "undo",
  "pause-over",
]);
/** One cause. */
export type EntryCause = (typeof entryCause.codes)[number];
