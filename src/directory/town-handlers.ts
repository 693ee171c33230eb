import type { LocalDate } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { findTowns, listHelplines, type Town } from "./actions.ts";
import { helplines } from "./helpline.ts";
import { keepTownPositions, readTownPositions } from "./store.ts";
import { townIndex } from "./town-files.ts";
import { readPositionsFile, withExactPositions, type TownPositionsReport } from "./town-positions.ts";
import { searchTowns, townByCode } from "./town-search.ts";

/** Handlers of towns and of the lines of the country pack. */
export function townHandlers(): BoundHandler[] {
  return [
    handle(findTowns, {
      run: async ({ input, db }) => {
        const towns = searchTowns(townIndex(), input.q, input.limit);
        const exact = await readTownPositions(
          db,
          towns.map(({ code }) => code),
        );
        return { towns: [...withExactPositions(towns, exact)] };
      },
    }),
    handle(listHelplines, {
      run: async () => {
        const { checkedOn, lines } = helplines();
        return { checkedOn, lines: [...lines] };
      },
    }),
  ];
}

/** The town of a commune code, with its exact centre when one was imported; null when there is no such town. */
export async function townWithCentre(db: Tx, code: string): Promise<Town | null> {
  const town = townByCode(townIndex(), code);
  if (town === null) return null;
  return withExactPositions([town], await readTownPositions(db, [town.code]))[0] ?? null;
}

/**
 * Imports an official file of communes (`import communes FILE`): exact centres take the place of the approximate ones.
 * Importing the same file again changes nothing. Nothing is kept when the columns are missing.
 */
export async function importTownPositions(
  db: Tx,
  csv: string,
  origin: { readonly source: string; readonly importedOn: LocalDate },
): Promise<TownPositionsReport> {
  const { positions, report } = readPositionsFile(townIndex().table, csv);
  if (positions.length > 0) await keepTownPositions(db, positions, origin);
  return report;
}
