import type { OutputOf } from "#base";
import type { searchOffers } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { narrowingsOf } from "./search-filters.tsx";
import { searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** What {@link NothingFound} is given. */
export interface NothingFoundProps {
  readonly search: SearchQuery;
  /** What dropping each narrowing, or looking farther, would find. */
  readonly relaxed: OutputOf<typeof searchOffers>["relaxed"];
}

/** One way of finding something after all. */
interface WayOut {
  readonly label: string;
  readonly total: number;
  readonly to: SearchQuery;
}

/** Nothing here: what to relax, each one tap with what it would find, and a voice at the end of a line meanwhile. */
export function NothingFound({ search, relaxed }: NothingFoundProps): ReactNode {
  const { t, href, format } = usePage();
  const narrowings = new Map(narrowingsOf(search, { t, format }).map((one) => [one.name, one]));
  const ways: readonly WayOut[] = [
    ...relaxed.narrowings.flatMap(({ narrowing, total }) => {
      const one = narrowings.get(narrowing);
      if (!one) return [];
      return [{ label: t("page.nothing.without", { filter: one.label }), total, to: one.without }];
    }),
    ...relaxed.radii.map(({ radiusKm, total }) => ({
      label: t("page.nothing.within", { distance: format.kilometres(radiusKm) }),
      total,
      to: { ...search, radiusKm, page: 1 },
    })),
  ];
  // Where no single step finds anything, all of them may be taken one after the other.
  const leading = ways.filter(({ total }) => total > 0);
  const shown = leading.length > 0 ? leading : ways;
  return (
    <section className="nothing" aria-labelledby="nothing">
      <h2 id="nothing">{t("page.nothing.title", { radius: format.kilometres(search.radiusKm) })}</h2>
      {search.page > 1 ? (
        <p>
          <a href={href(searchPath, writeSearch({ ...search, page: 1 }))}>{t("page.nothing.firstPage")}</a>
        </p>
      ) : null}
      <p>{t(shown.length > 0 ? "page.nothing.widen" : "page.nothing.far")}</p>
      <ul className="widen">
        {shown.map(({ label, total, to }) => (
          <li key={label}>
            <a className="button button-quiet" href={href(searchPath, writeSearch(to))}>
              {total > 0 ? t("page.filter.counted", { label, count: total }) : label}
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
