import type { OutputOf } from "#base";
import { handOver, listLoads } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";

type Load = OutputOf<typeof listLoads>["loads"][number];

/** `/pro/relais`: what each colleague has open, in counts without persons, and handing it over to somebody else. */
export const handOverPage: PageDefinition = {
  path: "/pro/relais",
  part: "persons",
  open: async ({ t, call }) => {
    const { loads } = await call(listLoads, {});
    return { title: t("pro.handOver.title"), main: <HandOver loads={loads} /> };
  },
};

function HandOver({ loads }: { readonly loads: readonly Load[] }): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.handOver.title")}</h1>
      <p className="lead">{t("pro.handOver.lead")}</p>
      {loads.length === 0 ? <p>{t("pro.handOver.none")}</p> : null}
      <ul className="offers">
        {loads.map((load) => (
          <LoadLine key={`${load.controllerId} ${load.accountId}`} load={load} loads={loads} />
        ))}
      </ul>
    </div>
  );
}

function LoadLine({ load, loads }: { readonly load: Load; readonly loads: readonly Load[] }): ReactNode {
  const { t } = usePage();
  const { controllerId, accountId, name, isHere, persons, loops, waiting, urgent, mayHandOver } = load;
  const successors = loads.filter(
    (one) => one.isHere && one.controllerId === controllerId && one.accountId !== accountId,
  );
  const hasWork = persons > 0 || loops > 0;
  return (
    <li className="offer offer-line">
      <h2 className="offer-name" dir="auto">
        {name ?? t("pro.companions.gone")}
      </h2>
      <p>
        {t("pro.handOver.counts", { persons, loops })}
        {isHere ? null : ` · ${t("pro.handOver.left")}`}
      </p>
      {loops > 0 ? <p>{t("pro.handOver.waiting", { waiting, urgent })}</p> : null}
      {mayHandOver && hasWork && successors.length > 0 ? (
        <FoldedForm
          summary={t("pro.handOver.begin")}
          action={handOver}
          isOwn={({ values }) => values["fromId"]?.at(-1) === accountId}
        >
          <ActionForm
            action={handOver}
            id={`relais-${accountId}`}
            fields={[
              { name: "controllerId", label: "", control: "hidden", value: controllerId },
              { name: "fromId", label: "", control: "hidden", value: accountId },
              {
                name: "toId",
                label: t("pro.handOver.to"),
                hint: t("pro.handOver.hint"),
                control: "select",
                choices: successors.map((one) => ({
                  value: one.accountId,
                  label: one.name ?? t("pro.companions.gone"),
                })),
              },
            ]}
            submit={t("pro.handOver.submit")}
          />
        </FoldedForm>
      ) : null}
    </li>
  );
}
