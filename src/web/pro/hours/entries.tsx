import { hoursActivity, hoursStatus } from "#pathway";
import { changeHours, correctHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { dayOf } from "./day-of.ts";
import { CorrectionForm, entryFormId } from "./correction-form.tsx";
import { entryFormFields } from "./entry-forms.tsx";
import type { HoursProps } from "./hours-props.ts";

/** What was planned and done in the month, and how much is left of it; this is what is printed. */
export function Entries({ personId, hours }: HoursProps): ReactNode {
  const { t, href, format } = usePage();
  const done = hours.entries.filter(({ status }) => status === "done");
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{t("pro.hours.statement", { month: format.month(hours.month) })}</h2>
      <p role="status">{t("pro.hours.room", { room: hours.room })}</p>
      {hours.entries.length === 0 ? (
        <p>{t("pro.hours.entries.none")}</p>
      ) : (
        <>
          <p className="not-printed network-actions">
            {hours.closedFor.length === 0 ? null : (
              <a
                className="button button-quiet"
                href={href(`/pro/personnes/${personId}/heures/releve`, { mois: hours.month })}
              >
                {t("pro.hours.statement.see")}
              </a>
            )}
            <a
              className="button button-quiet"
              href={href("/pro/personnes/heures/fichier", { personId, month: hours.month })}
            >
              {t("pro.hours.download")}
            </a>
            <button
              type="button"
              className="button button-quiet"
              data-island="print"
              data-needs-script
              hidden
            >
              {t("pro.read.print")}
            </button>
          </p>
          <ul className="offers">
            {hours.entries.map((entry) => (
              <li key={entry.id} className="offer offer-line">
                <Entry personId={personId} hours={hours} entry={entry} />
              </li>
            ))}
          </ul>
          <p>
            <strong>
              {t(`code.${hoursStatus.name}.done`)}
              {" · "}
              {t("pro.hours.total")}
              {" : "}
              {t("pro.hours.minutes", { minutes: done.reduce((sum, { minutes }) => sum + minutes, 0) })}
            </strong>
          </p>
        </>
      )}
    </section>
  );
}

function Entry(props: HoursProps & { readonly entry: HoursProps["hours"]["entries"][number] }): ReactNode {
  const { t, format } = usePage();
  const { personId, hours, entry } = props;
  return (
    <>
      <p>
        <strong>{dayOf(format, entry.day)}</strong>
        {" · "}
        {t("pro.hours.minutes", { minutes: entry.minutes })}
        {" · "}
        {t(`code.${hoursActivity.name}.${entry.activity}`)}
      </p>
      <p>
        {t(`code.${hoursStatus.name}.${entry.status}`)}
        {" · "}
        {entry.provider.name}
      </p>
      {entry.corrections === 0 ? null : <p>{t("pro.hours.corrected", { count: entry.corrections })}</p>}
      <div className="not-printed">
        <FoldedForm
          summary={
            <>
              {t(entry.isFixed ? "pro.hours.correct" : "pro.hours.change")}
              <span className="visually-hidden"> {dayOf(format, entry.day)}</span>
            </>
          }
          action={entry.isFixed ? correctHours : changeHours}
          form={entryFormId(entry)}
        >
          {entry.isFixed ? (
            <CorrectionForm {...props} />
          ) : (
            <ActionForm
              action={changeHours}
              id={entryFormId(entry)}
              params={{ personId, entryId: entry.id }}
              version={entry.version}
              submit={t("pro.hours.change.submit")}
              tone="quiet"
              fields={entryFormFields(t, hours.providers, entry)}
            />
          )}
        </FoldedForm>
      </div>
    </>
  );
}
