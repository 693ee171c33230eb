import { TisserError } from "#base";
import { loadInstrument } from "./catalogue/index.ts";
import { instrumentErrors } from "./errors.ts";
import type { Instrument } from "./instrument.ts";
import type { OperatorText } from "./operator-text.ts";
import type { Pathway } from "./pathway-rule.ts";
import { faultOf } from "./rule-check.ts";

// Readers of files that people bring. Their schemas are fetched only then: pages that score carry none.

/**
 * Reads an instrument that a territory brings.
 * Shapes  file: its name, for the message.
 * Errors  instruments.catalogueBroken with the file, the path of the fault and what is wrong.
 */
export async function readInstrument(value: unknown, file: string): Promise<Instrument> {
  const { instrumentSchema } = await import("./instrument.ts");
  const parsed = instrumentSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.map(String).join(".") ?? "";
    throw instrumentErrors.catalogueBroken(
      { file, path, fault: issue?.code ?? "invalid" },
      { cause: parsed.error },
    );
  }
  const fault = faultOf(parsed.data);
  if (fault !== null) throw instrumentErrors.catalogueBroken({ file, ...fault });
  return parsed.data;
}

/** The line, the first is 1, of a file of the catalogue on which the value at a path stands. */
export async function lineInCatalogueFile(source: string, path: string): Promise<number> {
  const { lineInSource } = await import("./json-line.ts");
  return lineInSource(source, path);
}

/**
 * Puts into an instrument the words that an operator is licensed for, after checking them against the catalogue.
 * Errors  instruments.operatorTextUnreadable, operatorTextForOther, otherVersion, operatorTextRepeated,
 *         operatorItemMissing (fewer items), operatorItemUnknown, itemRepeated, operatorOptionMismatch.
 */
export async function loadOperatorText(instrument: Instrument, file: unknown): Promise<Instrument> {
  const { withOperatorText } = await import("./operator-text.ts");
  return withOperatorText(instrument, file);
}

/**
 * Reads a pathway that a territory edited; `checkPathway` then says whether it keeps the safe bounds.
 * Errors  instruments.pathwayUnreadable with the path of the first fault.
 */
export async function readPathway(value: unknown): Promise<Pathway> {
  const { pathwaySchema } = await import("./pathway-rule.ts");
  const parsed = pathwaySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.map(String).join(".") ?? "";
  throw instrumentErrors.pathwayUnreadable({ path }, { cause: parsed.error });
}

/** A file of licensed words that was read and fits its instrument. */
export interface ReadOperatorFile {
  readonly instrument: Instrument;
  readonly text: OperatorText;
}

/**
 * Reads a file of words that an operator is licensed for, and checks it against the instrument of the catalogue.
 * Shapes  source: the text of the file, JSON; file: its name, for the message.
 * Errors  instruments.operatorFileBroken with file, line, path and the code of what is wrong, which may be any of
 *         {@link loadOperatorText}, `instruments.instrumentUnknown`, or `notJson`.
 */
export async function readOperatorFile(source: string, file: string): Promise<ReadOperatorFile> {
  const { lineOfPath, lineOfSyntaxError } = await import("./json-line.ts");
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    const line = lineOfSyntaxError(source, cause instanceof Error ? cause.message : "");
    throw instrumentErrors.operatorFileBroken({ file, line, path: "", fault: "notJson" }, { cause });
  }
  try {
    const { operatorTextSchema } = await import("./operator-text.ts");
    const named = operatorTextSchema.pick({ instrument: true }).loose().safeParse(value);
    const instrument = await loadInstrument(named.success ? named.data.instrument : "");
    const loaded = await loadOperatorText(instrument, value);
    return { instrument: loaded, text: operatorTextSchema.parse(value) };
  } catch (cause) {
    if (!(cause instanceof TisserError)) throw cause;
    const path =
      cause.code === "instruments.instrumentUnknown" ? "instrument" : (cause.issues[0]?.path ?? "");
    const line = lineOfPath(source, path);
    throw instrumentErrors.operatorFileBroken({ file, line, path, fault: cause.code }, { cause });
  }
}
