import type { StyleSpecification } from "maplibre-gl";
import type { MapTiles } from "#base";
import type { MapPoint } from "#directory/actions";

/** Name of the source of points. */
export const pointSource = "offers";

/** The style of the map: our ground, outlines of départements served by this site, pictures of the operator's host where one is named, and the points in clusters. */
export function mapStyle(
  outlines: string,
  points: readonly MapPoint[],
  tiles: MapTiles | null,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      outlines: { type: "geojson", data: outlines },
      ...(tiles === null
        ? {}
        : { tiles: { type: "raster", tiles: [tiles.url], tileSize: 256, maxzoom: 19 } }),
      [pointSource]: {
        type: "geojson",
        cluster: true,
        clusterRadius: 64,
        clusterMaxZoom: 16,
        data: {
          type: "FeatureCollection",
          features: points.map(({ position }, index) => ({
            type: "Feature",
            properties: { index },
            geometry: { type: "Point", coordinates: [position.longitude, position.latitude] },
          })),
        },
      },
    },
    layers: [
      { id: "ground", type: "background" },
      { id: "land", type: "fill", source: "outlines" },
      // Above the land, which shows where a picture does not come.
      ...(tiles === null ? [] : [{ id: "tiles", type: "raster", source: "tiles" } as const]),
      { id: "borders", type: "line", source: "outlines", paint: { "line-width": 1.5 } },
      // Marks are buttons above the picture; this layer only has the clusters computed.
      { id: "points", type: "circle", source: pointSource, paint: { "circle-opacity": 0 } },
    ],
  };
}

/** Colours of the map, from those of the page: they follow the theme. */
export function mapColours(root: HTMLElement): readonly (readonly [string, string, string])[] {
  const style = getComputedStyle(root);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return [
    ["ground", "background-color", colour("--sunken")],
    ["land", "fill-color", colour("--surface")],
    ["borders", "line-color", colour("--field")],
  ];
}
