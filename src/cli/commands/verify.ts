import { UsageError, wordsOf, type Command } from "../command.ts";
import type { VerifyCases } from "../verify-cases.ts";

/** What can be verified, each loaded only when it is asked for: one line a kind. */
const kinds: Readonly<Record<string, () => Promise<{ readonly verify: VerifyCases }>>> = {
  instruments: async () => import("../verify-instruments.ts"),
  matching: () => import("../verify-matching.ts"),
  pathway: async () => import("../verify-pathway.ts"),
  statistics: () => import("../verify-statistics.ts"),
};

/**
 * `verify KIND PATH`: runs every case of a reference folder or file, prints each failure, closes on
 * `N passed, N failed`; exit code 1 when a case failed or there was none.
 */
export const run: Command = async (context) => {
  const [kind = "", path = ""] = wordsOf(context.args, 2);
  const load = kinds[kind];
  if (!load || !Object.hasOwn(kinds, kind)) throw new UsageError();
  const { verify } = await load();
  const { passed, failures, pending } = await verify(path);
  for (const failure of failures) context.print(failure);
  for (const id of pending) context.print(`pending: ${id}`);
  const waiting = pending.length > 0 ? `, ${pending.length} pending` : "";
  context.print(`${passed} passed, ${failures.length} failed${waiting}`);
  return failures.length === 0 && passed > 0 ? 0 : 1;
};
