import { basename } from "node:path";
import { parseArgs } from "node:util";
import { quietLog, readEnvironment, readGivenFile } from "#server";
import {
  importAccess,
  importFeed,
  importFromAddress,
  importInstrument,
  importLargeFeed,
  isAccessSource,
  isForParts,
  withProgram,
} from "#server/handlers";
import { progressTeller } from "../progress.ts";
import { UsageError, wordsOf, type Command } from "../command.ts";
import { importGeographyFile } from "./import-geography.ts";

/**
 * `import SOURCE FILE|ADDRESS [--dry-run] [--feed NAME --title TITLE --licence LICENCE] [--token-file FILE]`: imports a feed by its
 * declared mapping, from a file or from its address (all pages of an API), and prints the report. A table or a list above 12 MB
 * goes in part by part; given again after it was killed, it goes on where it was.
 * `import instrument FILE [--territory SLUG]`: loads the words of an instrument that the operator is licensed for.
 * `import acces-libre FILE`: how one gets into places; joined to those of the directory, or waiting for a human.
 * `import survey …`: the microdata of a survey; `import geography …`: the outlines of maps.
 */
export const run: Command = async (context) => {
  const { args, print } = context;
  if (args[0] === "survey") {
    const { runImportSurvey } = await import("../import-survey.ts");
    return runImportSurvey(args.slice(1), context);
  }
  if (args[0] === "geography") return importGeographyFile({ ...context, args: args.slice(1) });
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      feed: { type: "string" },
      title: { type: "string" },
      licence: { type: "string" },
      territory: { type: "string" },
      "token-file": { type: "string" },
    },
  });
  const [source = "", file = ""] = wordsOf(positionals, 2);
  const { feed: name, title = name ?? "", licence = "" } = values;
  const feed = name === undefined ? {} : { feed: { name, title, licence } };
  if (isAccessSource(source)) {
    if (values["dry-run"] || name !== undefined) throw new UsageError();
    const onProgress = progressTeller(context.locale, context.tell);
    const told = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
      importAccess(program, { source, path: file, onProgress }),
    );
    print(JSON.stringify(told, null, 2));
    return 0;
  }
  if (/^https?:\/\//i.test(file)) {
    const tokenFile = values["token-file"];
    const token = tokenFile === undefined ? null : (await readGivenFile(tokenFile)).toString("utf8").trim();
    const order = { source, address: file, token, isDryRun: values["dry-run"], ...feed };
    const fetched = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
      importFromAddress(program, order),
    );
    print(JSON.stringify(fetched, null, 2));
    return 0;
  }
  if (
    source !== "instrument" &&
    source !== "communes" &&
    !values["dry-run"] &&
    (await isForParts(source, file))
  ) {
    const onProgress = progressTeller(context.locale, context.tell);
    const outcome = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
      importLargeFeed(program, { source, path: file, onProgress, ...feed }),
    );
    print(JSON.stringify(outcome, null, 2));
    return 0;
  }
  const content = await readGivenFile(file);
  const fileName = basename(file);
  const report = await withProgram<unknown>(readEnvironment(process.env), quietLog, (program) =>
    source === "instrument"
      ? importInstrument(program, { fileName, content, territory: values.territory ?? null })
      : importFeed(program, { source, fileName, content, isDryRun: values["dry-run"], ...feed }),
  );
  print(JSON.stringify(report, null, 2));
  return 0;
};
