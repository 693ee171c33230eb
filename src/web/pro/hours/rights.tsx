import { endHoursRight, grantHours } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { dayOf } from "./day-of.ts";
import type { HoursProps } from "./hours-props.ts";

/** What the plans give, and the forms to note one or to end it. */
export function Rights({ personId, hours }: HoursProps): ReactNode {
  const { t, format, newKey, refused } = usePage();
  const isOpen = hours.rights.length === 0 || refused?.action === grantHours.name;
  return (
    <section aria-labelledby="rights" className="not-printed">
      <h2 id="rights">{t("pro.hours.right")}</h2>
      {hours.rights.length === 0 ? <p>{t("pro.hours.right.none")}</p> : null}
      <ul className="offers">
        {hours.rights.map((right) => (
          <li key={right.id} className="offer offer-line">
            <p>
              <strong>
                {t(`pro.hours.right.${right.decision}`, {
                  minutes: right.monthlyMinutes,
                  from: dayOf(format, right.validFrom),
                })}
              </strong>
              {right.validUntil === null
                ? null
                : ` ${t("pro.hours.right.until", { day: dayOf(format, right.validUntil) })}`}
            </p>
            <p>
              {[
                right.department,
                right.gir === null ? null : `${t("pro.hours.gir")} ${right.gir}`,
                right.planNumber,
              ]
                .filter((fact) => fact !== null)
                .join(" · ")}
            </p>
            {right.validUntil === null ? (
              <FoldedForm summary={t("pro.hours.right.end")} action={endHoursRight} form={`end-${right.id}`}>
                <ActionForm
                  action={endHoursRight}
                  id={`end-${right.id}`}
                  params={{ personId, rightId: right.id }}
                  version={right.version}
                  submit={t("pro.hours.right.end")}
                  tone="quiet"
                  fields={[{ name: "lastDay", label: t("pro.hours.right.lastDay"), control: "date" }]}
                />
              </FoldedForm>
            ) : null}
          </li>
        ))}
      </ul>
      {hours.departments.length === 0 ? (
        <p>{t("error.pathway.hoursDepartmentUnknown")}</p>
      ) : (
        <details className="disclosure" open={isOpen}>
          <summary>{t("pro.hours.right.add")}</summary>
          <ActionForm
            action={grantHours}
            params={{ personId }}
            submit={t("pro.hours.right.submit")}
            fields={[
              { name: "id", label: "", control: "hidden", value: newKey() },
              {
                name: "department",
                label: t("pro.hours.department"),
                control: "select",
                choices: hours.departments.map(({ department }) => ({
                  value: department,
                  label: department,
                })),
              },
              { name: "gir", label: t("pro.hours.right.gir") },
              { name: "planNumber", label: t("pro.hours.planNumber"), autocomplete: "off" },
              {
                name: "decision",
                label: t("pro.hours.right.decision"),
                choices: (["accepted", "refused"] as const).map((value) => ({
                  value,
                  label: t(`pro.hours.right.decision.${value}`),
                })),
              },
              { name: "validFrom", label: t("pro.hours.right.from"), control: "date" },
              { name: "validUntil", label: t("pro.hours.right.untilField"), control: "date" },
              { name: "monthlyMinutes", label: t("pro.hours.right.minutes"), value: "540", isNeeded: true },
            ]}
          />
        </details>
      )}
    </section>
  );
}
