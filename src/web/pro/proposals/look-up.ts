import { daysBetween, localDateAt, type CallAction, type Instant } from "#base";
import type { MatchReasonCode, MatchUnknownCode, NeedProfile } from "#directory";
import { searchOffers, type OfferSummary } from "#directory/actions";
import { timeZone } from "../../account/moment.ts";
import type { Proposal, Proposals, Said } from "./proposal.ts";

/** Most offers proposed at once: few enough to talk about each. */
const mostProposed = 10;
const nearMetres = 2000;
const recentDays = 183;

/**
 * Offers near the person's town, nearest first, each with what the directory's list says of it.
 * Missing  nothing is proposed without a town: null.
 */
export async function proposalsFor(
  call: CallAction,
  profile: NeedProfile,
  now: Instant,
): Promise<Proposals | null> {
  const { town } = profile.place;
  if (town === null) return null;
  const { offers } = await call(searchOffers, { town });
  return { offers: offers.slice(0, mostProposed).map((offer) => proposalOf(offer, now)), leftOut: [] };
}

function proposalOf(offer: OfferSummary, now: Instant): Proposal {
  const isNear = offer.distanceMetres !== null && offer.distanceMetres <= nearMetres;
  const isRecent =
    offer.confirmedOn !== null && daysBetween(offer.confirmedOn, localDateAt(now, timeZone)) <= recentDays;
  const reasons: readonly (MatchReasonCode | null)[] = [
    isNear ? "near" : null,
    offer.frais.includes("gratuit") ? "free" : null,
    isRecent ? "recently-confirmed" : null,
  ];
  const unknown: readonly (MatchUnknownCode | null)[] = [
    offer.opening.state === "unknown" ? "hours" : null,
    offer.frais.length === 0 ? "cost" : null,
    offer.confirmedOn === null ? "freshness" : null,
  ];
  return {
    offer,
    reasons: reasons
      .filter((code) => code !== null)
      .map((code): Said<MatchReasonCode> => ({ code, params: {} })),
    cautions: [],
    unknown: unknown.filter((code) => code !== null),
  };
}
