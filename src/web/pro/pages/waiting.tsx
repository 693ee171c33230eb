import { hasPart, type OutputOf } from "#base";
import { waitingReason, type WaitingReason } from "#pathway";
import { listCallRequests, listLoads, listRiskAlerts, listWaiting } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { AlertsFirst } from "../alerts/alerts-first.tsx";
import { dayInWords } from "../day.ts";

type Waiting = OutputOf<typeof listWaiting>;
type Item = Waiting["items"][number];

/** `/pro`: what waits for me, most urgent first; each line says the next step. */
export const waitingPage: PageDefinition = {
  path: "/pro",
  part: "persons",
  open: async ({ t, call, query, profile }) => {
    const isMine = query.get("a") === "moi";
    const waiting = await call(listWaiting, { mine: isMine ? "true" : "false" });
    const { alerts } = hasPart(profile, "health") ? await call(listRiskAlerts, {}) : { alerts: [] };
    return {
      title: t("pro.waiting.title"),
      main: (
        <>
          <AlertsFirst count={alerts.length} />
          <Queue waiting={waiting} isMine={isMine} />
        </>
      ),
    };
  },
};

/** Reasons shown together, most urgent first. */
const groups: readonly { readonly name: string; readonly reasons: readonly WaitingReason[] }[] = [
  { name: "answer", reasons: ["danger-review", "call-asked", "information-asked", "delivery-failed"] },
  { name: "resume", reasons: ["refused", "not-possible", "no-answer", "first-contact-late"] },
  { name: "finish", reasons: ["agreement-to-ask", "danger-telling", "outcome-unknown", "reassessment-due"] },
];

function Queue({ waiting, isMine }: { readonly waiting: Waiting; readonly isMine: boolean }): ReactNode {
  const { t, href, actor } = usePage();
  return (
    <div className="queue-page">
      <h1>{t("pro.waiting.title")}</h1>
      <nav aria-label={t("pro.waiting.filter")} className="switch">
        <ul>
          {[false, true].map((mine) => (
            <li key={String(mine)}>
              <a
                href={href("/pro", { a: mine ? "moi" : null })}
                aria-current={mine === isMine ? "page" : undefined}
              >
                {t(mine ? "pro.waiting.mine" : "pro.waiting.all")}
              </a>
            </li>
          ))}
          {listCallRequests.allow.check(actor, undefined).allowed ? (
            <li>
              <a href={href("/pro/demandes")}>{t("pro.waiting.requests")}</a>
            </li>
          ) : null}
          {listLoads.allow.check(actor, undefined).allowed ? (
            <li>
              <a href={href("/pro/relais")}>{t("pro.waiting.handOver")}</a>
            </li>
          ) : null}
        </ul>
      </nav>
      <p role="status" className="count">
        {t("pro.waiting.count", { count: waiting.items.length })}
        {waiting.hasMore ? ` ${t("pro.waiting.more")}` : ""}
      </p>
      {waiting.items.length === 0 ? <Nothing isMine={isMine} /> : <Groups items={waiting.items} />}
    </div>
  );
}

function Groups({ items }: { readonly items: readonly Item[] }): ReactNode {
  const { t } = usePage();
  return groups.map(({ name, reasons }) => {
    const own = items.filter(({ reason }) => reasons.includes(reason));
    if (own.length === 0) return null;
    return (
      <section key={name} aria-labelledby={`queue-${name}`}>
        <h2 id={`queue-${name}`}>{t(`pro.waiting.group.${name}`, { count: own.length })}</h2>
        <ol className="queue">
          {own.map((item) => (
            <Row key={`${item.reason}${item.referralId ?? item.personId}`} item={item} />
          ))}
        </ol>
      </section>
    );
  });
}

function Row({ item }: { readonly item: Item }): ReactNode {
  const { t, href, format } = usePage();
  const { reason, personId, givenNames, receiverName, since } = item;
  return (
    <li className="queue-row">
      <p className="queue-who">
        <a href={href(`/pro/personnes/${personId}`)} dir="auto">
          {givenNames}
        </a>
      </p>
      <p className="queue-why">
        {t(`code.${waitingReason.name}.${reason}`)}
        {receiverName ? (
          <span className="queue-with" dir="auto">
            {receiverName}
          </span>
        ) : null}
      </p>
      <p className="queue-since">{t("pro.waiting.since", { day: dayInWords(format, since) })}</p>
      <p className="queue-next">
        <a className="button button-quiet" href={nextStepOf(item, href)}>
          {t(`pro.waiting.next.${reason}`)}
          <span className="visually-hidden"> {t("pro.waiting.for", { name: givenNames })}</span>
        </a>
      </p>
    </li>
  );
}

/** Where the next step of a line is done. */
function nextStepOf(
  { reason, personId, referralId }: Item,
  href: (path: string, query?: Record<string, string>) => string,
): string {
  const person = `/pro/personnes/${personId}`;
  if (reason === "danger-review" || reason === "danger-telling") return href(`${person}/danger`);
  if (referralId === null) return href(reason === "reassessment-due" ? `${person}/reprises` : person);
  if (reason === "refused" || reason === "not-possible")
    return href(`${person}/propositions`, { suite: referralId });
  return href(`/pro/orientations/${referralId}`);
}

/** Nothing waits: what one can begin. */
function Nothing({ isMine }: { readonly isMine: boolean }): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="nothing">
      <h2>{t("pro.waiting.none")}</h2>
      <p>{t("pro.waiting.none.next")}</p>
      <ul className="widen">
        <li>
          <a className="button button-main" href={href("/pro/personnes")}>
            {t("pro.waiting.none.person")}
          </a>
        </li>
        <li>
          <a className="button button-quiet" href={href("/pro/personnes/nouvelle")}>
            {t("pro.persons.new")}
          </a>
        </li>
        {isMine ? (
          <li>
            <a className="button button-quiet" href={href("/pro")}>
              {t("pro.waiting.none.all")}
            </a>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
