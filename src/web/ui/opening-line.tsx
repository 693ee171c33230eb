import type { OfferSummary } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { openingSentence } from "./opening.ts";

/** Whether an offer is open now: a sign of its own shape for each state, and the words. */
export function OpeningLine({
  offer,
}: {
  readonly offer: Pick<OfferSummary, "opening" | "postcode">;
}): ReactNode {
  const context = usePage();
  return (
    <p className={`opening opening-${offer.opening.state}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {offer.opening.state === "open" ? <circle cx="6" cy="6" r="5" /> : <circle cx="6" cy="6" r="4.25" />}
      </svg>
      {openingSentence(context, offer)}
    </p>
  );
}
