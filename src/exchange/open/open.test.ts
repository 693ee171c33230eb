import { anonymousActor, randomId, type Instant } from "#base";
import fastify from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, realFeed, recogniseTown, sampleBytes, sourceNamed } from "../../../tests/support/feed.ts";
import { checkOf, hasStandards } from "../../../tests/support/standards.ts";
import { registerCrawlerRoutes } from "../../server/crawler-routes.ts";
import { registerOpenRoutes } from "../../server/open-routes.ts";
import { sentence } from "../../server/texts.ts";
import { exchangeHandlers } from "../handlers.ts";
import { importFile } from "../import.ts";

const baseUrl = "http://tisser.example";
const database = await freshDatabase();
const app = fastify();
const services = {
  db: database.app,
  clock: () => "2026-11-28T11:00:00.000Z" as Instant,
  newId: randomId,
  receiptSecret: new Uint8Array(32),
  authenticate: async () => ({ actor: anonymousActor, setCookies: [] }),
  baseUrl: () => baseUrl,
};
const handlers = exchangeHandlers({ book: offerBook(), recogniseTown, sentence, nationalLines: [], baseUrl });
registerOpenRoutes(app, services, handlers);
registerCrawlerRoutes(app, services, handlers);

const feeds = [
  "aix-en-provence",
  "angers",
  "auvergne-rhone-alpes-est",
  "bus-france-services-charente",
  "gironde",
  "hub-lo",
  "nouvelle-caledonie",
];
const samples = ["mediation-numerique", "data-inclusion", "hsds", "missions", "agenda", "demonstration"];

type Json = Record<string, unknown>;

async function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ method: "GET", url, headers });
}

/** Every record of every page of a list. */
async function walk(path: string, list: "contents" | "items"): Promise<readonly Json[]> {
  const records: Json[] = [];
  for (let page = 1; ; page += 1) {
    const size = list === "items" ? "size" : "per_page";
    const answer = await get(`${path}?page=${page}&${size}=100`);
    expect(answer.statusCode, `${path} page ${page}`).toBe(200);
    const body = answer.json<Json>();
    records.push(...(body[list] as Json[]));
    if (page >= Number(body["total_pages"] ?? body["pages"])) {
      expect(records).toHaveLength(Number(body["total_items"] ?? body["total"]));
      return records;
    }
  }
}

beforeAll(async () => {
  for (const id of [...feeds, ...samples]) {
    const bytes = realFeed(id) ?? sampleBytes(id);
    const job = { source: sourceNamed(id), fileName: id, bytes, recogniseTown, isDryRun: false };
    await database.as({}, (db) => importFile(db, { ...job, now: "2026-11-21T09:00:00.000Z" as Instant }));
  }
}, 120_000);
afterAll(async () => app.close());

describe.skipIf(!hasStandards)("every offer of every feed, on every page, is valid", () => {
  test.each([
    ["/open/services", "hsds-3.0/schema", "service.json"],
    ["/open/services", "oruk-3.0/schema", "service.json"],
    ["/open/service_at_locations", "hsds-3.0/schema", "service_at_location.json"],
    ["/open/service_at_locations", "oruk-3.0/schema", "service_at_location.json"],
    ["/open/organizations", "hsds-3.0/schema", "organization.json"],
    ["/open/taxonomies", "hsds-3.0/schema", "taxonomy.json"],
    ["/open/taxonomy_terms", "hsds-3.0/schema", "taxonomy_term.json"],
  ])(
    "%s by %s",
    async (path, folder, schema) => {
      const check = checkOf(folder, schema);
      const records = await walk(path, "contents");
      expect(records.length).toBeGreaterThan(path.includes("taxonom") ? 1 : 20);
      expect(
        records.flatMap((record) => check(record).map((fault) => `${String(record["id"])} ${fault}`)),
      ).toEqual([]);
      expect(check({ ...records[0], id: "not a uuid" })).not.toEqual([]);
    },
    120_000,
  );

  test.each([
    ["structures", "structure.json"],
    ["services", "service.json"],
  ])(
    "data·inclusion %s",
    async (path, schema) => {
      const check = checkOf("data-inclusion-1.0.8", schema);
      const records = await walk(`/open/data-inclusion/${path}`, "items");
      expect(records.length).toBeGreaterThan(20);
      expect(
        records.flatMap((record) => check(record).map((fault) => `${String(record["id"])} ${fault}`)),
      ).toEqual([]);
      expect(check({ ...records[0], nom: "x" })).not.toEqual([]);
    },
    120_000,
  );

  test("each service of a list is whole at its own address", async () => {
    const { contents } = (await get("/open/services?per_page=5&page=3")).json<{ contents: Json[] }>();
    const check = checkOf("hsds-3.0/schema", "service.json");
    for (const { id } of contents) {
      const answer = await get(`/open/services/${String(id)}`);
      expect(answer.statusCode).toBe(200);
      expect(check(answer.json())).toEqual([]);
    }
    expect((await get(`/open/services/${randomId()}`)).json()).toMatchObject({ statusCode: 404 });
  });
});

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
