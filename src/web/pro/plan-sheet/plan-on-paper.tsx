import type { Person } from "#pathway";
import { handOwnLink } from "#pathway/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";

/** The plan on a sheet in the language of the person, whatever the reader's, and the code that goes onto it. */
export function PlanOnPaper({
  file,
  mayChange,
}: {
  readonly file: Person;
  readonly mayChange: boolean;
}): ReactNode {
  const { t, refused } = usePage();
  const path = addressOf(file.preferredLocale, `/pro/personnes/${file.id}/mon-projet`);
  return (
    <>
      <p className="not-printed network-actions">
        <a className="button button-quiet" href={path} hrefLang={file.preferredLocale}>
          {t("pro.planSheet.see")}
        </a>
        <a className="button button-quiet" href={`${path}.pdf`} type="application/pdf">
          {t("pro.planSheet.pdf")}
        </a>
      </p>
      {mayChange ? (
        <details className="disclosure" open={refused?.action === handOwnLink.name}>
          <summary>{t("pro.planSheet.hand")}</summary>
          <ActionForm
            action={handOwnLink}
            params={{ personId: file.id }}
            tone="quiet"
            fields={[
              {
                name: "agreedName",
                label: t("pro.planSheet.hand.name"),
                hint: t("pro.planSheet.hand.name.hint"),
              },
              {
                name: "callbackPhone",
                label: t("pro.planSheet.hand.phone"),
                control: "tel",
                inputmode: "tel",
              },
            ]}
            submit={t("pro.planSheet.hand.submit")}
          >
            <p className="hint">{t("pro.planSheet.hand.hint")}</p>
          </ActionForm>
        </details>
      ) : null}
    </>
  );
}
