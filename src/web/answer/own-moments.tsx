import type { OutputOf } from "#base";
import { chooseMoment, refuseMoments, type readOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActButton } from "../pro/act-button.tsx";
import { Notice } from "../ui/notice.tsx";
import { Original } from "../ui/original.tsx";
import { momentWords } from "./moment-words.ts";

type Referral = OutputOf<typeof readOwnPage>["referrals"][number];

/** Moments of which the person chooses one, or says that none suits; then the one they chose, to be put into an agenda. */
export function OwnMoments({ referral }: { readonly referral: Referral }): ReactNode {
  const { t } = usePage();
  const { moments } = referral;
  if (moments.chosen !== null) return <Chosen referral={referral} />;
  if (moments.isNoneSuiting) return <Notice tone="success">{t("page.own.moment.refused")}</Notice>;
  if (moments.isPast) return <p>{t("page.own.moment.past")}</p>;
  return moments.open.length === 0 ? null : <Choice referral={referral} />;
}

function Choice({ referral }: { readonly referral: Referral }): ReactNode {
  const page = usePage();
  const { t } = page;
  const { id: referralId, moments } = referral;
  return (
    <>
      <p>{t("page.own.moment.lead")}</p>
      <ul className="offers">
        {moments.open.map((moment) => {
          const { when, where } = momentWords(page, moment, moments);
          return (
            <li key={moment.id} className="offer offer-line">
              <p>
                <strong>{when}</strong>
                <br />
                <Original>{where}</Original>
              </p>
              <ActButton
                action={chooseMoment}
                params={{ referralId }}
                values={{ momentId: moment.id }}
                label={t("page.own.moment.choose")}
                about={`${when}, ${where}`}
                tone="main"
              />
            </li>
          );
        })}
      </ul>
      <ActButton
        action={refuseMoments}
        params={{ referralId }}
        values={{}}
        label={t("page.own.moment.refuse")}
        about={referral.receiverName}
      />
    </>
  );
}

function Chosen({ referral: { id: referralId, moments } }: { readonly referral: Referral }): ReactNode {
  const page = usePage();
  const { t, href } = page;
  if (moments.chosen === null) return null;
  const { when, where } = momentWords(page, moments.chosen, moments);
  return (
    <>
      <Notice tone="success">
        <p>
          <strong>{t("page.own.moment.chosen")}</strong>
        </p>
        <p>
          {when}
          <br />
          <Original>{where}</Original>
        </p>
      </Notice>
      <p>
        <a className="button button-quiet" href={href("/r/moi/agenda", { referralId })}>
          {t("page.own.moment.file")}
        </a>
      </p>
      <p className="quiet">{t("page.own.moment.file.hint")}</p>
      <p>
        <a href={href("/r/moi/agenda", { referralId, details: "true" })}>{t("page.own.moment.fileWith")}</a>
        <span className="quiet"> {t("page.own.moment.fileWith.hint")}</span>
      </p>
      <p className="quiet">{t("page.own.moment.late")}</p>
    </>
  );
}
