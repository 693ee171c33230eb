import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readActions } from "../../scripts/declarations.ts";
import { codedError, send } from "../support/api.ts";
import { operationsOf, unlimited, type Operation } from "../support/open-api.ts";
import { startServer, type RunningServer } from "../support/server.ts";

let server: RunningServer;
let operations: readonly Operation[];

beforeAll(async () => {
  server = await startServer();
  const { text } = await send(server, { method: "GET", path: "/openapi.json" });
  operations = operationsOf(JSON.parse(text));
}, 300_000);
afterAll(async () => {
  const { code, milliseconds } = await server.stop();
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(10_000);
});

describe("health", () => {
  it.each(["/health/live", "/health/ready"])("%s answers 200 and is never cached", async (path) => {
    const answer = await send(server, { method: "GET", path });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toContain("no-store");
  });
});

describe("/openapi.json", () => {
  it("is version 3.1 and describes each declared action, and nothing else", async () => {
    const { text } = await send(server, { method: "GET", path: "/openapi.json" });
    expect((JSON.parse(text) as { readonly openapi: string }).openapi).toMatch(/^3\.1\./);
    const declared = (await readActions()).map((action) => action.name).toSorted();
    expect(operations.map((operation) => operation.operationId ?? "").toSorted()).toEqual(declared);
    expect(declared.length).toBeGreaterThan(10);
  });

  it("names the roles of each operation, and a session where everyone is not among them", () => {
    const faults = operations.filter((operation) => {
      const roles = operation["x-roles"] ?? [];
      const isOpen = roles.includes("anonymous");
      return (
        roles.length === 0 || operation.security === undefined || (operation.security.length === 0) !== isOpen
      );
    });
    expect(faults.map((operation) => operation.operationId)).toEqual([]);
  });

  it("limits every text and every list that comes in or goes out", () => {
    const faults = operations.flatMap((operation) => [
      ...(operation.parameters ?? []).flatMap((parameter) =>
        unlimited(parameter.schema, `${operation.operationId} ${parameter.name}`),
      ),
      ...Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
        unlimited(schema, `${operation.operationId} body`),
      ),
      ...Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
        Object.values(response.content ?? {}).flatMap(({ schema }) =>
          unlimited(schema, `${operation.operationId} ${status}`),
        ),
      ),
    ]);
    expect(faults).toEqual([]);
  });

  it("would see a text or a list without limit", () => {
    expect(unlimited({ type: "object", properties: { a: { type: "string" } } })).toEqual(["/a: text"]);
    expect(unlimited({ type: "array", items: { type: "string", maxLength: 3 } })).toEqual([": list"]);
    expect(unlimited({ type: "string", pattern: "^[a-z]+$" })).toEqual([": text"]);
    expect(unlimited({ type: "string", pattern: "^[a-z]{3}$" })).toEqual([]);
  });

  it("closes every body to unknown properties", () => {
    const open = operations.filter((operation) => {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      return schema !== undefined && schema.additionalProperties !== false;
    });
    expect(open.map((operation) => operation.operationId)).toEqual([]);
  });

  it("lists for each operation its success and the errors of its door", () => {
    const faults = operations.flatMap((operation) => {
      const statuses = Object.keys(operation.responses ?? {});
      const wanted = [
        "200",
        "422",
        "429",
        "500",
        "503",
        ...(operation.method === "GET" ? [] : ["400", "403", "409", "413", "415"]),
      ];
      return wanted
        .filter((status) => !statuses.includes(status))
        .map((status) => `${operation.operationId} ${status}`);
    });
    expect(faults).toEqual([]);
  });
});

describe("what is not declared", () => {
  it.each(["/api/v1", "/api/v1/nowhere", "/api/v2/directory/towns", "/health/other", "/open/nowhere"])(
    "%s does not exist",
    async (path) => {
      const answer = await send(server, { method: "GET", path });
      expect(answer.status).toBe(404);
      expect(codedError(answer).code).toBe("base.notFound");
    },
  );

  it("a declared path does not exist under another method", async () => {
    const answer = await send(server, { method: "PUT", path: "/api/v1/directory/towns", body: {} });
    expect([404, 405]).toContain(answer.status);
    codedError(answer);
  });
});

describe("headers", () => {
  it("forbid everything that the pages do not need", async () => {
    const { headers } = await send(server, { method: "GET", path: "/", headers: { accept: "text/html" } });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("x-powered-by")).toBeNull();
  });

  it("let public answers be cached, and no private one", async () => {
    const towns = await send(server, { method: "GET", path: "/api/v1/directory/towns?q=lyon" });
    expect(towns.headers.get("cache-control")).toMatch(/public, max-age=\d+/);
    const files = await send(server, { method: "GET", path: "/api/v1/pathway/persons" });
    expect(files.status).toBe(401);
    expect(files.headers.get("cache-control")).toContain("no-store");
  });
});
