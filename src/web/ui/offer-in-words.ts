import { localDateAt } from "#base";
import type { Offer } from "#directory/actions";
import type { PageContext } from "../page.ts";
import { openingSentence } from "./opening.ts";
import { timeZoneAt } from "./time-zone.ts";

type Speaking = Pick<PageContext, "t" | "format">;

/** Dates told of what happens on dates; more are on the page of the offer. */
const datesTold = 3;

/** The open days of the seven days from today, and the next dates, one line each; none when nothing is known. */
export function hoursInWords({ t, format }: Speaking, offer: Offer): readonly string[] {
  const zone = timeZoneAt(offer.postcode);
  const days = offer.week.flatMap(({ date, intervals }) => {
    if (intervals.length === 0) return [];
    const hours = intervals
      .map(({ from, to }) => t("page.offer.interval", { from: format.time(from), to: format.time(to) }))
      .join(t("page.offer.separator"));
    return [t("page.shortlist.dayHours", { day: format.weekday(date), hours })];
  });
  const dates = offer.sessions.slice(0, datesTold).map(({ start, end }) =>
    t("page.offer.date", {
      day: format.day(localDateAt(start, zone)),
      from: format.timeAt(start, zone),
      to: format.timeAt(end, zone),
    }),
  );
  return [...days, ...dates, ...(offer.hoursNote ? [offer.hoursNote] : [])];
}

/** Whether it is open, and when it opens next; that hours are not known when they are not. */
export function nextOpeningInWords(context: PageContext, offer: Offer): string {
  if (offer.opening.state === "unknown" && offer.sessions.length > 0)
    return hoursInWords(context, { ...offer, week: [], hoursNote: null })[0] ?? "";
  return openingSentence(context, offer);
}
