import type { OfferSummary } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { ContactLinks } from "./contact.tsx";
import { freshnessOf } from "./freshness.ts";
import { OpeningLine } from "./opening-line.tsx";
import { Original } from "./original.tsx";

/** What an {@link OfferCard} is given. */
export interface OfferCardProps {
  readonly offer: OfferSummary;
  /** Whether the distance is measured from a centre that is itself known roughly. */
  readonly isFromVagueCentre?: boolean;
  /** Its number in a list beside a map, and the anchor to which the map leads. */
  readonly place?: { readonly number: number; readonly anchor: string };
  /** The anchor of a card without number. */
  readonly anchor?: string;
  /** The entries chosen so far, as addresses write them: the page of the offer is told. */
  readonly list?: string;
  /** What keeps it, or takes it away from what is kept. */
  readonly keeping?: ReactNode;
}

/** One offer of a list: how far, what, whether it is open, how to reach it, and how sure all that is. */
export function OfferCard(props: OfferCardProps): ReactNode {
  const { offer, isFromVagueCentre = false, place, anchor = place?.anchor, list, keeping } = props;
  const { t, href } = usePage();
  const by = offer.organizationName;
  return (
    <li className={`offer offer-${offer.opening.state}`} id={anchor}>
      <div className="offer-main">
        <Distance offer={offer} isFromVagueCentre={isFromVagueCentre} />
        <h2 className="offer-name">
          <a href={href(`/lieu/${offer.id}`, { liste: list })}>
            {place ? `${place.number}. ` : null}
            <Original>{offer.name}</Original>
          </a>
        </h2>
        {by && !offer.name.includes(by) ? (
          <p className="offer-by">
            <Original>{by}</Original>
          </p>
        ) : null}
        <OpeningLine offer={offer} />
        <p className="offer-address">
          <Original>{addressLine(offer)}</Original>
        </p>
        {offer.categories.length > 0 || offer.frais.length > 0 ? (
          <ul className="tags">
            {offer.frais.map((code) => (
              <li key={code} className="tag tag-cost">
                {t(`code.frais.${code}`)}
              </li>
            ))}
            {offer.categories.map((code) => (
              <li key={code} className="tag">
                {t(`page.way.${code}`)}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <div className="offer-side">
        <ContactLinks contact={offer} name={offer.name} />
        <FreshnessLine offer={offer} />
        {keeping}
      </div>
    </li>
  );
}

/** Street, postcode and town on one line. */
export function addressLine(offer: Pick<OfferSummary, "street" | "postcode" | "city">): string {
  const town = [offer.postcode, offer.city].filter(Boolean).join(" ");
  return [offer.street, town].filter(Boolean).join(", ");
}

function Distance({ offer, isFromVagueCentre }: OfferCardProps): ReactNode {
  const { t, format } = usePage();
  if (offer.distanceMetres === null) return null;
  const isVague =
    isFromVagueCentre || offer.positionPrecision === "town" || offer.positionPrecision === "area";
  const distance = format.distance(offer.distanceMetres);
  return (
    <p className="offer-distance">{t(isVague ? "page.distance.about" : "page.distance.at", { distance })}</p>
  );
}

/** How fresh an entry is, with the advice to call first when it is old and there is a number. */
export function FreshnessLine({
  offer,
}: {
  readonly offer: Pick<OfferSummary, "confirmedOn" | "phone">;
}): ReactNode {
  const context = usePage();
  const { text, isOld } = freshnessOf(context, offer.confirmedOn);
  return (
    <p className="freshness">
      {text}
      {isOld && offer.phone ? ` ${context.t("page.freshness.callFirst")}` : null}
    </p>
  );
}
