import type { LocalDate, OutputOf } from "#base";
import { outcome } from "#pathway";
import { sayHowItWent, type readOwnPage } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../account/moment.ts";
import { usePage } from "../context.ts";
import { OwnMoments } from "./own-moments.tsx";
import { ActButton } from "../pro/act-button.tsx";
import { Original } from "../ui/original.tsx";

type Referral = OutputOf<typeof readOwnPage>["referrals"][number];

/** What {@link OwnReferral} is given. */
export interface OwnReferralProps {
  readonly referral: Referral;
  /** Where it stands, in words. */
  readonly status: string;
}

/** One referral of the person's own; how it went is said in two taps: unfold, then touch what fits. */
export function OwnReferral({ referral, status }: OwnReferralProps): ReactNode {
  const { t, format } = usePage();
  return (
    <li className="offer offer-line">
      <h3 className="offer-name">
        <Original>{referral.receiverName}</Original>
      </h3>
      <p>
        <strong>{status}</strong>
        <span className="quiet"> · {momentInWords(format, referral.lastActAt)}</span>
      </p>
      <Days referral={referral} />
      <OwnMoments referral={referral} />
      {referral.erasure === null ? null : (
        <p>
          {t("page.own.erasure", { state: t(`code.erasureState.${referral.erasure.state}`) })}
          {referral.erasure.ground === null
            ? null
            : `. ${t("page.own.erasure.why", { ground: t(`code.keepingGround.${referral.erasure.ground}`) })}`}
        </p>
      )}
      {referral.moves.length > 0 ? (
        <details className="disclosure">
          <summary>{t("page.own.say")}</summary>
          <Choices referral={referral} />
        </details>
      ) : null}
    </li>
  );
}

/** Days that are known: of a meeting, of an answer or a place to come. */
function Days({
  referral: { status, meetingOn, expectedOn, moments },
}: Pick<OwnReferralProps, "referral">): ReactNode {
  const { t, format } = usePage();
  const inWords = (day: LocalDate): string => format.day(day, { withoutWeekday: true });
  return (
    <>
      {meetingOn === null || moments.chosen !== null ? null : (
        <p>{t("page.answer.meeting", { day: inWords(meetingOn) })}</p>
      )}
      {expectedOn === null ? null : (
        <p>
          {t(status === "sent" ? "page.answer.answerExpected" : "page.answer.placeExpected", {
            day: inWords(expectedOn),
          })}
        </p>
      )}
    </>
  );
}

function Choices({ referral }: { readonly referral: Referral }): ReactNode {
  const { t } = usePage();
  const { id: referralId, version, receiverName } = referral;
  const button = (move: string, code: string | null, label: string) => (
    <ActButton
      key={`${move} ${code}`}
      action={sayHowItWent}
      params={{ referralId }}
      values={{ move, outcome: code }}
      version={version}
      label={label}
      about={receiverName}
    />
  );
  return (
    <div className="answer-acts">
      {referral.moves.includes("complete")
        ? outcome.codes.map((code) => button("complete", code, t(`page.own.outcome.${code}`)))
        : null}
      {referral.moves
        .filter((move) => move !== "complete")
        .map((move) => button(move, null, t(`page.own.move.${move}`)))}
    </div>
  );
}
