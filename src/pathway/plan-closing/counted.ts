import { z } from "zod";
import { outcome } from "../referral/codes.ts";
import type { ReferralRow } from "../referral/store.ts";
import type { PlanItemRow } from "../plan/store.ts";

const count = z.int().min(0).max(1000);

const partSchema = z.strictObject({
  done: count,
  /** Given up for something else. */
  dropped: count,
  referrals: z.strictObject({
    /** How those that took place ended, in the order of the codes. */
    outcomes: z.array(z.strictObject({ outcome: outcome.schema, count })).max(outcome.codes.length),
    /** Refused, not possible, declined or recalled: known, without an outcome. */
    otherwise: count,
    /** Of which nobody knows how they ended: neither a success nor a failure. */
    unknown: count,
  }),
});

/** What a plan came to, what the person was helped by apart from what they helped with. */
export const countedSchema = z.strictObject({ helped: partSchema, helping: partSchema });
/** What a plan came to. */
export type Counted = z.output<typeof countedSchema>;

type CountedItem = Pick<PlanItemRow, "id" | "status" | "is_helping">;
type CountedReferral = Pick<ReferralRow, "status" | "loop" | "outcome"> & { readonly isHelping: boolean };

/** Counts a plan of which nothing is under way any more. What was sent by mistake, or went on elsewhere, is not counted. */
export function countPlan(items: readonly CountedItem[], referrals: readonly CountedReferral[]): Counted {
  return { helped: partOf(items, referrals, false), helping: partOf(items, referrals, true) };
}

function partOf(
  items: readonly CountedItem[],
  referrals: readonly CountedReferral[],
  isHelping: boolean,
): Counted["helped"] {
  const own = items.filter(({ is_helping }) => is_helping === isHelping);
  const sent = referrals.filter(
    (one) => one.isHelping === isHelping && one.status !== "error" && one.status !== "rerouted",
  );
  const known = sent.filter(({ loop }) => loop === "closed_known");
  return {
    done: own.filter(({ status }) => status === "done").length,
    dropped: own.filter(({ status }) => status === "dropped").length,
    referrals: {
      outcomes: outcome.codes.flatMap((code) => {
        const found = known.filter((one) => one.status === "completed" && one.outcome === code).length;
        return found === 0 ? [] : [{ outcome: code, count: found }];
      }),
      otherwise: known.filter(({ status }) => status !== "completed").length,
      unknown: sent.length - known.length,
    },
  };
}
