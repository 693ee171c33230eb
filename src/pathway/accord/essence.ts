import type { ControllerId, LocalDate, OutputOf } from "#base";
import type { Tx } from "#storage";
import type { readOwnPage } from "../own-page/actions.ts";
import { organisationsOf } from "./facts-store.ts";
import { isAccordInForce, lastDayOf } from "./state.ts";
import { accordsBetween, termsOf } from "./store.ts";

/** The essence of the accords of an organisation that hold on a day: what a person reads of them (GDPR art. 26 (2)). */
export async function essencesFor(
  db: Tx,
  controllerId: ControllerId,
  day: LocalDate,
): Promise<OutputOf<typeof readOwnPage>["accords"]> {
  const found = (await accordsBetween(db, controllerId, controllerId)).filter((one) =>
    isAccordInForce(termsOf(one), day),
  );
  const known = await organisationsOf(db, [...new Set(found.flatMap(({ row }) => row.parties))]);
  const namesOf = (ids: readonly ControllerId[]): string[] =>
    known.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return found.map((one) => {
    const { id, kind, title, purposes, items, contact, since, last_day: lastDay, until } = one.row;
    return {
      id,
      kind,
      title,
      purposes,
      items,
      contact,
      since,
      parties: namesOf(one.row.parties),
      contactName: namesOf([one.row.contact_id])[0] ?? "",
      lastDay: lastDayOf({ lastDay, until }),
    };
  });
}
