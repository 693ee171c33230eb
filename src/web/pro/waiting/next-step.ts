import type { OutputOf } from "#base";
import type { listWaiting } from "#pathway/actions";

type Item = Pick<OutputOf<typeof listWaiting>["items"][number], "reason" | "personId" | "referralId">;

/** Where the next step of something that waits is done. */
export function nextStepOf(
  { reason, personId, referralId }: Item,
  href: (path: string, query?: Record<string, string>) => string,
): string {
  const person = `/pro/personnes/${personId}`;
  if (reason === "danger-review" || reason === "danger-telling") return href(`${person}/danger`);
  if (reason === "change-held" || reason === "copy-held") return `${href(person)}#en-attente`;
  if (reason === "contact-rules") return `${href(person)}#contact`;
  if (reason === "letter-to-print") return href("/pro/courrier");
  if (reason === "contact-again" || reason === "tried-in-vain") return `${href(person)}#contacts`;
  if (reason === "document-ending") return href(`${person}/documents`);
  if (reason === "plan-review") return `${href(person)}#projet`;
  if (referralId === null) return href(reason === "reassessment-due" ? `${person}/reprises` : person);
  if (reason === "refused" || reason === "not-possible")
    return href(`${person}/propositions`, { suite: referralId });
  return href(`/pro/orientations/${referralId}`);
}
