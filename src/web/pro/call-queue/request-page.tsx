import { openFile, readCallRequest, takeCallRequest, type CallRequest } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { PhoneLink } from "../../ui/contact.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AttemptForm, CloseForm } from "./request-forms.tsx";

/** `/pro/demandes/…`: how to call somebody safely, what they wrote, what was tried. */
export const callRequestPage: PageDefinition = {
  path: "/pro/demandes/:requestId",
  part: "persons",
  open: async ({ t, call, params }) => {
    const request = await call(readCallRequest, { requestId: params["requestId"] ?? "" });
    // No name in the tab: it stays in the history of the browser.
    return { title: t("pro.callRequest.title"), main: <Request request={request} /> };
  },
};

function Request({ request }: { readonly request: CallRequest }): ReactNode {
  const { t, href, actor, format } = usePage();
  const isOpen = request.status !== "closed";
  const isMine = request.takenBy === actor.id;
  const params = { requestId: request.id };
  return (
    <div className="column">
      <p>
        <a href={href("/pro/demandes")}>{t("pro.callRequest.back")}</a>
      </p>
      <h1>{request.callerName || t("pro.callRequest.erased")}</h1>
      <p>
        {t("pro.callQueue.since", { when: momentInWords(format, request.createdAt) })}
        {" · "}
        {t(`code.callRequestStatus.${request.status}`)}
      </p>
      {request.readFirst ? <Notice tone="human">{t(`pro.callRequest.${request.readFirst}`)}</Notice> : null}
      {isOpen && !isMine ? (
        <ActionForm
          action={takeCallRequest}
          params={params}
          fields={[]}
          submit={t(request.takenBy ? "pro.callRequest.takeOver" : "pro.callRequest.take")}
        />
      ) : null}
      <Referrers request={request} />
      <SafeContact request={request} />
      <Words request={request} />
      <History request={request} />
      {isOpen ? (
        <>
          <AttemptForm request={request} />
          {openFile.allow.check(actor, undefined).allowed ? (
            <p className="apart">
              <a
                className="button button-main"
                href={href("/pro/personnes/nouvelle", { demande: request.id })}
              >
                {t("pro.callRequest.openFile")}
              </a>
            </p>
          ) : null}
          <CloseForm request={request} />
        </>
      ) : (
        <Closed request={request} />
      )}
    </div>
  );
}

/** Who left the request for the person, and whether they were told how it ended. */
function Referrers({ request }: { readonly request: CallRequest }): ReactNode {
  const { t, format } = usePage();
  if (request.referrers.length === 0) return null;
  return (
    <section aria-labelledby="referrers">
      <h2 id="referrers">{t("pro.callRequest.referrers")}</h2>
      <p>{t("pro.callRequest.referrers.lead")}</p>
      {request.referrers.some(({ kind }) => kind === "relative") ? (
        <p>{t("pro.callRequest.referrers.relative")}</p>
      ) : null}
      <ul>
        {request.referrers.map(({ kind, name, reference, at, isPriority, told }) => (
          <li key={reference}>
            <strong dir="auto">{name}</strong>
            {" · "}
            {[
              t(`code.referrerKind.${kind}`),
              momentInWords(format, at),
              isPriority ? t("pro.callQueue.readFirst.priority") : null,
              t(`pro.callRequest.told.${told}`, { reference }),
            ]
              .filter((fact) => fact !== null)
              .join(" · ")}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SafeContact({ request }: { readonly request: CallRequest }): ReactNode {
  const { t } = usePage();
  const moments = request.moments.map((moment) => t(`code.callMoment.${moment}`)).join(", ");
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    ["phone", request.phone ? <PhoneLink number={request.phone} /> : null],
    ["channel", t(`code.callChannel.${request.channel}`)],
    ["moments", moments || t("pro.callQueue.anyMoment")],
    ["mayBeSaid", t(`code.mayBeSaid.${request.mayBeSaid}`)],
    ["voicemail", t(request.mayLeaveVoicemail ? "pro.callRequest.yes" : "pro.callRequest.never")],
    ["agreedName", request.agreedName],
    ["agreedWord", request.agreedWord],
    ["language", t(`pro.language.${request.locale}`)],
  ];
  return (
    <section aria-labelledby="safe">
      <h2 id="safe">{t("pro.callRequest.safe")}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{t(`pro.callRequest.${name}`)}</dt>
            <dd>{value ?? t("pro.callRequest.none")}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Words({ request }: { readonly request: CallRequest }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="words">
      <h2 id="words">{t("pro.callRequest.words")}</h2>
      {request.words ? (
        <blockquote dir="auto">{request.words}</blockquote>
      ) : (
        <p className="quiet">{t("pro.callRequest.noWords")}</p>
      )}
    </section>
  );
}

function History({ request }: { readonly request: CallRequest }): ReactNode {
  const { t, format } = usePage();
  if (request.events.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("pro.callRequest.history")}</h2>
      <ol>
        {request.events.map(({ at, kind, words }) => (
          <li key={`${at}${kind}`}>
            {momentInWords(format, at)} : {t(`code.callEventKind.${kind}`)}
            {words ? <blockquote dir="auto">{words}</blockquote> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Closed({ request }: { readonly request: CallRequest }): ReactNode {
  const { t, format } = usePage();
  return (
    <Notice>
      <p>{t("pro.callRequest.closed", { outcome: t(`code.callOutcome.${request.outcome ?? ""}`) })}</p>
      {request.eraseAfter ? (
        <p>{t("pro.callRequest.eraseAfter", { when: momentInWords(format, request.eraseAfter) })}</p>
      ) : null}
    </Notice>
  );
}
