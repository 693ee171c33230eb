import { categoryOfAction } from "#directory";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { radiiKm, searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** One narrowing in force: its words, and the search without it. */
export interface Narrowing {
  readonly label: string;
  readonly without: SearchQuery;
}

/** The narrowings in force, each with the search that drops it and starts again at the first page. */
export function narrowingsOf(
  search: SearchQuery,
  { t }: { readonly t: (key: string, values?: Record<string, string>) => string },
): readonly Narrowing[] {
  const first = { ...search, page: 1 };
  return [
    ...(search.category
      ? [{ label: t(`page.way.${search.category}`), without: { ...first, category: null } }]
      : []),
    ...(search.words
      ? [{ label: t("page.filter.wordsNow", { words: search.words }), without: { ...first, words: "" } }]
      : []),
    ...(search.isOpenNow ? [{ label: t("page.filter.open"), without: { ...first, isOpenNow: false } }] : []),
    ...(search.isFree ? [{ label: t("page.filter.free"), without: { ...first, isFree: false } }] : []),
  ];
}

/** What narrows or widens the list: the narrowings in force, each one tap to drop, and a form for the rest. */
export function SearchFilters({ search }: { readonly search: SearchQuery }): ReactNode {
  const { t, href } = usePage();
  const narrowings = narrowingsOf(search, { t });
  return (
    <div className="filters">
      {narrowings.length > 0 ? (
        <ul className="narrowings" aria-label={t("page.filter.inForce")}>
          {narrowings.map(({ label, without }) => (
            <li key={label}>
              <a className="chip chip-on" href={href(searchPath, writeSearch(without))}>
                <span className="visually-hidden">{t("page.filter.remove")} </span>
                {label} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      <details className="disclosure">
        <summary>{t("page.filter.title")}</summary>
        <FilterForm search={search} />
      </details>
    </div>
  );
}

function FilterForm({ search }: { readonly search: SearchQuery }): ReactNode {
  const { t, href, format } = usePage();
  const { ou, town, lat, lon } = writeSearch(search);
  return (
    <form className="filter-form" method="get" action={href(searchPath)}>
      {Object.entries({ ou, town, lat, lon }).map(([name, value]) =>
        value === null || value === undefined || value === "" ? null : (
          <input key={name} type="hidden" name={name} value={String(value)} />
        ),
      )}
      <div className="field">
        <label htmlFor="filter-q">{t("page.place.words")}</label>
        <input
          className="control"
          id="filter-q"
          name="q"
          type="text"
          maxLength={100}
          defaultValue={search.words}
        />
      </div>
      <div className="field">
        <label htmlFor="filter-way">{t("page.filter.way")}</label>
        <select className="control" id="filter-way" name="categorie" defaultValue={search.category ?? ""}>
          <option value="">{t("page.filter.anyWay")}</option>
          {categoryOfAction.codes.map((code) => (
            <option key={code} value={code}>
              {t(`page.way.${code}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="filter-radius">{t("page.filter.radius")}</label>
        <select className="control" id="filter-radius" name="rayon" defaultValue={String(search.radiusKm)}>
          {radiiKm.map((km) => (
            <option key={km} value={String(km)}>
              {t("page.filter.within", { distance: format.kilometres(km) })}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="choice">
          <input type="checkbox" name="ouvert" value="1" defaultChecked={search.isOpenNow} />
          <span>{t("page.filter.open")}</span>
        </label>
        <label className="choice">
          <input type="checkbox" name="gratuit" value="1" defaultChecked={search.isFree} />
          <span>{t("page.filter.free")}</span>
        </label>
      </div>
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("page.filter.apply")}
        </button>
      </p>
    </form>
  );
}
