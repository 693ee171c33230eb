import { anyOf, defineAction, idSchema } from "#base";
import { z } from "zod";
import { mayAnswerFor, mayFollow, type FileFacts } from "../rules.ts";

const withdrawalReceipt = z.strictObject({
  personId: idSchema<"person">(),
  /** How many agreements were ended. */
  agreements: z.int().min(0),
  /** How many referrals were recalled. */
  recalled: z.int().min(0),
});

/** Ends what a person agreed to pass on, on their word. */
export const withdrawAgreements = defineAction({
  name: "pathway.withdrawAgreements",
  summary:
    "Ends what a person agreed to pass on, for one referral or all: open referrals are recalled, receivers told, links closed, messages withheld.",
  route: "POST /pathway/persons/:personId/withdrawal",
  part: "persons",
  input: z.strictObject({
    personId: idSchema<"person">(),
    /** Only the agreement of this referral; all of them when left out. */
    referralId: idSchema<"referral">().nullable().default(null),
  }),
  output: withdrawalReceipt,
  // whoever answers for the file too: erasing asks for it
  allow: anyOf<FileFacts>(mayFollow, mayAnswerFor),
  form: {
    path: "/pro/personnes/:personId/retrait",
    page: "/pro/personnes/:personId",
    done: "/pro/personnes/:personId#orientations",
  },
  errors: ["pathway.personNotFound", "pathway.referralNotFound"],
});
