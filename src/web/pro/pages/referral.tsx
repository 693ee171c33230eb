import type { CallAction, OutputOf } from "#base";
import { canMove, referralStatus, type Person, type Referral } from "#pathway";
import {
  listConsentPapers,
  listRepresentatives,
  moveReferral,
  noteMoment,
  readFile,
  readReferral,
  readSharingGround,
  withdrawAgreements,
} from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { refusalIn } from "../../refusal.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { LoopSign } from "../loop-sign.tsx";
import { PersonTrail } from "../person-trail.tsx";
import { Erasure } from "../referral/erasure.tsx";
import { AccordOver, Ground, type SharingGround } from "../referral/ground.tsx";
import { Papers } from "../referral/papers.tsx";
import { ReferralMoments } from "../referral/moments.tsx";
import { MoveForms } from "../referral/move-forms.tsx";
import { SendForm } from "../referral/send-form.tsx";
import { Thread } from "../referral/thread.tsx";
import { Refused } from "../refused.tsx";

/** `/pro/orientations/:referralId`: one referral: where it stands, what can be done now, what happened. */
export const referralPage: PageDefinition = {
  path: "/pro/orientations/:referralId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const referral = await call(readReferral, { referralId: params["referralId"] ?? "" });
    const { personId } = referral;
    const [file, listed, ground, papers] = await Promise.all([
      call(readFile, { personId }),
      call(listRepresentatives, { personId }),
      groundToSend(call, referral),
      call(listConsentPapers, { referralId: referral.id }),
    ]);
    const main = <ReferralStory {...{ referral, file, listed, ground, papers }} />;
    return { title: t("pro.referral.title"), main };
  },
};

/** On what ground a referral that waits may be sent; null where it does not wait, or its offer is not there any more. */
async function groundToSend(call: CallAction, referral: Referral): Promise<SharingGround | null> {
  if (!canMove("send", referral.status, "worker")) return null;
  const { personId, offerId, items } = referral;
  try {
    return await call(readSharingGround, { personId, offerId, items: items.join(",") });
  } catch (error) {
    if (refusalIn(error)?.code === "pathway.offerNotFound") return null;
    throw error;
  }
}

interface StoryProps {
  readonly referral: Referral;
  readonly file: Person;
  readonly listed: OutputOf<typeof listRepresentatives>;
  readonly ground: SharingGround | null;
  readonly papers: OutputOf<typeof listConsentPapers>;
}

function ReferralStory({ referral, file, listed, ground, papers }: StoryProps): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <PersonTrail personId={file.id} givenNames={file.givenNames} />
      <h1>{t("pro.referral.heading", { name: file.givenNames })}</h1>
      <p className="lead">
        <a href={href(`/lieu/${referral.offerId}`)} dir="auto">
          {referral.receiverName}
        </a>
      </p>
      <Refused actions={[withdrawAgreements, noteMoment]} />
      <State referral={referral} />
      <ReferralMoments referral={referral} />
      <Acts referral={referral} listed={listed} ground={ground} />
      {referral.loop === "open" && referral.status !== "expired" ? null : (
        <>
          <p>
            <a className="button button-quiet" href={href(`/pro/orientations/${referral.id}/retour`)}>
              {t("pro.back.see")}
            </a>
          </p>
          {referral.toldBack ? <p className="quiet">{t(`pro.back.told.${referral.toldBack}`)}</p> : null}
        </>
      )}
      <section aria-labelledby="shared">
        <h2 id="shared">{t("pro.referral.shared")}</h2>
        {referral.isRepresentationOver ? (
          <Notice tone="danger">{t("pro.referral.representationOver")}</Notice>
        ) : null}
        {referral.isAccordOver ? <AccordOver /> : null}
        <Shared referral={referral} />
        <Papers referralId={referral.id} listed={papers} />
      </section>
      <Erasure referral={referral} />
      <section aria-labelledby="thread">
        <h2 id="thread">{t("pro.referral.thread")}</h2>
        <Thread events={referral.events} />
      </section>
    </div>
  );
}

function State({ referral }: { readonly referral: Referral }): ReactNode {
  const { t, format } = usePage();
  const { waitlistAskedAt, isToAcknowledge, meetingOn, expectedOn } = referral;
  return (
    <Notice tone={referral.outcome && !isToAcknowledge ? "success" : "plain"}>
      <p>
        <strong>{t(`code.${referralStatus.name}.${referral.status}`)}</strong>
        {referral.outcome ? ` : ${t(`code.outcome.${referral.outcome}`)}` : null}
        {referral.reason ? ` : ${t(`code.refusalReason.${referral.reason}`)}` : null}
      </p>
      {referral.nextStep ? (
        <p>{t("pro.referral.nextStep", { step: t(`code.nextStep.${referral.nextStep}`) })}</p>
      ) : null}
      {isToAcknowledge ? <p>{t("pro.referral.toAcknowledge")}</p> : null}
      {meetingOn === null ? null : (
        <p>{t("pro.referral.meeting", { day: format.day(meetingOn, { withoutWeekday: true }) })}</p>
      )}
      {expectedOn === null ? null : (
        <p>
          {t(referral.status === "sent" ? "pro.referral.answerExpected" : "pro.referral.placeExpected", {
            day: format.day(expectedOn, { withoutWeekday: true }),
          })}
        </p>
      )}
      {waitlistAskedAt === null ? null : (
        <p>{t("pro.referral.waitlistAsked", { day: dayInWords(format, waitlistAskedAt) })}</p>
      )}
      <p>
        <LoopSign loop={referral.loop} />
      </p>
      <p className="quiet">{t(`pro.referral.delivery.${referral.delivery ?? "none"}`)}</p>
    </Notice>
  );
}

/** What can be done now: sending where it waits for an agreement, the moves of the table, another way. */
function Acts({ referral, listed, ground }: Omit<StoryProps, "file" | "papers">): ReactNode {
  const { t, href } = usePage();
  const mayReroute = canMove("reroute", referral.status, "worker");
  const maySend = canMove("send", referral.status, "worker");
  if (!mayReroute && !maySend && referral.moves.length === 0) return null;
  return (
    <section aria-labelledby="acts">
      <h2 id="acts">{t("pro.referral.acts")}</h2>
      {maySend && ground !== null ? <Ground ground={ground} personId={referral.personId} /> : null}
      {maySend ? <SendForm referral={referral} listed={listed} ground={ground} /> : null}
      {mayReroute ? (
        <p>
          <a
            className="button button-main"
            href={href(`/pro/personnes/${referral.personId}/propositions`, { suite: referral.id })}
          >
            {t("pro.referral.reroute")}
          </a>
        </p>
      ) : null}
      <MoveForms action={moveReferral} params={{ referralId: referral.id }} referral={referral} />
      {canMove("withdraw", referral.status, "worker") && referral.ground !== null && !referral.isWithdrawn ? (
        <div className="withdrawal">
          <p className="hint">{t("pro.referral.withdraw.hint")}</p>
          <ActButton
            action={withdrawAgreements}
            params={{ personId: referral.personId }}
            values={{ referralId: referral.id }}
            label={t("pro.referral.withdraw")}
            tone="danger"
          />
        </div>
      ) : null}
    </section>
  );
}

function Shared({ referral }: { readonly referral: Referral }): ReactNode {
  const { t, format } = usePage();
  const { ground, evidence, agreedBy, agreedUntil, isWithdrawn } = referral;
  const lines: readonly (readonly [string, string])[] = [
    ["items", referral.items.map((item) => t(`code.sharedItem.${item}`)).join(", ")],
    ["ground", ground ? t(`code.sharingGround.${ground}`) : t("pro.referral.notYet")],
    ["evidence", evidence ? t(`code.agreementEvidence.${evidence}`) : t("pro.referral.notYet")],
    ["agreedBy", agreedBy ? t(`code.agreedBy.${agreedBy}`) : t("pro.referral.notYet")],
    [
      "until",
      isWithdrawn
        ? t("pro.referral.withdrawn")
        : agreedUntil
          ? format.day(agreedUntil, { withoutWeekday: true })
          : t("pro.referral.notYet"),
    ],
  ];
  return (
    <dl className="facts facts-wide">
      {lines.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{t(`pro.referral.${name}`)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
