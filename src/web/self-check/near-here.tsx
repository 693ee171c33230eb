import { searchOffers, suggestOffers, type OfferSummary, type SuggestedOffer } from "#directory/actions";
import { threeNear } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { refusalIn } from "../refusal.ts";
import { ContactLinks } from "../ui/contact.tsx";
import { addressLine } from "../ui/offer-card.tsx";
import { OpeningLine } from "../ui/opening-line.tsx";
import { Original } from "../ui/original.tsx";
import { TownButtons, TownForm, type SaidTown } from "./town-field.tsx";

/** An offer shown after a self-check, with why. */
export interface NearOffer {
  readonly offer: OfferSummary;
  readonly reasons: SuggestedOffer["reasons"];
}

/** What is looked for: somebody who listens first where that is due, else company and something to do. */
const needs = {
  support: ["be-listened-to", "meet-people"],
  usual: ["meet-people", "move", "be-useful"],
} as const;
/** Reasons shown of each offer. */
const mostReasons = 3;

/**
 * Three things near a town: those that fit best, else the nearest. None without a town, or where the directory does not
 * know it. Nothing of an answer leaves the server, and the question is asked as anybody's.
 */
export async function thingsNear(
  context: Pick<PageContext, "call">,
  town: SaidTown,
  needsSupport: boolean,
): Promise<readonly NearOffer[]> {
  return offersNear(context, town, needsSupport ? needs.support : needs.usual);
}

/** Three things near a town for some needs, most important first: those that fit best, else the nearest. */
export async function offersNear(
  { call }: Pick<PageContext, "call">,
  town: SaidTown,
  wanted: readonly string[],
): Promise<readonly NearOffer[]> {
  if (town.kind !== "town") return [];
  try {
    const { offers } = await call(suggestOffers, { town: town.code, needs: wanted.join(","), limit: 3 });
    if (offers.length > 0) return offers;
    const around = await call(searchOffers, { town: town.code, radiusKm: 20 });
    return threeNear(around.offers).map((offer) => ({ offer, reasons: [] }));
  } catch (error) {
    if (refusalIn(error)?.code === "directory.townNotFound") return [];
    throw error;
  }
}

/** "Three things near you": asks for the town where it is not said. */
export function NearHere(props: {
  readonly town: SaidTown;
  readonly offers: readonly NearOffer[];
}): ReactNode {
  const { t, href } = usePage();
  const { town, offers } = props;
  return (
    <section aria-labelledby="near">
      <h2 id="near">{t("page.selfCheck.near")}</h2>
      {town.kind === "several" ? <TownButtons towns={town.towns} /> : null}
      {town.kind === "town" ? null : (
        <TownForm
          {...(town.kind === "unknown"
            ? { typed: town.typed, error: t("page.place.unknown", { typed: town.typed }) }
            : {})}
        />
      )}
      {town.kind === "town" && offers.length === 0 ? <p>{t("page.selfCheck.near.none")}</p> : null}
      {offers.length > 0 ? (
        <ul className="offers">
          {offers.map((near) => (
            <Near key={near.offer.id} near={near} />
          ))}
        </ul>
      ) : null}
      {town.kind === "town" ? (
        <p>
          <a className="more" href={href("/chercher", { town: town.code })}>
            {t("page.selfCheck.near.all")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Near({ near: { offer, reasons } }: { readonly near: NearOffer }): ReactNode {
  const { t, href, format } = usePage();
  const shown = reasons.slice(0, mostReasons);
  const isVague = offer.positionPrecision === "town" || offer.positionPrecision === "area";
  const distance = offer.distanceMetres === null ? null : format.distance(offer.distanceMetres);
  return (
    <li className={`offer offer-${offer.opening.state}`}>
      <div className="offer-main">
        {distance ? (
          <p className="offer-distance">{t(`page.distance.${isVague ? "about" : "at"}`, { distance })}</p>
        ) : null}
        <h3 className="offer-name">
          <a href={href(`/lieu/${offer.id}`)}>
            <Original>{offer.name}</Original>
          </a>
        </h3>
        {shown.length > 0 ? (
          <ul className="tags">
            {shown.map(({ code }) => (
              <li key={code} className="tag">
                {t(`page.why.${code}`)}
              </li>
            ))}
          </ul>
        ) : null}
        <OpeningLine offer={offer} />
        <p className="offer-address">
          <Original>{addressLine(offer)}</Original>
        </p>
      </div>
      <div className="offer-side">
        <ContactLinks contact={offer} name={offer.name} />
      </div>
    </li>
  );
}
