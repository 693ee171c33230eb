import type { Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Query } from "../page.ts";
import { Original } from "../ui/original.tsx";
import { searchPath, writeSearch, type SearchQuery } from "./search-query.ts";

/** What a {@link TownChoice} is given. */
export interface TownChoiceProps {
  readonly search: SearchQuery;
  readonly towns: readonly Town[];
}

/** "Which one?" when several towns fit what was typed. */
export function TownChoice({ search, towns }: TownChoiceProps): ReactNode {
  const { t, href } = usePage();
  return (
    <div className="column">
      <h1>{t("page.towns.title")}</h1>
      <p className="lead">{t("page.towns.lead", { typed: search.typed })}</p>
      <TownLinks search={search} towns={towns} />
      <p>
        <a href={href("/", { ou: search.typed })}>{t("page.search.otherPlace")}</a>
      </p>
    </div>
  );
}

/** What {@link TownLinks} is given. */
export interface TownLinksProps extends TownChoiceProps {
  /** Where a town leads, by its code; to the same search around it unless told. */
  readonly address?: (town: string) => readonly [path: string, query: Query];
}

/** Towns as links to the same question around each. */
export function TownLinks({ search, towns, address }: TownLinksProps): ReactNode {
  const { href } = usePage();
  const to = address ?? ((town: string) => [searchPath, writeSearch({ ...search, town, page: 1 })] as const);
  return (
    <ul className="towns">
      {towns.map((town) => (
        <li key={town.code}>
          <a className="town" href={href(...to(town.code))}>
            <span className="town-name">
              <Original>{town.name}</Original>
            </span>
            <span className="town-place">
              <Original>{`${town.departementName} (${town.departement})`}</Original>{" "}
              {town.postcodes[0] ? <bdi dir="ltr">{shownPostcodes(town)}</bdi> : null}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function shownPostcodes({ postcodes }: Town): string {
  const [first = "", ...others] = postcodes;
  return others.length === 0 ? first : `${first} – ${postcodes.at(-1)}`;
}
