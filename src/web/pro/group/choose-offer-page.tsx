import type { GeoPoint, OutputOf } from "#base";
import { searchOffers, type Town } from "#directory/actions";
import type { ReactNode } from "react";
import { addressOf } from "../../address.ts";
import { usePage } from "../../context.ts";
import type { PageContent, PageContext, PageDefinition } from "../../page.ts";
import { AddressButtons } from "../../public/address-choice.tsx";
import { findPlace } from "../../public/find-place.ts";
import { TownField, usePlaceSending } from "../../public/place-form.tsx";
import { findPosted, readPosted, townByCode, type SearchedAddress } from "../../public/posted-place.ts";
import { readSearch, searchInput, writePlace, type SearchQuery } from "../../public/search-query.ts";
import { TownLinks } from "../../public/town-choice.tsx";
import { addressLine } from "../../ui/offer-card.tsx";
import { Original } from "../../ui/original.tsx";
import { ToldAddress } from "../../ui/told-address.tsx";

const path = "/pro/orienter-plusieurs";
type Found = OutputOf<typeof searchOffers>;

/**
 * `/pro/orienter-plusieurs`: the offer to which several persons will be referred, around a town or, where somebody says where addresses
 * are, an address that is posted.
 */
export const groupOfferPage: PageDefinition = {
  path,
  part: "persons",
  takesPosted: true,
  open: (context) => (context.posted === null ? open(context) : openPosted(context, context.posted)),
};

async function open(context: PageContext): Promise<PageContent> {
  const search = readSearch(context.query);
  const place = await findPlace(context, search);
  if (place.kind === "town")
    return shown(context, { search, found: await around(context, search, { town: place.code }) });
  if (place.kind === "point") {
    const { latitude, longitude } = place;
    const town = search.near && (await townByCode(context, search.near.town));
    const name = town ? `${context.t("page.address.chosen")} ${town.name}` : null;
    return shown(context, { search, name, found: await around(context, search, { latitude, longitude }) });
  }
  const towns = place.kind === "several" ? place.towns : [];
  return shown(context, {
    search,
    towns,
    error: place.kind === "unknown" ? context.t("pro.group.offer.unknown") : null,
  });
}

async function openPosted(context: PageContext, posted: URLSearchParams): Promise<PageContent> {
  const search = readPosted(posted);
  const place = await findPosted(context, search, posted);
  if (place.kind === "tellable") {
    const query = { ou: search.typed, town: search.town, q: search.words };
    return { title: "", main: null, movedTo: addressOf("fr", path, query) };
  }
  if (place.kind === "address") {
    const { label, point, near } = place.address;
    const asked = { ...search, typed: "", town: null, point, near };
    return shown(context, { search: asked, name: label, found: await around(context, asked, point) });
  }
  if (place.kind === "choose")
    return shown(context, { search, addresses: place.addresses, towns: place.towns });
  const service = context.addressService?.name ?? "";
  const error = context.t(`code.addressOutcome.${place.why}`, { service });
  return shown(context, { search, towns: place.towns, error });
}

function around(
  context: PageContext,
  search: SearchQuery,
  place: { readonly town: string } | GeoPoint,
): Promise<Found> {
  return context.call(searchOffers, { ...searchInput(search), ...place });
}

/** What the page shows. */
interface Shown {
  readonly search: SearchQuery;
  /** How the address around which is looked is called. */
  readonly name?: string | null;
  /** What is wrong with what was typed, as a sentence. */
  readonly error?: string | null;
  /** Towns among which to choose. */
  readonly towns?: readonly Town[];
  /** Addresses among which to choose. */
  readonly addresses?: readonly SearchedAddress[];
  /** Offers around the place; absent while none is chosen. */
  readonly found?: Found;
}

function shown(context: PageContext, what: Shown): PageContent {
  const { search, name } = what;
  const same = { ...writePlace({ ...search, typed: "" }), q: search.words };
  return {
    title: context.t("pro.group.title"),
    ...(context.posted === null ? {} : { samePath: addressOf("fr", path, same) }),
    main: (
      <>
        {context.posted !== null && name ? <ToldAddress path={path} query={same} /> : null}
        <ChooseOffer {...what} />
      </>
    ),
  };
}

function ChooseOffer({ search, name, error, towns = [], addresses = [], found }: Shown): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t("pro.group.title")}</h1>
      <p className="lead">{t("pro.group.offer.lead")}</p>
      <SearchForm search={search} error={error ?? null} town={found?.town?.name} />
      {addresses.length === 0 ? null : (
        <section aria-labelledby="addresses">
          <h2 id="addresses">{t("page.towns.title")}</h2>
          <AddressButtons addresses={addresses} path={path} kept={{ q: search.words }} />
        </section>
      )}
      {towns.length === 0 ? null : (
        <section aria-labelledby="towns">
          <h2 id="towns">{t("pro.group.offer.several")}</h2>
          <TownLinks search={search} towns={towns} address={(town) => [path, { town, q: search.words }]} />
        </section>
      )}
      {name ? (
        <p>
          {t("page.search.near")} <Original>{name}</Original>
        </p>
      ) : null}
      {found === undefined ? null : <Offers found={found} />}
    </div>
  );
}

function SearchForm(props: {
  readonly search: SearchQuery;
  readonly error: string | null;
  readonly town: string | undefined;
}): ReactNode {
  const { search, error, town } = props;
  const { t, href } = usePage();
  const sending = usePlaceSending();
  return (
    <search>
      <form {...sending} action={href(path)} className="form">
        <TownField
          label={t("pro.group.offer.where")}
          typed={search.typed || town}
          {...(error === null ? {} : { error })}
        />
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
    </search>
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
