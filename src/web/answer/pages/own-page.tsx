import { localDateAt, type CallAction, type OutputOf } from "#base";
import { contactChannel, contactMoment, referralStatus } from "#pathway";
import {
  askOwnCopy,
  askToBeCalled,
  changeOwnContact,
  chooseMoment,
  confirmOwnContact,
  readOwnPage,
  refuseMoments,
  sayHowItWent,
  stopOwnHeld,
  withdrawOwn,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords, timeZone } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { CrisisDisclosure } from "../../self-check/crisis-disclosure.tsx";
import { inWords } from "../../self-check/easy.tsx";
import { ActButton } from "../../pro/act-button.tsx";
import { Refused } from "../../pro/refused.tsx";
import { AccordEssence } from "../../public/accord-essence.tsx";
import { refusalIn } from "../../refusal.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { PhoneLink } from "../../ui/contact.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Leave } from "../leave.tsx";
import { LinkNeeded } from "../link-needed.tsx";
import { OwnCopy } from "../own-copy.tsx";
import { OwnDocuments } from "../own-documents.tsx";
import { OwnPlan } from "../own-plan.tsx";
import { OwnReferral } from "../own-referral.tsx";

type Own = OutputOf<typeof readOwnPage>;

/** `/r/moi`: the person's own page by the link they were sent: plan, referrals, how they are reached, what they may take back. */
export const ownPage: PageDefinition = {
  path: "/r/moi",
  part: "persons",
  open: async ({ t, call }) => {
    const own = await ownOrNull(call);
    if (own === null) return { title: t("page.answer.title"), status: 403, main: <LinkNeeded /> };
    return { title: t("page.own.title"), main: <OwnPage own={own} /> };
  },
};

async function ownOrNull(call: CallAction): Promise<Own | null> {
  try {
    return await call(readOwnPage, {});
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null && refusal.status < 500) return null;
    throw error;
  }
}

function OwnPage({ own }: { readonly own: Own }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column answer own-page">
      <h1>{t("page.own.title")}</h1>
      <p className="lead">{t("page.own.lead", { name: own.agreedName })}</p>
      <Refused
        actions={[
          chooseMoment,
          refuseMoments,
          sayHowItWent,
          askToBeCalled,
          changeOwnContact,
          confirmOwnContact,
          stopOwnHeld,
          askOwnCopy,
          withdrawOwn,
        ]}
      />
      <Call own={own} />
      <section aria-labelledby="orientations">
        <h2 id="orientations">{t("page.own.referrals")}</h2>
        {own.referrals.length === 0 ? <p>{t("page.own.referrals.none")}</p> : null}
        <ul className="offers">
          {own.referrals.map((referral) => (
            <OwnReferral
              key={referral.id}
              referral={referral}
              status={t(`code.${referralStatus.name}.${referral.status}`)}
            />
          ))}
        </ul>
      </section>
      <Said own={own} />
      <OwnPlan own={own} />
      <OwnDocuments own={own} />
      <DoneInDanger own={own} />
      <HowToReachMe own={own} />
      <MyData own={own} />
      <Leave until={own.sessionUntil} />
    </div>
  );
}

function Call({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="call">
      <h2 id="call">{t("page.own.call")}</h2>
      {own.callAskedAt === null ? (
        <>
          <p>{t("page.own.call.lead")}</p>
          <ActButton
            action={askToBeCalled}
            params={{}}
            values={{}}
            label={t("page.own.call.ask")}
            tone="main"
          />
        </>
      ) : (
        <Notice tone="success">
          <p>{t("page.own.call.asked", { moment: momentInWords(format, own.callAskedAt) })}</p>
        </Notice>
      )}
      <p>{t("page.own.call.yourself")}</p>
      <PhoneLink number={own.callbackPhone} className="button button-human" />
    </section>
  );
}

/** What the answers say, in easy sentences, where it was decided with the person to show it: no score, no band, no picture. */
function Said({ own: { said, showsSaid } }: { readonly own: Own }): ReactNode {
  const { t, format, href } = usePage();
  if (!showsSaid) return null;
  const inEasyWords = inWords(t, true);
  return (
    <section aria-labelledby="said">
      <h2 id="said">{t("page.selfCheck.result")}</h2>
      {said.length === 0 ? <p>{t("page.own.said.none")}</p> : null}
      {said.map(({ askedAt, sentences, instrument, missing }) => (
        <p key={instrument}>
          <strong>{t("page.own.said.day", { day: format.day(localDateAt(askedAt, timeZone)) })}</strong>{" "}
          {inEasyWords(sentences, { instrument, missing })}
        </p>
      ))}
      {said.length === 0 ? null : (
        <>
          <p>{t("page.own.said.noLabel")}</p>
          <p>
            <a href={href("/")}>{t("page.own.said.near")}</a>
          </p>
        </>
      )}
      <CrisisDisclosure />
    </section>
  );
}

/** What was done without agreement because of a danger, once the person was told; nothing else says that there is such a thing. */
function DoneInDanger({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  if (own.dangerActs.length === 0) return null;
  return (
    <section aria-labelledby="danger">
      <h2 id="danger">{t("page.own.danger")}</h2>
      <p>{t("page.own.danger.lead")}</p>
      <ul>
        {own.dangerActs.map(({ id, day, ground, deed, receiverName, items }) => (
          <li key={id}>
            {t("page.own.danger.line", {
              day: format.day(day, { withoutWeekday: true }),
              ground: t(`code.dangerGround.${ground}`),
              receiver: receiverName,
            })}{" "}
            {items.map((item) => t(`code.sharedItem.${item}`)).join(" · ") || t(`code.dangerDeed.${deed}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function HowToReachMe({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  const choices = (list: { readonly name: string; readonly codes: readonly string[] }) =>
    list.codes.map((value) => ({ value, label: t(`code.${list.name}.${value}`) }));
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{t("page.own.contact")}</h2>
      <p>
        {own.contactChannels.map((code) => t(`code.contactChannel.${code}`)).join(" · ") ||
          t("page.own.contact.none")}
      </p>
      {own.changeHeldUntil === null ? null : (
        <Notice tone="human">
          <p>{t("page.own.held", { moment: momentInWords(format, own.changeHeldUntil) })}</p>
          <ActButton
            action={stopOwnHeld}
            params={{ kind: "contact-change" }}
            values={{}}
            label={t("page.own.held.stop")}
          />
        </Notice>
      )}
      <StillRight own={own} />
      <FoldedForm summary={t("page.own.contact.change")} action={changeOwnContact}>
        <ActionForm
          action={changeOwnContact}
          version={own.version}
          submit={t("page.own.contact.save")}
          fields={[
            {
              name: "contactChannels",
              label: t("page.own.contact.channels"),
              hint: t("page.own.contact.channels.hint"),
              control: "checkboxes",
              choices: choices(contactChannel),
              value: own.contactChannels,
            },
            {
              name: "contactMoments",
              label: t("page.own.contact.moments"),
              hint: t("page.own.contact.moments.hint"),
              control: "checkboxes",
              choices: choices(contactMoment),
              value: own.contactMoments,
            },
          ]}
        />
      </FoldedForm>
    </section>
  );
}

/** When what is said of being in touch was last right, and saying that it still is. */
function StillRight({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  if (own.contactChannels.length === 0) return null;
  const day = format.day(own.contactConfirmedOn, { withoutWeekday: true });
  return (
    <>
      <p>
        {own.isContactToConfirm ? (
          <strong>{t("page.own.contact.toConfirm")}</strong>
        ) : (
          <span className="quiet">{t("page.own.contact.confirmedOn", { day })}</span>
        )}
      </p>
      <ActButton
        action={confirmOwnContact}
        params={{}}
        values={{}}
        version={own.version}
        label={t("page.own.contact.confirm")}
      />
    </>
  );
}

/** Who read, a copy, taking back: what a person may do with what is kept of them. */
function MyData({ own }: { readonly own: Own }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="data">
      <h2 id="data">{t("page.own.data")}</h2>
      <p>{t("page.own.data.lead", { sender: own.senderName })}</p>
      <details className="disclosure">
        <summary>{t("page.own.accesses")}</summary>
        <Accesses own={own} />
      </details>
      <OwnCopy own={own} />
      {own.accords.length === 0 ? null : (
        <details className="disclosure">
          <summary>{t("page.own.accords")}</summary>
          <p>{t("page.own.accords.lead", { sender: own.senderName })}</p>
          <ul className="panels">
            {own.accords.map((accord) => (
              <AccordEssence key={accord.id} accord={accord} />
            ))}
          </ul>
        </details>
      )}
      {own.hasAgreed ? (
        <details className="disclosure">
          <summary>{t("page.own.withdraw")}</summary>
          <p>{t("page.own.withdraw.lead")}</p>
          <ActButton
            action={withdrawOwn}
            params={{}}
            values={{}}
            label={t("page.own.withdraw.submit")}
            tone="danger"
          />
        </details>
      ) : null}
    </section>
  );
}

function Accesses({ own }: { readonly own: Own }): ReactNode {
  const { t, format } = usePage();
  return (
    <ul>
      {own.accesses.map(({ day, by, name, kind }) => (
        <li key={`${day} ${by} ${name} ${kind}`}>
          {format.day(day, { withoutWeekday: true })}
          {" · "}
          <bdi>{name ?? t(`code.accessParty.${by}`)}</bdi> {t(`code.accessKind.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
