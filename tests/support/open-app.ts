import { anonymousActor, randomId, type Instant } from "../../src/base/index.ts";
import fastify, { type FastifyInstance } from "fastify";
import { importFile } from "../../src/exchange/import.ts";
import { exchangeHandlers } from "../../src/exchange/handlers.ts";
import { registerCrawlerRoutes } from "../../src/server/crawler-routes.ts";
import { registerOpenRoutes } from "../../src/server/open-routes.ts";
import { sentence } from "../../src/server/texts.ts";
import type { TestDatabase } from "./database.ts";
import { offerBook, realFeed, recogniseTown, sampleBytes, sourceNamed } from "./feed.ts";

/** Address of the site in these tests. */
export const openBaseUrl = "http://tisser.example";

/** Feeds of real places, where the shared data are; their samples else. */
export const realFeeds = [
  "aix-en-provence",
  "angers",
  "auvergne-rhone-alpes-est",
  "bus-france-services-charente",
  "gironde",
  "hub-lo",
  "nouvelle-caledonie",
] as const;

/** The doors of open data and of search engines on a database, asked in process. */
export function openApp(database: TestDatabase): FastifyInstance {
  const app = fastify();
  const services = {
    db: database.app,
    clock: () => "2026-11-28T11:00:00.000Z" as Instant,
    newId: randomId,
    receiptSecret: new Uint8Array(32),
    authenticate: async () => ({ actor: anonymousActor, setCookies: [] }),
    baseUrl: () => openBaseUrl,
  };
  const handlers = exchangeHandlers({
    book: offerBook(),
    recogniseTown,
    sentence,
    nationalLines: [],
    baseUrl: openBaseUrl,
  });
  registerOpenRoutes(app, services, handlers);
  registerCrawlerRoutes(app, services, handlers);
  return app;
}

/** Imports feeds on 21 November 2026, each whole. */
export async function importFeeds(database: TestDatabase, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const bytes = (realFeeds as readonly string[]).includes(id) ? realFeed(id) : null;
    const job = { source: sourceNamed(id), fileName: id, bytes: bytes ?? sampleBytes(id), recogniseTown };
    await database.as({}, (db) =>
      importFile(db, { ...job, isDryRun: false, now: "2026-11-21T09:00:00.000Z" as Instant }),
    );
  }
}
