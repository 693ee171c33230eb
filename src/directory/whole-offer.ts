import type { Instant } from "#base";
import type { Tx } from "#storage";
import { readAccess } from "./access-store.ts";
import type { Offer, TakingPart } from "./actions.ts";
import { readBookRows, type BookRow } from "./book-store.ts";
import { offerOf } from "./offer-view.ts";
import { townIndex } from "./town-files.ts";
import { townByCode } from "./town-search.ts";

/** Names of an area that are told; the others are counted. */
const namesTold = 12;

/** Everything public about open offers, by their ids; those closed or gone are missing. */
export async function readWholeOffers(
  db: Tx,
  ids: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, Offer>> {
  const [rows, accessTo] = [await readBookRows(db, ids), await readAccess(db, ids)];
  return new Map<string, Offer>(
    rows.flatMap((row) => {
      const access = accessTo.get(row.id);
      return access === undefined ? [] : [[row.id, offerOf(row, { access, area: areaOf(row) }, now)]];
    }),
  );
}

/** Whom an offer serves, by name; codes that name nothing are told as they are. */
function areaOf({ matching: { area_type: type, area_values: codes } }: BookRow): TakingPart["area"] {
  if (type === null) return null;
  const index = townIndex();
  const nameOf = (code: string): string =>
    (type === "communes" ? townByCode(index, code)?.name : index.table.departements.get(code)?.name) ?? code;
  const names = type === "country" ? [] : [...new Set(codes.map(nameOf))];
  return { type, names: names.slice(0, namesTold), more: Math.max(0, names.length - namesTold) };
}
