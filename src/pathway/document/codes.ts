import { defineCodeList } from "#base";

/** What a document of a file is. */
export const documentKind = defineCodeList("documentKind", "Tisser, from issue 6 §3", [
  "letter",
  "decision",
  "help-plan",
  "report",
  "signed-form",
  "picture",
  "other",
]);

/** Why a document was removed. */
export const documentRemoval = defineCodeList("documentRemoval", "Tisser", [
  "by-mistake",
  "not-needed",
  "person-asked",
  "replaced",
  // its time was over: nobody's act
  "time-over",
]);

/** Why a document is kept longer than its time. */
export const documentKeeping = defineCodeList("documentKeeping", "Tisser", [
  "still-needed",
  "procedure-open",
  "person-asked",
  "bound-to-keep",
]);
