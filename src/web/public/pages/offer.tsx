import type { Id } from "#base";
import { readShortlist, writeShortlist } from "#directory";
import { readOffer, shortlistPath, type Offer } from "#directory/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ContactLinks, PhoneLink } from "../../ui/contact.tsx";
import { addressLine, FreshnessLine } from "../../ui/offer-card.tsx";
import { OpeningLine } from "../../ui/opening-line.tsx";
import { Original, OriginalText } from "../../ui/original.tsx";
import { offerJsonLd } from "../offer-json-ld.ts";
import { OfferConditions } from "../offer-conditions.tsx";
import { OfferAccess } from "../offer-access.tsx";
import { OfferHours } from "../offer-hours.tsx";
import { OfferSource } from "../offer-source.tsx";
import { KeepLink } from "../shortlist/keep-link.tsx";

/** `/lieu/:offerId`: one offer whole. */
export const offer: PageDefinition = {
  path: "/lieu/:offerId",
  part: "directory",
  open: async ({ params, query, call, t, baseUrl, href }) => {
    const found = await call(readOffer, { offerId: params["offerId"] ?? "" });
    const isMoved = found.id !== params["offerId"]?.toLowerCase();
    const list = readShortlist((query.get("liste") ?? "").slice(0, 300));
    return {
      ...(isMoved ? { movedTo: `/lieu/${found.id}` } : {}),
      title: found.name,
      description: t("page.offer.description", { name: found.name, town: found.city }),
      isPublic: list.length === 0,
      jsonLd: offerJsonLd(found, baseUrl + href(`/lieu/${found.id}`)),
      hasPrintedCode: true,
      main: <OfferPage offer={found} list={list} />,
    };
  },
};

function OfferPage(props: { readonly offer: Offer; readonly list: readonly Id<"offer">[] }): ReactNode {
  const { offer, list } = props;
  const { t, href } = usePage();
  return (
    <article className="offer-page">
      <header>
        <p className="offer-kind">{kindInWords(t, offer)}</p>
        <h1>
          <Original>{offer.name}</Original>
        </h1>
        {offer.organizationName && offer.organizationName !== offer.name ? (
          <p className="offer-by">
            <Original>{offer.organizationName}</Original>
          </p>
        ) : null}
        <OpeningLine offer={offer} />
        <FreshnessLine offer={offer} />
      </header>
      <section className="panel" aria-labelledby="reach">
        <h2 id="reach">{t("page.offer.reach")}</h2>
        <ContactLinks contact={offer} name={offer.name} />
        {offer.otherPhones.length > 0 ? (
          <p>
            {t("page.offer.otherPhones")}{" "}
            {offer.otherPhones.map((number, place) => (
              <Fragment key={number}>
                {place > 0 ? " · " : ""}
                <PhoneLink number={number} />
              </Fragment>
            ))}
          </p>
        ) : null}
        <Address offer={offer} />
        {offer.welcome ? (
          <p>
            <strong>{t("page.offer.welcome")}</strong> <Original>{offer.welcome}</Original>
          </p>
        ) : null}
        <KeepLink
          offer={offer}
          list={list}
          to={(chosen) => href(shortlistPath, { liste: writeShortlist(chosen), town: offer.townCode })}
        />
      </section>
      <OfferHours offer={offer} />
      <What offer={offer} />
      <OfferConditions offer={offer} />
      <OfferAccess offer={offer} />
      <OfferSource offer={offer} />
      {offer.townCode ? (
        <p className="not-printed">
          <a className="more" href={href("/chercher", { town: offer.townCode, liste: writeShortlist(list) })}>
            {t("page.offer.around", { town: offer.city })}
          </a>
        </p>
      ) : null}
    </article>
  );
}

/** What it is: its type where it is told, else its kind. */
function kindInWords(t: PageContext["t"], { kind, takingPart: { type } }: Offer): string {
  const words = t(`code.offerKind.${kind}`);
  return type === null ? words : `${words} · ${t(`code.offerType.${type}`)}`;
}

function Address({ offer }: { readonly offer: Offer }): ReactNode {
  const { t } = usePage();
  const isVague = offer.positionPrecision === "town" || offer.positionPrecision === "area";
  return (
    <>
      <p className="address">
        <Original>{addressLine(offer)}</Original>
      </p>
      {offer.position ? (
        <p className="not-printed">
          <a href={mapAddress(offer.position.latitude, offer.position.longitude)} rel="noreferrer noopener">
            {t("page.offer.map")}
          </a>{" "}
          <span className="quiet">{t(isVague ? "page.offer.mapAbout" : "page.offer.mapOutside")}</span>
        </p>
      ) : null}
    </>
  );
}

function mapAddress(latitude: number, longitude: number): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
}

function What({ offer }: { readonly offer: Offer }): ReactNode {
  const { t } = usePage();
  const text = offer.description ?? offer.summary;
  if (!text && offer.categories.length + offer.serviceLabels.length === 0) return null;
  return (
    <section aria-labelledby="what">
      <h2 id="what">{t("page.offer.what")}</h2>
      {offer.categories.length > 0 ? (
        <ul className="tags">
          {offer.categories.map((code) => (
            <li key={code} className="tag">
              {t(`page.way.${code}`)}
            </li>
          ))}
        </ul>
      ) : null}
      {text ? <OriginalText>{text}</OriginalText> : null}
      {offer.serviceLabels.length > 0 ? (
        <ul>
          {offer.serviceLabels.map((label) => (
            <li key={label}>
              <Original>{label}</Original>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
