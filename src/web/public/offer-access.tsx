import type { Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { safeWebAddress } from "../ui/contact.tsx";
import { Original } from "../ui/original.tsx";

/** How one gets in: what is told of it, by whom and as of when. What nobody tells is said to be unknown. */
export function OfferAccess({ offer }: { readonly offer: Offer }): ReactNode {
  const { t } = usePage();
  const { wheelchair, features } = offer.accessibility;
  return (
    <section aria-labelledby="access">
      <h2 id="access">{t("page.offer.getIn")}</h2>
      <p>{t(`code.wheelchairAccess.${wheelchair}`)}</p>
      {features.length > 0 ? (
        <ul>
          {features.map((code) => (
            <li key={code}>{t(`code.accessFeature.${code}`)}</li>
          ))}
        </ul>
      ) : null}
      <ToldOfPlace access={offer.accessibility} />
    </section>
  );
}

function ToldOfPlace({ access }: { readonly access: Offer["accessibility"] }): ReactNode {
  const { t, format } = usePage();
  const { place, wheelchair } = access;
  if (place === null) return null;
  const { name, url, licence, confirmedOn, importedOn } = place;
  const address = safeWebAddress(url);
  const isOther = place.wheelchair !== wheelchair && place.wheelchair !== "unknown";
  return (
    <>
      {isOther ? (
        <p>{t("page.offer.getInOther", { name, told: t(`code.wheelchairAccess.${place.wheelchair}`) })}</p>
      ) : null}
      <p className="quiet">
        {confirmedOn === null
          ? t("page.offer.getInFile", { name, date: format.day(importedOn) })
          : t("page.offer.getInBy", { name, date: format.day(confirmedOn) })}{" "}
        {address ? (
          <a href={address} rel="noreferrer noopener">
            <Original>{name}</Original>
          </a>
        ) : null}
        {" · "}
        <Original>{licence}</Original>
      </p>
    </>
  );
}
