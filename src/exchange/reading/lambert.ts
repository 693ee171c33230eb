import type { GeoPoint } from "#base";

// Lambert-93, the national projection of mainland France (EPSG:2154): a conformal cone on the ellipsoid GRS80.
// Constants and steps  IGN, note NTG_71 "Projection cartographique conique conforme de Lambert", and the definition of RGF93.

const exponent = 0.725_607_765_053_267;
const constant = 11_754_255.4261;
const pole = { x: 700_000, y: 12_655_612.0499 };
const eccentricity = 0.081_819_191_042_816;
const meridian = (3 * Math.PI) / 180;
/** Metres between which mainland France and Corsica lie. */
const bounds = { x: [90_000, 1_280_000], y: [6_010_000, 7_130_000] } as const;

/** Whether two numbers are metres east and north in Lambert-93. */
export function isLambert93(x: number, y: number): boolean {
  return x >= bounds.x[0] && x <= bounds.x[1] && y >= bounds.y[0] && y <= bounds.y[1];
}

/** Degrees of a point given in Lambert-93, metres; RGF93 and WGS 84 differ by less than a metre. */
export function ofLambert93(x: number, y: number): GeoPoint {
  const [east, south] = [x - pole.x, pole.y - y];
  const longitude = meridian + Math.atan2(east, south) / exponent;
  const isometric = -Math.log(Math.hypot(east, south) / constant) / exponent;
  return { latitude: degreesOf(latitudeOf(isometric)), longitude: degreesOf(longitude) };
}

/** Latitude of an isometric latitude, by steps that each gain two decimals (IGN, ALG0002). */
function latitudeOf(isometric: number): number {
  const growth = Math.exp(isometric);
  let latitude = 2 * Math.atan(growth) - Math.PI / 2;
  for (let step = 0; step < 8; step += 1) {
    const sine = eccentricity * Math.sin(latitude);
    latitude = 2 * Math.atan(((1 + sine) / (1 - sine)) ** (eccentricity / 2) * growth) - Math.PI / 2;
  }
  return latitude;
}

/** Degrees of radians, on 7 decimals: a centimetre. */
function degreesOf(radians: number): number {
  return Number(((radians * 180) / Math.PI).toFixed(7));
}
