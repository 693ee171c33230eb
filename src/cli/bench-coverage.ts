import { parseArgs } from "node:util";
import { countCovered } from "#observatory/handlers";
import { UsageError } from "./command.ts";
import { thisMachine, type Machine } from "./machine.ts";

/** Figures of `bench coverage`. */
export interface CoverageFigures {
  /** Samples of the invented population. */
  readonly samples: number;
  /** Figures whose interval was compared with the truth in each. */
  readonly figures: number;
  /** Share of all intervals that held the truth; and of the figure that did so least and most often. */
  readonly covered: number;
  readonly least: number;
  readonly most: number;
  readonly machine: Machine;
}

/** Measures how often 95 % intervals hold the truth of the invented population. */
export function benchCoverage(options: readonly string[] = []): CoverageFigures {
  const { values } = parseArgs({
    args: [...options],
    options: { samples: { type: "string", default: "500" } },
  });
  const samples = Number(values.samples);
  if (!Number.isInteger(samples) || samples < 1) throw new UsageError();
  const shares = [...countCovered(samples).values()].map((times) => times / samples);
  return {
    samples,
    figures: shares.length,
    covered: round(shares.reduce((sum, share) => sum + share, 0) / shares.length),
    least: Math.min(...shares),
    most: Math.max(...shares),
    machine: thisMachine(),
  };
}

const round = (share: number): number => Math.round(share * 1000) / 1000;
