import { localDateAt, type Instant } from "#base";
import type { Tx } from "#storage";
import { readClosures } from "./closure-store.ts";
import { readAccess } from "./access-store.ts";
import type { Offer, TakingPart } from "./actions.ts";
import { readBookRows, type BookRow } from "./book-store.ts";
import { offerOf } from "./offer-view.ts";
import { townIndex } from "./town-files.ts";
import { townByCode } from "./town-search.ts";

/** Names of an area that are told; the others are counted. */
const namesTold = 12;

/** Days after which what was told of the room is told no more, where the offer is. */
export type RoomDaysOf = (town: string | null) => Promise<number | undefined>;
const usualRoomDays: RoomDaysOf = async () => undefined;

/** Everything public about open offers, by their ids; those closed or gone are missing. */
export async function readWholeOffers(
  db: Tx,
  ids: readonly string[],
  now: Instant,
  roomDaysOf: RoomDaysOf = usualRoomDays,
): Promise<ReadonlyMap<string, Offer>> {
  const [rows, accessTo] = [await readBookRows(db, ids), await readAccess(db, ids)];
  const closures = await readClosures(db, ids, localDateAt(now, "Europe/Paris"));
  const found = new Map<string, Offer>();
  for (const row of rows) {
    const access = accessTo.get(row.id);
    if (access === undefined) continue;
    const roomDays = row.room_told_on === null ? undefined : await roomDaysOf(row.code_insee);
    found.set(
      row.id,
      offerOf(row, { access, area: areaOf(row), closure: closures.get(row.id) ?? null, roomDays }, now),
    );
  }
  return found;
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
