import { benchTownSearch, townIndex, type TownBench } from "#directory/handlers";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench towns`: milliseconds. */
export interface TownFigures extends TownBench {
  /** Reading and indexing the tables of towns, once a process. */
  readonly loadMs: number;
  readonly machine: Machine;
}

/** Measures the search of towns, with and without typing faults, over every fiftieth commune. */
export function benchTowns(): TownFigures {
  const started = performance.now();
  const index = townIndex();
  const loadMs = Math.round(performance.now() - started);
  return { loadMs, ...benchTownSearch(index, () => performance.now()), machine: thisMachine() };
}
