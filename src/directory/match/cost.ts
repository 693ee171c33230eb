import type { Frais } from "../taxonomy.ts";
import type { OfferCost } from "./matchable.ts";

/** A session or a month of membership that a small purse can bear, in euros. */
export const lowBudget = 8;

/** Cost of a session, or of a month of a membership; null when it is not known. */
export function burdenOf({ amount, per }: Pick<OfferCost, "amount" | "per">): number | null {
  if (amount === null) return null;
  if (per === "year") return amount / 12;
  return per === "quarter" ? amount / 3 : amount;
}

/** Whether something is free, free for some, or told to cost no more than a small purse can bear. */
export function isCheap(frais: readonly Frais[], cost: Pick<OfferCost, "amount" | "per">): boolean {
  const burden = burdenOf(cost);
  return frais.some((code) => code !== "payant") || (burden !== null && burden <= lowBudget);
}
