import type { Vault } from "#storage";
import { z } from "zod";
import type { FileKey } from "../referral/content.ts";
import { answersContent } from "../screening/response.ts";
import { openJson, sealJson } from "../sealed-json.ts";
import type { AssessmentRow } from "./store.ts";

/** What was answered so far, and the note. */
export const assessmentContent = z.strictObject({
  answers: answersContent,
  note: z.string().max(2000).nullable(),
});
/** What was answered so far, and the note. */
export type AssessmentContent = z.output<typeof assessmentContent>;

const placeOf = (file: FileKey, id: AssessmentRow["id"]) =>
  ({ file, table: "assessment", column: "content", rowId: id }) as const;

/** Seals what was answered so far. */
export function sealAssessment(
  vault: Vault,
  file: FileKey,
  { id, content }: { readonly id: AssessmentRow["id"]; readonly content: AssessmentContent },
): Buffer {
  return sealJson(vault, placeOf(file, id), content);
}

/** Opens it; null where it was forgotten. */
export function openAssessmentContent(
  vault: Vault,
  file: FileKey,
  { id, content }: Pick<AssessmentRow, "id" | "content">,
): AssessmentContent | null {
  return content === null
    ? null
    : openJson(vault, placeOf(file, id), { bytes: content, schema: assessmentContent });
}
