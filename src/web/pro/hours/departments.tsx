import type { OutputOf } from "#base";
import { setHoursDepartment, type listHoursDepartments } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Refusable } from "../refused.tsx";

type Listed = OutputOf<typeof listHoursDepartments>["departments"];

/** Which departements apply the hours; the administrator of the territory says so. */
export function Departments(props: { readonly departments: Listed; readonly mayChange: boolean }): ReactNode {
  const { t } = usePage();
  const { departments, mayChange } = props;
  return (
    <section aria-labelledby="departments" className="not-printed">
      <h2 id="departments">{t("pro.hours.departments")}</h2>
      <p>{t("pro.hours.departments.lead")}</p>
      {departments.length === 0 ? <p>{t("pro.hours.departments.none")}</p> : null}
      <ul className="offers">
        {departments.map((one) => (
          <li key={one.department} className="offer offer-line">
            <p>
              <strong>{one.department}</strong>
              {" · "}
              {t(`pro.hours.departments.${one.isApplied ? "applied" : "notApplied"}`)}
              {" · "}
              {t("pro.hours.departments.carry", { months: one.carryOverMonths })}
            </p>
            {mayChange ? <DepartmentForm known={one} /> : null}
          </li>
        ))}
      </ul>
      {mayChange ? <DepartmentForm known={null} /> : null}
    </section>
  );
}

function DepartmentForm({ known }: { readonly known: Listed[number] | null }): ReactNode {
  const { t, refused } = usePage();
  const code = known?.department ?? "";
  const isOwn =
    refused?.action === setHoursDepartment.name && (refused.values["department"]?.at(-1) ?? "") === code;
  return (
    <details className="disclosure" open={isOwn}>
      <summary>{t(known ? "pro.hours.departments.change" : "pro.hours.departments.add")}</summary>
      <Refusable isOwn={({ values }) => known === null || values["department"]?.at(-1) === code}>
        <ActionForm
          action={setHoursDepartment}
          id={`department-${code}`}
          version={known?.version ?? 0}
          submit={t("pro.hours.departments.save")}
          tone="quiet"
          fields={[
            {
              name: "department",
              label: t("pro.hours.departments.code"),
              value: code,
              ...(known ? { control: "hidden" as const } : {}),
            },
            {
              name: "isApplied",
              label: t("pro.hours.departments.applied"),
              value: known?.isApplied ? "true" : undefined,
            },
            {
              name: "carryOverMonths",
              label: t("pro.hours.departments.carryField"),
              value: String(known?.carryOverMonths ?? 0),
              isNeeded: true,
            },
          ]}
        />
      </Refusable>
    </details>
  );
}
