import { backUp, readEnvironment, sentence } from "#server";
import { progressTeller } from "../progress.ts";
import { wordsOf, type Command } from "../command.ts";

/** `backup DIR`: a complete, dated backup of the database; never the keys. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const [folder = ""] = wordsOf(args, 1);
  const report = await backUp(readEnvironment(process.env), folder, progressTeller(locale, tell));
  print(JSON.stringify(report, null, 2));
  tell(sentence(locale, "pro.cli.backedUp", { folder: report.folder }));
  return 0;
};
