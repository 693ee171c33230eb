import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { importSurvey } from "#observatory/handlers";
import { readEnvironment, systemClock } from "#server";
import { UsageError, type CommandContext } from "./command.ts";
import { progressTeller } from "./progress.ts";

/** The one data file of a folder that holds a survey. */
function dataFileIn(folder: string): string {
  const files = readdirSync(folder).filter((name) => /\.(csv|parquet)$/.test(name));
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError();
  return join(folder, file);
}

/**
 * `import survey FOLDER|FILE [--codebook FILE] [--out FOLDER]`: brings the microdata of a survey in. A folder holds one data
 * file and `codebook.json`. Versions lie in `DATA_DIR/surveys` unless `--out` names another folder.
 */
export async function runImportSurvey(words: readonly string[], context: CommandContext): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { codebook: { type: "string" }, out: { type: "string" } },
  });
  const [given] = positionals;
  if (given === undefined || positionals.length > 1 || !existsSync(given)) throw new UsageError();
  const isFolder = statSync(given).isDirectory();
  const codebook = values.codebook ?? (isFolder ? join(given, "codebook.json") : null);
  if (codebook === null || !existsSync(codebook)) throw new UsageError();
  const teller = progressTeller(context.locale, context.tell);
  const report = await importSurvey({
    path: isFolder ? dataFileIn(given) : given,
    codebook: readFileSync(codebook, "utf8"),
    folder: values.out ?? join(readEnvironment(process.env).dataDir, "surveys"),
    now: systemClock(),
    tellProgress: (step, done, total) => teller({ step: `survey-${step}`, done, total }),
  });
  context.print(JSON.stringify(report, null, 2));
  return 0;
}
