import { parseArgs } from "node:util";
import { quietLog, readEnvironment } from "#server";
import { withdrawInstrument, withProgram } from "#server/handlers";
import { UsageError, wordsOf, type Command } from "../command.ts";

/**
 * `withdraw instrument ID --wording NAME --reason TEXT [--territory SLUG]`: takes back words of an instrument whose licence
 * ended; the mirror of `import instrument`.
 */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      wording: { type: "string" },
      reason: { type: "string" },
      territory: { type: "string" },
    },
  });
  const [what, instrument = ""] = wordsOf(positionals, 2);
  const { wording, reason, territory = null } = values;
  if (what !== "instrument" || wording === undefined || reason === undefined) throw new UsageError();
  const receipt = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
    withdrawInstrument(program, { instrument, wording, reason, territory }),
  );
  print(JSON.stringify(receipt, null, 2));
  return 0;
};
