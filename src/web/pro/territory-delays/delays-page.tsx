import type { OutputOf } from "#base";
import { decideDelays, readDelays, resetDelays } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { FigureList } from "../team-figures/figure-list.tsx";

type Delays = OutputOf<typeof readDelays>;
type Name = keyof Delays["delays"];

const names: readonly Name[] = [
  "draftDays",
  "reminderDays",
  "linkDays",
  "expiryDays",
  "priorityExpiryWorkingDays",
  "firstContactWorkingDays",
  "attendanceDays",
  "attendanceAgainDays",
  "waitlistDays",
  "secondTryDays",
  "thirdTryDays",
  "laterTryDays",
  "reviewDays",
  "unknownDays",
  "contactConfirmDays",
  "documentDays",
  "mostUnderWay",
];

/** `/pro/delais`: the delays of the territory's loops, what was decided about them, and deciding. */
export const delaysPage: PageDefinition = {
  path: "/pro/delais",
  part: "persons",
  open: async ({ t, call }) => ({
    title: t("pro.delays.title"),
    main: <DelaysView read={await call(readDelays, {})} />,
  }),
};

function DelaysView({ read }: { readonly read: Delays }): ReactNode {
  const { t, actor, format } = usePage();
  const mayDecide = decideDelays.allow.check(actor, undefined).allowed;
  const why = { name: "reason", label: t("pro.delays.reason"), hint: t("pro.delays.reason.hint") };
  return (
    <div className="column">
      <h1>{t("pro.delays.title")}</h1>
      <p className="lead">{t("pro.delays.lead")}</p>
      <FigureList
        caption={t(read.isDefault ? "pro.delays.isDefault" : "pro.delays.isChosen")}
        columns={[t("pro.delays.what"), t("pro.delays.here"), t("pro.delays.default")]}
        rows={names.map((name) => ({
          label: t(`pro.delays.${name}`),
          cells: [read.delays[name], read.defaults[name]],
        }))}
      />
      {mayDecide ? (
        <section aria-labelledby="decide">
          <h2 id="decide">{t("pro.delays.decide")}</h2>
          <ActionForm
            action={decideDelays}
            submit={t("pro.delays.submit")}
            fields={[
              ...names.map((name) => ({
                name,
                label: t(`pro.delays.${name}`),
                control: "number" as const,
                // Left out, it would go back to the default unseen.
                isNeeded: true,
                value: String(read.delays[name]),
              })),
              why,
            ]}
          />
        </section>
      ) : (
        <Notice>{t("pro.delays.notYours")}</Notice>
      )}
      {mayDecide && !read.isDefault ? (
        <section aria-labelledby="reset">
          <h2 id="reset">{t("pro.delays.reset")}</h2>
          <ActionForm action={resetDelays} submit={t("pro.delays.reset")} tone="quiet" fields={[why]} />
        </section>
      ) : null}
      {read.decisions.length === 0 ? null : (
        <section aria-labelledby="history">
          <h2 id="history">{t("pro.delays.history")}</h2>
          <ol className="offers">
            {read.decisions.map((one) => (
              <li key={one.position} className="offer offer-line">
                <p>
                  {t("pro.delays.decided", {
                    when: momentInWords(format, one.decidedAt),
                    name: one.decidedBy || t("pro.delays.somebody"),
                  })}
                </p>
                <ul>
                  {one.changed.map(({ name, days }) => (
                    <li key={name}>{t("pro.delays.changed", { what: t(`pro.delays.${name}`), days })}</li>
                  ))}
                </ul>
                <p>{one.reason}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
