import { loadInstrument } from "#instruments";
import { selfCheckErrors } from "./errors.ts";
import type { SelfCheckInstruments } from "./result.ts";

/** The instruments of the first questions. @throws pathway.questionUnknown */
export async function loadSelfCheckInstruments(): Promise<SelfCheckInstruments> {
  const [ucla3, direct, credoc5] = await Promise.all(["ucla3", "ons-direct", "credoc5"].map(loadInstrument));
  if (!ucla3 || !direct || !credoc5) throw selfCheckErrors.questionUnknown({});
  return { ucla3, "ons-direct": direct, credoc5 };
}
