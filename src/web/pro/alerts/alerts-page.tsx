import type { OutputOf } from "#base";
import { listRiskAlerts } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";

type Alert = OutputOf<typeof listRiskAlerts>["alerts"][number];

/** `/pro/alertes`: alerts that nobody took over, the oldest first. */
export const alertsPage: PageDefinition = {
  path: "/pro/alertes",
  part: "health",
  open: async ({ t, call }) => {
    const { alerts } = await call(listRiskAlerts, {});
    return { title: t("pro.alerts.title"), main: <Alerts alerts={alerts} /> };
  },
};

function Alerts({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.alerts.title")}</h1>
      <p role="status">{t("pro.alerts.count", { count: alerts.length })}</p>
      <p className="quiet">{t("pro.alerts.about")}</p>
      <ol className="offers">
        {alerts.map((alert) => (
          <Row key={alert.id} alert={alert} />
        ))}
      </ol>
    </div>
  );
}

function Row({ alert }: { readonly alert: Alert }): ReactNode {
  const { t, href, format } = usePage();
  return (
    <li className="offer offer-line">
      <h2 className="offer-name">
        <a href={href(`/pro/alertes/${alert.id}`)} dir="auto">
          {alert.givenNames}
        </a>
      </h2>
      <p>
        <strong>{t(`pro.alerts.level.${alert.level}`)}</strong>
      </p>
      <p>{t("pro.alerts.since", { when: momentInWords(format, alert.raisedAt) })}</p>
      <p>{alert.isOwn ? t("pro.alerts.own") : t("pro.alerts.askedBy", { name: alert.askedBy ?? "–" })}</p>
    </li>
  );
}
