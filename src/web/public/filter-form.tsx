import { localDateAt } from "#base";
import {
  accessSought,
  attendance,
  categoryOfAction,
  interventionType,
  needCode,
  offerKind,
  publicServed,
  writeShortlist,
} from "#directory";
import { dayPart, type FacetCounts } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { HiddenFields } from "../ui/hidden-fields.tsx";
import { languageInWords } from "../ui/taking-part-in-words.ts";
import { radiiKm, searchPath, writePlace, type SearchQuery } from "./search-query.ts";

/** What {@link FilterForm} is given. */
export interface FilterFormProps {
  readonly search: SearchQuery;
  /** How many each further narrowing would leave; null when they were not counted. */
  readonly facets: FacetCounts | null;
}

/** The form of what narrows or widens a list, each choice with how many it would leave. */
export function FilterForm({ search, facets }: FilterFormProps): ReactNode {
  const { t, href, format, now } = usePage();
  const kept = { ...writePlace(search), liste: writeShortlist(search.list) };
  const counted = (label: string, count: number | null | undefined): string =>
    count === undefined || count === null ? label : t("page.filter.counted", { label, count });
  const spoken = new Set([...(search.language ? [search.language] : []), ...spokenIn(facets)]);
  return (
    <form className="filter-form" method="get" action={href(searchPath)}>
      <HiddenFields fields={kept} />
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
        name="besoin"
        label={t("page.filter.need")}
        any={t("page.filter.anyNeed")}
        chosen={search.need}
        options={there(needCode.codes, search.need, facets?.needs).map((code) => [
          code,
          counted(t(`code.need.${code}`), facets?.needs[code]),
        ])}
      />
      <Choice
        name="genre"
        label={t("page.filter.kind")}
        any={t("page.filter.anyKind")}
        chosen={search.kind}
        options={there(offerKind.codes, search.kind, facets?.kinds).map((code) => [
          code,
          counted(t(`code.offerKind.${code}`), facets?.kinds[code]),
        ])}
      />
      <Choice
        name="apport"
        label={t("page.filter.intervention")}
        any={t("page.filter.anyIntervention")}
        chosen={search.intervention}
        options={there(interventionType.codes, search.intervention, facets?.interventions).map((code) => [
          code,
          counted(t(`code.interventionType.${code}`), facets?.interventions[code]),
        ])}
      />
      <Choice
        name="rayon"
        label={t("page.filter.radius")}
        chosen={String(search.radiusKm)}
        options={radiiKm.map((km) => [
          String(km),
          counted(
            t(km <= walkKm ? "page.filter.onFoot" : "page.filter.within", {
              distance: format.kilometres(km),
            }),
            facets?.radii?.find(({ radiusKm }) => radiusKm === km)?.total,
          ),
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
              languageInWords({ t, format }, code),
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
      <Choice
        name="pour"
        label={t("page.filter.public")}
        any={t("page.filter.anyPublic")}
        chosen={search.public}
        options={there(publicServed.codes, search.public, facets?.publics).map((code) => [
          code,
          counted(t(`code.publicServed.${code}`), facets?.publics[code]),
        ])}
      />
      <Choice
        name="acces"
        label={t("page.filter.access")}
        any={t("page.filter.anyAccess")}
        chosen={search.access}
        options={there(accessSought.codes, search.access, facets?.access).map((code) => [
          code,
          counted(t(`code.accessNeed.${code}`), facets?.access[code]),
        ])}
      />
      <div className="field">
        <label htmlFor="filter-jour">{t("page.filter.date")}</label>
        <input
          className="control"
          id="filter-jour"
          name="jour"
          type="date"
          min={localDateAt(now, "Europe/Paris")}
          defaultValue={search.date ?? ""}
          aria-describedby="filter-jour-hint"
        />
        <p className="hint" id="filter-jour-hint">
          {t("page.filter.dateHint")}
        </p>
      </div>
      <Choice
        name="moment"
        label={t("page.filter.dayPart")}
        any={t("page.filter.anyDayPart")}
        chosen={search.dayPart}
        options={dayPart.codes.map((code) => [
          code,
          counted(t(`code.dayPart.${code}`), facets?.dayParts?.[code]),
        ])}
      />
      <div className="field">
        <Tick name="ouvert" label={counted(t("page.filter.open"), facets?.openNow)} isOn={search.isOpenNow} />
        <Tick name="gratuit" label={counted(t("page.filter.free"), facets?.free)} isOn={search.isFree} />
        <Tick name="petitprix" label={counted(t("page.filter.cheap"), facets?.cheap)} isOn={search.isCheap} />
        <Tick
          name="parpour"
          label={counted(t("page.filter.byAndFor"), facets?.byAndFor)}
          isOn={search.isByAndFor}
        />
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

/** Distance that one walks, in kilometres. */
const walkKm = 2;

/** Of a long list, what there is here, and what is chosen; all when it was not counted. */
function there<Code extends string>(
  codes: readonly Code[],
  chosen: Code | null,
  counts: Readonly<Record<Code, number>> | undefined,
): readonly Code[] {
  return codes.filter((code) => counts === undefined || counts[code] > 0 || code === chosen);
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
  if (options.length === 0) return null;
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
