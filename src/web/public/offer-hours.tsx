import { localDateAt } from "#base";
import type { Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Original, OriginalText } from "../ui/original.tsx";
import { timeZoneAt } from "../ui/time-zone.ts";

/** The hours of the seven days from today as a table; else the producer's own words; else what to do. */
export function OfferHours({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{t("page.offer.hours")}</h2>
      {offer.closure ? (
        <p>
          {offer.closure.from === null
            ? t("page.offer.closedUntil", { until: format.day(offer.closure.until) })
            : t("page.offer.closedFromTo", {
                from: format.day(offer.closure.from),
                until: format.day(offer.closure.until),
              })}
        </p>
      ) : null}
      {offer.week.length > 0 ? <Week offer={offer} /> : null}
      {offer.hoursNote ? <OriginalText>{offer.hoursNote}</OriginalText> : null}
      {offer.week.length === 0 && offer.sessions.length === 0 && !offer.hoursNote ? (
        <p>{t(offer.phone ? "page.offer.hoursUnknownCall" : "page.offer.hoursUnknown")}</p>
      ) : null}
      <Sessions offer={offer} />
      {offer.week.length > 0 || offer.sessions.length > 0 ? (
        <p className="not-printed">
          <a className="more" href={`/open/calendars/${offer.id}.ics`} type="text/calendar">
            {t("page.offer.calendar")}
          </a>{" "}
          <span className="quiet">{t("page.offer.calendarHint")}</span>
        </p>
      ) : null}
    </section>
  );
}

/** The dates of what happens on dates. */
function Sessions({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, format } = usePage();
  if (offer.sessions.length === 0) return null;
  const zone = timeZoneAt(offer.postcode);
  return (
    <>
      <h3>{t("page.offer.dates")}</h3>
      <ul>
        {offer.sessions.map(({ start, end }) => (
          <li key={start}>
            <time dateTime={start}>
              {t("page.offer.date", {
                day: format.day(localDateAt(start, zone)),
                from: format.timeAt(start, zone),
                to: format.timeAt(end, zone),
              })}
            </time>
          </li>
        ))}
      </ul>
    </>
  );
}

function Week({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, format, now } = usePage();
  const today = localDateAt(now, timeZoneAt(offer.postcode));
  return (
    <table className="week">
      <caption className="visually-hidden">
        {t("page.offer.weekOf")} <Original>{offer.name}</Original>
      </caption>
      <tbody>
        {offer.week.map(({ date, intervals }) => (
          <tr key={date} className={date === today ? "today" : undefined}>
            <th scope="row">
              {format.day(date, { withoutYear: true })}
              {date === today ? <span className="today-mark"> {t("page.offer.today")}</span> : null}
            </th>
            <td>
              {intervals.length === 0
                ? t("page.offer.closedDay")
                : intervals
                    .map(({ from, to }) =>
                      t("page.offer.interval", { from: format.time(from), to: format.time(to) }),
                    )
                    .join(t("page.offer.separator"))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
