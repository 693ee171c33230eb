import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boxAround, distanceMetres, geoPointSchema } from "./geo.ts";

const point = fc.record({
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  longitude: fc.double({ min: -170, max: 170, noNaN: true }),
});

describe("a distance", () => {
  // Witness: great-circle distance Paris (48.8566, 2.3522) – Lyon (45.7640, 4.8357) on the mean sphere, 391.5 km,
  // and one degree of latitude, π·6371.0088/180 = 111.195 km.
  test("agrees with published values", () => {
    const lyon = { latitude: 45.764, longitude: 4.8357 };
    expect(distanceMetres({ latitude: 48.8566, longitude: 2.3522 }, lyon) / 1000).toBeCloseTo(391.5, 0);
    expect(distanceMetres({ latitude: 45, longitude: 5 }, { latitude: 46, longitude: 5 })).toBeCloseTo(
      111_195.08,
      1,
    );
  });

  test("is nought to itself, the same both ways, and never longer by a detour", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        expect(distanceMetres(a, a)).toBe(0);
        expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 6);
        expect(distanceMetres(a, c)).toBeLessThanOrEqual(distanceMetres(a, b) + distanceMetres(b, c) + 0.001);
      }),
    );
  });

  test("inside a radius is always inside the box", () => {
    fc.assert(
      fc.property(point, point, fc.integer({ min: 100, max: 200_000 }), (centre, other, radius) => {
        if (distanceMetres(centre, other) > radius) return;
        const box = boxAround(centre, radius);
        expect(other.latitude).toBeGreaterThanOrEqual(box.south);
        expect(other.latitude).toBeLessThanOrEqual(box.north);
        expect(other.longitude).toBeGreaterThanOrEqual(box.west);
        expect(other.longitude).toBeLessThanOrEqual(box.east);
      }),
      { numRuns: 2000 },
    );
  });
});

test("a position at (0, 0) is refused as unknown", () => {
  const refused = geoPointSchema.safeParse({ latitude: 0, longitude: 0 });
  expect(refused.error?.issues[0]).toMatchObject({ params: { code: "nullIsland" } });
  expect(geoPointSchema.safeParse({ latitude: 91, longitude: 0 }).success).toBe(false);
  expect(geoPointSchema.safeParse({ latitude: 45.5, longitude: 5.9 }).success).toBe(true);
});
