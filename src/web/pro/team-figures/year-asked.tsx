import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import { Notice } from "../../ui/notice.tsx";

/** The year of an address; where it is none that can be asked for, that of today is shown, and said to be. */
export interface YearAsked {
  readonly year: string | undefined;
  readonly isUnreadable: boolean;
}

/** Reads `?annee=`: a year from 2020 to 2100. */
export function yearAsked(query: URLSearchParams): YearAsked {
  const typed = query.get("annee")?.trim() ?? "";
  const isYear = /^(20[2-9]\d|2100)$/.test(typed);
  return { year: isYear ? typed : undefined, isUnreadable: typed !== "" && !isYear };
}

/** Said where the year of the address is none. */
export function YearUnreadable(): ReactNode {
  const { t } = usePage();
  return (
    <div role="alert">
      <Notice tone="danger">{t("pro.figures.yearUnreadable")}</Notice>
    </div>
  );
}
