import { outcome, type ReferralEvent } from "#pathway";
import type { ReactNode } from "react";
import { momentInWords } from "../account/moment.ts";
import { usePage } from "../context.ts";

/** What happened so far, folded: whoever answers for the first time does not need it. */
export function History({ events }: { readonly events: readonly ReferralEvent[] }): ReactNode {
  const { t, format } = usePage();
  const isToRead = events.some(({ move }) => move === "give-information" || move === "dispute");
  return (
    <details className="disclosure" open={isToRead}>
      <summary>{t("page.answer.history")}</summary>
      <ol className="offers">
        {events.map((event) => (
          <li key={event.position} className="offer offer-line">
            <p>
              <strong>{t(titleOf(event))}</strong>
              {event.code
                ? ` : ${t(outcome.has(event.code) ? `code.outcome.${event.code}` : `code.refusalReason.${event.code}`)}`
                : null}
            </p>
            {event.note ? (
              <p className="note" dir="auto">
                {event.note}
              </p>
            ) : null}
            <p className="quiet">
              {t(`page.answer.by.${event.by}`)} · {momentInWords(format, event.at)}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Acts that say something although the referral stands where it stood, or stood before. */
const ownTitles: ReadonlySet<string> = new Set([
  "offer-moments",
  "choose-moment",
  "no-moment",
  "confirm-waitlist",
  "answer-later",
  "set-meeting",
  "dispute",
  "acknowledge",
]);

function titleOf({ move, to }: ReferralEvent): string {
  return ownTitles.has(move) ? `page.answer.event.${move}` : `code.referralStatus.${to}`;
}
