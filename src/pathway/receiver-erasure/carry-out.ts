import type { Instant } from "#base";
import type { Tx } from "#storage";
import { noteErasure, type ReferralRow } from "../referral/store.ts";
import { answerOf, erasureStateOf, type erasureAnswers, type ErasureState } from "./erasure.ts";
import { receiverErasureErrors } from "./errors.ts";

/**
 * Writes down what a receiver answered about a referral, which must be locked. What is kept may be erased later; what is
 * erased is not kept again.
 * @throws pathway.erasureNotAsked, pathway.erasureAnswered
 */
export async function answerAsking(
  db: Tx,
  row: ReferralRow,
  said: {
    readonly answer: (typeof erasureAnswers)[number];
    readonly by: "receiver" | "worker";
    readonly now: Instant;
  },
): Promise<ErasureState> {
  if (erasureStateOf(row, said.now) === null) throw receiverErasureErrors.erasureNotAsked({});
  if (row.erasure_answer === "erased") throw receiverErasureErrors.erasureAnswered({});
  const { answer, ground } = answerOf(said.answer);
  await noteErasure(db, row, {
    erasure_answer: answer,
    erasure_ground: ground,
    erasure_answered_at: said.now,
    erasure_answered_by: said.by,
  });
  return answer;
}
