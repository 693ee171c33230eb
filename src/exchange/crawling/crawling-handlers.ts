import type { Instant } from "#base";
import { offerName, placeTimeOf } from "#directory";
import { handle, type BoundHandler } from "#storage";
import { exchangeErrors } from "../errors.ts";
import { readKeptId, readOpenRows } from "../open/open-store.ts";
import { writeCalendar } from "./calendar.ts";
import { readOfferCalendar, readSitemap, sitemapSize } from "./crawling-actions.ts";
import { countMapped, readMapped } from "./crawling-store.ts";
import { datesOf } from "./offer-dates.ts";
import { standingPages, writeSitemap, writeSitemapIndex, type MappedPage } from "./sitemap.ts";

/** Handlers of what programs read of the public pages: the map of the site, and calendars. */
export function crawlingHandlers({ baseUrl }: { readonly baseUrl: string }): readonly BoundHandler[] {
  return [
    handle(readSitemap, {
      run: async ({ input: { part }, db }) => {
        const parts = Math.max(1, Math.ceil((await countMapped(db)) / sitemapSize));
        if (part !== undefined && part > parts) throw exchangeErrors.openNotFound({});
        if (part === undefined) return xml("sitemap.xml", writeSitemapIndex(baseUrl, parts));
        const rows = await readMapped(db, { offset: (part - 1) * sitemapSize, limit: sitemapSize });
        const offers = rows.map(({ id, changed_on: changedOn }) => ({ path: `/lieu/${id}`, changedOn }));
        return xml(`${part}.xml`, writeSitemap(baseUrl, [...(part === 1 ? standing : []), ...offers]));
      },
    }),
    handle(readOfferCalendar, {
      run: async ({ input: { offerId }, db, now }) => {
        const kept = await readKeptId(db, "service_at_location", offerId);
        const [row] = await readOpenRows(db, "service_at_location", [kept ?? offerId]);
        if (row === undefined) throw exchangeErrors.openNotFound({});
        const dates = datesOf(row, placeTimeOf(row.code_insee), now);
        if (dates.length === 0) throw exchangeErrors.noDates({});
        const town = [row.postal_code, row.city].filter((part) => part !== null).join(" ");
        const text = writeCalendar({
          id: row.id,
          name: offerName(row.service_name, row.location_name),
          place: [row.address_1, town].filter((part) => part !== null).join(", "),
          url: `${baseUrl}/lieu/${row.id}`,
          phone: row.phones[0] ?? null,
          dates,
          // To the day: the same copy keeps its tag, and subscribers are told that nothing changed.
          at: `${now.slice(0, 10)}T00:00:00.000Z` as Instant,
        });
        return { fileName: `${row.id}.ics`, mediaType: "text/calendar" as const, text };
      },
    }),
  ];
}

const standing: readonly MappedPage[] = standingPages.map((path) => ({ path, changedOn: null }));

function xml(fileName: string, text: string) {
  return { fileName, mediaType: "application/xml" as const, text };
}
