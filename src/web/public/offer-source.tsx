import type { Offer } from "#directory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { safeWebAddress } from "../ui/contact.tsx";
import { Original } from "../ui/original.tsx";

/** Which of it was confirmed on which day, where the days differ. */
function ConfirmedGroups({ offer: { confirmedGroups } }: { readonly offer: Offer }): ReactNode {
  const { t, format } = usePage();
  const groups = ["hours", "place", "what", "organisation"] as const;
  return (
    <ul>
      {groups.map((group) => {
        const day = confirmedGroups[group];
        return (
          <li key={group}>
            {day === null
              ? t("page.offer.neverConfirmed", { what: t(`page.offer.group.${group}`) })
              : t("page.offer.confirmedGroup", {
                  what: t(`page.offer.group.${group}`),
                  date: format.day(day),
                })}
          </li>
        );
      })}
    </ul>
  );
}

/** Where an entry comes from, under which licence, as of when, and to whom one reports a mistake. */
export function OfferSource({ offer }: { readonly offer: Offer }): ReactNode {
  const { t, format, href } = usePage();
  const { source } = offer;
  const isOneDay = new Set(Object.values(offer.confirmedGroups)).size === 1;
  const address = safeWebAddress(source.url);
  const name = <Original>{source.name}</Original>;
  return (
    <section className="source" aria-labelledby="source">
      <h2 id="source">{t("page.offer.source")}</h2>
      <p>
        {address ? (
          <a href={address} rel="noreferrer noopener">
            {name}
          </a>
        ) : (
          name
        )}
        {" · "}
        <Original>{source.licence}</Original>
      </p>
      <p>
        {t("page.offer.importedOn", { date: format.day(source.importedOn) })}{" "}
        {isOneDay && offer.confirmedOn
          ? t("page.offer.confirmedOn", { date: format.day(offer.confirmedOn) })
          : null}
      </p>
      {isOneDay ? null : <ConfirmedGroups offer={offer} />}
      <p className="not-printed">
        <a className="more" href={href(`/lieu/${offer.id}/signaler`)} rel="nofollow">
          {t("page.report.link")}
        </a>{" "}
        <span className="quiet">{t("page.report.linkHint")}</span>
      </p>
      <p className="not-printed">
        {t("page.keep.link")}{" "}
        <a href={href("/proposer", { fiche: offer.id })} rel="nofollow">
          {t("page.keep.linkText")}
        </a>
      </p>
    </section>
  );
}
