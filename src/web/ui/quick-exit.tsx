import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** The neutral page to which one leaves: the weather. */
export const neutralAddress = "https://meteofrance.com/";

/** A way out of the site at once: a plain link, made faster and stiller by its island. First thing in the tab order. */
export function QuickExit(): ReactNode {
  const { t } = usePage();
  return (
    <a
      className="quick-exit"
      href={neutralAddress}
      rel="noreferrer nofollow"
      data-island="quick-exit"
      aria-describedby="quick-exit-limits"
    >
      <svg className="quick-exit-sign" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d="M2 2l8 8M10 2l-8 8" />
      </svg>
      <span className="quick-exit-label">{t("page.exit.link")}</span>
      <span className="quick-exit-key" aria-hidden="true" hidden data-needs-script>
        {t("page.exit.keys")}
      </span>
    </a>
  );
}
