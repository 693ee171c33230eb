import { offerMoments } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { Notice } from "../ui/notice.tsx";
import { Original } from "../ui/original.tsx";
import { MomentForm } from "./moment-form.tsx";
import { momentWords } from "./moment-words.ts";
import type { AnswerView } from "./view.ts";

/** What became of the moments that the receiver offered, and the form to offer some; nothing where neither is to be had. */
export function OfferedMoments({ view }: { readonly view: AnswerView }): ReactNode {
  const { t } = usePage();
  const { moments, mayOfferMoments, version, status } = view;
  const isFirst = status === "sent" || status === "needs_info";
  const isReplacing =
    moments.open.length > 0 || moments.chosen !== null || moments.isNoneSuiting || moments.isPast;
  if (!mayOfferMoments && !isReplacing) return null;
  return (
    <section aria-labelledby="moments">
      <h2 id="moments">{t("page.moment.title")}</h2>
      {moments.isNoneSuiting ? <Notice tone="human">{t("page.moment.none")}</Notice> : null}
      {moments.isPast ? <Notice tone="human">{t("page.moment.past")}</Notice> : null}
      <Known moments={moments} />
      {mayOfferMoments ? (
        <MomentForm
          action={offerMoments}
          version={version}
          summary={t(
            isFirst ? "page.moment.accept" : isReplacing ? "page.moment.replace" : "page.moment.offer",
          )}
          lead={t(isReplacing ? "page.moment.replace.lead" : "page.moment.lead")}
        />
      ) : null}
    </section>
  );
}

/** The moment that was chosen, or those that wait to be. */
function Known({ moments }: Pick<AnswerView, "moments">): ReactNode {
  const page = usePage();
  const { t } = page;
  if (moments.chosen !== null) {
    const { when, where } = momentWords(page, moments.chosen, moments);
    return (
      <p>
        <strong>{t("page.moment.chosen", { moment: when })}</strong> · <Original>{where}</Original>
      </p>
    );
  }
  if (moments.open.length === 0) return null;
  return (
    <>
      <p>{t("page.moment.waiting")}</p>
      <ul>
        {moments.open.map((moment) => {
          const { when, where } = momentWords(page, moment, moments);
          return (
            <li key={moment.id}>
              {when} · <Original>{where}</Original>
            </li>
          );
        })}
      </ul>
    </>
  );
}
