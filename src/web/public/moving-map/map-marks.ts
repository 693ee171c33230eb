import type { GeoPoint } from "#base";
import type { MapPoint } from "#directory/actions";
import { Marker, type GeoJSONSource, type Map as GlMap } from "maplibre-gl";
import { pointSource } from "./map-style.ts";
import { readableNames } from "./map-view.ts";
import { fillWords, type MovingMapWords } from "./moving-map-start.ts";

/** Most names of towns on a view. */
const mostTowns = 12;
/** A mark nearer to the edge of the picture than this is cut by it and cannot be pressed well, in pixels. */
const edge = 24;

interface MarksGiven {
  readonly points: readonly MapPoint[];
  readonly words: MovingMapWords;
  readonly centre: GeoPoint | null;
  readonly choose: (point: MapPoint) => void;
}

/** Points and clusters as buttons above the map, so that keyboards and screen readers meet them, and names of towns. */
export class MapMarks {
  readonly #map: GlMap;
  readonly #given: MarksGiven;
  readonly #marks = new Map<string, Marker>();
  #towns: Marker[] = [];
  readonly #townsByNumber: readonly { readonly name: string; readonly position: GeoPoint }[];

  constructor(map: GlMap, given: MarksGiven) {
    this.#map = map;
    this.#given = given;
    this.#townsByNumber = townsOf(given.points);
    map.on("idle", () => this.#draw());
    if (given.centre) markerAt(given.centre, made("span", "moving-map-centre", "+")).addTo(map);
  }

  remove(): void {
    for (const marker of [...this.#marks.values(), ...this.#towns]) marker.remove();
  }

  #draw(): void {
    const seen = new Set<string>();
    for (const { properties, geometry } of this.#map.querySourceFeatures(pointSource)) {
      if (geometry.type !== "Point") continue;
      const [longitude = 0, latitude = 0] = geometry.coordinates;
      const isCluster = properties["cluster"] === true;
      const key = isCluster ? `cluster ${properties["cluster_id"]}` : `point ${properties["index"]}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (this.#marks.has(key)) continue;
      const at = { latitude, longitude };
      const button = isCluster
        ? this.#clusterButton(Number(properties["cluster_id"]), Number(properties["point_count"]), at)
        : this.#pointButton(Number(properties["index"]));
      if (button) this.#marks.set(key, markerAt(at, button).addTo(this.#map));
    }
    for (const [key, marker] of this.#marks) {
      if (seen.has(key)) continue;
      marker.remove();
      this.#marks.delete(key);
    }
    for (const marker of this.#marks.values())
      marker.getElement().classList.toggle("moving-map-edge", this.#isAtEdge(marker));
    this.#nameTowns();
  }

  /** Whether a mark is cut by the edge; what it stands for is in the list of what is visible. */
  #isAtEdge(marker: Marker): boolean {
    const { x, y } = this.#map.project(marker.getLngLat());
    const { clientWidth, clientHeight } = this.#map.getContainer();
    return Math.min(x, y, clientWidth - x, clientHeight - y) < edge;
  }

  #clusterButton(id: number, count: number, { longitude, latitude }: GeoPoint): HTMLButtonElement {
    const button = made("button", "moving-map-mark moving-map-cluster", String(count));
    button.type = "button";
    button.setAttribute("aria-label", fillWords(this.#given.words.cluster, { count }));
    button.addEventListener("click", () => {
      // The cluster goes away: the focus waits on the map.
      this.#map.getCanvas().focus();
      const source = this.#map.getSource<GeoJSONSource>(pointSource);
      void source
        ?.getClusterExpansionZoom(id)
        .then((zoom) => this.#map.easeTo({ center: [longitude, latitude], zoom }));
    });
    return button;
  }

  #pointButton(index: number): HTMLButtonElement | null {
    const point = this.#given.points[index];
    if (!point) return null;
    const kind = point.isVague ? "moving-map-mark moving-map-vague" : "moving-map-mark";
    const button = made("button", kind, String(point.number));
    button.type = "button";
    const name = `${point.number}. ${point.name}`;
    button.setAttribute("aria-label", point.isVague ? fillWords(this.#given.words.vague, { name }) : name);
    button.addEventListener("click", () => this.#given.choose(point));
    return button;
  }

  #nameTowns(): void {
    for (const marker of this.#towns) marker.remove();
    const spotOf = ({ longitude, latitude }: GeoPoint) => this.#map.project([longitude, latitude]);
    const marks = [...this.#marks.values()].map((marker) => this.#map.project(marker.getLngLat()));
    const spots = this.#townsByNumber.slice(0, mostTowns).map(({ name, position }) => {
      const { x, y } = spotOf(position);
      return { name, x, y: y + 34 };
    });
    this.#towns = readableNames(spots, marks).map(({ name, x, y }) => {
      const { lat: latitude, lng: longitude } = this.#map.unproject([x, y]);
      const label = made("span", "moving-map-town", name);
      label.setAttribute("aria-hidden", "true");
      return markerAt({ latitude, longitude }, label).addTo(this.#map);
    });
  }
}

/** A mark whose own element is the map's, so that ours keeps its role and its style. */
function markerAt({ longitude, latitude }: GeoPoint, content: HTMLElement): Marker {
  const element = document.createElement("div");
  element.append(content);
  return new Marker({ element }).setLngLat([longitude, latitude]);
}

function made<Tag extends "button" | "span">(
  tag: Tag,
  className: string,
  text: string,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Towns by the middle of their points, most points first. */
function townsOf(points: readonly MapPoint[]): readonly { name: string; position: GeoPoint }[] {
  return [...Map.groupBy(points, ({ city }) => city)]
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([name, here]) => ({
      name,
      position: {
        latitude: here.reduce((sum, { position }) => sum + position.latitude, 0) / here.length,
        longitude: here.reduce((sum, { position }) => sum + position.longitude, 0) / here.length,
      },
    }));
}
