import type { AccessPlace } from "./access-place.ts";
import { isCertain, pairOf, type AccessPair, type OwnPlace } from "./likeness.ts";

/** What a human said of a pair. */
export interface AccessDecision {
  readonly location_id: string;
  readonly place_id: string;
  readonly decision: "same" | "different";
}

/** A pair as it is kept. */
export interface PlannedLink extends AccessPair {
  readonly is_joined: boolean;
}

/** Places of one town on both sides, and what humans said of pairs of them. */
export interface TownPlaces {
  readonly own: readonly OwnPlace[];
  readonly places: readonly AccessPlace[];
  readonly decisions: readonly AccessDecision[];
}

/**
 * The pairs of a town: a place of ours is joined to the one that a human chose, else to the only one that is certain. Where two are
 * certain, none is joined: a human chooses. A pair that a human set apart is none.
 */
export function planLinks({ own, places, decisions }: TownPlaces): readonly PlannedLink[] {
  const near = candidatesIn(places);
  const said = Map.groupBy(decisions, ({ location_id: id }) => id);
  return own.flatMap((one) => {
    const decided = new Map((said.get(one.id) ?? []).map((last) => [last.place_id, last.decision]));
    const pairs = [...near(one)].flatMap((place) => {
      const pair = decided.get(place.id) === "different" ? null : pairOf(one, place);
      return pair === null ? [] : [pair];
    });
    const certain = pairs.filter(isCertain);
    const only = certain.length === 1 ? certain[0]?.place_id : undefined;
    const chosen = [...decided].find(([, decision]) => decision === "same")?.[0];
    return pairs.map((pair) => ({ ...pair, is_joined: pair.place_id === (chosen ?? only) }));
  });
}

/** Square of some 170 m on 110 to 170 m: what is within 150 m lies in it or beside it. */
const cellDegrees = 0.0015;
/** Wider to the east, where degrees are shorter: enough up to 51° of latitude. */
const cellDegreesEast = 0.0025;

/** Finds the places that may be one of ours without looking at all of a large town. */
function candidatesIn(places: readonly AccessPlace[]): (own: OwnPlace) => ReadonlySet<AccessPlace> {
  const bySiret = Map.groupBy(places, ({ siret }) => siret);
  const byStreet = Map.groupBy(places, ({ street_key: street }) => street);
  const byCell = Map.groupBy(places, ({ latitude, longitude }) => cellOf(latitude, longitude, 0, 0));
  return (own) => {
    const found = new Set<AccessPlace>();
    const add = (some: readonly AccessPlace[] | undefined): void =>
      some?.forEach((place) => found.add(place));
    if (own.siret !== null) add(bySiret.get(own.siret));
    if (own.street_key !== null) add(byStreet.get(own.street_key));
    if (own.latitude !== null)
      for (const north of [-1, 0, 1])
        for (const east of [-1, 0, 1]) add(byCell.get(cellOf(own.latitude, own.longitude, north, east)));
    return found;
  };
}

function cellOf(latitude: number | null, longitude: number | null, north: number, east: number): string {
  if (latitude === null || longitude === null) return "";
  return `${Math.floor(latitude / cellDegrees) + north} ${Math.floor(longitude / cellDegreesEast) + east}`;
}
