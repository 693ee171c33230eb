import { localDateAt, type ErrorParams, type LocalDate, type Locale } from "#base";
import { handle, type BoundHandler, type Tx } from "#storage";
import { findTowns, importTownCentres, listHelplines, type Town } from "./actions.ts";
import { directoryErrors } from "./errors.ts";
import { helplines } from "./helpline.ts";
import { keepTownPositions, readTownPositions } from "./store.ts";
import { townIndex } from "./town-files.ts";
import {
  readPositionsFile,
  withExactPositions,
  type RefusedTownRow,
  type TownPositionsReport,
} from "./town-positions.ts";
import { searchTowns, townByCode } from "./town-search.ts";

/** What the towns need from the program. */
export interface TownServices {
  /** The sentence of a key in a language. */
  readonly sentence: (locale: Locale, key: string, params?: ErrorParams) => string;
  /** Told when centres were imported. */
  readonly onTownsImported: () => void;
}

/** Handlers of towns and of the lines of the country pack. */
export function townHandlers({ sentence, onTownsImported }: TownServices): BoundHandler[] {
  return [
    handle(importTownCentres, {
      run: async ({ input, db, now, audit, afterCommit }) => {
        afterCommit(onTownsImported);
        audit({ kind: "source", ids: ["communes"] });
        const today = localDateAt(now, "Europe/Paris");
        const origin = { source: input.fileName, importedOn: today, isDryRun: input.dryRun };
        const report = await importTownPositions(db, decodeFile(input.content), origin);
        const inWords = (fault: RefusedTownRow) => ({
          ...fault,
          message: sentence("fr", `code.townFileFault.${fault.code}`, { row: fault.row, field: fault.field }),
        });
        return {
          source: "communes" as const,
          ...report,
          refused: report.refused.map(inWords),
          duplicates: [],
        };
      },
    }),
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

function decodeFile(base64: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(base64, "base64"));
  } catch (cause) {
    throw directoryErrors.townFileUnreadable({}, { cause });
  }
}

/** The town of a commune code, with its exact centre when one was imported; null when there is no such town. */
export async function townWithCentre(db: Tx, code: string): Promise<Town | null> {
  const town = townByCode(townIndex(), code);
  if (town === null) return null;
  return withExactPositions([town], await readTownPositions(db, [town.code]))[0] ?? null;
}

/** What came of a file of town centres, against what was kept. */
export interface TownImport extends Omit<TownPositionsReport, "updated"> {
  /** Towns that had an approximate centre, and now have an exact one. */
  readonly created: number;
  /** Towns whose exact centre moved. */
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * Imports an official file of communes: exact centres take the place of the approximate ones. Importing the same file
 * again changes nothing. Nothing is kept when the columns are missing.
 */
export async function importTownPositions(
  db: Tx,
  csv: string,
  origin: { readonly source: string; readonly importedOn: LocalDate; readonly isDryRun?: boolean },
): Promise<TownImport> {
  const { positions, report } = readPositionsFile(townIndex().table, csv);
  const kept = await readTownPositions(
    db,
    positions.map(({ code }) => code),
  );
  const isSame = ({ code, position }: (typeof positions)[number]): boolean =>
    kept.get(code)?.latitude === position.latitude && kept.get(code)?.longitude === position.longitude;
  const changed = positions.filter((position) => !isSame(position));
  if (changed.length > 0 && !origin.isDryRun) await keepTownPositions(db, changed, origin);
  const created = changed.filter(({ code }) => !kept.has(code)).length;
  return {
    ...report,
    created,
    updated: changed.length - created,
    unchanged: positions.length - changed.length,
  };
}
