import type { CallAction } from "#base";
import { findTowns } from "#directory/actions";

/** The name of a commune by its code; the code itself when no commune has it; null without a code. */
export async function townOf(call: CallAction, code: string | null): Promise<string | null> {
  if (code === null) return null;
  const { towns } = await call(findTowns, { q: code, limit: 1 });
  return towns[0]?.code === code ? towns[0].name : code;
}
