// Makes src/web/public/codes/departements.json: outlines of the French départements for the map that one moves.
// Use: node scripts/extract-outlines.mjs departements-version-simplifiee.geojson
// The file is that of france-geojson (IGN and Insee, Licence Ouverte), boundaries of 2018; see NOTICE.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error("Which GeoJSON file?");

/** A ring at a thousandth of a degree, some hundred metres; null when nothing is left of it. */
function rounded(ring) {
  const points = ring.map((position) => position.slice(0, 2).map((degrees) => Number(degrees.toFixed(3))));
  const kept = points.filter((point, index) => String(point) !== String(points[index - 1]));
  return kept.length < 4 ? null : kept;
}

const { features } = JSON.parse(readFileSync(source, "utf8"));
const polygons = features.flatMap(({ geometry: { type, coordinates } }) =>
  (type === "Polygon" ? [coordinates] : coordinates)
    .map((rings) => rings.map(rounded).filter((ring) => ring !== null))
    .filter((rings) => rings.length > 0),
);
const file = join(import.meta.dirname, "../src/web/public/codes/departements.json");
writeFileSync(file, `${JSON.stringify({ type: "MultiPolygon", coordinates: polygons })}\n`);
