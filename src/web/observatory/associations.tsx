import type { Association } from "#observatory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { differenceWords } from "./difference-words.ts";

/** How what people say of their ties goes together, two by two: associations, never causes, never one number. */
export function Associations({
  associations,
  wave,
}: {
  readonly associations: readonly Association[];
  readonly wave: string;
}): ReactNode {
  const { t, locale } = usePage();
  if (associations.length === 0) return null;
  const caption = t("page.observatory.associations");
  const label = t("page.observatory.figures", { what: caption });
  const words = differenceWords(locale, "mean");
  return (
    <section className="all-indicators" aria-labelledby="associations">
      <h2 id="associations">{caption}</h2>
      <p>{t("page.observatory.associations.lead", { wave })}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard */}
      <div className="figures-frame" role="region" aria-label={label} tabIndex={0}>
        <table className="figures">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("page.observatory.associations.two")}</th>
              <th scope="col">{t("page.observatory.associations.correlation")}</th>
              <th scope="col">{t("page.observatory.column.interval")}</th>
            </tr>
          </thead>
          <tbody>
            {associations.map(({ first, second, correlation, low, high }) => (
              <tr key={`${first} ${second}`}>
                <th scope="row">
                  {t("page.observatory.associations.pair", {
                    first: t(`code.indicator.${first}`),
                    second: t(`code.indicator.${second}`),
                  })}
                </th>
                {correlation === null || low === null || high === null ? (
                  <td colSpan={2}>{t("code.cellStatus.suppressed")}</td>
                ) : (
                  <>
                    <td>{words(correlation)}</td>
                    <td>{t("page.observatory.compare.between", { low: words(low), high: words(high) })}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
