import type { OutputOf } from "#base";
import { addCompanion, type listCompanions } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { FoldedForm } from "../../ui/folded-form.tsx";
import { dayInWords } from "../day.ts";

/** Who accompanies a person, as listed. */
export type CompanionList = OutputOf<typeof listCompanions>;

/** Who accompanies the person and sees the file; a link worker lets a colleague in. */
export function Companions({
  personId,
  list,
}: {
  readonly personId: string;
  readonly list: CompanionList;
}): ReactNode {
  const { t, format } = usePage();
  const mayAdd = list.allowed.includes(addCompanion.name) && list.colleagues.length > 0;
  return (
    <section aria-labelledby="accompagnants">
      <h2 id="accompagnants">{t("pro.companions.title")}</h2>
      <p className="quiet">{t("pro.companions.lead")}</p>
      <ul>
        {list.companions.map(({ accountId, name, since, endedAt }) => (
          <li key={accountId}>
            <span dir="auto">{name ?? t("pro.companions.gone")}</span>
            <span className="quiet">
              {" · "}
              {endedAt === null
                ? t("pro.companions.since", { day: dayInWords(format, since) })
                : t("pro.companions.ended", { day: dayInWords(format, endedAt) })}
            </span>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <FoldedForm summary={t("pro.companions.add")} action={addCompanion}>
          <ActionForm
            action={addCompanion}
            params={{ personId }}
            fields={[
              {
                name: "accountId",
                label: t("pro.companions.colleague"),
                control: "select",
                choices: list.colleagues.map(({ accountId, name }) => ({
                  value: accountId,
                  label: name ?? t("pro.companions.gone"),
                })),
              },
            ]}
            submit={t("pro.companions.submit")}
          />
        </FoldedForm>
      ) : null}
    </section>
  );
}
