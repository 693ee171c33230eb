import { parseArgs } from "node:util";
import { benchStart } from "../bench-start.ts";
import { UsageError, wordsOf, type Command } from "../command.ts";

/** `bench start [--json]`: first and later start on a fresh folder, and memory at rest. */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false } },
  });
  const [name] = wordsOf(positionals, 1);
  if (name !== "start") throw new UsageError();
  const figures = await benchStart();
  print(
    values.json
      ? JSON.stringify(figures)
      : Object.entries(figures)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
          .join("\n"),
  );
  return 0;
};
