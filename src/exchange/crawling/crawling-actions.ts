import { anyone, defineAction, idSchema } from "#base";
import { z } from "zod";

const shared = { part: "directory", allow: anyone, isPublicRead: true } as const;

/** A file, as the doors of files send it. */
const file = (mediaType: string, longest: number) =>
  z.strictObject({
    fileName: z.string().max(100),
    mediaType: z.literal(mediaType),
    text: z.string().max(longest),
  });

/** Addresses in one file of a site map; the protocol allows 50,000 (sitemaps.org), each here in four languages. */
export const sitemapSize = 5000;

/** Gives the map of the site for search engines. */
export const readSitemap = defineAction({
  ...shared,
  name: "exchange.readSitemap",
  summary:
    "The public pages and entries for search engines (sitemaps.org): the index of the parts, or one part.",
  route: "GET /exchange/sitemap",
  input: z.strictObject({
    /** A part, the first is 1; the index when it is not told. */
    part: z.coerce.number().int().min(1).max(10_000).optional(),
  }),
  output: file("application/xml", 20_000_000),
  errors: ["exchange.openNotFound"],
  cacheSeconds: 3600,
});

/** Gives the dates of an offer as a calendar. */
export const readOfferCalendar = defineAction({
  ...shared,
  name: "exchange.readOfferCalendar",
  summary:
    "Dated sessions of an offer and its opening hours of the next eight weeks as iCalendar (RFC 5545), to be subscribed to.",
  route: "GET /exchange/calendars/:offerId",
  input: z.strictObject({ offerId: idSchema<"offer">() }),
  output: file("text/calendar", 2_000_000),
  errors: ["exchange.openNotFound", "exchange.noDates"],
  cacheSeconds: 3600,
});
