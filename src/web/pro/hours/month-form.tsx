import type { OutputOf } from "#base";
import type { listHoursDepartments, readHoursMonth } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";

/** What a {@link MonthForm} is given. */
export interface MonthFormProps {
  readonly month: OutputOf<typeof readHoursMonth>;
  readonly departments: OutputOf<typeof listHoursDepartments>["departments"];
}

/** Which month, service and departement: a form that only asks, so that the address holds it. */
export function MonthForm({ month, departments }: MonthFormProps): ReactNode {
  const { t, href, query } = usePage();
  return (
    <form method="get" action={href("/pro/heures")} className="form not-printed">
      <input type="hidden" name="organisme" value={month.controllerId} />
      <div className="field">
        <label htmlFor="mois">{t("pro.hours.month")}</label>
        <p className="hint" id="mois-hint">
          {t("pro.hours.month.hint")}
        </p>
        <input
          id="mois"
          name="mois"
          className="control"
          type="month"
          pattern="20\d\d-(0[1-9]|1[0-2])"
          defaultValue={month.month}
          aria-describedby="mois-hint"
        />
      </div>
      <Choice
        name="service"
        label={t("pro.hours.provider")}
        none={t("pro.hours.provider.all")}
        value={query.get("service") ?? ""}
        choices={month.providers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Choice
        name="departement"
        label={t("pro.hours.department")}
        none={t("pro.hours.department.all")}
        value={query.get("departement") ?? ""}
        choices={departments.map(({ department }) => ({ value: department, label: department }))}
      />
      <p className="form-end">
        <button type="submit" className="button button-quiet">
          {t("pro.hours.show")}
        </button>
      </p>
    </form>
  );
}

function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}): ReactNode {
  const { name, label, none, value, choices } = props;
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} className="control" defaultValue={value}>
        <option value="">{none}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
