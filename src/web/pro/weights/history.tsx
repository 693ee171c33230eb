import { restoreMatchWeights } from "#directory/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Refusable } from "../refused.tsx";
import type { ReadWeights } from "./shown-weights.ts";

/** Every decision with who, when and why; an earlier one can be taken again. */
export function WeightHistory(props: {
  readonly decisions: ReadWeights["decisions"];
  readonly mayDecide: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const { decisions, mayDecide } = props;
  const [newest] = decisions;
  if (newest === undefined) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("pro.weights.history")}</h2>
      <ol className="offers">
        {decisions.map((one) => (
          <li key={one.position} className="offer offer-line">
            <p>
              {t("pro.weights.decided", {
                when: momentInWords(format, one.decidedAt),
                name: one.decidedBy || t("pro.weights.somebody"),
              })}
            </p>
            <ul>
              {one.changed.map(({ name, value }) => (
                <li key={name}>
                  {t("pro.weights.chosen", {
                    what: t(`pro.weights.weight.${name}`),
                    value: format.hundredths(value),
                  })}
                </li>
              ))}
            </ul>
            <p>{one.reason}</p>
            {mayDecide && one !== newest ? <TakeAgain position={one.position} /> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function TakeAgain({ position }: { readonly position: number }): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure">
      <summary>{t("pro.weights.restore")}</summary>
      <Refusable isOwn={({ values }) => values["position"]?.[0] === String(position)}>
        <ActionForm
          action={restoreMatchWeights}
          id={`restore-${position}`}
          submit={t("pro.weights.restore")}
          tone="quiet"
          fields={[
            { name: "position", label: "", control: "hidden", value: String(position) },
            { name: "reason", label: t("pro.weights.reason"), hint: t("pro.weights.reason.hint") },
          ]}
        />
      </Refusable>
    </details>
  );
}
