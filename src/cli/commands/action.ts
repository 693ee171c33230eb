import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { quietLog, readEnvironment } from "#server";
import { controllerOf, runNamed, withProgram } from "#server/handlers";
import { wordsOf, type Command } from "../command.ts";

/**
 * `action NAME [JSON] [--organisation ID]`: runs any declared action as the operator, with the checks and the audit of the
 * door. The input is JSON, or `@FILE`. Actions inside a territory name the organisation for which they are done.
 */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { organisation: { type: "string" } },
  });
  const [name = "", given = "{}"] = positionals.length === 1 ? positionals : wordsOf(positionals, 2);
  const input = given.startsWith("@") ? await readFile(given.slice(1)) : Buffer.from(given);
  const output = await withProgram(readEnvironment(process.env), quietLog, async (program) =>
    runNamed(
      program,
      name,
      input,
      values.organisation === undefined ? null : await controllerOf(program, values.organisation),
    ),
  );
  print(JSON.stringify(output, null, 2));
  return 0;
};
