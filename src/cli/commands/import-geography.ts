import { parseArgs } from "node:util";
import { quietLog, readEnvironment, readGivenFile } from "#server";
import { runNamed, withProgram } from "#server/handlers";
import { UsageError, wordsOf, type Command } from "../command.ts";

/** `import geography FILE --source TEXT --licence TEXT`: outlines of départements for maps, with where they come from. */
export const importGeographyFile: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { source: { type: "string" }, licence: { type: "string" } },
  });
  const [file = ""] = wordsOf(positionals, 1);
  const { source, licence } = values;
  if (source === undefined || licence === undefined) throw new UsageError();
  const content = Buffer.from(await readGivenFile(file)).toString("base64");
  const input = Buffer.from(JSON.stringify({ source, licence, content }));
  const report = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    runNamed(program, "observatory.importGeography", input, null),
  );
  print(JSON.stringify(report, null, 2));
  return 0;
};
