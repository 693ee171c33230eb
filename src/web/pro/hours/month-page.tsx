import { listOrganisations } from "#access/actions";
import type { OutputOf } from "#base";
import {
  addHoursProvider,
  importHours,
  listHoursClosings,
  listHoursDepartments,
  readHoursMonth,
  setHoursDepartment,
} from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { dayOf } from "./day-of.ts";
import { Closings } from "./closings.tsx";
import { Departments } from "./departments.tsx";
import { MonthForm } from "./month-form.tsx";
import { Statement } from "./statement.tsx";

type Month = OutputOf<typeof readHoursMonth>;
type Listed = OutputOf<typeof listHoursDepartments>["departments"];

/** `/pro/heures`: the month of an organisation, what was noticed, and what a service's table says. */
export const hoursMonthPage: PageDefinition = {
  path: "/pro/heures",
  part: "health",
  open: async (context) => {
    const { t, call, query, actor } = context;
    const title = t("pro.hours.title");
    const { departments } = await call(listHoursDepartments, {});
    const own = actor.memberships.filter((one) => readHoursMonth.allow.check(actor, one).allowed);
    const ids = [...new Set(own.map(({ controllerId }) => controllerId))];
    const wanted = query.get("organisme") ?? (ids.length === 1 ? ids[0] : undefined);
    if (ids.length > 0 && wanted === undefined)
      return { title, main: <Organisations organisations={await namesOf(context, ids)} /> };
    const asked = (name: string): string | undefined => query.get(name)?.trim() || undefined;
    const month =
      ids.length === 0
        ? null
        : await call(readHoursMonth, {
            controllerId: wanted,
            month: asked("mois"),
            providerId: asked("service"),
            department: asked("departement"),
          });
    const closings =
      month === null
        ? null
        : await call(listHoursClosings, { controllerId: month.controllerId, month: month.month });
    return { title, main: <MonthView {...{ month, closings, departments }} /> };
  },
};

async function namesOf({ call }: PageContext, ids: readonly string[]) {
  const { organisations } = await call(listOrganisations, {});
  return organisations.filter(({ id }) => ids.includes(id));
}

function Organisations(props: {
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
}): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.hours.title")}</h1>
      <p>{t("pro.hours.organisation")}</p>
      <ul>
        {props.organisations.map(({ id, name }) => (
          <li key={id}>
            <a href={href("/pro/heures", { organisme: id })}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function MonthView(props: {
  readonly month: Month | null;
  readonly closings: OutputOf<typeof listHoursClosings> | null;
  readonly departments: Listed;
}): ReactNode {
  const { t, actor } = usePage();
  const { month, closings, departments } = props;
  return (
    <>
      <div className="column">
        <h1>{t("pro.hours.title")}</h1>
        <p className="lead">{t("pro.hours.lead")}</p>
        {month === null ? null : (
          <>
            <Invitations invitations={month.invitations} />
            <MonthForm month={month} departments={departments} />
          </>
        )}
      </div>
      {month === null ? null : <Statement month={month} />}
      <div className="column">
        {month === null || closings === null ? null : (
          <Closings listed={closings} controllerId={month.controllerId} departments={departments} />
        )}
        {month === null ? null : <Services month={month} />}
        <Departments
          departments={departments}
          mayChange={setHoursDepartment.allow.check(actor, undefined).allowed}
        />
      </div>
    </>
  );
}

function Invitations({ invitations }: Pick<Month, "invitations">): ReactNode {
  const { t, href, format } = usePage();
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="invitations" className="not-printed">
      <h2 id="invitations">{t("pro.hours.invitations")}</h2>
      <p>{t("pro.hours.invitations.lead")}</p>
      <ul>
        {invitations.map(({ id, personId, givenNames, noticedOn }) => (
          <li key={id}>
            <a href={href(`/pro/personnes/${personId}/heures`)} dir="auto">
              {givenNames}
            </a>
            {" · "}
            {t("pro.hours.invitation.since", { day: dayOf(format, noticedOn) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The services, and the reading of their tables. */
function Services({ month }: { readonly month: Month }): ReactNode {
  const { t, href, newKey, format } = usePage();
  const organisation = {
    name: "controllerId",
    label: "",
    control: "hidden",
    value: month.controllerId,
  } as const;
  return (
    <section aria-labelledby="services" className="not-printed">
      <h2 id="services">{t("pro.hours.providers")}</h2>
      {month.providers.length === 0 ? <p>{t("pro.hours.providers.none")}</p> : null}
      <ul>
        {month.providers.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <ActionForm
        action={addHoursProvider}
        submit={t("pro.hours.providers.add")}
        tone="quiet"
        fields={[
          { name: "id", label: "", control: "hidden", value: newKey() },
          organisation,
          { name: "name", label: t("pro.hours.providers.name"), autocomplete: "off" },
        ]}
      />
      {month.providers.length === 0 ? null : (
        <>
          <h3 className="apart">{t("pro.hours.import")}</h3>
          <p>{t("pro.hours.import.lead")}</p>
          <ActionForm
            action={importHours}
            submit={t("pro.hours.import.submit")}
            fields={[
              { name: "id", label: "", control: "hidden", value: newKey() },
              organisation,
              {
                name: "providerId",
                label: t("pro.hours.provider"),
                control: "select",
                choices: month.providers.map(({ id, name }) => ({ value: id, label: name })),
              },
              { name: "text", label: t("pro.hours.import.text"), control: "textarea", spellcheck: false },
              { name: "isTrial", label: t("pro.hours.import.trial") },
            ]}
          />
        </>
      )}
      {month.imports.length === 0 ? null : (
        <>
          <h3 className="apart">{t("pro.hours.imports")}</h3>
          <ul>
            {month.imports.map(({ id, providerName, at, rows, faults }) => (
              <li key={id}>
                <a href={href(`/pro/heures/imports/${id}`)}>
                  {t("pro.hours.imports.line", {
                    provider: providerName,
                    when: momentInWords(format, at),
                    rows,
                    faults,
                  })}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
