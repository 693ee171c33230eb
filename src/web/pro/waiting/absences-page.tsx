import type { OutputOf } from "#base";
import { endAbsence, listAbsences, noteAbsence } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { ActButton } from "../act-button.tsx";
import { Refusable, Refused } from "../refused.tsx";

type Absences = OutputOf<typeof listAbsences>;

/** `/pro/absences`: who is away and who covers. */
export const absencesPage: PageDefinition = {
  path: "/pro/absences",
  part: "persons",
  open: async ({ t, call }) => ({
    title: t("pro.absences.title"),
    main: <AbsencesView known={await call(listAbsences, {})} />,
  }),
};

function AbsencesView({ known }: { readonly known: Absences }): ReactNode {
  const { t, format } = usePage();
  const organisations = [...new Set(known.away.map(({ controllerId }) => controllerId))];
  const day = (one: Absences["absences"][number]["fromDay"]): string =>
    format.day(one, { withoutWeekday: true });
  return (
    <div className="column">
      <h1>{t("pro.absences.title")}</h1>
      <p className="lead">{t("pro.absences.lead")}</p>
      <Refused actions={[endAbsence]} />
      {known.absences.length === 0 ? <p>{t("pro.absences.none")}</p> : null}
      <ul className="offers">
        {known.absences.map((one) => (
          <li key={one.id} className="offer offer-line">
            <h2 className="offer-name" dir="auto">
              {one.name ?? t("pro.companions.gone")}
            </h2>
            <p>
              {t("pro.absences.line", {
                from: day(one.fromDay),
                until: day(one.untilDay),
                cover: one.coverName ?? t("pro.companions.gone"),
              })}
            </p>
            {one.mayEnd ? (
              <ActButton
                action={endAbsence}
                params={{ absenceId: one.id }}
                values={{}}
                label={t("pro.absences.end")}
                about={one.name ?? ""}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {organisations.map((controllerId) => (
        <NewAbsence key={controllerId} controllerId={controllerId} known={known} />
      ))}
    </div>
  );
}

function NewAbsence({
  controllerId,
  known,
}: {
  readonly controllerId: string;
  readonly known: Absences;
}): ReactNode {
  const { t } = usePage();
  const choicesOf = (people: Absences["away"]) =>
    people
      .filter((one) => one.controllerId === controllerId)
      .map((one) => ({ value: one.accountId, label: one.name ?? t("pro.companions.gone") }));
  const [away, covers] = [choicesOf(known.away), choicesOf(known.covers)];
  const hasCover = covers.some(({ value }) => away.length > 1 || value !== away[0]?.value);
  return (
    <section aria-labelledby={`new-${controllerId}`}>
      <h2 id={`new-${controllerId}`}>{t("pro.absences.new")}</h2>
      {hasCover ? (
        <Refusable isOwn={({ values }) => values["controllerId"]?.at(-1) === controllerId}>
          <ActionForm
            action={noteAbsence}
            id={`absence-${controllerId}`}
            fields={[
              { name: "controllerId", label: "", control: "hidden", value: controllerId },
              { name: "accountId", label: t("pro.absences.who"), control: "select", choices: away },
              {
                name: "coverId",
                label: t("pro.absences.cover"),
                hint: t("pro.absences.cover.hint"),
                control: "select",
                choices: covers,
              },
              { name: "fromDay", label: t("pro.absences.from"), control: "date" },
              { name: "untilDay", label: t("pro.absences.until"), control: "date" },
            ]}
            submit={t("pro.absences.submit")}
          />
        </Refusable>
      ) : (
        <p>{t("pro.absences.noCover")}</p>
      )}
    </section>
  );
}
