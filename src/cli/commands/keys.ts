import { quietLog, readEnvironment, sentence, withProgram } from "#server";
import { UsageError, type Command } from "../command.ts";

/** `keys rotate`: a new key of keys, may be killed and started again. `keys backup DIR`: the bundle, apart from the database. */
export const run: Command = async ({ args, locale, tell }) => {
  const env = readEnvironment(process.env);
  const [what, folder, ...rest] = args;
  if (what === "rotate" && folder === undefined) {
    const result = await withProgram(env, quietLog, ({ vault, services }) =>
      vault.rotateKeys({
        now: services.clock(),
        onProgress: ({ rewrapped, total }) =>
          tell(sentence(locale, "pro.cli.rotating", { done: rewrapped, total })),
      }),
    );
    tell(sentence(locale, "pro.cli.rotated", { version: result.version, rewrapped: result.rewrapped }));
    return 0;
  }
  if (what === "backup" && folder && rest.length === 0) {
    const saved = await withProgram(env, quietLog, ({ vault, services }) =>
      vault.backupKeys(folder, services.clock()),
    );
    tell(sentence(locale, "pro.cli.keysSaved", { folder: saved }));
    return 0;
  }
  throw new UsageError();
};
