import type { OutputOf } from "#base";
import { instrumentSummaries } from "#instruments";
import type { previewPathway, readTerritoryPathway } from "#pathway/actions";
import type { AskedChoices } from "./asked-choices.ts";

/** What the page shows: the pathway in force, and what a form asks to look at. */
export interface ShownPathway {
  readonly read: OutputOf<typeof readTerritoryPathway>;
  readonly asked: AskedChoices | null;
  readonly preview: OutputOf<typeof previewPathway> | null;
  /** Names of lines by their id. */
  readonly lineNames: ReadonlyMap<string, string>;
  readonly mayDecide: boolean;
}

/** The short name of an instrument, which is the same in every language. */
export function shortName(id: string): string {
  return instrumentSummaries.find((one) => one.id === id)?.shortName ?? id;
}
