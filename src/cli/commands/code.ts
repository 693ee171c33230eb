import { createOTP } from "@better-auth/utils/otp";
import { demonstrationAccount, quietLog, readEnvironment, sentence, withProgram } from "#server";
import { wordsOf, type Command } from "../command.ts";

/** `code ADDRESS`: the six-digit code of the moment of a demonstration account, for those without an authenticator. */
export const run: Command = async ({ args, locale, print, tell }) => {
  const [email = ""] = wordsOf(args, 1);
  const account = await withProgram(readEnvironment(process.env), quietLog, (program) =>
    demonstrationAccount(program, email),
  );
  if (!account) {
    tell(sentence(locale, "pro.cli.noDemoAccount"));
    return 1;
  }
  print(await createOTP(decodeBase32(account.totpSecret)).totp());
  return 0;
};

function decodeBase32(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2));
  return Buffer.from(bytes).toString("latin1");
}
