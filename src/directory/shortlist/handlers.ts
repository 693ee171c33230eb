import { locales, type Instant } from "#base";
import { handle, type BoundHandler, type HttpExchange, type Tx } from "#storage";
import { directoryErrors } from "../errors.ts";
import { offerName } from "../offer.ts";
import { readClosedOffers, readKeptOffer } from "../store.ts";
import type { WeightsOfVisitors } from "../weights/area-weights.ts";
import { readWholeOffers, type RoomDaysOf } from "../whole-offer.ts";
import {
  forgetShortlist,
  keepShortlist,
  readShortlistEntries,
  shortlistPath,
  type ShortlistEntry,
} from "./actions.ts";
import { readShortlist, writeShortlist } from "./shortlist.ts";

/** Its name says nothing: it may be seen in the settings of a browser. */
const cookieName = "liste";
const keptSeconds = 90 * 86_400;
const paths = locales.map((locale) => `${locale === "fr" ? "" : `/${locale}`}${shortlistPath}`);

/** What shortlists need of the program. */
export interface ShortlistServices {
  /** Address of the site: cookies are for HTTPS alone where it is reached so. */
  readonly baseUrl: string;
}

/** Handlers of shortlists. They read public entries, and a cookie of ids that the visitor chose to keep. */
export function shortlistHandlers(
  { baseUrl }: ShortlistServices,
  visitors: WeightsOfVisitors,
): BoundHandler[] {
  const secure = baseUrl.startsWith("https:") ? "; Secure" : "";
  const setCookie = (http: HttpExchange, value: string, seconds: number): void => {
    for (const path of paths)
      http.setCookies.push(
        `${cookieName}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
      );
  };
  return [
    handle(readShortlistEntries, {
      run: async ({ input, db, now, http }) => {
        const kept = keptIn(http);
        const ids = readShortlist(input.list ?? kept);
        return { entries: [...(await entriesOf(db, { ids, now, visitors }))], kept };
      },
    }),
    handle(keepShortlist, {
      run: async ({ input, http }) => {
        const ids = readShortlist(input.list);
        if (ids.length === 0) throw directoryErrors.shortlistUnreadable({});
        setCookie(http, writeShortlist(ids), keptSeconds);
        return {};
      },
    }),
    handle(forgetShortlist, {
      run: async ({ http }) => {
        setCookie(http, "", 0);
        return {};
      },
    }),
  ];
}

/** The list that a browser brings along, as we write it; empty when it brings none that can be read. */
function keptIn({ headers }: HttpExchange): string {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const own = pairs.findLast((pair) => pair.startsWith(`${cookieName}=`));
  return writeShortlist(readShortlist(own?.slice(cookieName.length + 1) ?? ""));
}

/** Entries as they are today, in the order of their ids; one that was merged into another is that other. */
async function entriesOf(
  db: Tx,
  asked: { readonly ids: readonly string[]; readonly now: Instant; readonly visitors: WeightsOfVisitors },
): Promise<readonly ShortlistEntry[]> {
  const { ids, now, visitors } = asked;
  const roomDays: RoomDaysOf = async (town) => (await visitors.of(db, now, town)).roomDays;
  const merged = new Map<string, string>();
  const open = new Map(await readWholeOffers(db, ids, now, roomDays));
  for (const id of ids.filter((one) => !open.has(one))) {
    const into = await readKeptOffer(db, id);
    if (into !== null) merged.set(id, into);
  }
  const current = [...new Set(ids.map((id) => merged.get(id) ?? id))];
  for (const [id, offer] of await readWholeOffers(db, [...merged.values()], now, roomDays))
    open.set(id, offer);
  const closed = new Map(
    (await readClosedOffers(db, current)).map(({ id, closed_on: on, ...row }) => [
      id as string,
      { name: offerName(row.service_name, row.location_name), city: row.city, on },
    ]),
  );
  return current.map((id) => {
    const offer = open.get(id) ?? null;
    return {
      id: id as ShortlistEntry["id"],
      offer,
      closed: offer === null ? (closed.get(id) ?? null) : null,
    };
  });
}
