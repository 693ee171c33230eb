import { hasPart } from "#base";
import { findCallQueue, type OfferedQueue } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { staffedHoursIn } from "./staffed-hours.ts";

/** The queue that can take a request for a town; none where the profile has no persons, or nobody could answer. */
export async function queueFor(
  { call, profile }: Pick<PageContext, "call" | "profile">,
  townCode: string | null,
): Promise<OfferedQueue | null> {
  if (townCode === null || !hasPart(profile, "persons")) return null;
  return (await call(findCallQueue, { townCode })).queue;
}

/** What is told before a number is left: who calls, the true delay, when nobody reads. */
export function QueueFacts({ queue }: { readonly queue: OfferedQueue }): ReactNode {
  const { t, locale } = usePage();
  const hours = staffedHoursIn(locale, queue.staffedHours);
  return (
    <ul className="facts-list">
      <li>{t("page.callBack.who", { organisation: queue.organisationName })}</li>
      <li>{t(`page.callBack.delay.${queue.delay.kind}`, { days: queue.delay.days })}</li>
      {hours ? <li>{t("page.callBack.hours", { hours })}</li> : null}
      <li>{t("page.callBack.night")}</li>
    </ul>
  );
}
