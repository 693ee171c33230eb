import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importFeed, quietLog, readEnvironment, readGivenFile, withProgram } from "#server";
import { wordsOf, type Command } from "../command.ts";
import { importGeographyFile } from "./import-geography.ts";

/** `import SOURCE FILE [--dry-run]`: imports a feed by its declared mapping and prints the report. */
export const run: Command = async (context) => {
  const { args, print } = context;
  if (args[0] === "geography") return importGeographyFile({ ...context, args: args.slice(1) });
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false } },
  });
  const [source = "", file = ""] = wordsOf(positionals, 2);
  const content = await readGivenFile(file);
  const report = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    importFeed(program, { source, fileName: basename(file), content, isDryRun: values["dry-run"] }),
  );
  print(JSON.stringify(report, null, 2));
  return 0;
};
