import { quietLog, readEnvironment, sentence } from "#server";
import { erasePerson, withProgram } from "#server/handlers";
import { wordsOf, type Command } from "../command.ts";

/** `erase PERSON`: erases every file of a person and destroys its keys. It cannot be undone. */
export const run: Command = async ({ args, locale, tell }) => {
  const [personId = ""] = wordsOf(args, 1);
  const files = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    erasePerson(program, personId),
  );
  tell(sentence(locale, "pro.cli.erased", { files }));
  return 0;
};
