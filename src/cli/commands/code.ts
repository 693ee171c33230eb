import { demonstrationAccount, readEnvironment, sentence } from "#server";
import { wordsOf, type Command } from "../command.ts";
import { totpNow } from "../totp.ts";

/** `code ADDRESS`: the six-digit code of the moment of a demonstration account, for those without an authenticator. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const [email = ""] = wordsOf(args, 1);
  const account = await demonstrationAccount(readEnvironment(process.env), email);
  if (!account) {
    tell(sentence(locale, "pro.cli.noDemoAccount"));
    return 1;
  }
  print(await totpNow(account.totpSecret));
  return 0;
};
