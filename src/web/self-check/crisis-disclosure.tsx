import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { CrisisCard } from "../public/crisis-card.tsx";

/** The crisis card in the page itself, one tap away and whole without network. */
export function CrisisDisclosure(): ReactNode {
  const { t } = usePage();
  return (
    <details className="disclosure">
      <summary>{t("page.selfCheck.helpNow")}</summary>
      <CrisisCard />
    </details>
  );
}
