import type { OfferSummary, SuggestedOffer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ContactLinks } from "./contact.tsx";
import { addressLine } from "./offer-card.tsx";
import { OpeningLine } from "./opening-line.tsx";
import { Original } from "./original.tsx";

/** An offer proposed to a visitor, with why. */
export interface NearOffer {
  readonly offer: OfferSummary;
  readonly reasons: SuggestedOffer["reasons"];
}

/** Reasons shown of each offer. */
const mostReasons = 3;

/** Offers proposed to a visitor, each with its first reasons in words. Nothing without offers. */
export function SuggestedOffers({ offers }: { readonly offers: readonly NearOffer[] }): ReactNode {
  if (offers.length === 0) return null;
  return (
    <ul className="offers">
      {offers.map((near) => (
        <Near key={near.offer.id} near={near} />
      ))}
    </ul>
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
