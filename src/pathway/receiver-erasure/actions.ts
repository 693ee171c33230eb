import { defineAction, idSchema } from "#base";
import { z } from "zod";
import { mayFollow, receives } from "../rules.ts";
import { erasureAnswers, erasureState } from "./erasure.ts";

const answer = z.enum(erasureAnswers);
const receipt = z.strictObject({ state: erasureState.schema });

/** Answers, without account, that what was received is erased, or why it is kept. */
export const answerErasure = defineAction({
  name: "pathway.answerErasure",
  summary:
    "Answers by the link held, once a referral was taken back, that what was received is erased, or on what ground it is kept.",
  route: "POST /answers/referral/erasure",
  part: "persons",
  input: z.strictObject({ answer }),
  output: receipt,
  allow: receives,
  form: { path: "/r/reponse/effacement", page: "/r/reponse", done: "/r/reponse" },
  errors: ["pathway.referralNotFound", "pathway.erasureNotAsked", "pathway.erasureAnswered"],
});

/** Notes what a receiver said by word of mouth. */
export const noteErasureAnswer = defineAction({
  name: "pathway.noteErasureAnswer",
  summary: "Notes what a receiver said by word of mouth: that it is erased, or on what ground it is kept.",
  route: "POST /pathway/referrals/:referralId/erasure",
  part: "persons",
  input: z.strictObject({ referralId: idSchema<"referral">(), answer }),
  output: receipt,
  allow: mayFollow,
  form: {
    path: "/pro/orientations/:referralId/effacement",
    page: "/pro/orientations/:referralId",
    done: "/pro/orientations/:referralId",
  },
  errors: ["pathway.referralNotFound", "pathway.erasureNotAsked", "pathway.erasureAnswered"],
});
