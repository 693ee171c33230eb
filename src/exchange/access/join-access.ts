import type { LocalDate } from "#base";
import type { Tx } from "#storage";
import { keepLinks, readTowns, readTownsToJoin } from "./access-store.ts";
import { planLinks } from "./plan-links.ts";
import { streetKey } from "./street-key.ts";

/** Towns compared at once. */
const townsAtOnce = 100;

/**
 * Joins the establishments known to our places, in the towns in which a source of offers has some, or in all.
 * @param offersOf source of offers that was imported; null for all.
 */
export async function joinAccess(db: Tx, offersOf: string | null, today: LocalDate): Promise<void> {
  for (const [source, towns] of await readTownsToJoin(db, offersOf)) {
    for (let start = 0; start < towns.length; start += townsAtOnce) {
      const codes = towns.slice(start, start + townsAtOnce);
      const { own, places, decisions } = await readTowns(db, source, codes);
      const folded = own.map(({ address_1: address, ...one }) => ({
        ...one,
        street_key: streetKey(address),
      }));
      const ownOf = Map.groupBy(folded, ({ code_insee: code }) => code);
      const placesOf = Map.groupBy(places, ({ code_insee: code }) => code);
      const links = codes.flatMap((code) =>
        planLinks({ own: ownOf.get(code) ?? [], places: placesOf.get(code) ?? [], decisions }),
      );
      await keepLinks(db, { source, codes, today }, links);
    }
  }
}
