import { hasPart, type OutputOf } from "#base";
import { waitingGroups } from "#pathway";
import {
  bringBack,
  listAbsences,
  listCallRequests,
  listLetters,
  listLoads,
  listRiskAlerts,
  listWaiting,
  setAside,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Notice } from "../../ui/notice.tsx";
import { ActButton } from "../act-button.tsx";
import { AlertsFirst } from "../alerts/alerts-first.tsx";
import { KeysHelp } from "../keys-help.tsx";
import { Refused } from "../refused.tsx";
import { AsideForm } from "./aside-form.tsx";
import { Row } from "./row.tsx";

type Waiting = OutputOf<typeof listWaiting>;
type View = "all" | "mine" | "aside";

const views = { all: null, mine: "moi", aside: "cote" } as const satisfies Readonly<
  Record<View, string | null>
>;
/** What the keys of the queue do; `queue-keys-island.ts` carries it out. */
const queueKeys = [
  { keys: ["j", "↓"], does: "next" },
  { keys: ["k", "↑"], does: "previous" },
  { keys: ["⏎"], does: "step" },
  { keys: ["o"], does: "person" },
  { keys: ["x"], does: "choose" },
  { keys: ["e"], does: "aside" },
  { keys: ["u"], does: "undo" },
  { keys: ["?"], does: "help" },
] as const;
const batchForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/pro`: what waits for me, most urgent first; each line says the next step. */
export const waitingPage: PageDefinition = {
  path: "/pro",
  part: "persons",
  open: async ({ t, call, query, profile }) => {
    const asked = query.get("a");
    const view: View = asked === views.mine ? "mine" : asked === views.aside ? "aside" : "all";
    const waiting = await call(listWaiting, {
      mine: view === "mine" ? "true" : "false",
      view: view === "aside" ? "aside" : "open",
    });
    const { alerts } = hasPart(profile, "health") ? await call(listRiskAlerts, {}) : { alerts: [] };
    const batch = query.get("cote") ?? "";
    return {
      title: t("pro.waiting.title"),
      main: (
        <>
          <AlertsFirst count={alerts.length} />
          <Queue waiting={waiting} view={view} undoable={batchForm.test(batch) ? batch : null} />
        </>
      ),
    };
  },
};

interface QueueProps {
  readonly waiting: Waiting;
  readonly view: View;
  /** The act of setting aside that was just made. */
  readonly undoable: string | null;
}

function Queue({ waiting, view, undoable }: QueueProps): ReactNode {
  const { t } = usePage();
  return (
    <div className="queue-page" data-island="queue-keys">
      <h1>{t("pro.waiting.title")}</h1>
      <Refused actions={[setAside, bringBack]} />
      {undoable === null ? null : (
        <div role="status">
          <Notice tone="success">
            {t("pro.waiting.aside.done")}{" "}
            <ActButton
              action={bringBack}
              params={{ batchId: undoable }}
              values={{}}
              label={t("pro.waiting.aside.undo")}
            />
          </Notice>
        </div>
      )}
      <Views view={view} aside={waiting.aside} />
      <p role="status" className="count">
        {t("pro.waiting.count", { count: waiting.items.length })}
        {waiting.hasMore ? ` ${t("pro.waiting.more")}` : ""}
      </p>
      {waiting.items.length === 0 ? <Nothing view={view} /> : <Groups items={waiting.items} />}
      {waiting.items.some(({ maySetAside }) => maySetAside) ? <AsideForm /> : null}
      <KeysHelp keys={queueKeys} words="pro.waiting.keys" />
    </div>
  );
}

function Views({ view, aside }: { readonly view: View; readonly aside: number }): ReactNode {
  const { t, href, actor } = usePage();
  const labels = {
    all: t("pro.waiting.all"),
    mine: t("pro.waiting.mine"),
    aside: t("pro.waiting.asideView", { count: aside }),
  };
  const elsewhere = [
    { action: listCallRequests, path: "/pro/demandes", label: t("pro.waiting.requests") },
    { action: listLoads, path: "/pro/relais", label: t("pro.waiting.handOver") },
    { action: listLetters, path: "/pro/courrier", label: t("pro.letter.see") },
    { action: listAbsences, path: "/pro/absences", label: t("pro.waiting.absences") },
  ];
  return (
    <nav aria-label={t("pro.waiting.filter")} className="switch">
      <ul>
        {(["all", "mine", "aside"] as const).map((one) => (
          <li key={one}>
            <a href={href("/pro", { a: views[one] })} aria-current={one === view ? "page" : undefined}>
              {labels[one]}
            </a>
          </li>
        ))}
        {elsewhere.map(({ action, path, label }) =>
          action.allow.check(actor, undefined).allowed ? (
            <li key={path}>
              <a href={href(path)}>{label}</a>
            </li>
          ) : null,
        )}
      </ul>
    </nav>
  );
}

function Groups({ items }: { readonly items: Waiting["items"] }): ReactNode {
  const { t } = usePage();
  return Object.entries(waitingGroups).map(([name, reasons]) => {
    const own = items.filter(({ reason }) => (reasons as readonly string[]).includes(reason));
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

/** Nothing waits: what one can begin. */
function Nothing({ view }: { readonly view: View }): ReactNode {
  const { t, href } = usePage();
  if (view === "aside")
    return (
      <div className="nothing">
        <h2>{t("pro.waiting.aside.none")}</h2>
        <p>
          <a className="button button-quiet" href={href("/pro")}>
            {t("pro.waiting.none.all")}
          </a>
        </p>
      </div>
    );
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
        {view === "mine" ? (
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
