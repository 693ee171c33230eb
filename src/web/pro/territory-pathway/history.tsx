import { restorePathway } from "#pathway/actions";
import type { ReactNode } from "react";
import { momentInWords } from "../../account/moment.ts";
import { usePage } from "../../context.ts";
import { Decisions } from "../decisions.tsx";
import type { ShownPathway } from "./shown-pathway.ts";

/** Every decision on the pathway; an earlier one can be taken again. */
export function History(props: {
  readonly decisions: ShownPathway["read"]["decisions"];
  readonly mayDecide: boolean;
}): ReactNode {
  const { t, format } = usePage();
  const told = props.decisions.map((one) => ({
    position: one.position,
    reason: one.reason,
    told: (
      <p>
        {t("pro.pathway.decided", {
          when: momentInWords(format, one.decidedAt),
          name: one.decidedBy || t("pro.pathway.somebody"),
          what: one.isDefault
            ? t("pro.pathway.catalogue")
            : one.changed.map((field) => t(`pro.pathway.${field}`)).join(", "),
        })}
      </p>
    ),
  }));
  return (
    <Decisions
      mayDecide={props.mayDecide}
      decisions={told}
      words={{
        title: t("pro.pathway.history"),
        restore: t("pro.pathway.restore"),
        reason: t("pro.pathway.reason"),
        reasonHint: t("pro.pathway.reason.hint"),
      }}
      restore={restorePathway}
    />
  );
}
