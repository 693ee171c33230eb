import { isNullIsland, type GeoPoint } from "#base";
import type { Town } from "./actions.ts";
import { directoryErrors } from "./errors.ts";

/** Where somebody asks about: a commune by its code, or a point. */
export interface PlaceInput {
  readonly town?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly radiusKm: number;
}

/** Gives the town of a commune code; null when there is none. */
export type TownOf = (code: string) => Promise<Town | null>;

/** Where to look. */
export interface PlaceAsked {
  readonly town: Town | null;
  /** Null for a town whose position is not known: then only its own offers are found. */
  readonly centre: GeoPoint | null;
  /** The radius asked for, and as much more as the centre of the town may be off. */
  readonly radiusMetres: number;
}

/**
 * The town or point asked about; the town wins.
 * @throws directory.townNotFound, directory.placeNeeded; directory.positionUnusable for half a point or (0, 0).
 */
export async function placeAsked(townOf: TownOf, input: PlaceInput): Promise<PlaceAsked> {
  const { town: code, latitude, longitude, radiusKm } = input;
  if (code !== undefined) {
    const town = await townOf(code);
    if (town === null) throw directoryErrors.townNotFound({ town: code });
    return { town, centre: town.position, radiusMetres: (radiusKm + (town.positionErrorKm ?? 0)) * 1000 };
  }
  if (latitude === undefined && longitude === undefined) throw directoryErrors.placeNeeded({});
  if (latitude === undefined || longitude === undefined) throw directoryErrors.positionUnusable({});
  const centre = { latitude, longitude };
  if (isNullIsland(centre)) throw directoryErrors.positionUnusable({});
  return { town: null, centre, radiusMetres: radiusKm * 1000 };
}
