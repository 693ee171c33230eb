import type { CallAction } from "#base";
import { readOffer } from "#directory/actions";
import { endedStatuses } from "#pathway";
import { answerReferral, offerMoments, readAnswer } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { townOf } from "../../pro/town-name.ts";
import { refusalIn } from "../../refusal.ts";
import { PhoneLink } from "../../ui/contact.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Original } from "../../ui/original.tsx";
import { AnswerForms } from "../answer-forms.tsx";
import { Erasure } from "../erasure.tsx";
import { History } from "../history.tsx";
import { Leave } from "../leave.tsx";
import { LinkNeeded } from "../link-needed.tsx";
import { OfferedMoments } from "../offered-moments.tsx";
import { SharedWithMe } from "../shared-with-me.tsx";
import type { AnswerView } from "../view.ts";
import { questionsPage } from "./questions.tsx";

/** `/r/reponse`: what is asked, what the person agreed to pass on, and the answers there are; without account. */
export const answerPage: PageDefinition = {
  path: "/r/reponse",
  part: "persons",
  open: async (context) => {
    const { t, call, actor } = context;
    const title = t("page.answer.title");
    const view = await viewOf(call);
    // The link held may be one to questions: whoever comes back here is led on.
    if (view === null && actor.kind === "link") return questionsPage.open(context);
    if (view === null) return { title, status: 403, main: <LinkNeeded /> };
    return { title, main: <Answer view={view} /> };
  },
};

/** What the link held leads to; null without a session, or when the link was closed in the meantime. */
async function viewOf(call: CallAction): Promise<AnswerView | null> {
  try {
    const answer = await call(readAnswer, {});
    return {
      ...answer,
      offerName: await offerNameOf(call, answer.offerId),
      townName: await townOf(call, answer.person.townCode ?? null),
    };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null && refusal.status < 500) return null;
    throw error;
  }
}

/** The name of what the person is referred to; null when it left the directory. */
async function offerNameOf(call: CallAction, offerId: string): Promise<string | null> {
  try {
    return (await call(readOffer, { offerId })).name;
  } catch (error) {
    if (refusalIn(error)?.status === 404) return null;
    throw error;
  }
}

function Answer({ view }: { readonly view: AnswerView }): ReactNode {
  const { t } = usePage();
  const isOver = endedStatuses.has(view.status);
  return (
    <div className="column answer">
      <h1>{isOver ? t("page.answer.over") : t("page.answer.heading", { sender: view.senderName })}</h1>
      <Fault />
      <State view={view} />
      {isOver ? null : <Request view={view} />}
      <AnswerForms view={view} />
      <OfferedMoments view={view} />
      <Erasure erasure={view.erasure} />
      {view.events.length > 1 && !isTakenBack(view) ? <History events={view.events} /> : null}
      <section aria-labelledby="sender">
        <h2 id="sender">{t("page.answer.sender")}</h2>
        <p>
          <Original>{view.senderName}</Original>
        </p>
        <PhoneLink number={view.callbackPhone} className="button button-human" />
        <OwnFigures view={view} />
      </section>
      <Leave until={view.sessionUntil} />
    </div>
  );
}

/** How the receiver answered this organisation, said to the receiver first: a help, no mark. */
function OwnFigures({ view }: { readonly view: AnswerView }): ReactNode {
  const { t, format } = usePage();
  const { referrals, answeredShare, medianDays } = view.responsiveness;
  if (referrals === 0 || answeredShare === null) return null;
  return (
    <p className="quiet">
      {t("page.answer.figures", { referrals, percent: format.number(Math.round(answeredShare * 100)) })}{" "}
      {medianDays === null
        ? null
        : medianDays < 1
          ? t("page.answer.figures.sameDay")
          : t("page.answer.figures.days", { days: format.number(medianDays) })}{" "}
      {t("page.answer.figures.who")}
    </p>
  );
}

/** Whether it was taken back: then even its history is nothing to read any more. */
function isTakenBack({ status }: AnswerView): boolean {
  return status === "recalled" || status === "declined" || status === "error";
}

/** Why the last answer was not taken, such as a second answer to what was answered already. */
function Fault(): ReactNode {
  const { t, refused } = usePage();
  const isOwn = refused?.action === answerReferral.name || refused?.action === offerMoments.name;
  if (!isOwn || refused.issues.length > 0) return null;
  return (
    <div role="alert">
      <Notice tone="danger">{t(`error.${refused.code}`, refused.params)}</Notice>
    </div>
  );
}

function State({ view }: { readonly view: AnswerView }): ReactNode {
  const { t, format } = usePage();
  const last = view.events.at(-1);
  const key = isTakenBack(view) ? "recalled" : view.status;
  return (
    <Notice tone={view.loop === "closed_known" && view.status === "completed" ? "success" : "human"}>
      <p>
        <strong>{t(`page.answer.state.${key}`)}</strong>
      </p>
      {view.meetingOn === null || isTakenBack(view) ? null : (
        <p>{t("page.answer.meeting", { day: format.day(view.meetingOn, { withoutWeekday: true }) })}</p>
      )}
      {view.expectedOn === null || isTakenBack(view) ? null : (
        <p>
          {t(view.status === "sent" ? "page.answer.answerExpected" : "page.answer.placeExpected", {
            day: format.day(view.expectedOn, { withoutWeekday: true }),
          })}
        </p>
      )}
      {last?.move === "dispute" ? <p>{t("page.answer.disputed")}</p> : null}
      {last?.move === "confirm-waitlist" ? <p>{t("page.answer.confirmed")}</p> : null}
      {last && last.code && !isTakenBack(view) ? (
        <CodeOf code={last.code} isOutcome={view.status === "completed"} />
      ) : null}
    </Notice>
  );
}

function CodeOf({ code, isOutcome }: { readonly code: string; readonly isOutcome: boolean }): ReactNode {
  const { t } = usePage();
  return <p>{t(`code.${isOutcome ? "outcome" : "refusalReason"}.${code}`)}</p>;
}

/** What is asked, and what the person agreed to pass on. */
function Request({ view }: { readonly view: AnswerView }): ReactNode {
  const { t, format } = usePage();
  return (
    <section aria-labelledby="request">
      <h2 id="request">{t("page.answer.request")}</h2>
      {view.offerName ? (
        <p>
          {t("page.answer.for")} <Original>{view.offerName}</Original>
        </p>
      ) : null}
      <SharedWithMe view={view} />
      {view.together > 1 ? <p>{t("page.answer.together", { count: view.together })}</p> : null}
      {view.words ? (
        <>
          <h3>{t("page.answer.words")}</h3>
          <p className="note" lang="fr" dir="auto">
            {view.words}
          </p>
        </>
      ) : null}
      {view.sentAt ? (
        <p className="quiet">{t("page.answer.sentAt", { moment: momentInWords(format, view.sentAt) })}</p>
      ) : null}
    </section>
  );
}
