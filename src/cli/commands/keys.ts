import { quietLog, readEnvironment, sentence, type Environment } from "#server";
import { backUpKeys, restoreKeysFrom, withProgram } from "#server/handlers";
import { UsageError, wordsOf, type Command, type CommandContext } from "../command.ts";

/**
 * `keys rotate`: a new key of keys, may be killed and started again. `keys backup DIR`: the bundle, apart from the
 * database; copies older than thirty days go. `keys restore FOLDER`: what the bundle lacks, never the erased.
 */
export const run: Command = async (context) => {
  const env = readEnvironment(process.env);
  const [what = "", ...words] = context.args;
  const act = acts[what];
  if (!act || !Object.hasOwn(acts, what)) throw new UsageError();
  context.tell(await act(env, words, context));
  return 0;
};

type Act = (env: Environment, words: readonly string[], context: CommandContext) => Promise<string>;

const acts: Readonly<Record<string, Act>> = {
  rotate: async (env, words, { locale, tell }) => {
    wordsOf(words, 0);
    const { version, rewrapped } = await withProgram(env, quietLog, ({ vault, services }) =>
      vault.rotateKeys({
        now: services.clock(),
        onProgress: (progress) =>
          tell(sentence(locale, "pro.cli.rotating", { done: progress.rewrapped, total: progress.total })),
      }),
    );
    return sentence(locale, "pro.cli.rotated", { version, rewrapped });
  },
  backup: async (env, words, { locale }) => {
    const [folder = ""] = wordsOf(words, 1);
    return sentence(locale, "pro.cli.keysSaved", { folder: await backUpKeys(env, folder) });
  },
  restore: async (env, words, { locale }) => {
    const [folder = ""] = wordsOf(words, 1);
    return sentence(locale, "pro.cli.keysRestored", { keys: await restoreKeysFrom(env, folder) });
  },
};
