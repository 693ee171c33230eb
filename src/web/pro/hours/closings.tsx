import type { OutputOf } from "#base";
import { closeHoursMonth, type listHoursClosings } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActButton } from "../act-button.tsx";
import { dayInWords } from "../day.ts";
import { Refused } from "../refused.tsx";

type Listed = OutputOf<typeof listHoursClosings>;

/** What of the month is closed, service by service, and the button that closes it. */
export function Closings(props: {
  readonly listed: Listed;
  readonly controllerId: string;
  readonly departments: readonly { readonly department: string }[];
}): ReactNode {
  const { t, href, format } = usePage();
  const { listed, controllerId, departments } = props;
  if (listed.services.length === 0) return null;
  const areAllClosed = listed.services.every(({ closings }) => closings.some(isInForce));
  return (
    <section aria-labelledby="closings" className="not-printed">
      <h2 id="closings">{t("pro.hours.closings")}</h2>
      <p>{t("pro.hours.closings.lead")}</p>
      <Refused actions={[closeHoursMonth]} />
      {listed.isOver ? null : <p>{t("pro.hours.closings.notOver")}</p>}
      <ul className="offers">
        {listed.services.map((service) => (
          <li key={service.provider.id} className="offer offer-line">
            <Service {...{ service, controllerId }} month={listed.month} mayClose={listed.isOver} />
          </li>
        ))}
      </ul>
      {areAllClosed && departments.length > 0 ? (
        <>
          <h3>{t("pro.hours.closings.department", { month: format.month(listed.month) })}</h3>
          <p className="network-actions">
            {departments.map(({ department }) => (
              <a
                key={department}
                className="button button-quiet"
                href={href("/pro/heures/departements/fichier", {
                  department,
                  month: listed.month,
                  controllerId,
                })}
              >
                {t("pro.hours.closings.departmentFile", { department })}
              </a>
            ))}
          </p>
        </>
      ) : null}
    </section>
  );
}

type Closing = Listed["services"][number]["closings"][number];

const isInForce = ({ reopened }: Closing): boolean => reopened === null;

function Service(props: {
  readonly service: Listed["services"][number];
  readonly month: string;
  readonly controllerId: string;
  readonly mayClose: boolean;
}): ReactNode {
  const { t, href, format, newKey } = usePage();
  const { service, month, controllerId, mayClose } = props;
  const { provider, done, stillPlanned, corrections, closings } = service;
  const isClosed = closings.some(isInForce);
  const facts = [
    t("pro.hours.closings.done", { minutes: done }),
    stillPlanned === 0 ? null : t("pro.hours.closings.planned", { count: stillPlanned }),
    corrections === 0 ? null : t("pro.hours.closings.corrections", { count: corrections }),
  ].filter((fact) => fact !== null);
  return (
    <>
      <p>
        <strong>{provider.name}</strong>
        {" · "}
        {isClosed ? t("pro.hours.closings.closed") : facts.join(" · ")}
      </p>
      {closings.map((one) => (
        <p key={one.id}>
          <a href={href(`/pro/heures/releves/${one.id}`)}>
            {t(`pro.hours.closings.${isInForce(one) ? "statement" : "reopened"}`, {
              day: dayInWords(format, one.closedAt),
            })}
            <span className="visually-hidden"> {provider.name}</span>
          </a>
        </p>
      ))}
      {isClosed || !mayClose ? null : (
        <ActButton
          action={closeHoursMonth}
          params={{}}
          values={{ id: newKey(), controllerId, providerId: provider.id, month }}
          label={t("pro.hours.closings.close", { month: format.month(month) })}
          about={provider.name}
        />
      )}
    </>
  );
}
