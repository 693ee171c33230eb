import { quietLog, readEnvironment } from "#server";
import { exportPerson, withProgram } from "#server/handlers";
import { wordsOf, type Command } from "../command.ts";

/** `export PERSON`: prints everything that is kept of a person, one entry for each organisation that holds a file. */
export const run: Command = async ({ args, print }) => {
  const [personId = ""] = wordsOf(args, 1);
  const files = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    exportPerson(program, personId),
  );
  print(JSON.stringify({ person: personId, files }, null, 2));
  return 0;
};
