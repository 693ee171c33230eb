import type { OutputOf } from "#base";
import { hoursStatus } from "#pathway";
import type { readHoursMonth } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

type Month = OutputOf<typeof readHoursMonth>;

const sums = [
  ["done", "done"],
  ["planned", "planned"],
  ["refused", "refused"],
  ["notUsed", "not-used"],
] as const;

/** The statement of a month: a line a person and service, with its sum; to print or to take away as a file. */
export function Statement({ month }: { readonly month: Month }): ReactNode {
  const { t, href, format, query } = usePage();
  const caption = t("pro.hours.statement", { month: format.month(month.month) });
  if (month.lines.length === 0)
    return (
      <section aria-labelledby="statement" className="apart">
        <h2 id="statement">{caption}</h2>
        <p>{t("pro.hours.statement.none")}</p>
      </section>
    );
  const file = {
    month: month.month,
    controllerId: month.controllerId,
    providerId: query.get("service"),
    department: query.get("departement"),
  };
  return (
    <section aria-labelledby="statement" className="apart">
      <h2 id="statement">{caption}</h2>
      {month.hasMore ? <p>{t("pro.hours.statement.more")}</p> : null}
      <p className="not-printed network-actions">
        <a className="button button-quiet" href={href("/pro/heures/fichier", file)}>
          {t("pro.hours.download")}
        </a>
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="group" aria-label={caption} tabIndex={0}>
        <table className="figures">
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("pro.hours.person")}</th>
              {sums.map(([name, code]) => (
                <th key={name} scope="col">
                  {t(`code.${hoursStatus.name}.${code}`)}
                </th>
              ))}
              <th scope="col">{t("pro.hours.allowance")}</th>
            </tr>
          </thead>
          <tbody>
            {month.lines.map((line) => (
              <Line key={`${line.personId}${line.provider.id}`} line={line} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("pro.hours.total")}</th>
              {sums.map(([name]) => (
                <td key={name}>
                  {t("pro.hours.minutes", {
                    minutes: month.lines.reduce((sum, line) => sum + line[name], 0),
                  })}
                </td>
              ))}
              <td>–</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Line({ line }: { readonly line: Month["lines"][number] }): ReactNode {
  const { t, href } = usePage();
  const facts = [
    line.department,
    line.gir === null ? null : `${t("pro.hours.gir")} ${line.gir}`,
    line.planNumber,
  ].filter((fact) => fact !== null);
  return (
    <tr>
      <th scope="row">
        <a href={href(`/pro/personnes/${line.personId}/heures`)} dir="auto">
          {line.givenNames} {line.familyName}
        </a>
        <span className="queue-with">{line.provider.name}</span>
        {facts.length === 0 ? null : <span className="queue-with">{facts.join(" · ")}</span>}
      </th>
      {sums.map(([name]) => (
        <td key={name}>{t("pro.hours.minutes", { minutes: line[name] })}</td>
      ))}
      <td>
        {t("pro.hours.minutes", { minutes: line.allowance })}
        {line.carried === 0 ? null : (
          <span className="queue-with">{t("pro.hours.carried", { minutes: line.carried })}</span>
        )}
      </td>
    </tr>
  );
}
