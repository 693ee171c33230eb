import type { OutputOf } from "#base";
import { writeShortlist } from "#directory";
import type { Helpline, searchOffers, Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { OfferCard } from "../ui/offer-card.tsx";
import { Original } from "../ui/original.tsx";
import { ToldAddress } from "../ui/told-address.tsx";
import { offlinePath } from "../offline/offline-start.ts";
import { AddressHeading, AddressPrecision, type NearHeading } from "./address-heading.tsx";
import { FirstLines } from "./first-lines.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { SearchFilters } from "./search-filters.tsx";
import { offerAnchor, ResultsMap } from "./results-map.tsx";
import { KeepLink, ShortlistBar } from "./shortlist/keep-link.tsx";
import { searchPath, writeSearch, type SearchQuery } from "./search-query.ts";
import { TownLinks } from "./town-choice.tsx";

/** What was found. */
export type Found = OutputOf<typeof searchOffers>;

/** What {@link SearchResults} is given. */
export interface SearchResultsProps {
  readonly search: SearchQuery;
  readonly found: Found;
  /** Lines that come before the list. */
  readonly lines: readonly Helpline[];
  /** Other towns that what was typed may mean. */
  readonly others: readonly Town[];
  /** The address around which was searched; null for a town or a position told by the device. */
  readonly near?: NearHeading | null;
  /** What to know before the list: that it is not of the address that was typed. */
  readonly notice?: ReactNode;
}

/** What there is: where one searched, how many, what narrows the list, the list along a thread, further pages. */
export function SearchResults(props: SearchResultsProps): ReactNode {
  const { search, found, lines, others, near = null, notice } = props;
  const { t, href } = usePage();
  return (
    <div className="results">
      <ToldAddress path={searchPath} query={writeSearch(search)} />
      <ResultsHeading search={search} found={found} others={others} near={near} />
      {notice}
      <FirstLines lines={lines} />
      <SearchFilters search={search} facets={found.facets} />
      {found.total === 0 || found.offers.length === 0 ? (
        <NothingFound search={search} relaxed={found.relaxed} />
      ) : (
        <Listed search={search} found={found} />
      )}
      {found.town ? (
        <p className="not-printed">
          <a className="more" href={href(offlinePath, { departement: found.town.departement })}>
            {t("page.offline.link", { departement: found.town.departementName })}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** The list along a thread, with further pages, and its map. */
function Listed({ search, found }: { readonly search: SearchQuery; readonly found: Found }): ReactNode {
  const { t, format, href } = usePage();
  const centre = found.town ? found.town.position : search.point;
  const hasMap = centre !== null && found.offers.some(({ position }) => position !== null);
  return (
    <>
      <p className="count">
        {t("page.search.count", { count: found.total, radius: format.kilometres(search.radiusKm) })}{" "}
        {hasMap ? (
          <a className="to-map not-printed" href="#carte">
            {t("page.map.see")}
          </a>
        ) : null}
      </p>
      <ShortlistBar list={search.list} town={found.town?.code ?? null} />
      <div className="found">
        <div>
          <ol className="offers">
            {found.offers.map((offer, index) => (
              <OfferCard
                key={offer.id}
                offer={offer}
                isFromVagueCentre={(found.town?.positionErrorKm ?? 0) > 0}
                anchor={offerAnchor(index + 1)}
                list={writeShortlist(search.list)}
                keeping={
                  <KeepLink
                    offer={offer}
                    list={search.list}
                    to={(list) =>
                      `${href(searchPath, writeSearch({ ...search, list }))}#${offerAnchor(index + 1)}`
                    }
                  />
                }
                {...(hasMap ? { place: { number: index + 1, anchor: offerAnchor(index + 1) } } : {})}
              />
            ))}
          </ol>
          <Pages search={search} found={found} />
        </div>
        {hasMap ? <ResultsMap offers={found.offers} centre={centre} search={search} /> : null}
      </div>
    </>
  );
}

function ResultsHeading({
  search,
  found,
  others,
  near,
}: Pick<SearchResultsProps, "search" | "found" | "others"> & {
  readonly near: NearHeading | null;
}): ReactNode {
  const { t, format, href } = usePage();
  const errorKm = found.town?.positionErrorKm ?? 0;
  const town = found.town ?? near?.town ?? null;
  return (
    <div className="results-heading">
      {near === null ? (
        <h1>
          {found.town ? (
            <>
              {t("page.search.near")} <Original>{found.town.name}</Original>
            </>
          ) : (
            t("page.search.titleHere")
          )}
        </h1>
      ) : (
        <AddressHeading near={near} />
      )}
      {near === null ? null : <AddressPrecision near={near} />}
      <p>
        {town ? <Original>{`${town.departementName} (${town.departement})`}</Original> : null}{" "}
        <a href={href("/", { ou: search.typed })}>{t("page.search.otherPlace")}</a>
      </p>
      {errorKm > 0 ? (
        <p className="quiet">
          {t("page.search.approximate", { distance: format.kilometres(Math.ceil(errorKm)) })}
        </p>
      ) : null}
      {others.length > 0 ? (
        <details className="disclosure">
          <summary>{t("page.search.otherTowns", { count: others.length })}</summary>
          <TownLinks search={search} towns={others} />
        </details>
      ) : null}
    </div>
  );
}

function Pages({ search, found }: { readonly search: SearchQuery; readonly found: Found }): ReactNode {
  const { t, href } = usePage();
  const last = Math.ceil(found.total / found.pageSize);
  if (last <= 1) return null;
  const to = (page: number): string => href(searchPath, writeSearch({ ...search, page }));
  return (
    <nav className="pages" aria-label={t("page.pages.label")}>
      {found.page > 1 ? (
        <a className="button button-quiet" rel="prev" href={to(found.page - 1)}>
          {t("page.pages.previous")}
        </a>
      ) : null}
      <p>{t("page.pages.here", { page: found.page, last })}</p>
      {found.page < last ? (
        <a className="button button-quiet" rel="next" href={to(found.page + 1)}>
          {t("page.pages.next")}
        </a>
      ) : null}
    </nav>
  );
}
