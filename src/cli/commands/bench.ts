import { parseArgs } from "node:util";
import { benchStart } from "../bench-start.ts";
import { benchTowns } from "../bench-towns.ts";
import { UsageError, wordsOf, type Command } from "../command.ts";

const benches: Readonly<Record<string, () => Promise<object> | object>> = {
  start: benchStart,
  towns: benchTowns,
};

/** `bench NAME [--json]`: measures, and prints figures with the machine they are of. */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [name = ""] = wordsOf(positionals, 1);
  const measure = benches[name];
  if (!measure || !Object.hasOwn(benches, name)) throw new UsageError();
  const figures = await measure();
  const lines = Object.entries(figures).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  print(values.json ? JSON.stringify(figures) : lines.join("\n"));
  return 0;
};
