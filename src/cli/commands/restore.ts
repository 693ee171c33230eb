import { parseArgs } from "node:util";
import { instantSchema } from "#base";
import { readEnvironment, sentence } from "#server";
import { restoreFrom } from "#server/handlers";
import { progressTeller } from "../progress.ts";
import { UsageError, wordsOf, type Command } from "../command.ts";

/** `restore DIR [--to TIME]`: the newest backup of a folder, or the state at a moment (ISO 8601 with its offset). */
export const run: Command = async ({ args, locale, print, tell }) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { to: { type: "string" } },
  });
  const [folder = ""] = wordsOf(positionals, 1);
  const to = instantSchema.optional().safeParse(values.to);
  if (!to.success) throw new UsageError();
  const onProgress = progressTeller(locale, tell);
  const report = await restoreFrom(readEnvironment(process.env), folder, { to: to.data, onProgress });
  print(JSON.stringify(report, null, 2));
  tell(sentence(locale, "pro.cli.restored", { erased: report.erasuresReplayed }));
  if (report.aside !== null) tell(sentence(locale, "pro.cli.oldFolder", { folder: report.aside }));
  return report.audit.isWhole ? 0 : 1;
};
