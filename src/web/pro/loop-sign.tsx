import { referralLoop, type Referral } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Whether one knows how a referral ended: a ring for open, full for known, dashed for unknown, and the words. */
export function LoopSign({ loop }: { readonly loop: Referral["loop"] }): ReactNode {
  const { t } = usePage();
  return (
    <span className={`loop loop-${loop}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        <circle cx="6" cy="6" r="4.25" />
      </svg>
      {t(`code.${referralLoop.name}.${loop}`)}
    </span>
  );
}
