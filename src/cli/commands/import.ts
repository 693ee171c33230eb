import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importFeed, importInstrument, quietLog, readEnvironment, readGivenFile, withProgram } from "#server";
import { wordsOf, type Command } from "../command.ts";

/**
 * `import SOURCE FILE [--dry-run]`: imports a feed by its declared mapping and prints the report.
 * `import instrument FILE [--territory SLUG]`: loads the words of an instrument that the operator is licensed for.
 * `import survey …`: the microdata of a survey.
 */
export const run: Command = async (context) => {
  const { args, print } = context;
  if (args[0] === "survey") {
    const { runImportSurvey } = await import("../import-survey.ts");
    return runImportSurvey(args.slice(1), context);
  }
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, territory: { type: "string" } },
  });
  const [source = "", file = ""] = wordsOf(positionals, 2);
  const content = await readGivenFile(file);
  const fileName = basename(file);
  const report = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
    source === "instrument"
      ? importInstrument(program, { fileName, content, territory: values.territory ?? null })
      : importFeed(program, { source, fileName, content, isDryRun: values["dry-run"] }),
  );
  print(JSON.stringify(report, null, 2));
  return 0;
};
