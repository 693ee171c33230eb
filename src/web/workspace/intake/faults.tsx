import type { checkSurveyDraft } from "#observatory/actions";
import type { OutputOf } from "#base";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";

/** What is wrong with a file and its codebook. */
export type Faults = OutputOf<typeof checkSurveyDraft>["issues"];

/** What is wrong with a file and its codebook: what stops the import before what is only told. */
export function FaultList({ faults }: { readonly faults: Faults }): ReactNode {
  const { t } = usePage();
  if (faults.length === 0) return <Notice tone="success">{t("pro.intake.noFault")}</Notice>;
  const ordered = faults.toSorted((a, b) => Number(b.isRefusing) - Number(a.isRefusing));
  return (
    <Notice tone={faults.some(({ isRefusing }) => isRefusing) ? "danger" : "plain"}>
      <ul>
        {ordered.map(({ fault, where, count, isRefusing }) => (
          <li key={`${fault} ${where}`}>
            {where === "" ? null : (
              <>
                <code>{where}</code>
                {" : "}
              </>
            )}
            {t(`pro.intake.fault.${fault}`, { count })}
            {isRefusing ? null : ` ${t("pro.intake.onlyTold")}`}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
