import { z } from "zod";

/** A place on Earth, WGS 84, in degrees. */
export interface GeoPoint {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Schema of a {@link GeoPoint}. Refuses (0, 0), which in every feed seen means "not known",
 * with the issue `nullIsland`.
 */
export const geoPointSchema: z.ZodType<GeoPoint> = z
  .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .refine((point) => !isNullIsland(point), { params: { code: "nullIsland" } });

/** Whether a point is within a kilometre of (0, 0), the mark of a missing position. */
export function isNullIsland({ latitude, longitude }: GeoPoint): boolean {
  return Math.abs(latitude) < 0.01 && Math.abs(longitude) < 0.01;
}

const meanEarthRadiusMetres = 6_371_008.8;

/**
 * Great-circle distance in metres between two points, by the haversine formula on the mean Earth radius (IUGG).
 * Source  R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984). Error below 0.6 % of the ellipsoid's.
 */
export function distanceMetres(a: GeoPoint, b: GeoPoint): number {
  const radians = Math.PI / 180;
  const dLatitude = (b.latitude - a.latitude) * radians;
  const dLongitude = (b.longitude - a.longitude) * radians;
  const h =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * Math.sin(dLongitude / 2) ** 2;
  return 2 * meanEarthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A rectangle of degrees that holds every point within `radiusMetres` of a centre. */
export interface GeoBox {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** The box around a disc; it may hold points outside the disc, never misses one inside (away from the poles and the date line). */
export function boxAround(centre: GeoPoint, radiusMetres: number): GeoBox {
  const dLatitude = (radiusMetres / meanEarthRadiusMetres) * (180 / Math.PI) * 1.0001;
  const dLongitude = dLatitude / Math.max(0.01, Math.cos((centre.latitude * Math.PI) / 180));
  return {
    south: centre.latitude - dLatitude,
    north: centre.latitude + dLatitude,
    west: centre.longitude - dLongitude,
    east: centre.longitude + dLongitude,
  };
}
