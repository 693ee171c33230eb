import { searchOffers, type OfferSummary } from "#directory/actions";
import { threeNear } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { refusalIn } from "../refusal.ts";
import { OfferCard } from "../ui/offer-card.tsx";
import { TownButtons, TownForm, type SaidTown } from "./town-field.tsx";

/** Three things near a town; none without a town, or where the town is not known to the directory. */
export async function thingsNear(
  { call }: Pick<PageContext, "call">,
  town: SaidTown,
): Promise<readonly OfferSummary[]> {
  if (town.kind !== "town") return [];
  try {
    const { offers } = await call(searchOffers, { town: town.code, radiusKm: 20 });
    return threeNear(offers);
  } catch (error) {
    if (refusalIn(error)?.code === "directory.townNotFound") return [];
    throw error;
  }
}

/** "Three things near you": asks for the town where it is not said. */
export function NearHere(props: {
  readonly town: SaidTown;
  readonly offers: readonly OfferSummary[];
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
          {offers.map((offer) => (
            <OfferCard key={offer.id} offer={offer} />
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
