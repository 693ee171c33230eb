import { parseArgs } from "node:util";
import { communeUtility, openSolver, type CommuneUtility } from "#observatory/handlers";
import { UsageError } from "./command.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench utility`. */
export interface UtilityFigures extends CommuneUtility {
  /** Share of the figures of communes with thirty answers that stay published; and of those that no rule of their own withholds. */
  readonly shareOfAll: number;
  readonly shareOfSafe: number;
  readonly machine: Machine;
}

/** Measures how many figures by commune stay published in an invented survey. */
export async function benchUtility(options: readonly string[] = []): Promise<UtilityFigures> {
  const { values } = parseArgs({
    args: [...options],
    options: { communes: { type: "string", default: "20" } },
  });
  const perSize = Number(values.communes);
  if (!Number.isInteger(perSize) || perSize < 1 || perSize > 100) throw new UsageError();
  const found = communeUtility(await openSolver(), perSize);
  const { cells, published, secondary } = found;
  return {
    ...found,
    shareOfAll: round(published / cells),
    shareOfSafe: round(published / (published + secondary)),
    machine: thisMachine(),
  };
}

const round = (share: number): number => Math.round(share * 1000) / 1000;
