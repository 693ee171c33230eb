import type { IslandTexts } from "../../islands/island-texts.ts";
import type { MovingMapStart } from "./moving-map-start.ts";

/** The parts of a moving map in the page. */
export interface MovingMapParts {
  readonly opener: HTMLButtonElement;
  readonly status: HTMLElement;
  readonly panel: HTMLElement;
  readonly start: MovingMapStart;
  readonly texts: IslandTexts;
}

/** A map that stands; `close` takes it away and frees what it held. */
export interface StandingMap {
  readonly close: () => void;
}

/** Why a map cannot stand: the device draws none, or nothing could be fetched. */
export type MapRefusal = "withoutWebgl" | "withoutNetwork";
