import { addMilliseconds, daysBetween, localDateAt, type Instant } from "#base";
import type { OfferSummary } from "#directory/actions";
import type { PageContext } from "../page.ts";
import { timeZoneAt } from "./time-zone.ts";

/** Whether an offer is open, in words: "Ouvert, ferme à 17 h", "Fermé, ouvre mardi à 9 h", "Horaires non connus". */
export function openingSentence(
  { t, format, now }: PageContext,
  { opening, postcode }: Pick<OfferSummary, "opening" | "postcode">,
): string {
  if (opening.state === "unknown") return t("page.opening.unknown");
  const isOpen = opening.state === "open";
  if (!isOpen && opening.nextState === "unknown" && opening.nextChange !== null) {
    const lastDay = localDateAt(addMilliseconds(opening.nextChange, -3_600_000), timeZoneAt(postcode));
    return t("page.opening.closedUntil", { day: format.day(lastDay, { withoutYear: true }) });
  }
  if (opening.nextChange === null) return t(isOpen ? "page.opening.open" : "page.opening.closed");
  const zone = timeZoneAt(postcode);
  const values = { time: format.timeAt(opening.nextChange, zone), day: "" };
  const days = daysUntil(now, opening.nextChange, zone);
  const date = localDateAt(opening.nextChange, zone);
  if (days === 0) return t(isOpen ? "page.opening.closesToday" : "page.opening.opensToday", values);
  if (days === 1) return t(isOpen ? "page.opening.closesTomorrow" : "page.opening.opensTomorrow", values);
  const day = days < 7 ? format.weekday(date) : format.day(date, { withoutYear: true });
  return t(isOpen ? "page.opening.closesOn" : "page.opening.opensOn", { ...values, day });
}

function daysUntil(now: Instant, moment: Instant, zone: string): number {
  return daysBetween(localDateAt(now, zone), localDateAt(moment, zone));
}
