import { z } from "zod";
import { observatoryErrors } from "../errors.ts";

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number());
const ring = z.array(position).min(4);
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const fileSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z
    .array(z.object({ properties: z.record(z.string(), z.unknown()), geometry }))
    .min(1)
    .max(2000),
});

/** Outlines drawn on a plane 1000 wide. */
export interface Outlines {
  readonly height: number;
  readonly areas: readonly { readonly code: string; readonly path: string }[];
}

type Point = readonly [x: number, y: number];

/** Properties in which files keep the code of an area. */
const codeProperties = ["code", "code_insee", "insee_dep", "CODE_DEPT", "INSEE_DEP"];

/** Width of the drawing, and how far a simplified line may lie from the true one, in the same unit. */
const width = 1000;
const tolerance = 0.8;

/**
 * Reads a GeoJSON file (RFC 7946) and draws the outlines of the areas asked for, simplified. Areas that it does not know
 * are left out; so are parts smaller than a point, unless an area has no other.
 * Source   Douglas & Peucker, Cartographica 10 (1973) 112–122. Plane: equirectangular at the middle latitude.
 * @throws observatory.geographyUnreadable, observatory.geographyEmpty
 */
export function readOutlines(text: string, wanted: readonly string[]): Outlines {
  const areas = featuresOf(text).flatMap(({ properties, geometry: shape }) => {
    const code = codeProperties.map((name) => properties[name]).find((value) => typeof value === "string");
    if (typeof code !== "string" || !wanted.includes(code)) return [];
    const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
    return [{ code, rings: polygons.flat() }];
  });
  if (areas.length === 0) throw observatoryErrors.geographyEmpty({});
  const points = areas.flatMap(({ rings }) => rings.flat());
  const [west, east] = rangeOf(points.map(([longitude]) => longitude));
  const [south, north] = rangeOf(points.map((one) => one[1]));
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / ((east - west) * shrink);
  const onPlane = ([longitude, latitude]: readonly [number, number, ...number[]]): Point => [
    (longitude - west) * shrink * scale,
    (north - latitude) * scale,
  ];
  return {
    height: Math.max(1, Math.ceil((north - south) * scale)),
    areas: areas
      .map(({ code, rings }) => ({ code, path: pathOf(rings.map((one) => one.map(onPlane))) }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

function featuresOf(text: string): z.output<typeof fileSchema>["features"] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw observatoryErrors.geographyUnreadable({ place: "" }, { cause });
  }
  const parsed = fileSchema.safeParse(given);
  if (parsed.success) return parsed.data.features;
  throw observatoryErrors.geographyUnreadable({ place: parsed.error.issues[0]?.path.join(".") ?? "" });
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

function pathOf(rings: readonly (readonly Point[])[]): string {
  const simple = rings.map(simplified).filter((one) => one.length >= 4);
  const largest = rings.toSorted((a, b) => b.length - a.length)[0] ?? [];
  return (simple.length > 0 ? simple : [largest])
    .map((one) => `M${one.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`)
    .join("");
}

/** Keeps the points of a line without which it would lie farther off than the tolerance. */
export function simplified(points: readonly Point[]): readonly Point[] {
  const keeps = new Uint8Array(points.length);
  const open: (readonly [number, number])[] = [[0, points.length - 1]];
  // A ring begins where it ends: its farthest point from there parts it in two.
  const [first] = points;
  const last = points.at(-1);
  if (first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1]) {
    const far = farthest(points, 0, points.length - 1).at;
    keeps[far] = 1;
    open.splice(0, 1, [0, far], [far, points.length - 1]);
  }
  keeps[0] = 1;
  keeps[points.length - 1] = 1;
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const [from, to] = part;
    const { at, distance } = farthest(points, from, to);
    if (distance <= tolerance) continue;
    keeps[at] = 1;
    open.push([from, at], [at, to]);
  }
  return points.filter((_, position) => keeps[position] === 1);
}

function farthest(
  points: readonly Point[],
  from: number,
  to: number,
): { readonly at: number; readonly distance: number } {
  let [at, distance] = [from, -1];
  const [a, b] = [points[from] ?? [0, 0], points[to] ?? [0, 0]];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  for (let position = from + 1; position < to; position += 1) {
    const [x, y] = points[position] ?? [0, 0];
    const away =
      length === 0
        ? Math.hypot(x - a[0], y - a[1])
        : Math.abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) / length;
    if (away > distance) [at, distance] = [position, away];
  }
  return { at, distance };
}
