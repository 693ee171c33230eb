import { attendance, categoryOfAction } from "#directory";
import type { FacetCounts } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Translate } from "../translate.ts";
import type { Formats } from "../ui/format.ts";
import { radiiKm, searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** One narrowing in force: its words, and the search without it. */
export interface Narrowing {
  readonly label: string;
  readonly without: SearchQuery;
}

/** The narrowings in force, each with the search that drops it and starts again at the first page. */
export function narrowingsOf(
  search: SearchQuery,
  { t, format }: { readonly t: Translate; readonly format: Formats },
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
    ...(search.isWheelchair
      ? [{ label: t("page.filter.wheelchair"), without: { ...first, isWheelchair: false } }]
      : []),
    ...(search.isWithoutInternet
      ? [{ label: t("page.filter.withoutInternet"), without: { ...first, isWithoutInternet: false } }]
      : []),
    ...(search.attendance
      ? [{ label: t(`code.attendance.${search.attendance}`), without: { ...first, attendance: null } }]
      : []),
    ...(search.language
      ? [{ label: format.language(search.language), without: { ...first, language: null } }]
      : []),
    ...(search.age === null
      ? []
      : [{ label: t("page.filter.ageNow", { age: search.age }), without: { ...first, age: null } }]),
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

function FilterForm({ search, facets }: SearchFiltersProps): ReactNode {
  const { t, href, format } = usePage();
  const { ou, town, lat, lon } = writeSearch(search);
  const counted = (label: string, count: number | undefined): string =>
    count === undefined ? label : t("page.filter.counted", { label, count });
  const spoken = new Set([...(search.language ? [search.language] : []), ...spokenIn(facets)]);
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
      <Choice
        name="categorie"
        label={t("page.filter.way")}
        any={t("page.filter.anyWay")}
        chosen={search.category}
        options={categoryOfAction.codes.map((code) => [
          code,
          counted(t(`page.way.${code}`), facets?.categories[code]),
        ])}
      />
      <Choice
        name="rayon"
        label={t("page.filter.radius")}
        chosen={String(search.radiusKm)}
        options={radiiKm.map((km) => [
          String(km),
          t("page.filter.within", { distance: format.kilometres(km) }),
        ])}
      />
      <Choice
        name="comment"
        label={t("page.filter.how")}
        any={t("page.filter.anyHow")}
        chosen={search.attendance}
        options={attendance.codes.map((code) => [
          code,
          counted(t(`code.attendance.${code}`), facets?.attendance[code]),
        ])}
      />
      {spoken.size > 0 ? (
        <Choice
          name="langue"
          label={t("page.filter.spoken")}
          any={t("page.filter.anySpoken")}
          chosen={search.language}
          options={[...spoken].map((code) => [
            code,
            counted(
              format.language(code),
              facets?.languages.find(({ language }) => language === code)?.count ?? 0,
            ),
          ])}
        />
      ) : null}
      <div className="field">
        <label htmlFor="filter-age">{t("page.filter.age")}</label>
        <input
          className="control"
          id="filter-age"
          name="age"
          type="text"
          inputMode="numeric"
          pattern="[0-9]*"
          maxLength={3}
          defaultValue={search.age ?? ""}
        />
      </div>
      <div className="field">
        <Tick name="ouvert" label={t("page.filter.open")} isOn={search.isOpenNow} />
        <Tick name="gratuit" label={counted(t("page.filter.free"), facets?.free)} isOn={search.isFree} />
        <Tick
          name="sansinternet"
          label={counted(t("page.filter.withoutInternet"), facets?.withoutInternet)}
          isOn={search.isWithoutInternet}
        />
        <Tick
          name="fauteuil"
          label={counted(t("page.filter.wheelchair"), facets?.wheelchair)}
          isOn={search.isWheelchair}
        />
      </div>
      <p className="form-end">
        <button type="submit" className="button button-main">
          {t("page.filter.apply")}
        </button>
      </p>
    </form>
  );
}

function spokenIn(facets: FacetCounts | null): readonly string[] {
  return facets?.languages.map(({ language }) => language) ?? [];
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** Words of the option that narrows nothing; without them one of the others is always chosen. */
  readonly any?: string;
  readonly chosen: string | null;
  readonly options: readonly (readonly [value: string, words: string])[];
}

function Choice({ name, label, any, chosen, options }: ChoiceProps): ReactNode {
  const id = `filter-${name}`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select className="control" id={id} name={name} defaultValue={chosen ?? ""}>
        {any === undefined ? null : <option value="">{any}</option>}
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function Tick({
  name,
  label,
  isOn,
}: {
  readonly name: string;
  readonly label: string;
  readonly isOn: boolean;
}): ReactNode {
  return (
    <label className="choice">
      <input type="checkbox" name={name} value="1" defaultChecked={isOn} />
      <span>{label}</span>
    </label>
  );
}
