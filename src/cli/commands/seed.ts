import { parseArgs } from "node:util";
import { quietLog, readEnvironment, readGivenFile, sentence, writeGivenFile } from "#server";
import { readWorld, seedWorld, withProgram } from "#server/handlers";
import { UsageError, type Command } from "../command.ts";

/** `seed --world FILE [--out FILE]`: makes a deterministic world and gives its ids and credentials as JSON. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const { values } = parseArgs({
    args: [...args],
    options: { world: { type: "string" }, out: { type: "string" } },
  });
  if (!values.world) throw new UsageError();
  const world = readWorld(await readGivenFile(values.world));
  const seeded = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    seedWorld(program, world, (what, done, total) =>
      tell(sentence(locale, `pro.cli.seeding.${what}`, { done, total })),
    ),
  );
  const text = JSON.stringify(seeded, null, 2);
  if (values.out) await writeGivenFile(values.out, `${text}\n`);
  else print(text);
  return 0;
};
