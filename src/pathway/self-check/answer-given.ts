import type { ShownQuestion } from "./actions.ts";
import { selfCheckErrors } from "./errors.ts";
import type { SheetAnswer } from "./sheet.ts";

/** What a form sent for a question. @throws pathway.answerNeeded, pathway.answerNotOffered */
export function answerGiven(options: ShownQuestion["options"], typed: string | undefined): SheetAnswer {
  const issues = (code: string) => ({ issues: [{ path: "answer", code }] });
  if (typed === undefined || typed === "") throw selfCheckErrors.answerNeeded({}, issues("required"));
  if (typed === "skip") return "skipped";
  if (typed === "prefer-not") return "prefer-not";
  const found = options.find(({ code }) => String(code) === typed);
  if (!found) throw selfCheckErrors.answerNotOffered({}, issues("notInList"));
  return found.code;
}
