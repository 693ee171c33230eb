import type { IndicatorTables } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";

/** Bands of age by their ends: `15–25, 26–39, … 70+`; set off, so that they stay as they are in any direction. */
function bandWords(starts: readonly number[]): string {
  const bands = starts.map((from, at) => {
    const next = starts[at + 1];
    return next === undefined ? `${from}+` : `${from}–${next - 1}`;
  });
  return `\u2068${bands.join(", ")}\u2069`;
}

/** Figures published by others, as they quote them, with the reasons not to compare ours with them. */
export function Elsewhere({ tables }: { readonly tables: IndicatorTables }): ReactNode {
  const { t } = usePage();
  const { comparators, incomparable, summary } = tables;
  if (comparators.length === 0) return null;
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t("page.observatory.elsewhere")}</h2>
      {summary.headline !== null && incomparable.length > 0 ? (
        <>
          <p>{t("page.observatory.elsewhere.lead")}</p>
          <ul>
            {incomparable.map((reason) => (
              <li key={reason}>{t(`code.incomparability.${reason}`)}</li>
            ))}
          </ul>
        </>
      ) : null}
      <ul className="comparators">
        {comparators.map(({ value, scope, year, source, status, ageBands }) => (
          <li key={`${scope} ${year ?? ""} ${source}`}>
            <strong>
              <bdi>{value ?? t("page.observatory.elsewhere.unknown")}</bdi>
            </strong>{" "}
            <bdi>{year === null || year === "-" ? scope : `${scope}, ${year}`}</bdi>
            <span className="quiet">
              {" "}
              <bdi>{source}</bdi> ({t(`code.comparatorStatus.${status}`)})
              {ageBands === null
                ? null
                : ` ${t("page.observatory.elsewhere.bands", { bands: bandWords(ageBands) })}`}
            </span>
          </li>
        ))}
      </ul>
      {comparators.some(({ ageBands }) => ageBands !== null) ? (
        <p className="quiet">{t("page.observatory.elsewhere.bandsWhy")}</p>
      ) : null}
    </section>
  );
}
