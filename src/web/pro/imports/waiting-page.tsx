import type { OutputOf } from "#base";
import { rowRefusal, suspicion } from "#exchange";
import { decideQuarantine, decideQuarantineGroup, listQuarantine } from "#exchange/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Original } from "../../ui/original.tsx";
import { ActButton } from "../act-button.tsx";
import { Refusable, Refused } from "../refused.tsx";
import { FieldValue } from "./field-value.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type Waiting = OutputOf<typeof listQuarantine>;
type Row = Waiting["rows"][number];
type Group = Waiting["groups"][number];

const path = "/pro/imports/en-attente";

/** `/pro/imports/en-attente`: rows of feeds that wait for a human, with why, and what they would change. */
export const waitingRowsPage: PageDefinition = {
  path,
  part: "directory",
  open: async ({ t, call, query }) => {
    const source = query.get("source") || undefined;
    const asked = query.get("suspicion") ?? "";
    const filter = { source, ...(suspicion.has(asked) ? { suspicion: asked } : {}) };
    const waiting = await call(listQuarantine, { page: query.get("page") ?? "1", ...filter });
    return {
      title: t("pro.waitingRows.title"),
      main: <WaitingView waiting={waiting} filter={filter} />,
    };
  },
};

interface Filter {
  readonly source?: string | undefined;
  readonly suspicion?: string | undefined;
}

function WaitingView(props: { readonly waiting: Waiting; readonly filter: Filter }): ReactNode {
  const { t, href } = usePage();
  const { waiting, filter } = props;
  const last = Math.ceil(waiting.total / waiting.pageSize);
  const isNarrowed = filter.source !== undefined || filter.suspicion !== undefined;
  return (
    <div className="column">
      <h1>{t("pro.waitingRows.title")}</h1>
      <p className="lead">{t("pro.waitingRows.lead")}</p>
      <ImportsTrail />
      <Refused actions={[decideQuarantineGroup]} />
      <p role="status">{t("pro.waitingRows.count", { count: waiting.total })}</p>
      {isNarrowed ? (
        <p>
          <a href={href(path)}>{t("pro.waitingRows.all")}</a>
        </p>
      ) : null}
      {waiting.groups.length > 0 && !isNarrowed ? <Groups groups={waiting.groups} /> : null}
      <ol className="offers">
        {waiting.rows.map((row) => (
          <RowView key={row.id} row={row} />
        ))}
      </ol>
      {waiting.page < last ? (
        <p>
          <a href={href(path, { page: waiting.page + 1, ...filter })}>{t("pro.waitingRows.more")}</a>
        </p>
      ) : null}
    </div>
  );
}

function Groups({ groups }: { readonly groups: readonly Group[] }): ReactNode {
  const { t, href } = usePage();
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{t("pro.waitingRows.groups")}</h2>
      <p>{t("pro.waitingRows.groups.about")}</p>
      <ul className="offers">
        {groups.map((group) => {
          const { source, sourceName, suspicion: reason, count, mayEnter } = group;
          const about = t("pro.waitingRows.group", {
            count,
            source: sourceName,
            reason: t(`code.suspicion.${reason}`),
          });
          const values = { source, suspicion: reason, count: String(count) };
          return (
            <li key={`${source} ${reason}`} className="offer offer-line">
              <p>
                <a href={href(path, { source, suspicion: reason })}>{about}</a>
              </p>
              {mayEnter ? (
                <ActButton
                  action={decideQuarantineGroup}
                  params={{}}
                  values={{ ...values, decision: "accepted" }}
                  label={t("pro.waitingRows.group.accept", { count })}
                  about={about}
                />
              ) : null}
              <ActButton
                action={decideQuarantineGroup}
                params={{}}
                values={{ ...values, decision: "rejected", reason: refusalFor(reason) }}
                label={t("pro.waitingRows.group.reject", {
                  count,
                  reason: t(`code.rowRefusal.${refusalFor(reason)}`),
                })}
                about={about}
                tone="danger"
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The reason to keep a whole group out: what its suspicion says. */
function refusalFor(reason: Group["suspicion"]): (typeof rowRefusal.codes)[number] {
  if (reason === "out-of-area") return "not-here";
  if (reason === "by-proposal") return "other";
  return reason === "past-dates" ? "over" : "deceptive";
}

function RowView({ row }: { readonly row: Row }): ReactNode {
  const { t, format } = usePage();
  const id = `row-${row.id}`;
  return (
    <li className="offer offer-line" id={id}>
      <h2 className="offer-name">
        <Original>{row.name}</Original>
      </h2>
      <p>
        <Original>{row.city}</Original> · <Original>{row.sourceName}</Original> ·{" "}
        {t("pro.waitingRows.since", { day: format.day(row.arrivedOn) })}
      </p>
      <p>
        <strong>{row.reasons.map((code) => t(`code.suspicion.${code}`)).join(" · ")}</strong>
      </p>
      <Changes row={row} />
      <ActButton
        action={decideQuarantine}
        params={{ rowId: row.id }}
        values={{ decision: "accepted" }}
        label={t("pro.waitingRows.accept")}
        about={row.name}
      />
      <Refusable isOwn={({ values }) => values["decision"]?.includes("rejected") ?? false}>
        <details>
          <summary>
            {t("pro.waitingRows.reject")}
            <span className="visually-hidden"> : {row.name}</span>
          </summary>
          <ActionForm
            action={decideQuarantine}
            id={`reject-${row.id}`}
            params={{ rowId: row.id }}
            submit={t("pro.waitingRows.reject.submit")}
            tone="danger"
            fields={[
              { name: "decision", label: "", control: "hidden", value: "rejected" },
              {
                name: "reason",
                label: t("pro.waitingRows.reason"),
                control: "radios",
                isNeeded: true,
                choices: rowRefusal.codes.map((value) => ({ value, label: t(`code.rowRefusal.${value}`) })),
              },
            ]}
          />
        </details>
      </Refusable>
    </li>
  );
}

/** What would change, as a table; what a new entry says. */
function Changes({ row }: { readonly row: Row }): ReactNode {
  const { t } = usePage();
  if (row.changes.length === 0) return <p>{t("pro.waitingRows.noChange")}</p>;
  return (
    <div
      className="compared-frame"
      role="region"
      aria-label={`${t("pro.waitingRows.changes")} : ${row.name}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
      tabIndex={0}
    >
      <table className="compared">
        <caption>{t(row.isNew ? "pro.waitingRows.isNew" : "pro.waitingRows.changes")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pro.waitingRows.field")}</th>
            {row.isNew ? null : <th scope="col">{t("pro.waitingRows.stored")}</th>}
            <th scope="col">{t("pro.waitingRows.waiting")}</th>
          </tr>
        </thead>
        <tbody>
          {row.changes.map(({ field, stored, waiting }) => (
            <tr key={field}>
              <th scope="row">{t(`pro.entryField.${field}`)}</th>
              {row.isNew ? null : (
                <td>
                  <FieldValue field={field} value={stored} />
                </td>
              )}
              <td>
                <FieldValue field={field} value={waiting} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
