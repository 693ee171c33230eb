import type { mapOffers, MapPoint } from "#directory/actions";
import { Map as GlMap, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { request } from "../../client.ts";
import outlinesUrl from "../codes/departements.json?url";
import { listed, MapCard } from "./map-card.ts";
import { MapMarks } from "./map-marks.ts";
import { mapColours, mapStyle } from "./map-style.ts";
import { boundsOf, pointsIn, searchHere, type MapBounds } from "./map-view.ts";
import type { MapRefusal, MovingMapParts, StandingMap } from "./moving-map-parts.ts";
import { fillWords, type MovingMapStart } from "./moving-map-start.ts";

/** Most entries of the list of what is in view. */
const mostListed = 50;
/** Nearest view, and that of a lone point: a quarter of a town. */
const [mostZoom, loneZoom] = [18, 14];

/**
 * Fetches the points of the question and draws the map with what goes with it: marks, list, card.
 * @param leave takes the map away: by choice (null), or because it can no longer be shown.
 * @throws TypeError without network; RequestRefused a refusal of the server; Error without WebGL.
 */
export async function standMap(
  parts: MovingMapParts,
  leave: (refusal: MapRefusal | null) => void,
): Promise<StandingMap> {
  const { panel, start, status } = parts;
  const found = await request<typeof mapOffers>("GET /directory/map", start.question);
  const box = part(panel, "canvas");
  const map = makeMap(box, found.points, start);
  const card = new MapCard(part(panel, "card"), {
    words: start.words,
    pageOf: ({ number }) => Math.ceil(number / found.pageSize),
    page: start.page,
  });
  const choose = (point: MapPoint): void => void card.show(point);
  const marks = new MapMarks(map, { points: found.points, words: start.words, centre: found.centre, choose });
  const stopColours = followTheme(map);
  const stopKeys = listenToKeys(panel, map, card, () => leave(null));
  const tell = (): void => {
    const bounds = viewOf(map);
    const seen = pointsIn(found.points, bounds);
    status.textContent = fillWords(start.words.inView, { count: seen.length, total: found.total });
    listSeen(panel, seen, choose);
    part(panel, "here").setAttribute("href", searchHere(new URL(location.href), bounds, start.radiiKm));
  };
  map.on("moveend", tell);
  map.on("webglcontextlost", () => leave("withoutWebgl"));
  tell();
  map.getCanvas().focus();
  return {
    close: () => {
      stopKeys();
      stopColours();
      marks.remove();
      card.hide();
      map.remove();
    },
  };
}

function part(panel: HTMLElement, name: string): HTMLElement {
  const found = panel.querySelector<HTMLElement>(`[data-${name}]`);
  if (!found) throw new Error(`The page has no part ${name} of the map`);
  return found;
}

function makeMap(container: HTMLElement, points: readonly MapPoint[], start: MovingMapStart): GlMap {
  setWorkerUrl(workerUrl);
  const bounds = boundsOf(points.map(({ position }) => position));
  return new GlMap({
    container,
    style: mapStyle(new URL(outlinesUrl, location.href).href, points, start.tiles),
    ...(bounds ? { bounds: [bounds.west, bounds.south, bounds.east, bounds.north] } : {}),
    fitBoundsOptions: { padding: 44, maxZoom: loneZoom },
    maxZoom: mostZoom,
    attributionControl: false,
    // The wheel scrolls the page; pitch and rotation say nothing here.
    scrollZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: { "Map.Title": start.words.label },
  }).addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
}

function viewOf(map: GlMap): MapBounds {
  const bounds = map.getBounds();
  return {
    south: bounds.getSouth(),
    west: bounds.getWest(),
    north: bounds.getNorth(),
    east: bounds.getEast(),
  };
}

/** Writes the list of what is in view anew; the focus stays with the place that had it while that is in view. */
function listSeen(panel: HTMLElement, seen: readonly MapPoint[], choose: (point: MapPoint) => void): void {
  const entries = seen.slice(0, mostListed).map((point) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.lang = "fr";
    button.dir = "auto";
    button.dataset["place"] = point.id;
    button.textContent = `${point.name} – ${point.city} (${point.number})`;
    button.addEventListener("click", () => choose(point));
    const entry = document.createElement("li");
    entry.append(button);
    return entry;
  });
  const list = part(panel, "list");
  const focused = list.querySelector<HTMLElement>("[data-place]:focus")?.dataset["place"];
  list.replaceChildren(...entries);
  if (focused !== undefined) listed(list, focused)?.focus();
  part(panel, "more").hidden = seen.length <= mostListed;
}

/** Buttons nearer and farther; Escape closes the card, else the map. Arrows and + − are the map's own. */
function listenToKeys(panel: HTMLElement, map: GlMap, card: MapCard, leave: () => void): () => void {
  const off = new AbortController();
  const { signal } = off;
  part(panel, "nearer").addEventListener("click", () => map.zoomIn(), { signal });
  part(panel, "farther").addEventListener("click", () => map.zoomOut(), { signal });
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    if (card.isOpen) card.close();
    else leave();
  };
  panel.addEventListener("keydown", pressed, { signal });
  return () => off.abort();
}

/** Colours the map as the page is, also when the theme changes. */
function followTheme(map: GlMap): () => void {
  const root = document.documentElement;
  const paint = (): void => {
    for (const [layer, property, colour] of mapColours(root))
      map.setPaintProperty(layer, property as "fill-color", colour);
  };
  map.on("load", paint);
  const repaint = (): void => {
    if (map.isStyleLoaded()) paint();
  };
  const watcher = new MutationObserver(repaint);
  watcher.observe(root, { attributeFilter: ["data-theme"] });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", repaint);
  return () => {
    watcher.disconnect();
    dark.removeEventListener("change", repaint);
  };
}
