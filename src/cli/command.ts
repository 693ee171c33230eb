import type { Locale } from "#base";

/** What a command receives. */
export interface CommandContext {
  /** Words after the command. */
  readonly args: readonly string[];
  readonly locale: Locale;
  /** Writes a line for the reader or the next program: standard output. */
  readonly print: (text: string) => void;
  /** Writes a line for the human only: standard error, so that output stays clean. */
  readonly tell: (text: string) => void;
}

/** A command of the terminal. Answers its exit code. */
export type Command = (context: CommandContext) => Promise<number>;

/** A word that was not understood: the usage is shown and the exit code is 2. */
export class UsageError extends Error {
  constructor() {
    super("usage");
    this.name = "UsageError";
  }
}

/** The first `count` words, all of which must be there. @throws UsageError */
export function wordsOf(words: readonly string[], count: number): readonly string[] {
  if (words.length !== count || words.some((word) => word === "")) throw new UsageError();
  return words;
}
