import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Says that the data were invented: on every page and every picture of a synthetic survey; nothing for a real one. */
export function SyntheticLabel({ isSynthetic }: { readonly isSynthetic: boolean }): ReactNode {
  const { t } = usePage();
  if (!isSynthetic) return null;
  return (
    <p className="synthetic">
      <strong>{t("page.observatory.synthetic")}</strong> {t("page.observatory.synthetic.text")}
    </p>
  );
}
