import type { OutputOf } from "#base";
import { reportOutcome } from "#exchange";
import { decideReport, listReports } from "#exchange/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Original } from "../../ui/original.tsx";
import { Refusable, Refused } from "../refused.tsx";
import { ImportsTrail } from "./imports-page.tsx";

type Reports = OutputOf<typeof listReports>;
type Report = Reports["reports"][number];

const path = "/pro/imports/signalements";

/** `/pro/imports/signalements`: what people found wrong in entries, until somebody decided. */
export const reportsPage: PageDefinition = {
  path,
  part: "directory",
  open: async ({ t, call, query }) => {
    const reports = await call(listReports, { page: query.get("page") ?? "1" });
    return { title: t("pro.reports.title"), main: <ReportsView found={reports} /> };
  },
};

function ReportsView({ found }: { readonly found: Reports }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(found.total / found.pageSize);
  return (
    <div className="column">
      <h1>{t("pro.reports.title")}</h1>
      <p className="lead">{t("pro.reports.lead")}</p>
      <ImportsTrail />
      <Refused actions={[decideReport]} />
      <p role="status">{t("pro.reports.count", { count: found.total })}</p>
      {found.total === 0 ? <p>{t("pro.reports.none")}</p> : null}
      <ol className="offers">
        {found.reports.map((report) => (
          <ReportView key={report.id} report={report} />
        ))}
      </ol>
      {found.page < last ? (
        <p>
          <a href={href(path, { page: found.page + 1 })}>{t("pro.reports.more")}</a>
        </p>
      ) : null}
    </div>
  );
}

function ReportView({ report }: { readonly report: Report }): ReactNode {
  const { t, href, format } = usePage();
  const { id, offerId, name, city, sourceName, reason, isUrgent, words, contact, reportedAt } = report;
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        <a href={href(`/lieu/${offerId}`)}>
          <Original>{name}</Original>
        </a>
      </h2>
      <p>
        <Original>{city}</Original> · <Original>{sourceName}</Original> ·{" "}
        {t("pro.reports.since", { when: momentInWords(format, reportedAt) })}
      </p>
      <p>
        <strong>
          {isUrgent ? `${t("pro.reports.urgent")} · ` : null}
          {t(`code.reportReason.${reason}`)}
        </strong>
      </p>
      {words ? (
        words.split(/\n+/).map((line, at) => (
          <p key={`${at}-${line.slice(0, 20)}`} lang={report.locale} dir="auto">
            {line}
          </p>
        ))
      ) : (
        <p className="quiet">{t("pro.reports.noWords")}</p>
      )}
      <p>
        <a href={href(`/pro/imports/fiche/${offerId}`)}>
          {t("pro.reports.correct")}
          <span className="visually-hidden"> : {name}</span>
        </a>
      </p>
      {contact ? <p>{t("pro.reports.answer", { contact })}</p> : null}
      <Refusable isOwn={() => false}>
        <details>
          <summary>
            {t("pro.reports.decide")}
            <span className="visually-hidden"> : {name}</span>
          </summary>
          <ActionForm
            action={decideReport}
            id={`report-${id}`}
            params={{ reportId: id }}
            submit={t("pro.reports.submit")}
            fields={[
              {
                name: "outcome",
                label: t("pro.reports.outcome"),
                hint: t("pro.reports.erased"),
                control: "radios",
                choices: reportOutcome.codes.map((value) => ({
                  value,
                  label: t(`code.reportOutcome.${value}`),
                })),
              },
            ]}
          />
        </details>
      </Refusable>
    </li>
  );
}
