import type { Town } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { Query } from "../page.ts";
import { HiddenFields } from "../ui/hidden-fields.tsx";
import { Original } from "../ui/original.tsx";
import { NoNetwork, PlaceForm } from "./place-form.tsx";
import type { SearchedAddress } from "./posted-place.ts";
import { searchPath, writePlace, writeSearch, type SearchQuery } from "./search-query.ts";
import { TownLinks } from "./town-choice.tsx";

/** What an {@link AddressChoice} is given. */
export interface AddressChoiceProps {
  readonly search: SearchQuery;
  readonly addresses: readonly SearchedAddress[];
  /** Towns named in what was typed. */
  readonly towns: readonly Town[];
}

/** "Which one?" when several addresses fit: each is a button, posted, so that no address in the browser tells of it. */
export function AddressChoice({ search, addresses, towns }: AddressChoiceProps): ReactNode {
  const { t } = usePage();
  return (
    <div className="column">
      <h1>{t(addresses.length === 1 ? "page.address.isIt" : "page.towns.title")}</h1>
      <p className="lead">{t("page.address.several", { count: addresses.length, typed: search.typed })}</p>
      <AddressButtons addresses={addresses} path={searchPath} kept={writeSearch({ ...search, typed: "" })} />
      {towns.length > 0 ? (
        <section aria-labelledby="whole-town">
          <h2 id="whole-town">{t("page.address.wholeTown")}</h2>
          <TownLinks search={{ ...search, typed: "" }} towns={towns} />
        </section>
      ) : null}
      <details className="disclosure">
        <summary>{t("page.address.otherwise")}</summary>
        <PlaceForm typed={search.typed} words={search.words} list={search.list} />
      </details>
    </div>
  );
}

/** What {@link AddressButtons} are given. */
export interface AddressButtonsProps {
  readonly addresses: readonly SearchedAddress[];
  /** Page to which the address chosen is posted. */
  readonly path: string;
  /** Fields that are posted with it. */
  readonly kept: Query;
}

/** Addresses as buttons, in the order of the service. */
export function AddressButtons({ addresses, path, kept }: AddressButtonsProps): ReactNode {
  const { href } = usePage();
  return (
    <ul className="towns">
      {addresses.map((address) => (
        <li key={`${address.label} ${address.town.code}`}>
          <form method="post" action={href(path)} data-island="needs-network">
            <HiddenFields fields={{ ...kept, ...placeFields(address) }} />
            <button type="submit" className="town">
              <span className="town-name" lang="fr" dir="auto">
                {address.label}
              </span>
              <span className="town-place">
                <Original>{`${address.town.departementName} (${address.town.departement})`}</Original>
              </span>
            </button>
            <NoNetwork />
          </form>
        </li>
      ))}
    </ul>
  );
}

/** The fields that say an address without asking the service again. */
export function placeFields({ label, point, near }: SearchedAddress): Query {
  return { ...writePlace({ typed: "", town: null, point, near }), adresse: label };
}
