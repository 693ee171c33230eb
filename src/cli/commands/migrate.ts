import { openStore } from "#storage";
import { quietLog, readEnvironment, sentence, storeSettings } from "#server";
import { wordsOf, type Command } from "../command.ts";

/** `migrate`: brings the schema of the database up to date. */
export const run: Command = async ({ args, locale, tell }) => {
  wordsOf(args, 0);
  const store = await openStore(storeSettings(readEnvironment(process.env), "attach", quietLog));
  try {
    tell(sentence(locale, "pro.cli.migrated", { version: store.info.schemaVersion }));
    return 0;
  } finally {
    await store.close();
  }
};
