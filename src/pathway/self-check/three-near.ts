/** As much of an offer as choosing needs. */
interface Near {
  readonly id: string;
  readonly categories: readonly string[];
}

/**
 * Three of the offers found, nearest first: each of another of the five ways where that can be, so that there is a choice of
 * kinds and not three times the same.
 */
export function threeNear<Offer extends Near>(offers: readonly Offer[]): readonly Offer[] {
  const chosen: Offer[] = [];
  const isNew = ({ categories }: Offer): boolean =>
    categories.length > 0 &&
    !chosen.some((one) => one.categories.some((category) => categories.includes(category)));
  for (const offer of offers) if (chosen.length < 3 && isNew(offer)) chosen.push(offer);
  const others = offers.filter((offer) => !chosen.includes(offer));
  const three = [...chosen, ...others].slice(0, 3);
  return offers.filter((offer) => three.includes(offer));
}
