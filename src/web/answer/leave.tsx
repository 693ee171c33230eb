import type { Instant } from "#base";
import { leaveAnswer } from "#pathway/actions";
import type { ReactNode } from "react";
import { timeZone } from "../account/moment.ts";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";

/** Until when the page stays open on this device, and the button that closes it. */
export function Leave({ until }: { readonly until: Instant }): ReactNode {
  const { t, format } = usePage();
  return (
    <section className="not-printed" aria-labelledby="leave">
      <h2 id="leave">{t("page.answer.leave.title")}</h2>
      <p>{t("page.answer.leave.until", { time: format.timeAt(until, timeZone) })}</p>
      <ActionForm action={leaveAnswer} fields={[]} submit={t("page.answer.leave")} tone="quiet" />
    </section>
  );
}
