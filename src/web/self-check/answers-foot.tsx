import { forgetSelfCheck, keepSelfCheck } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";
import { CrisisDisclosure } from "./crisis-disclosure.tsx";
import { ReadingChoice } from "./easy.tsx";

/** What an {@link AnswersFoot} is given. */
export interface AnswersFootProps {
  readonly isKept: boolean;
  readonly isEasy: boolean;
  /** Last part of the address of this page. */
  readonly here: string;
}

/** At the foot of every step: help at once, easy words, erase, go on later. */
export function AnswersFoot({ isKept, isEasy, here }: AnswersFootProps): ReactNode {
  const { t } = usePage();
  return (
    <div className="step-foot not-printed">
      <CrisisDisclosure />
      <ReadingChoice isEasy={isEasy} next={here} />
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
