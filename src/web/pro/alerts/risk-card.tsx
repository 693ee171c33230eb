import type { OutputOf } from "#base";
import type { listRiskAlerts } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { CrisisCard } from "../../public/crisis-card.tsx";

type Alert = OutputOf<typeof listRiskAlerts>["alerts"][number];

/**
 * What comes before any score once an answer told of suicidal risk and nobody else took it over: whom to call, what to do,
 * and the way to note it. Nothing at all otherwise; its absence says nothing of the person's safety.
 */
export function RiskCard({ alerts }: { readonly alerts: readonly Alert[] }): ReactNode {
  const { t, href } = usePage();
  const open = alerts.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const [first] = open.toSorted((a, b) => b.level - a.level || a.raisedAt.localeCompare(b.raisedAt));
  if (first === undefined) return null;
  return (
    <section className="risk-card" aria-labelledby="alerte">
      <h2 id="alerte" tabIndex={-1}>
        {t(`pro.risk.title.${first.level}`)}
      </h2>
      <p>{t(`pro.risk.do.${first.level}`)}</p>
      <CrisisCard />
      <ul>
        {open.map((alert) => (
          <li key={alert.id}>
            <a href={href(`/pro/alertes/${alert.id}`)}>
              {t(alert.isOwn ? "pro.risk.note" : "pro.risk.takeOver")}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
