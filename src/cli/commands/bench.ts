import { benchServer } from "../bench-server.ts";
import { benchCoverage } from "../bench-coverage.ts";
import { benchDump } from "../bench-dump.ts";
import { benchScore } from "../bench-score.ts";
import { benchImport } from "../bench-import.ts";
import { benchLoop } from "../bench-loop.ts";
import { benchMatch } from "../bench-match.ts";
import { benchSlice } from "../bench-slice.ts";
import { benchStart } from "../bench-start.ts";
import { benchSurvey } from "../bench-survey.ts";
import { benchTowns } from "../bench-towns.ts";
import { benchUtility } from "../bench-utility.ts";
import { UsageError, type Command } from "../command.ts";

/** A bench: measures, with options of its own as words. */
type Bench = (options: readonly string[]) => Promise<object> | object;

const benches: Readonly<Record<string, Bench>> = {
  coverage: benchCoverage,
  dump: benchDump,
  server: benchServer,
  import: benchImport,
  score: benchScore,
  loop: benchLoop,
  match: benchMatch,
  slice: benchSlice,
  start: benchStart,
  survey: benchSurvey,
  towns: benchTowns,
  utility: benchUtility,
};

/** `bench NAME [--json] [OPTIONS]`: measures, and prints figures with the machine they are of. */
export const run: Command = async ({ args, print }) => {
  const [name = "", ...rest] = args;
  const measure = benches[name];
  if (!measure || !Object.hasOwn(benches, name)) throw new UsageError();
  const options = rest.filter((word) => word !== "--json");
  const figures = await measure(options);
  const lines = Object.entries(figures).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  print(rest.includes("--json") ? JSON.stringify(figures) : lines.join("\n"));
  return 0;
};
