import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { releaseOfSurvey } from "#observatory/handlers";
import { UsageError, type Command } from "../command.ts";

/**
 * `release FOLDER [--local]`: the audited release of one version of an imported survey, printed as JSON; `--local` for the
 * survey of a small territory, whose cells need more persons.
 */
export const run: Command = async ({ args, print }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { local: { type: "boolean", default: false } },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1 || !existsSync(folder)) throw new UsageError();
  const { head, tables } = await releaseOfSurvey(folder, values.local);
  print(JSON.stringify({ ...head, tables }, null, 1));
  return 0;
};
