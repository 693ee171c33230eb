import { searchOffers, suggestOffers } from "#directory/actions";
import { threeNear } from "#pathway";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import type { PageContext } from "../page.ts";
import { refusalIn } from "../refusal.ts";
import { SuggestedOffers, type NearOffer } from "../ui/suggested-offers.tsx";
import { TownButtons, TownForm, type SaidTown } from "./town-field.tsx";

/** What is looked for: somebody who listens first where that is due, else company and something to do. */
const needs = {
  support: ["be-listened-to", "meet-people"],
  usual: ["meet-people", "move", "be-useful"],
} as const;

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
      <SuggestedOffers offers={offers} />
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
