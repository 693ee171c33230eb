import { forgetSelfCheck, keepSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";
import { CrisisDisclosure } from "./crisis-disclosure.tsx";

/** At the foot of every step: help at once, erase, go on later. */
export function AnswersFoot({ isKept }: { readonly isKept: boolean }): ReactNode {
  const { t } = usePage();
  return (
    <div className="step-foot">
      <CrisisDisclosure />
      <details className="disclosure">
        <summary>{t("page.selfCheck.later")}</summary>
        <p>{t(isKept ? "page.selfCheck.later.kept" : "page.selfCheck.later.lead")}</p>
        <ActionForm
          action={keepSelfCheck}
          tone="quiet"
          fields={[{ name: "isKept", label: "", control: "hidden", value: isKept ? "false" : "true" }]}
          submit={t(isKept ? "page.selfCheck.later.stop" : "page.selfCheck.later.submit")}
        />
      </details>
      <ActionForm action={forgetSelfCheck} tone="quiet" fields={[]} submit={t("page.selfCheck.forget")} />
    </div>
  );
}
