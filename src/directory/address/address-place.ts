import { distanceMetres, isNullIsland, type GeoPoint } from "#base";
import type { RecogniseTown } from "../location-town.ts";
import type { Town } from "../offer-shape.ts";
import type { PositionPrecision } from "../taxonomy.ts";
import { isBorough } from "../town-table.ts";

/** A place as a service of addresses answered, before it is checked against our own towns. */
export interface AddressFound {
  /** The address as the service writes it, on one line, without control and direction marks. */
  readonly label: string;
  /** What of it was found: the number in its street, the street, a place named within the town, or the town alone. */
  readonly precision: PositionPrecision;
  readonly position: GeoPoint;
  /** How well it answers to what was asked, 0 to 1; null where the service does not say. */
  readonly score: number | null;
  /** Code of the commune, where the service tells it. */
  readonly townCode: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
}

/** What a service of addresses answered; `busy` when it was not asked, because it was asked too much already. */
export type AddressAnswer =
  | { readonly kind: "found"; readonly found: readonly AddressFound[] }
  | { readonly kind: "unanswered" }
  | { readonly kind: "busy" };

/** Asks the service of addresses that the operator named. It is given the text and nothing else; it never throws. */
export type AskAddress = (text: string) => Promise<AddressAnswer>;

/** An address found in one of our towns. */
export interface AddressPlace {
  readonly label: string;
  readonly precision: PositionPrecision;
  readonly position: GeoPoint;
  readonly town: Town;
}

/** Places to choose from, or the one that is meant. */
export interface ChosenPlaces {
  readonly places: readonly AddressPlace[];
  /** Whether the only place is surely the one meant: nobody needs to be asked. */
  readonly isSettled: boolean;
}

/** Places farther than this from the centre of their town are not believed, in kilometres: the same bound as for imports. */
const farthestKm = 40;
/** Answers below it have little to do with what was asked. */
const leastScore = 0.3;
/** From here on a single answer is the one meant. */
const surelyMeant = 0.5;
/** Answers that differ by less fit equally well. */
const sameFit = 0.05;
/** Most places between which somebody chooses. */
export const mostPlaces = 5;

/**
 * The places that fit, of those answered. Each is checked: it lies in a town that we know and not far from its centre (so that
 * coordinates that are swapped, of another country or invented fall out). Where the text names a town,
 * places in that town come alone. Of several that fit equally well none is preferred.
 * @param inside towns named inside the text that was asked
 */
export function choosePlaces(
  found: readonly AddressFound[],
  inside: readonly Town[],
  recogniseTown: RecogniseTown,
): ChosenPlaces {
  const fitting = found
    .filter(({ score }) => score === null || score >= leastScore)
    .flatMap((one) => {
      const town = townOf(one, recogniseTown);
      return town === null ? [] : [{ score: one.score, place: placeIn(town, one) }];
    });
  const there = fitting.filter(({ place }) => inside.some((town) => isWithin(place.town, town)));
  const kept = there.length > 0 ? there : fitting;
  const best = Math.max(0, ...kept.map(({ score }) => score ?? 0));
  const good = kept.filter(({ score }) => score === null || score >= best - sameFit);
  const places = [...new Map(good.map(({ place }) => [`${place.label}|${place.town.code}`, place])).values()];
  const isSure = inside.length === 0 || there.length > 0;
  const isGood = good.every(({ score }) => score === null || score >= surelyMeant);
  return { places: places.slice(0, mostPlaces), isSettled: places.length === 1 && isSure && isGood };
}

/** The town in which a place lies; null when it is none of ours, or too far from it to be believed. */
function townOf(place: AddressFound, recogniseTown: RecogniseTown): Town | null {
  if (isNullIsland(place.position)) return null;
  const { townCode: code, postcode, city: name } = place;
  const town = recogniseTown({ code, postcode, name, departements: [] })?.town ?? null;
  if (town === null || town.position === null) return null;
  const farthest = (farthestKm + (town.positionErrorKm ?? 0)) * 1000;
  return distanceMetres(place.position, town.position) <= farthest ? town : null;
}

function placeIn(town: Town, { label, precision, position }: AddressFound): AddressPlace {
  return { label, precision, position, town };
}

/** Three decimals of a degree, about a hundred metres: enough to search and too little to name a door. */
export function roundedPoint({ latitude, longitude }: GeoPoint): GeoPoint {
  const rounded = (degrees: number): number => Math.round(degrees * 1000) / 1000;
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
}

/** Whether a town is another, or one of its arrondissements. */
function isWithin(town: Town, whole: Town): boolean {
  return town.code === whole.code || (isBorough(town.code) && town.name.startsWith(`${whole.name} `));
}
