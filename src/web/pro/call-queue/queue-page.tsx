import type { OutputOf } from "#base";
import { listCallRequests, setCallQueue, type ListedCallRequest } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

type Queue = OutputOf<typeof listCallRequests>;

/** `/pro/demandes`: who asked to be called back, in the order in which to call. */
export const callQueuePage: PageDefinition = {
  path: "/pro/demandes",
  part: "persons",
  open: async ({ t, call, query }) => {
    const queue = await call(listCallRequests, { page: query.get("page") ?? "1" });
    return { title: t("pro.callQueue.title"), main: <CallQueue queue={queue} /> };
  },
};

function CallQueue({ queue }: { readonly queue: Queue }): ReactNode {
  const { t, href, actor } = usePage();
  const maySet = setCallQueue.allow.check(actor, { controllerId: null }).allowed;
  const last = Math.ceil(queue.total / queue.pageSize);
  return (
    <div className="column">
      <h1>{t("pro.callQueue.title")}</h1>
      <p role="status">{t("pro.callQueue.count", { count: queue.total })}</p>
      {queue.requests.length === 0 ? (
        <>
          <p>{t("pro.callQueue.none")}</p>
          <p>{t("pro.callQueue.noneNext")}</p>
        </>
      ) : (
        <ol className="offers">
          {queue.requests.map((request) => (
            <Row key={request.id} request={request} />
          ))}
        </ol>
      )}
      {queue.page < last ? (
        <p>
          <a href={href("/pro/demandes", { page: queue.page + 1 })}>{t("pro.callQueue.more")}</a>
        </p>
      ) : null}
      {maySet ? (
        <p className="apart">
          <a className="button button-quiet" href={href("/pro/demandes/reglages")}>
            {t("pro.callQueue.settings")}
          </a>
        </p>
      ) : null}
    </div>
  );
}

function Row({ request }: { readonly request: ListedCallRequest }): ReactNode {
  const { t, href, format } = usePage();
  const { id, callerName, status, readFirst, moments, origin } = request;
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        <a href={href(`/pro/demandes/${id}`)}>{callerName}</a>
      </h2>
      {readFirst ? (
        <p>
          <strong>{t(`pro.callQueue.readFirst.${readFirst}`)}</strong>
        </p>
      ) : null}
      {origin ? <p>{t("pro.callQueue.origin", { kind: t(`code.referrerKind.${origin}`) })}</p> : null}
      <p>
        {t("pro.callQueue.since", { when: momentInWords(format, request.createdAt) })}
        {" · "}
        {moments.length > 0
          ? moments.map((moment) => t(`code.callMoment.${moment}`)).join(", ")
          : t("pro.callQueue.anyMoment")}
        {" · "}
        {t(`pro.language.${request.locale}`)}
      </p>
      <p>{t(`pro.callQueue.next.${nextStepOf(status, request.attempts)}`, { count: request.attempts })}</p>
    </li>
  );
}

/** What to do next with a request. */
function nextStepOf(status: ListedCallRequest["status"], attempts: number): "take" | "call" | "again" {
  if (status === "waiting") return "take";
  return attempts === 0 ? "call" : "again";
}
