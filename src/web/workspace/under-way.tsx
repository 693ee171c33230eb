import { stopAnalysis, type AnalysisWork } from "#observatory/actions";
import type { ReactNode } from "react";
import { timeZone } from "../account/moment.ts";
import { usePage } from "../context.ts";
import { ActionForm } from "../ui/action-form.tsx";
import { questionWords } from "./question.ts";

const steps = ["waiting", "estimating", "protecting"] as const;

/** How far one's analysis is, step by step, and the way to stop it. The page that shows it looks again by itself. */
export function UnderWay({ work }: { readonly work: AnalysisWork }): ReactNode {
  const { t, format } = usePage();
  const current = steps.indexOf(work.step);
  return (
    <section aria-labelledby="under-way">
      <h2 id="under-way">{t("pro.workspace.underWay")}</h2>
      <p>
        {questionWords(t, work)} ·{" "}
        {t("pro.workspace.underWay.since", { time: format.timeAt(work.startedAt, timeZone) })}
      </p>
      <ol className="work-steps">
        {steps.map((step, at) => (
          <li key={step} aria-current={at === current ? "step" : undefined}>
            {t(`pro.workspace.step.${step}`)}{" "}
            <span className="quiet">
              {at === current && work.total > 1
                ? t("pro.workspace.step.count", { done: work.done, total: work.total })
                : t(`pro.workspace.step.${at < current ? "done" : at === current ? "now" : "later"}`)}
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet">{t("pro.workspace.underWay.leave")}</p>
      <ActionForm action={stopAnalysis} submit={t("pro.workspace.underWay.stop")} tone="quiet" fields={[]} />
    </section>
  );
}
