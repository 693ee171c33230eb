import { localDateAt, type LocalDate } from "#base";
import type { Tx, Vault } from "#storage";
import { responsesOf, type ResponseRow } from "../screening/store.ts";
import { timeZone } from "../services.ts";
import type { PersonRow } from "../store.ts";
import type { OwnClosing } from "./own-closing-schema.ts";
import { closingInForce, openPlanClosing } from "./store.ts";

/** The end of a plan as the person reads it; null while the plan goes on. @throws vault.keyDestroyed, vault.sealBroken */
export async function ownClosingOf(db: Tx, vault: Vault, file: PersonRow): Promise<OwnClosing | null> {
  const row = await closingInForce(db, file.id);
  if (row === null) return null;
  const asked = (await responsesOf(db, file.id)).filter(({ asked_at }) => asked_at <= row.closed_at);
  return {
    on: localDateAt(row.closed_at, timeZone),
    ...openPlanClosing(vault, file, row),
    askedAgainOn: lastAskedAgain(asked),
  };
}

/** The last day on which an instrument was asked that had been asked before; what only corrects earlier answers is no second time. */
function lastAskedAgain(asked: readonly ResponseRow[]): LocalDate | null {
  const corrected = new Set(asked.flatMap(({ replaces_id }) => replaces_id ?? []));
  const counted = asked.filter(({ id }) => !corrected.has(id));
  const again = counted.filter(
    (one, position) => counted.findIndex(({ instrument }) => instrument === one.instrument) < position,
  );
  const last = again.at(-1);
  return last === undefined ? null : localDateAt(last.asked_at, timeZone);
}
