import { restorePathway } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Refusable } from "../refused.tsx";
import type { ShownPathway } from "./shown-pathway.ts";

type Decisions = ShownPathway["read"]["decisions"];

/** Every decision with who, when and why; an earlier one can be taken again. */
export function History({
  decisions,
  mayDecide,
}: {
  readonly decisions: Decisions;
  readonly mayDecide: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const [newest] = decisions;
  if (newest === undefined) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t("pro.pathway.history")}</h2>
      <ol className="offers">
        {decisions.map((one) => (
          <li key={one.position} className="offer offer-line">
            <p>
              {t("pro.pathway.decided", {
                when: momentInWords(format, one.decidedAt),
                name: one.decidedBy || t("pro.pathway.somebody"),
                what: one.isDefault
                  ? t("pro.pathway.catalogue")
                  : one.changed.map((field) => t(`pro.pathway.${field}`)).join(", "),
              })}
            </p>
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
      <summary>{t("pro.pathway.restore")}</summary>
      <Refusable isOwn={({ values }) => values["position"]?.[0] === String(position)}>
        <ActionForm
          action={restorePathway}
          id={`restore-${position}`}
          submit={t("pro.pathway.restore")}
          tone="quiet"
          fields={[
            { name: "position", label: "", control: "hidden", value: String(position) },
            { name: "reason", label: t("pro.pathway.reason"), hint: t("pro.pathway.reason.hint") },
          ]}
        />
      </Refusable>
    </details>
  );
}
