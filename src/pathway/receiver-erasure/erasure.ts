import { defineCodeList, type Instant } from "#base";
import { daysLater } from "../timer/delays.ts";

/** On what ground a receiver keeps what the person wants erased. */
export const keepingGround = defineCodeList("keepingGround", "GDPR art. 17 (3); spec/legal.md", [
  "legal-obligation",
  "public-task",
  "legal-claims",
  "own-relation",
]);
/** On what ground something is kept. */
export type KeepingGround = (typeof keepingGround.codes)[number];

/** How the asking stands. Unknown is said as such: a month without an answer is no erasure. */
export const erasureState = defineCodeList("erasureState", "Tisser, from spec/pathway.md §4.5 (6)", [
  "asked",
  "erased",
  "kept",
  "unknown",
]);
/** How the asking stands. */
export type ErasureState = (typeof erasureState.codes)[number];

/**
 * When a receiver who did not answer is asked again, how often at most, and from when on their silence is called unknown, in days.
 * Source  GDPR art. 12 (3): one month; the rhythm of reminders as in spec/pathway.md §4.3.
 */
export const erasureDelays = { reminderDays: 10, mostReminders: 2, unknownDays: 30 } as const;

/** What is kept of the asking. */
export interface Asking {
  readonly erasure_asked_at: Instant | null;
  readonly erasure_answer: "erased" | "kept" | null;
}

/** How the asking stands at a moment; null where nothing was to be asked. */
export function erasureStateOf(
  { erasure_asked_at, erasure_answer }: Asking,
  now: Instant,
): ErasureState | null {
  if (erasure_asked_at === null) return null;
  if (erasure_answer !== null) return erasure_answer;
  return now < daysLater(erasure_asked_at, erasureDelays.unknownDays) ? "asked" : "unknown";
}

/** An answer as it is given: erased, or the ground on which it is kept. */
export const erasureAnswers = ["erased", ...keepingGround.codes] as const;

/** What an answer says. */
export function answerOf(
  answer: (typeof erasureAnswers)[number],
):
  | { readonly answer: "erased"; readonly ground: null }
  | { readonly answer: "kept"; readonly ground: KeepingGround } {
  return answer === "erased" ? { answer, ground: null } : { answer: "kept", ground: answer };
}
