import { restoreMatchWeights } from "#directory/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { Decisions } from "../decisions.tsx";
import type { ReadWeights } from "./shown-weights.ts";

/** Every decision on weights; an earlier one can be taken again. */
export function WeightHistory(props: {
  readonly decisions: ReadWeights["decisions"];
  readonly mayDecide: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const told = props.decisions.map((one) => ({
    position: one.position,
    reason: one.reason,
    told: (
      <>
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
      </>
    ),
  }));
  return (
    <Decisions
      mayDecide={props.mayDecide}
      decisions={told}
      words={{
        title: t("pro.weights.history"),
        restore: t("pro.weights.restore"),
        reason: t("pro.weights.reason"),
        reasonHint: t("pro.weights.reason.hint"),
      }}
      restore={restoreMatchWeights}
    />
  );
}
