import type { Instant } from "#base";
import type { PersonRow } from "../store.ts";
import { daysLater } from "../timer/delays.ts";

/** Days after the rules of contact were to be confirmed during which messages still go, by the ways agreed to before. */
export const confirmGraceDays = 30;

/**
 * How far the rules of contact of a file can be relied on: `confirmed`; `due` for confirmation, messages still go and no message is left
 * by voice; `late`, nothing goes to the person by the program until somebody asked them.
 * Source  notes/reliability.md §3: re-confirm every 90 days or at each meeting; decision 151.
 */
export type RulesState = "confirmed" | "due" | "late";

type Confirmed = Pick<PersonRow, "contact_confirmed_at" | "contact_ask_from" | "opened_at">;

/** When the rules of contact of a file were last known to be right. */
export function confirmedAt({ contact_confirmed_at, opened_at }: Confirmed): Instant {
  return contact_confirmed_at ?? opened_at;
}

/** From when on the rules of contact of a file are to be confirmed, so many days after they were. */
export function confirmFrom(file: Confirmed, confirmDays: number): Instant {
  const due = daysLater(confirmedAt(file), confirmDays);
  const { contact_ask_from: from } = file;
  return from !== null && from > due ? from : due;
}

/** How far the rules of contact of a file can be relied on at a moment. */
export function rulesState(
  file: Confirmed,
  { confirmDays, now }: { readonly confirmDays: number; readonly now: Instant },
): RulesState {
  const from = confirmFrom(file, confirmDays);
  if (now < from) return "confirmed";
  return now < daysLater(from, confirmGraceDays) ? "due" : "late";
}
