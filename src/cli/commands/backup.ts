import { parseArgs } from "node:util";
import { readEnvironment, sentence } from "#server";
import { backUp, pruneBackups } from "#server/handlers";
import { UsageError, wordsOf, type Command } from "../command.ts";
import { progressTeller } from "../progress.ts";

/** `backup DIR [--keep-days N]`: a complete, dated backup of the database, never the keys; older ones go when asked. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { "keep-days": { type: "string" } },
  });
  const [folder = ""] = wordsOf(positionals, 1);
  const keepDays = values["keep-days"];
  if (keepDays !== undefined && !/^[1-9]\d{0,4}$/.test(keepDays)) throw new UsageError();
  const env = readEnvironment(process.env);
  const report = await backUp(env, folder, progressTeller(locale, tell));
  print(JSON.stringify(report, null, 2));
  tell(sentence(locale, "pro.cli.backedUp", { folder: report.folder }));
  if (keepDays !== undefined) {
    tell(sentence(locale, "pro.cli.pruned", { backups: await pruneBackups(env, folder, Number(keepDays)) }));
  }
  return 0;
};
