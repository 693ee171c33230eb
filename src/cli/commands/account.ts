import { makeResetLink } from "#access/handlers";
import { quietLog, readEnvironment, sentence } from "#server";
import { withProgram } from "#server/handlers";
import { UsageError, wordsOf, type Command } from "../command.ts";

/** `account reset EMAIL`: a one-time link for whoever lost password or second factor, in whatever territory. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const [what, email = ""] = wordsOf(args, 2);
  if (what !== "reset") throw new UsageError();
  const link = await withProgram(readEnvironment(process.env), quietLog, ({ auth, services }) =>
    makeResetLink({ auth, db: services.db, baseUrl: services.baseUrl() }, email, {
      now: services.clock(),
      newId: services.newId,
    }),
  );
  if (link === null) {
    tell(sentence(locale, "pro.cli.noAccount"));
    return 1;
  }
  tell(sentence(locale, "pro.cli.resetLink"));
  print(link);
  return 0;
};
