import type { Referral } from "#pathway";
import { canMove, referralStatus } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { dayInWords } from "../day.ts";
import { LoopSign } from "../loop-sign.tsx";

/** What {@link Referrals} is given. */
export interface ReferralsProps {
  readonly personId: string;
  /** Newest first. */
  readonly referrals: readonly Referral[];
}

/** The referrals of a person, each with where it stands, whether its end is known, and the last thing that happened. */
export function Referrals({ personId, referrals }: ReferralsProps): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="orientations">
      <h2 id="orientations">{t("pro.story.referrals")}</h2>
      {referrals.length === 0 ? (
        <p>
          {t("pro.story.referrals.none")}{" "}
          <a href={href(`/pro/personnes/${personId}/propositions`)}>{t("pro.story.plan.see")}</a>
        </p>
      ) : (
        <ul className="offers">
          {referrals.map((referral) => (
            <ReferralLine key={referral.id} referral={referral} />
          ))}
        </ul>
      )}
    </section>
  );
}

function ReferralLine({ referral }: { readonly referral: Referral }): ReactNode {
  const { t, href, format } = usePage();
  const last = referral.events.at(-1);
  const isReroutable = canMove("reroute", referral.status, "worker");
  return (
    <li className={`offer offer-line ${referral.loop === "closed_known" ? "offer-open" : ""}`}>
      <h3 className="offer-name">
        <a href={href(`/pro/orientations/${referral.id}`)} dir="auto">
          {referral.receiverName}
        </a>
      </h3>
      <p>
        <strong>{t(`code.${referralStatus.name}.${referral.status}`)}</strong>
        {referral.outcome ? ` : ${t(`code.outcome.${referral.outcome}`)}` : null}
        {referral.reason ? ` : ${t(`code.refusalReason.${referral.reason}`)}` : null}
      </p>
      {referral.isToAcknowledge ? <p>{t("pro.referral.toAcknowledge")}</p> : null}
      <p>
        <LoopSign loop={referral.loop} />
        {last ? (
          <span className="quiet">
            {" "}
            {t("pro.story.referrals.last", { day: dayInWords(format, last.at) })}
          </span>
        ) : null}
      </p>
      <p className="acts">
        <a className="button button-quiet" href={href(`/pro/orientations/${referral.id}`)}>
          {t("pro.story.referrals.open")}
          <span className="visually-hidden"> {referral.receiverName}</span>
        </a>
        {isReroutable ? (
          <a
            className="button button-quiet"
            href={href(`/pro/personnes/${referral.personId}/propositions`, { suite: referral.id })}
          >
            {t("pro.referral.reroute")}
            <span className="visually-hidden"> {referral.receiverName}</span>
          </a>
        ) : null}
      </p>
    </li>
  );
}
