import { exchangeErrors } from "../errors.ts";
import { isRecord } from "../reading/feed.ts";
import { Fetcher, type Fetching } from "./fetch-file.ts";

/** Most pages of a list. */
const maxPages = 2000;

/** How a standard pages its lists. */
interface Paging {
  /** Lists that make a feed, by the last part of their address. */
  readonly lists: readonly string[];
  /** Query of a page beside `page`. */
  readonly query: Readonly<Record<string, string>>;
  /** Records of a page, and how many pages there are. */
  readonly read: (page: Readonly<Record<string, unknown>>) => {
    readonly records: unknown;
    readonly pages: unknown;
  };
  /** Whether a list may tell its records in short form: what each lacks is then asked for one by one. */
  readonly isShort?: (record: Readonly<Record<string, unknown>>) => boolean;
}

/** A page of HSDS and its profiles, and a service without its places. */
const hsdsLists = {
  lists: ["services"],
  read: ({ contents, total_pages: pages }: Readonly<Record<string, unknown>>) => ({
    records: contents,
    pages,
  }),
  isShort: ({ service_at_locations: places }: Readonly<Record<string, unknown>>) => !Array.isArray(places),
};

/** Sources that are read page by page from an address; the others are one file. */
const pagings: Readonly<Record<string, Paging>> = {
  "data-inclusion": {
    lists: ["structures", "services"],
    query: { size: "1000" },
    read: ({ items, pages }) => ({ records: items, pages }),
  },
  hsds: { ...hsdsLists, query: { per_page: "100", full: "true" } },
  // The profile knows no `full`: its lists are always short.
  "open-referral-uk": { ...hsdsLists, query: { per_page: "100" } },
};

/**
 * Everything that a source has at an address, as one file: all pages of an API, or the file itself. Nothing is given before all of
 * it is there: a source that breaks half-way breaks before its import begins, and the last good data stay.
 * @throws exchange.addressForbidden, exchange.addressFailed, exchange.feedTooLarge, exchange.pageUnreadable
 */
export async function fetchFeed(source: string, address: string, fetching: Fetching): Promise<Buffer> {
  if (!URL.canParse(address)) throw exchangeErrors.addressForbidden({ host: address.slice(0, 100) });
  const start = new URL(address);
  const fetcher = new Fetcher(start, fetching);
  const paging = pagings[source];
  if (paging === undefined || /\.(?:json|csv|ndjson|zip)$/i.test(start.pathname)) return fetcher.get(start);
  const lists = await Promise.all(
    listsAt(start, paging).map(async ([name, list]) => {
      const records = await allPages(fetcher, list, paging);
      return [name, await inFull(fetcher, list, { records, paging })] as const;
    }),
  );
  return Buffer.from(JSON.stringify(Object.fromEntries(lists)));
}

/** The lists to read: the one that the address names, else all that make a feed, below it. */
function listsAt(start: URL, { lists }: Paging): readonly (readonly [string, URL])[] {
  const path = start.pathname.replace(/\/+$/, "");
  const named = lists.find((name) => path.endsWith(`/${name}`));
  const at = (pathname: string): URL => Object.assign(new URL(start), { pathname });
  return named === undefined
    ? lists.map((name) => [name, at(`${path}/${name}`)] as const)
    : [[named, at(path)]];
}

async function allPages(fetcher: Fetcher, list: URL, paging: Paging): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (let [page, pages] = [1, 1]; page <= pages; page += 1) {
    const address = new URL(list);
    const query = { ...paging.query, page: String(page) };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    const answer = await readPage(fetcher, address, page);
    const { records, pages: told } = paging.read(answer);
    if (!Array.isArray(records)) throw exchangeErrors.pageUnreadable({ page });
    if (typeof told === "number") pages = Math.min(told, maxPages + 1);
    if (pages > maxPages) throw exchangeErrors.pageUnreadable({ page });
    for (const record of records as readonly unknown[]) all.push(record);
  }
  return all;
}

/** Records whole: a list that tells them in short form is completed one by one. */
async function inFull(
  fetcher: Fetcher,
  list: URL,
  { records, paging }: { readonly records: readonly unknown[]; readonly paging: Paging },
): Promise<readonly unknown[]> {
  const { isShort } = paging;
  if (isShort === undefined) return records;
  const whole: unknown[] = [];
  for (const [place, record] of records.entries()) {
    const id = isRecord(record) && typeof record["id"] === "string" ? record["id"] : null;
    if (id === null || !isRecord(record) || !isShort(record)) whole.push(record);
    else {
      const address = Object.assign(new URL(list), {
        pathname: `${list.pathname}/${encodeURIComponent(id)}`,
      });
      whole.push(await readPage(fetcher, address, place + 1));
    }
  }
  return whole;
}

async function readPage(
  fetcher: Fetcher,
  address: URL,
  page: number,
): Promise<Readonly<Record<string, unknown>>> {
  const text = new TextDecoder().decode(await fetcher.get(address));
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw exchangeErrors.pageUnreadable({ page }, { cause });
  }
  throw exchangeErrors.pageUnreadable({ page });
}
