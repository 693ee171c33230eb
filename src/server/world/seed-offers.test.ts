import { sql } from "kysely";
import { expect, test } from "vitest";
import { randomId, TisserError, type Instant } from "#base";
import { exchangeHandlers } from "#exchange/handlers";
import { freshDatabase } from "../../../tests/support/database.ts";
import { offerBook, recogniseTown } from "../../../tests/support/feed.ts";
import { WorldRandom } from "./random.ts";
import { checkOffers, seedOffers } from "./seed-offers.ts";
import { worldSchema, type World } from "./world.ts";

const database = await freshDatabase();
const program = {
  handlers: exchangeHandlers({
    baseUrl: "http://tisser.example",
    book: offerBook(),
    recogniseTown,
    nationalLines: [],
    sentence: (_locale, key) => key,
  }),
  env: { profile: "all" as const },
  services: {
    db: database.app,
    clock: () => "2026-11-21T09:00:00.000Z" as Instant,
    newId: randomId,
    receiptSecret: new Uint8Array(32),
  },
};

const territory = {
  slug: "t",
  name: "T",
  organisations: [{ slug: "o", name: "O", kind: "social-centre" }],
  users: [],
  persons: [],
};

function worldOf(more: Partial<Record<keyof World, unknown>>): World {
  return worldSchema.parse({ format: "tisser-world/1", seed: "s", territories: [territory], ...more });
}

const offer = {
  slug: "one",
  name: "One",
  townCode: "73065",
  categories: ["gather"],
  interventions: ["contact-opportunities"],
};

test("more offers than one file may hold go in part by part, the same world twice changes nothing", async () => {
  const count = 5001;
  const world = worldOf({ generateOffers: { count, townCodes: ["73065", "38185"] } });
  const told: number[] = [];
  const seed = () => seedOffers(program, world, new WorldRandom("s"), (done) => told.push(done));
  expect(await seed()).toEqual({ created: count, updated: 0, unchanged: 0 });
  expect(told).toEqual([0, 1000, 2000, 3000, 4000, 5000, count]);
  expect(await seed()).toEqual({ created: 0, updated: 0, unchanged: count });
});

test("after so many offers PostgreSQL knows how many there are, without waiting until it looks by itself", async () => {
  const { rows } = await sql<{ relname: string; reltuples: number }>`
    select relname, reltuples from pg_class
    where relname in ('location', 'organization', 'service', 'service_at_location') order by relname`.execute(
    database.admin,
  );
  expect(rows).toHaveLength(4);
  expect(rows.every(({ reltuples }) => reltuples > 10)).toBe(true);
  const { rows: ofTowns } = await sql<{ known: number }>`
    select n_distinct as known from pg_stats where tablename = 'location' and attname = 'code_insee'`.execute(
    database.admin,
  );
  expect(ofTowns).toEqual([{ known: 2 }]);
});

test("a row that the directory would refuse is named by its place in the world, however far behind it stands", async () => {
  const offers = Array.from({ length: 5003 }, (_, at) => ({ ...offer, slug: `slug-${at}` }));
  offers[5001] = { ...offer, slug: "lost", townCode: "99999" };
  const refusal = await checkOffers(program, worldOf({ offers })).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TisserError);
  const { code, issues } = refusal as TisserError;
  expect(code).toBe("server.worldUnreadable");
  expect(issues.map(({ path }) => path)).toEqual([expect.stringMatching(/^offers\.5001\./)]);
});
