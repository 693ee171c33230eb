import { randomId, type Instant } from "#base";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { recogniseTown, sourceNamed } from "../../../tests/support/feed.ts";
import { importFeeds, openApp, openBaseUrl as baseUrl } from "../../../tests/support/open-app.ts";
import { importFile } from "../import.ts";

const database = await freshDatabase();
const app = openApp(database);

const feeds = ["auvergne-rhone-alpes-est", "gironde"];
const samples = ["mediation-numerique", "data-inclusion", "hsds", "missions", "agenda", "demonstration"];

type Json = Record<string, unknown>;

async function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: "GET", url, headers });
}

beforeAll(async () => importFeeds(database, [...feeds, ...samples]), 120_000);
afterAll(async () => app.close());

describe("what one reads is what was imported", () => {
  test("as many services as there are open ones, in pages, files and lines alike", async () => {
    const { rows } = await sql<{ services: number; offers: number }>`
      select count(distinct service_id)::int as services, count(*)::int as offers
      from service_at_location where closed_on is null`.execute(database.app);
    const lines = (await get("/open/services.ndjson")).body.trim().split("\n");
    const page = (await get("/open/services?per_page=1")).json<Json>();
    expect([lines.length, page["total_items"]]).toEqual([rows[0]?.services, rows[0]?.services]);
    expect(new Set(lines.map((line) => (JSON.parse(line) as Json)["id"])).size).toBe(lines.length);
    const csv = (await get("/open/services.csv")).body;
    expect(csv.split(/\r\n(?=[0-9a-f]{8}-)/).length - 1).toBe(rows[0]?.offers);
  });

  test("filters leave what they name: term, taxonomy, words, ages, day and hours, place", async () => {
    const terms = (await get("/open/taxonomy_terms")).json<{ contents: Json[] }>().contents;
    const listen = terms.find(({ code }) => code === "ecouter");
    const count = async (query: string): Promise<number> =>
      Number((await get(`/open/services?${query}`)).json<Json>()["total_items"]);
    const all = await count("");
    const listening = await count(`taxonomy_term_id=${String(listen?.["id"])}`);
    expect(listening).toBeGreaterThan(0);
    expect(listening).toBeLessThan(all);
    expect(await count(`taxonomy_id=${String(listen?.["taxonomy_id"])}`)).toBe(all);
    expect(await count(`taxonomy_term_id=${randomId()}`)).toBe(0);
    expect(await count("minimum_age=12&maximum_age=100")).toBe(1);
    const carers = await count("search=aidants");
    expect(carers).toBeGreaterThan(0);
    expect(carers).toBeLessThan(all);
    // As the lists find: whatever the ending.
    for (const words of ["aidant", "AIDANTE"]) expect(await count(`search=${words}`)).toBe(carers);
    expect(await count("search=aidants+xylophones")).toBe(0);
    expect(await count("modified_after=2026-11-22")).toBe(0);
    expect(await count("modified_after=2026-11-21T00:00:00Z")).toBe(all);
    const saturday = (await get("/open/services?day=SA&start_time=08:00&end_time=13:00")).json<{
      contents: Json[];
    }>();
    expect(saturday.contents.length).toBeGreaterThan(0);
    expect(JSON.stringify(saturday.contents)).toMatch(/SA/);
    const near = (await get("/open/service_at_locations?postcode=38500&proximity=8000")).json<Json>();
    expect(Number(near["total_items"])).toBeGreaterThan(1);
  });

  test("our five ways of acting are a taxonomy with links to others", async () => {
    const { contents } = (await get("/open/taxonomies")).json<{ contents: Json[] }>();
    const terms = (await get(`/open/taxonomy_terms?taxonomy_id=${String(contents[0]?.["id"])}`)).json<{
      contents: Json[];
    }>().contents;
    expect(terms.map(({ code }) => code)).toEqual([
      "ecouter",
      "rassembler",
      "rejoindre",
      "soutenir",
      "faire-participer",
    ]);
    for (const term of terms) expect((term["close_match"] as string[]).length).toBeGreaterThan(1);
    expect((await get(`/open/taxonomies/${String(contents[0]?.["id"])}`)).json()).toEqual(contents[0]);
  });

  test("what we publish in HSDS, we read again as HSDS", async () => {
    const whole = (await get("/open/services?per_page=100")).json<{ contents: Json[] }>();
    const job = {
      source: sourceNamed("hsds"),
      fileName: "ours.json",
      bytes: Buffer.from(JSON.stringify(whole)),
      recogniseTown,
      isDryRun: true,
      now: "2026-11-21T09:00:00.000Z" as Instant,
    };
    const outcome = await database.as({}, (db) => importFile(db, job));
    expect(outcome.read).toBeGreaterThanOrEqual(whole.contents.length);
    expect(whole.contents.length).toBeGreaterThan(20);
    expect(outcome.refused.map(({ code }) => code).filter((code) => code !== "repeatedRow")).toEqual([]);
    expect(
      outcome.warnings.filter(({ code }) => code === "labelUnknown" || code === "categoryAssumed"),
    ).toEqual([]);
  });
});

describe("how it is served", () => {
  test("to programs of any site, with a tag and the day of the last change; the same copy is not sent twice", async () => {
    const first = await get("/open/services");
    expect(first.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=300",
    });
    expect(first.headers["last-modified"]).toBe("Sat, 21 Nov 2026 00:00:00 GMT");
    const again = await get("/open/services", { "if-none-match": String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, ""]);
    expect((await get("/open/services?page=2")).headers.etag).not.toBe(first.headers.etag);
    // A day does not tell that nothing changed since: another entry may have closed on it (docs/open-data.md).
    const since = await get("/open/services", {
      "if-modified-since": String(first.headers["last-modified"]),
    });
    expect([since.statusCode, since.body]).toEqual([200, first.body]);
  });

  test("the root says version and profile; a page past the end is empty; what is no page is refused", async () => {
    expect((await get("/open")).json()).toMatchObject({
      version: "3.0",
      openapi_url: `${baseUrl}/openapi.json`,
    });
    expect((await get("/open/services?page=99999")).json()).toMatchObject({
      empty: true,
      size: 0,
      last_page: true,
    });
    expect((await get("/open/services?page=0")).statusCode).toBeGreaterThanOrEqual(400);
    expect((await get("/open/services?unknown=1&search=")).statusCode).toBe(200);
  });
});

describe("what search engines and calendars read", () => {
  test("the map of the site names every open entry once, in four languages, and robots.txt names the map", async () => {
    const index = await get("/sitemap.xml");
    expect(index.headers["content-type"]).toBe("application/xml; charset=utf-8");
    const parts = [...index.body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = ""]) => address);
    const maps = await Promise.all(parts.map(async (address) => get(address.slice(baseUrl.length))));
    const entries = maps.flatMap(({ body }) => [...body.matchAll(/<loc>[^<]+\/lieu\/([^<]+)<\/loc>/g)]);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from service_at_location where closed_on is null`.execute(database.app);
    expect(new Set(entries.map(([, id]) => id)).size).toBe(rows[0]?.count);
    expect(maps[0]?.body).toContain(`hreflang="ar" href="${baseUrl}/ar/numeros"`);
    expect(maps[0]?.body).toMatch(/<lastmod>\d{4}-\d{2}-\d{2}<\/lastmod>/);
    expect((await get(`/sitemaps/${parts.length + 1}.xml`)).json()).toMatchObject({ statusCode: 404 });
    const again = await get("/sitemaps/1.xml", { "if-none-match": String(maps[0]?.headers.etag) });
    expect(again.statusCode).toBe(304);
    expect((await get("/robots.txt")).body).toContain(`Sitemap: ${baseUrl}/sitemap.xml`);
  });

  test("an offer with hours is a calendar to subscribe to; one without is told so", async () => {
    const { rows } = await sql<{ id: string; timed: boolean }>`
      select id, opening_hours is not null as timed from service_at_location
      where closed_on is null and (opening_hours like 'Mo-Fr %' or (opening_hours is null and sessions = '[]'))
      order by id`.execute(database.app);
    const timed = rows.find((row) => row.timed)?.id ?? "";
    const calendar = await get(`/open/calendars/${timed}.ics`);
    expect(calendar.headers["content-type"]).toBe("text/calendar; charset=utf-8");
    expect(calendar.body.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(30);
    const bare = rows.find((row) => !row.timed)?.id ?? "";
    expect((await get(`/open/calendars/${bare}.ics`)).json()).toMatchObject({ code: "exchange.noDates" });
    expect((await get(`/open/calendars/${randomId()}.ics`)).json()).toMatchObject({ statusCode: 404 });
  });
});
