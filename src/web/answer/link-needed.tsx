import { answerReferral } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Notice } from "../ui/notice.tsx";

/** Without a link in force nothing is shown: the link opens the page, no account does. What was typed is handed back. */
export function LinkNeeded(): ReactNode {
  const { t, refused } = usePage();
  const note = refused?.action === answerReferral.name ? refused.values["note"]?.at(-1) : undefined;
  return (
    <div className="column answer">
      <h1>{t("page.answer.needed.title")}</h1>
      <p className="lead">{t("reason.linkNeeded")}</p>
      <p>{t("page.answer.needed.how")}</p>
      {note ? (
        <Notice title={t("page.answer.needed.typed")}>
          <p className="note" dir="auto">
            {note}
          </p>
        </Notice>
      ) : null}
    </div>
  );
}
