import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** A field for machines: whoever sees the page does not see it, whoever hears it is told to leave it empty. */
export function Trap(): ReactNode {
  const { t } = usePage();
  return (
    <div className="visually-hidden">
      <label htmlFor="trap">{t("page.report.trap")}</label>
      <input id="trap" name="leaveEmpty" autoComplete="off" tabIndex={-1} />
    </div>
  );
}
