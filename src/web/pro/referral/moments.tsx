import type { Referral } from "#pathway";
import { noteMoment, proposeMoments } from "#pathway/actions";
import type { ReactNode } from "react";
import { MomentForm } from "../../answer/moment-form.tsx";
import { momentWords } from "../../answer/moment-words.ts";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";

/** Moments for a meeting: what the person said of them or may still say, noted on their word, and the form to offer some. */
export function ReferralMoments({ referral }: { readonly referral: Referral }): ReactNode {
  const page = usePage();
  const { t } = page;
  const { moments, mayOfferMoments, version, id: referralId } = referral;
  const isKnown =
    moments.open.length > 0 || moments.chosen !== null || moments.isNoneSuiting || moments.isPast;
  if (!mayOfferMoments && !isKnown) return null;
  const chosen = moments.chosen === null ? null : momentWords(page, moments.chosen, moments);
  return (
    <section aria-labelledby="moments">
      <h2 id="moments">{t("pro.moment.title")}</h2>
      {moments.isNoneSuiting ? <Notice tone="human">{t("pro.moment.none")}</Notice> : null}
      {moments.isPast ? <Notice tone="human">{t("pro.moment.past")}</Notice> : null}
      {chosen === null ? null : (
        <p>
          <strong>{t("page.moment.chosen", { moment: chosen.when })}</strong> ·{" "}
          <Original>{chosen.where}</Original>
        </p>
      )}
      <OpenMoments referral={referral} />
      {mayOfferMoments ? (
        <MomentForm
          action={proposeMoments}
          params={{ referralId }}
          version={version}
          summary={t(isKnown ? "page.moment.replace" : "page.moment.offer")}
          lead={t(isKnown ? "page.moment.replace.lead" : "pro.moment.lead")}
        />
      ) : null}
    </section>
  );
}

function OpenMoments({ referral: { id: referralId, moments } }: { readonly referral: Referral }): ReactNode {
  const page = usePage();
  const { t } = page;
  if (moments.open.length === 0) return null;
  return (
    <>
      <p>{t(moments.isToTell ? "pro.moment.toTell" : "pro.moment.open")}</p>
      <ul className="offers">
        {moments.open.map((moment) => {
          const { when, where } = momentWords(page, moment, moments);
          return (
            <li key={moment.id} className="offer offer-line">
              <p>
                {when} · <Original>{where}</Original>
              </p>
              <ActButton
                action={noteMoment}
                params={{ referralId }}
                values={{ momentId: moment.id }}
                label={t("pro.moment.choose")}
                about={`${when}, ${where}`}
              />
            </li>
          );
        })}
      </ul>
      <ActButton
        action={noteMoment}
        params={{ referralId }}
        values={{ momentId: null }}
        label={t("pro.moment.refuse")}
      />
    </>
  );
}
