import type { OutputOf } from "#base";
import { searchOffers, type Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { findPlace } from "../../public/find-place.ts";
import { readSearch, searchInput, type SearchQuery } from "../../public/search-query.ts";
import { TownLinks } from "../../public/town-choice.tsx";
import { addressLine } from "../../ui/offer-card.tsx";
import { Original } from "../../ui/original.tsx";

const path = "/pro/orienter-plusieurs";
type Found = OutputOf<typeof searchOffers>;

/** `/pro/orienter-plusieurs`: the offer to which several persons will be referred. */
export const groupOfferPage: PageDefinition = { path, part: "persons", open };

async function open(context: PageContext) {
  const search = readSearch(context.query);
  const place = await findPlace(context, search);
  const found =
    place.kind === "town"
      ? await context.call(searchOffers, { ...searchInput(search), town: place.code })
      : null;
  const towns = place.kind === "several" ? place.towns : [];
  const main = (
    <ChooseOffer search={search} isUnknown={place.kind === "unknown"} towns={towns} found={found} />
  );
  return { title: context.t("pro.group.title"), main };
}

interface ChooseOfferProps {
  readonly search: SearchQuery;
  /** Whether the town typed is known to nobody. */
  readonly isUnknown: boolean;
  /** Towns among which to choose. */
  readonly towns: readonly Town[];
  /** Offers around the town; null while none is chosen. */
  readonly found: Found | null;
}

function ChooseOffer({ search, isUnknown, towns, found }: ChooseOfferProps): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.group.title")}</h1>
      <p className="lead">{t("pro.group.offer.lead")}</p>
      <SearchForm search={search} isUnknown={isUnknown} town={found?.town?.name} />
      {towns.length === 0 ? null : (
        <section aria-labelledby="towns">
          <h2 id="towns">{t("pro.group.offer.several")}</h2>
          <TownLinks search={search} towns={towns} address={(town) => [path, { town, q: search.words }]} />
        </section>
      )}
      {found === null ? null : <Offers found={found} />}
    </div>
  );
}

function SearchForm(props: {
  readonly search: SearchQuery;
  readonly isUnknown: boolean;
  readonly town: string | undefined;
}): ReactNode {
  const { search, isUnknown, town } = props;
  const { t, href } = usePage();
  return (
    <form method="get" action={href(path)} role="search" className="form">
      <div className={isUnknown ? "field field-wrong" : "field"}>
        <label htmlFor="ou">{t("pro.group.offer.where")}</label>
        {isUnknown ? (
          <p className="error" id="ou-error">
            {t("pro.group.offer.unknown")}
          </p>
        ) : null}
        <input
          id="ou"
          name="ou"
          className="control"
          maxLength={80}
          required
          defaultValue={search.typed || town}
          aria-invalid={isUnknown || undefined}
          aria-describedby={isUnknown ? "ou-error" : undefined}
        />
      </div>
      <div className="field">
        <label htmlFor="q">
          {t("pro.group.offer.words")}
          <span className="optional"> {t("page.form.optional")}</span>
        </label>
        <p className="hint" id="q-hint">
          {t("pro.group.offer.words.hint")}
        </p>
        <input
          id="q"
          name="q"
          className="control"
          maxLength={100}
          defaultValue={search.words}
          aria-describedby="q-hint"
        />
      </div>
      <p className="form-end">
        <button type="submit" className="button button-quiet">
          {t("pro.group.offer.search")}
        </button>
      </p>
    </form>
  );
}

function Offers({ found }: { readonly found: Found }): ReactNode {
  const { t, href, format } = usePage();
  if (found.offers.length === 0) return <p role="status">{t("pro.group.offer.none")}</p>;
  return (
    <>
      <p role="status" className="apart">
        {t("pro.group.offer.count", { count: found.total })}
        {found.total > found.offers.length
          ? `. ${t("pro.group.offer.first", { count: found.offers.length })}`
          : null}
      </p>
      <ul className="offers">
        {found.offers.map((offer) => (
          <li key={offer.id} className="offer offer-line">
            {offer.distanceMetres === null ? null : (
              <p className="offer-distance">
                {t("page.distance.at", { distance: format.distance(offer.distanceMetres) })}
              </p>
            )}
            <h2 className="offer-name">
              <a href={href(`/lieu/${offer.id}`)}>
                <Original>{offer.name}</Original>
              </a>
            </h2>
            <p className="offer-address">
              <Original>{addressLine(offer)}</Original>
            </p>
            <a className="button button-main" href={href(`${path}/${offer.id}`)}>
              {t("pro.group.offer.choose")}
              <span className="visually-hidden"> {offer.name}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
