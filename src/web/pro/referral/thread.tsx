import { outcome, referralStatus, type ReferralEvent } from "#pathway";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";

/** What happened to a referral, oldest first, along a thread. */
export function Thread({ events }: { readonly events: readonly ReferralEvent[] }): ReactNode {
  const { t, format } = usePage();
  return (
    <ol className="offers">
      {events.map((event) => (
        <li key={event.position} className="offer offer-line">
          <p>
            <strong>{eventTitle(event, t)}</strong>
            {event.code ? ` : ${t(codeKey(event.code))}` : null}
          </p>
          {event.nextStep ? (
            <p>{t("pro.referral.nextStep", { step: t(`code.nextStep.${event.nextStep}`) })}</p>
          ) : null}
          {event.note ? (
            <p className="note" dir="auto">
              {event.note}
            </p>
          ) : null}
          <p className="quiet">
            {t(`pro.referral.by.${event.by}`)} · {momentInWords(format, event.at)}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Some acts do not change where a referral stands as their name says; those have words of their own. */
function eventTitle({ move, to }: ReferralEvent, t: (key: string) => string): string {
  const key = `pro.referral.event.${move}`;
  const own = t(key);
  return own === key ? t(`code.${referralStatus.name}.${to}`) : own;
}

/** Key of the sentence of an event's code: an outcome or a reason. */
function codeKey(code: string): string {
  return outcome.has(code) ? `code.outcome.${code}` : `code.refusalReason.${code}`;
}
