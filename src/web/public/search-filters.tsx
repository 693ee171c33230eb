import type { FacetCounts, SearchNarrowing } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../speaker.ts";
import type { Formats } from "../ui/format.ts";
import { languageInWords } from "../ui/taking-part-in-words.ts";
import { FilterForm } from "./filter-form.tsx";
import { searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** One narrowing in force: its name, its words, and the search without it. */
export interface Narrowing {
  readonly name: SearchNarrowing;
  readonly label: string;
  readonly without: SearchQuery;
}

/** The narrowings in force, each with the search that drops it and starts again at the first page. */
export function narrowingsOf(
  search: SearchQuery,
  { t, format }: { readonly t: Translate; readonly format: Formats },
): readonly Narrowing[] {
  const given = (
    name: SearchNarrowing,
    isGiven: boolean,
    { label, without }: { readonly label: () => string; readonly without: Partial<SearchQuery> },
  ): readonly Narrowing[] =>
    isGiven ? [{ name, label: label(), without: { ...search, ...without, page: 1 } }] : [];
  const { category, kind, need, words, date, age, language } = search;
  return [
    ...given("category", category !== null, {
      label: () => t(`page.way.${category}`),
      without: { category: null },
    }),
    ...given("intervention", search.intervention !== null, {
      label: () => t(`code.interventionType.${search.intervention}`),
      without: { intervention: null },
    }),
    ...given("kind", kind !== null, { label: () => t(`code.offerKind.${kind}`), without: { kind: null } }),
    ...given("need", need !== null, { label: () => t(`code.need.${need}`), without: { need: null } }),
    ...given("public", search.public !== null, {
      label: () => t(`code.publicServed.${search.public}`),
      without: { public: null },
    }),
    ...given("q", words !== "", {
      label: () => t("page.filter.wordsNow", { words }),
      without: { words: "" },
    }),
    ...given("openNow", search.isOpenNow, {
      label: () => t("page.filter.open"),
      without: { isOpenNow: false },
    }),
    ...given("date", date !== null, {
      label: () => (date === null ? "" : format.day(date)),
      without: { date: null },
    }),
    ...given("dayPart", search.dayPart !== null, {
      label: () => t(`code.dayPart.${search.dayPart}`),
      without: { dayPart: null },
    }),
    ...given("free", search.isFree, { label: () => t("page.filter.free"), without: { isFree: false } }),
    ...given("cheap", search.isCheap, { label: () => t("page.filter.cheap"), without: { isCheap: false } }),
    ...given("byAndFor", search.isByAndFor, {
      label: () => t("page.filter.byAndFor"),
      without: { isByAndFor: false },
    }),
    ...given("wheelchair", search.isWheelchair, {
      label: () => t("page.filter.wheelchair"),
      without: { isWheelchair: false },
    }),
    ...given("access", search.access !== null, {
      label: () => t(`code.accessNeed.${search.access}`),
      without: { access: null },
    }),
    ...given("withoutInternet", search.isWithoutInternet, {
      label: () => t("page.filter.withoutInternet"),
      without: { isWithoutInternet: false },
    }),
    ...given("attendance", search.attendance !== null, {
      label: () => t(`code.attendance.${search.attendance}`),
      without: { attendance: null },
    }),
    ...given("language", language !== null, {
      label: () => (language === null ? "" : languageInWords({ t, format }, language)),
      without: { language: null },
    }),
    ...given("age", age !== null, {
      label: () => t("page.filter.ageNow", { age: age ?? 0 }),
      without: { age: null },
    }),
  ];
}

/** What {@link SearchFilters} is given. */
export interface SearchFiltersProps {
  readonly search: SearchQuery;
  /** How many each further narrowing would leave; null when they were not counted. */
  readonly facets: FacetCounts | null;
}

/** What narrows or widens the list: the narrowings in force, each one tap to drop, and a form for the rest. */
export function SearchFilters({ search, facets }: SearchFiltersProps): ReactNode {
  const { t, href, format } = usePage();
  const narrowings = narrowingsOf(search, { t, format });
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
        <FilterForm search={search} facets={facets} />
      </details>
    </div>
  );
}
