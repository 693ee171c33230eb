import { instrumentErrors } from "./errors.ts";
import type { Instrument } from "./instrument.ts";
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
