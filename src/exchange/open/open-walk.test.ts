import { distanceMetres, randomId, readCsv, type GeoPoint } from "#base";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { recogniseTown } from "../../../tests/support/feed.ts";
import { importFeeds, openApp, openBaseUrl, realFeeds } from "../../../tests/support/open-app.ts";
import { checkOf, hasStandards } from "../../../tests/support/standards.ts";
import { sources } from "../sources/index.ts";

const database = await freshDatabase();
const app = openApp(database);

type Json = Readonly<Record<string, unknown>>;

async function get(url: string) {
  return app.inject({ method: "GET", url });
}

/** Every record of every page of a list; what each page says of itself must be so. */
async function walk(path: string, query = ""): Promise<readonly Json[]> {
  const isInclusion = path.includes("data-inclusion");
  const records: Json[] = [];
  for (let page = 1; ; page += 1) {
    const asked = `${path}?page=${page}&${isInclusion ? "size" : "per_page"}=100&${query}`;
    const answer = await get(asked);
    expect(answer.statusCode, asked).toBe(200);
    const body = answer.json<Json>();
    const found = body[isInclusion ? "items" : "contents"] as Json[];
    const total = Number(body[isInclusion ? "total" : "total_items"]);
    const pages = Math.ceil(total / 100);
    const about = isInclusion
      ? { total, page, pages, size: 100 }
      : {
          total_items: total,
          total_pages: pages,
          page_number: page,
          size: found.length,
          first_page: page === 1,
          last_page: page >= pages,
          empty: found.length === 0,
        };
    expect(body, asked).toEqual({ ...about, [isInclusion ? "items" : "contents"]: found });
    expect(found.length, asked).toBe(Math.min(100, total - records.length));
    records.push(...found);
    if (page >= pages) return records;
  }
}

const walked = new Map<string, Promise<readonly Json[]>>();

/** A list walked once, for all who look at it. */
function all(path: string): Promise<readonly Json[]> {
  const known = walked.get(path) ?? walk(path);
  walked.set(path, known);
  return known;
}

const idsOf = (records: readonly Json[]): string[] => records.map(({ id }) => String(id));

beforeAll(async () => {
  const ids = sources.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...realFeeds]));
  await importFeeds(database, ids);
});
afterAll(async () => app.close());

test("what is walked is everything: each open offer of each source once, its service and its organisation", async () => {
  const { rows } = await sql<{ id: string; service: string; organization: string; source: string }>`
    select sal.id, sal.service_id as service, s.organization_id as organization, sal.source
    from service_at_location sal join service s on s.id = sal.service_id where sal.closed_on is null`.execute(
    database.app,
  );
  expect(new Set(rows.map(({ source }) => source)).size).toBe(sources.length);
  const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].toSorted();
  for (const [path, ids] of [
    ["/open/service_at_locations", rows.map(({ id }) => id)],
    ["/open/services", rows.map(({ service }) => service)],
    ["/open/organizations", rows.map(({ organization }) => organization)],
    ["/open/data-inclusion/services", rows.map(({ id }) => `tisser--${id}`)],
  ] as const)
    expect(idsOf(await all(path)).toSorted(), path).toEqual(sorted(ids));
});

describe.skipIf(!hasStandards)("every record of every page is valid", () => {
  test.each([
    ["/open/services", "service.json", ["hsds-3.0/schema", "oruk-3.0/schema"]],
    ["/open/service_at_locations", "service_at_location.json", ["hsds-3.0/schema", "oruk-3.0/schema"]],
    ["/open/organizations", "organization.json", ["hsds-3.0/schema", "oruk-3.0/schema"]],
    ["/open/taxonomies", "taxonomy.json", ["hsds-3.0/schema", "oruk-3.0/schema"]],
    ["/open/taxonomy_terms", "taxonomy_term.json", ["hsds-3.0/schema", "oruk-3.0/schema"]],
    ["/open/data-inclusion/structures", "structure.json", ["data-inclusion-1.0.8"]],
    ["/open/data-inclusion/services", "service.json", ["data-inclusion-1.0.8"]],
  ])("%s", async (path, schema, folders) => {
    const records = await all(path);
    expect(records.length).toBeGreaterThan(path.includes("taxonom") ? 1 : 20);
    for (const folder of folders) {
      const check = checkOf(folder, schema);
      const faults = records.flatMap((record) =>
        check(record).map((one) => `${String(record["id"])} ${one}`),
      );
      expect(faults, folder).toEqual([]);
      const { id: _left, ...spoilt } = records[0]!;
      expect(check(spoilt), folder).not.toEqual([]);
    }
  });
});

const askedAtOnce = 20;

test.each([
  ["services", 1],
  ["service_at_locations", 4],
  ["organizations", 4],
  ["taxonomies", 1],
  ["taxonomy_terms", 1],
])("of /open/%s each %s. is at its own address what it is in the list", async (list, step) => {
  const records = (await all(`/open/${list}`)).filter((_, place) => place % step === 0);
  for (let start = 0; start < records.length; start += askedAtOnce) {
    const part = records.slice(start, start + askedAtOnce);
    const answers = await Promise.all(part.map(({ id }) => get(`/open/${list}/${String(id)}`)));
    answers.forEach((answer, place) => {
      // Compared as text first: saying how two deep records differ is slow, saying that they do not is not.
      if (answer.body !== JSON.stringify(part[place])) expect(answer.json()).toEqual(part[place]);
      expect(answer.statusCode).toBe(200);
    });
  }
  const unknown = await get(`/open/${list}/${randomId()}`);
  expect(unknown.json()).toMatchObject({ statusCode: 404 });
});

test("the root says version, profile and where the API is described", async () => {
  expect((await get("/open")).json()).toEqual({
    version: "3.0",
    profile: "https://docs.openreferral.org/en/v3.0/",
    openapi_url: `${openBaseUrl}/openapi.json`,
  });
});

test("whatever a record names is there: organisation, places, terms, structure", async () => {
  const organizations = new Set(idsOf(await all("/open/organizations")));
  const offers = new Set(idsOf(await all("/open/service_at_locations")));
  const terms = new Set(idsOf(await all("/open/taxonomy_terms")));
  const taxonomies = new Set(idsOf(await all("/open/taxonomies")));
  for (const service of await all("/open/services")) {
    expect(organizations).toContain(service["organization_id"]);
    for (const place of service["service_at_locations"] as readonly Json[])
      expect(offers).toContain(place["id"]);
    for (const { taxonomy_term_id: term } of service["attributes"] as readonly Json[])
      expect(terms).toContain(term);
  }
  for (const term of await all("/open/taxonomy_terms")) expect(taxonomies).toContain(term["taxonomy_id"]);
  const structures = new Set(idsOf(await all("/open/data-inclusion/structures")));
  for (const service of await all("/open/data-inclusion/services"))
    expect(structures).toContain(service["structure_id"]);
});

describe("a filter leaves exactly what it names, on all its pages", () => {
  type Keeps = (service: Json) => boolean;
  const path = "/open/services";
  const schedulesOf = (service: Json): readonly Json[] =>
    (service["service_at_locations"] as readonly Json[]).flatMap(
      ({ schedules }) => (schedules ?? []) as readonly Json[],
    );
  const compare = async (query: string, keeps: Keeps): Promise<number> => {
    const expected = (await all(path)).filter(keeps);
    expect(idsOf(await walk(path, `${query}&minimal=true`)), query).toEqual(idsOf(expected));
    return expected.length;
  };

  test("each term of each taxonomy, with it or alone", async () => {
    let borne = 0;
    for (const { id, taxonomy_id: taxonomy } of await all("/open/taxonomy_terms")) {
      const keeps: Keeps = ({ attributes }) =>
        (attributes as readonly Json[]).some(({ taxonomy_term_id: term }) => term === id);
      const found = await compare(`taxonomy_term_id=${String(id)}`, keeps);
      const both = `${path}?taxonomy_term_id=${String(id)}&taxonomy_id=${String(taxonomy)}&per_page=1`;
      expect((await get(both)).json(), both).toMatchObject({ total_items: found });
      borne += found;
    }
    expect(borne).toBeGreaterThan(100);
    for (const id of idsOf(await all("/open/taxonomies")))
      await compare(`taxonomy_id=${id}`, ({ attributes }) => (attributes as readonly Json[]).length > 0);
  });

  test("ages", async () => {
    for (const age of [0, 12, 18, 60])
      await compare(`minimum_age=${age}`, ({ minimum_age: told }) => typeof told === "number" && told >= age);
    for (const age of [12, 25, 100])
      await compare(`maximum_age=${age}`, ({ maximum_age: told }) => typeof told === "number" && told <= age);
    expect(await compare("minimum_age=12", ({ minimum_age: told }) => Number(told) >= 12)).toBeGreaterThan(0);
  });

  test("days and hours of one and the same schedule", async () => {
    for (const [query, day, start, end] of [
      ["day=SA", "SA", "00:00", "24:00"],
      ["day=Sunday", "SU", "00:00", "24:00"],
      ["day=MO&start_time=09:00&end_time=12:00", "MO", "09:00", "12:00"],
      ["day=TU&end_time=12:30:00", "TU", "00:00", "12:30"],
    ] as const) {
      const found = await compare(query, (service) =>
        schedulesOf(service).some(
          ({ byday, opens_at: opens, closes_at: closes }) =>
            typeof byday === "string" &&
            byday.split(",").some((name) => name.endsWith(day)) &&
            String(opens) >= start &&
            String(closes) <= end,
        ),
      );
      if (day !== "SU") expect(found, query).toBeGreaterThan(0);
    }
  });

  test("an organisation, and a day of change", async () => {
    const [first] = await all("/open/organizations");
    const id = String(first?.["id"]);
    expect(await compare(`organization_id=${id}`, (one) => one["organization_id"] === id)).toBeGreaterThan(0);
    await compare("modified_after=2026-11-21", () => true);
    await compare("modified_after=2026-11-22T00:00:00Z", () => false);
  });

  test("words, in services and in their places alike", async () => {
    const found = await walk(path, "search=numerique");
    expect(found.length).toBeGreaterThan(100);
    const places = await walk("/open/service_at_locations", "search=numerique");
    expect([...new Set(places.map(({ service_id: id }) => String(id)))].toSorted()).toEqual(
      idsOf(found).toSorted(),
    );
  });

  test("a postcode, and so far around it", async () => {
    const centre = recogniseTown({ code: null, postcode: "38500", name: null, departements: [] })?.town
      .position;
    const positionOf = ({ location }: Json): GeoPoint | null => {
      const { latitude, longitude } = location as Partial<GeoPoint>;
      return latitude === undefined || longitude === undefined ? null : { latitude, longitude };
    };
    const places = await all("/open/service_at_locations");
    for (const metres of [3000, 25_000]) {
      const expected = places.filter((place) => {
        const at = positionOf(place);
        return at !== null && distanceMetres(centre!, at) <= metres;
      });
      expect(expected.length).toBeGreaterThan(0);
      const found = await walk("/open/service_at_locations", `postcode=38500&proximity=${metres}`);
      expect(idsOf(found)).toEqual(idsOf(expected));
    }
    const inIt = places.filter(({ location }) =>
      ((location as Json)["addresses"] as readonly Json[]).some(({ postal_code: code }) => code === "38500"),
    );
    expect(idsOf(await walk("/open/service_at_locations", "postcode=38500"))).toEqual(idsOf(inIt));
  });
});

test("the files hold what the pages hold: a line a service, a row an offer, each of as many cells as columns", async () => {
  const lines = (await get("/open/services.ndjson")).body.trimEnd().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as Json)["id"])).toEqual(idsOf(await all("/open/services")));
  const answer = await get("/open/services.csv");
  expect(answer.body.endsWith("\r\n")).toBe(true);
  const [head = [], ...rows] = readCsv(answer.body, ",");
  expect(rows.filter((row) => row.length !== head.length)).toEqual([]);
  const column = (name: string, row: readonly string[]): string => row[head.indexOf(name)] ?? "";
  const offers = new Map((await all("/open/service_at_locations")).map((one) => [String(one["id"]), one]));
  expect(rows.map((row) => column("id", row)).toSorted()).toEqual([...offers.keys()].toSorted());
  for (const row of rows) {
    const { service, location } = offers.get(column("id", row)) as { service: Json; location: Json };
    // A name that a spreadsheet would take for a formula has an apostrophe before it.
    expect(column("nom", row).replace(/^'/, "")).toBe(service["name"]);
    expect([column("latitude", row), column("longitude", row)]).toEqual(
      [location["latitude"], location["longitude"]].map((degrees) =>
        degrees === undefined ? "" : JSON.stringify(degrees),
      ),
    );
  }
});

test.skipIf(!hasStandards)("every line of the dump is valid", async () => {
  const checks = ["hsds-3.0/schema", "oruk-3.0/schema"].map((folder) => checkOf(folder, "service.json"));
  const lines = (await get("/open/services.ndjson")).body.trimEnd().split("\n");
  const faults = lines.flatMap((line) => checks.flatMap((check) => check(JSON.parse(line))));
  expect(faults).toEqual([]);
});
