import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";

/** Alerts that nobody took over stand before everything else that waits; nothing where there is none. */
export function AlertsFirst({ count }: { readonly count: number }): ReactNode {
  const { t, href } = usePage();
  if (count === 0) return null;
  return (
    <Notice tone="danger">
      <p>
        <strong>{t("pro.alerts.count", { count })}</strong>{" "}
        <a href={href("/pro/alertes")}>{t("pro.risk.takeOver")}</a>
      </p>
    </Notice>
  );
}
