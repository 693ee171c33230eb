import { setAside } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";

/** Id of the form to which the boxes of the lines belong. */
export const asideFormId = "mettre-de-cote";

const days = [1, 3, 7] as const;

/** Sets aside the lines that were ticked. */
export function AsideForm(): ReactNode {
  const { t } = usePage();
  return (
    <section className="queue-aside" aria-labelledby="aside-title">
      <h2 id="aside-title">{t("pro.waiting.aside.title")}</h2>
      <p className="hint">{t("pro.waiting.aside.hint")}</p>
      <ActionForm
        action={setAside}
        id={asideFormId}
        tone="quiet"
        fields={[
          {
            name: "days",
            label: t("pro.waiting.aside.days"),
            control: "select",
            isNeeded: true,
            value: "3",
            choices: days.map((count) => ({
              value: String(count),
              label: t("pro.waiting.aside.day", { count }),
            })),
          },
        ]}
        submit={t("pro.waiting.aside.submit")}
      />
    </section>
  );
}
