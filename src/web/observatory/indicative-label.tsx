import type { Sampling } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Says under which hypothesis there is an interval at all, where people were not drawn by lot; nothing where they were. */
export function IndicativeLabel({ sampling }: { readonly sampling: Sampling }): ReactNode {
  const { t } = usePage();
  if (sampling === "probability") return null;
  return (
    <p className="synthetic">
      <strong>{t(`page.observatory.indicative.${sampling}`)}</strong> {t("page.observatory.indicative.text")}
    </p>
  );
}
