import type { CallOf, MapTiles } from "#base";
import type { mapOffers } from "#directory/actions";

/** Texts of the map that one moves, in the reader's language; `{count}` and the like are filled in by the island. */
export interface MovingMapWords {
  readonly label: string;
  readonly loading: string;
  readonly withoutNetwork: string;
  readonly withoutWebgl: string;
  readonly nearer: string;
  readonly farther: string;
  readonly inView: string;
  readonly cluster: string;
  readonly vague: string;
  readonly closeCard: string;
  readonly cardAway: string;
}

/** What the island is given in the page: the question of the list, and its words. */
export interface MovingMapStart {
  readonly question: CallOf<typeof mapOffers>;
  /** Page of the list that the page at hand shows, from 1. */
  readonly page: number;
  /** Distances of a search, in kilometres, shortest first. */
  readonly radiiKm: readonly number[];
  /** Pictures under the points; null for outlines only. */
  readonly tiles: MapTiles | null;
  readonly words: MovingMapWords;
}

/** Fills `{name}` in a text of {@link MovingMapWords}. */
export function fillWords(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
