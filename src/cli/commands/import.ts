import { basename } from "node:path";
import { parseArgs } from "node:util";
import { importFeed, quietLog, readEnvironment, readGivenFile, withProgram } from "#server";
import { wordsOf, type Command } from "../command.ts";

/** `import SOURCE FILE [--dry-run] [--feed NAME --title TITLE --licence LICENCE]`: imports a feed by its declared mapping and prints the report. */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      feed: { type: "string" },
      title: { type: "string" },
      licence: { type: "string" },
    },
  });
  const [source = "", file = ""] = wordsOf(positionals, 2);
  const { feed: name, title = name ?? "", licence = "" } = values;
  const feed = name === undefined ? undefined : { name, title, licence };
  const content = await readGivenFile(file);
  const report = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    importFeed(program, {
      source,
      fileName: basename(file),
      content,
      isDryRun: values["dry-run"],
      ...(feed === undefined ? {} : { feed }),
    }),
  );
  print(JSON.stringify(report, null, 2));
  return 0;
};
