import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { narrowingsOf } from "./search-filters.tsx";
import { radiiKm, searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** Nothing here: what to widen, each one tap, and a voice at the end of a line meanwhile. */
export function NothingFound({ search }: { readonly search: SearchQuery }): ReactNode {
  const { t, href, format } = usePage();
  const narrowings = narrowingsOf(search, { t, format });
  const wider = radiiKm.filter((km) => km > search.radiusKm);
  const to = (asked: SearchQuery): string => href(searchPath, writeSearch(asked));
  return (
    <section className="nothing" aria-labelledby="nothing">
      <h2 id="nothing">{t("page.nothing.title", { radius: format.kilometres(search.radiusKm) })}</h2>
      {search.page > 1 ? (
        <p>
          <a href={to({ ...search, page: 1 })}>{t("page.nothing.firstPage")}</a>
        </p>
      ) : null}
      {narrowings.length + wider.length > 0 ? (
        <p>{t("page.nothing.widen")}</p>
      ) : (
        <p>{t("page.nothing.far")}</p>
      )}
      <ul className="widen">
        {wider.map((km) => (
          <li key={km}>
            <a className="button button-quiet" href={to({ ...search, radiusKm: km, page: 1 })}>
              {t("page.nothing.within", { distance: format.kilometres(km) })}
            </a>
          </li>
        ))}
        {narrowings.map(({ label, without }) => (
          <li key={label}>
            <a className="button button-quiet" href={to(without)}>
              {t("page.nothing.without", { filter: label })}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a className="more" href={href("/numeros")}>
          {t("page.nothing.lines")}
        </a>
      </p>
    </section>
  );
}
