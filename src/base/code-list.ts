import { z } from "zod";

/**
 * A closed list of codes with the standard it comes from. Labels live in the text files under `code.<list>.<code>`.
 */
export interface CodeList<Code extends string> {
  /** Name of the list, also the second part of its text keys. */
  readonly name: string;
  /** Standard or authority that defines the codes, with its version. */
  readonly origin: string;
  readonly codes: readonly Code[];
  /** Schema that admits these codes only. */
  readonly schema: z.ZodEnum<{ [C in Code]: C }>;
  /** Whether a text is one of the codes. */
  readonly has: (text: string) => text is Code;
}

/** Declares a code list. Code order is the order in which choices are offered. */
export function defineCodeList<const Code extends string>(
  name: string,
  origin: string,
  codes: readonly Code[],
): CodeList<Code> {
  return {
    name,
    origin,
    codes,
    schema: z.enum(codes),
    has: (text): text is Code => codes.some((code) => code === text),
  };
}
