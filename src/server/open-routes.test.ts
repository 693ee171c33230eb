import { anonymousActor, randomId, type Instant } from "#base";
import { observatoryHandlers } from "#observatory/handlers";
import fastify from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../tests/support/database.ts";
import { registerOpenRoutes } from "./open-routes.ts";

const database = await freshDatabase();
const app = fastify();
const services = {
  db: database.app,
  clock: () => "2026-11-28T11:00:00.000Z" as Instant,
  newId: randomId,
  receiptSecret: new Uint8Array(32),
  authenticate: async () => ({ actor: anonymousActor, setCookies: ["session=none"] }),
  baseUrl: () => "http://tisser.example",
};
registerOpenRoutes(app, services, observatoryHandlers());

async function get(url: string) {
  return app.inject({ method: "GET", url });
}

afterAll(async () => app.close());

test("a page of another site may ask whether its copy is still right", async () => {
  for (const url of ["/open", "/open/statistics", "/open/services/1"]) {
    const { statusCode, headers } = await app.inject({
      method: "OPTIONS",
      url,
      headers: { origin: "https://elsewhere.example", "access-control-request-method": "GET" },
    });
    expect(statusCode).toBe(204);
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["access-control-allow-methods"]).toBe("GET, HEAD");
    expect(headers["access-control-allow-headers"]).toContain("if-none-match");
  }
});

describe("open statistics", () => {
  test("are listed, and each table is given as JSON and as a CSV file, to programs of any site", async () => {
    const { release } = (await get("/open/statistics")).json<{ readonly release: { readonly id: string } }>();
    const json = await get(`/open/statistics/${release.id}/no-network.json`);
    const csv = await get(`/open/statistics/${release.id}/no-network.csv`);
    for (const answer of [json, csv]) {
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["access-control-allow-origin"]).toBe("*");
      expect(answer.headers["cache-control"]).toMatch(/^public, max-age=\d{4,}$/);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
    expect(csv.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(csv.headers["content-disposition"]).toBe(`attachment; filename="no-network-${release.id}.csv"`);
    expect(csv.body.split("\r\n")[0]).toMatch(/^release,survey,synthetic,/);
  });

  test("asked twice are the same to the byte", async () => {
    const { release } = (await get("/open/statistics")).json<{ readonly release: { readonly id: string } }>();
    for (const path of ["", `/${release.id}/ucla3-mean.json`, `/${release.id}/ucla3-mean.csv`]) {
      expect((await get(`/open/statistics${path}`)).body).toBe((await get(`/open/statistics${path}`)).body);
    }
  });

  test("of another release, of no indicator or of another kind of file do not exist", async () => {
    const paths = ["/old/no-network.csv", "/old/no-network.json", "/old/no-network.xml", "/old/..%2f.csv"];
    for (const path of paths) expect((await get(`/open/statistics${path}`)).statusCode, path).toBe(404);
  });

  test("do not exist outside a profile that has them", async () => {
    const bare = fastify();
    registerOpenRoutes(bare, services, []);
    expect((await bare.inject({ method: "GET", url: "/open/statistics" })).statusCode).toBe(404);
    await bare.close();
  });
});
