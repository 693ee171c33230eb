import type { Id } from "#base";
import { readShortlist, writeShortlist } from "#directory";
import { readOffer, shortlistPath, type Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { ContactLinks } from "../../ui/contact.tsx";
import { addressLine, FreshnessLine } from "../../ui/offer-card.tsx";
import { OpeningLine } from "../../ui/opening-line.tsx";
import { Original, OriginalText } from "../../ui/original.tsx";
import { offerJsonLd } from "../offer-json-ld.ts";
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
        <p className="offer-kind">{t(`code.offerKind.${offer.kind}`)}</p>
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
      <Conditions offer={offer} />
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

function Conditions({ offer }: { readonly offer: Offer }): ReactNode {
  const { t } = usePage();
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions">{t("page.offer.conditions")}</h2>
      <dl className="facts">
        <dt>{t("page.offer.cost")}</dt>
        <dd>
          {offer.frais.length > 0
            ? offer.frais.map((code) => t(`code.frais.${code}`)).join(" · ")
            : t("page.offer.costUnknown")}
        </dd>
        <dt>{t("page.offer.whom")}</dt>
        <dd>
          {offer.publics.length > 0
            ? offer.publics.map((code) => t(`code.publicServed.${code}`)).join(" · ")
            : t("page.offer.everyone")}
        </dd>
        {offer.accessConditions ? (
          <>
            <dt>{t("page.offer.access")}</dt>
            <dd>
              <OriginalText>{offer.accessConditions}</OriginalText>
            </dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
