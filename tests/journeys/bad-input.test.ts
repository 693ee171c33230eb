import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codedError, freshKey, insides, send, type ApiAnswer, type ApiRequest } from "../support/api.ts";
import { bodySchemaOf, operationsOf, type JsonSchema, type Operation } from "../support/open-api.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, territoriesOf, userOf } from "../support/session.ts";

let server: RunningServer;
let operations: readonly Operation[];
let linkWorker: string;
/** Ids of files and organisations that the link worker may see, so that invented input also reaches what exists. */
let knownIds: readonly string[];

beforeAll(async () => {
  server = await startServer();
  const { text } = await send(server, { method: "GET", path: "/openapi.json" });
  operations = operationsOf(JSON.parse(text));
  linkWorker = await signIn(server, userOf(server, "val-dargence", "lien"));
  const [territory] = territoriesOf(server);
  knownIds = [...(territory?.persons ?? []), ...(territory?.organisations ?? [])].map(({ id }) => id);
}, 300_000);
afterAll(async () => {
  expect(server.output()).not.toMatch(/unhandled|uncaught/i);
  await server.stop();
});

/** A file of an invented person, as a link worker opens it. */
function newFile(): Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    givenNames: "Invented",
    townCode: "73065",
    processingGround: "public-interest-task",
    contactChannels: ["phone"],
    phone: "06 39 98 00 01",
  };
}

async function openFile(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<ApiAnswer> {
  return send(server, {
    method: "POST",
    path: "/api/v1/pathway/persons",
    headers: { cookie: linkWorker, ...headers },
    body,
  });
}

async function countFiles(): Promise<number> {
  const { text } = await send(server, {
    method: "GET",
    path: "/api/v1/pathway/persons",
    headers: { cookie: linkWorker },
  });
  const { total } = JSON.parse(text) as { readonly total?: number };
  expect(total).toBeTypeOf("number");
  return total ?? 0;
}

describe("a body that cannot be a file", () => {
  const valid = JSON.stringify({ givenNames: "Invented" });
  const bytes = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
  const bodies: readonly (readonly [name: string, body: unknown, status: number])[] = [
    ["nothing", "", 400],
    ["spaces", "   \n", 400],
    ["ten megabytes", `{"givenNames":"${"a".repeat(10 * 1024 * 1024)}"}`, 413],
    ["a text", '"hello"', 422],
    ["a number", "12", 422],
    ["a list", "[]", 422],
    ["null", "null", 422],
    ["UTF-16", new Uint8Array([0xff, 0xfe, ...bytes(valid, "utf16le")]), 400],
    ["Latin-1", bytes('{"givenNames":"Hélène"}', "latin1"), 400],
    ["a NUL", '{"givenNames":"a\\u0000b"}', 400],
    ["half a surrogate pair", '{"givenNames":"\\ud800"}', 400],
    ["lists nested a thousand deep", `${"[".repeat(1000)}${"]".repeat(1000)}`, 400],
    ["objects nested a hundred thousand deep", `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`, 400],
    ["a key twice", '{"givenNames":"a","givenNames":"b"}', 400],
    ["__proto__", '{"__proto__":{"admin":true}}', 400],
    ["an unknown property", JSON.stringify({ ...newFile(), admin: true }), 422],
    ["a constructor", JSON.stringify({ ...newFile(), constructor: { prototype: {} } }), 422],
    ["half of it", JSON.stringify(newFile()).slice(0, 40), 400],
    ["two of them", `${valid}${valid}`, 400],
    [
      "fields of the wrong type",
      JSON.stringify({ ...newFile(), givenNames: 12, contactChannels: "phone" }),
      422,
    ],
    ["a code that does not exist", JSON.stringify({ ...newFile(), contactChannels: ["owl"] }), 422],
    ["an id that is none", JSON.stringify({ ...newFile(), id: "1 or 1=1" }), 422],
    ["a text too long", JSON.stringify({ ...newFile(), wishes: "a".repeat(200_000) }), 422],
  ];

  it.each(bodies)("%s", async (_name, body, status) => {
    const before = await countFiles();
    const answer = await openFile(body);
    expect({ status: answer.status, code: codedError(answer).code }).toEqual({
      status,
      code: { 400: "base.unreadableBody", 413: "base.bodyTooLarge", 422: "base.invalidInput" }[status],
    });
    expect(await countFiles()).toBe(before);
  });

  it("with a byte-order mark is forgiven", async () => {
    const text = JSON.stringify(newFile());
    const answer = await openFile(new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from(text)]));
    expect(answer.status).toBe(200);
  });

  it.each([
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "nonsense",
  ])("sent as %s", async (type) => {
    const answer = await openFile(JSON.stringify(newFile()), { "content-type": type });
    expect(answer.status).toBe(415);
    codedError(answer);
  });

  it("names the path of each faulty field", async () => {
    const answer = await openFile({ ...newFile(), givenNames: 12, contactChannels: ["owl"] });
    const paths = codedError(answer).issues.map((issue) => (issue as { readonly path: string }).path);
    expect(paths).toEqual(expect.arrayContaining(["givenNames", "contactChannels.0"]));
  });
});

describe("sending twice", () => {
  it("with the same key makes one file and gives the same answer", async () => {
    const [body, headers] = [newFile(), { "idempotency-key": freshKey() }];
    const before = await countFiles();
    const first = await openFile(body, headers);
    const second = await openFile(body, headers);
    expect(first.status).toBe(200);
    expect(JSON.parse(second.text)).toEqual(JSON.parse(first.text));
    expect(await countFiles()).toBe(before + 1);
  });

  it("at the same moment makes one file", async () => {
    const [body, headers] = [newFile(), { "idempotency-key": freshKey() }];
    const before = await countFiles();
    const answers = await Promise.all(Array.from({ length: 8 }, async () => openFile(body, headers)));
    expect(answers.filter((answer) => answer.status >= 500)).toEqual([]);
    expect(answers.some((answer) => answer.status === 200)).toBe(true);
    expect(await countFiles()).toBe(before + 1);
  });

  it("the same key with another body is refused", async () => {
    const headers = { "idempotency-key": freshKey() };
    await openFile(newFile(), headers);
    const answer = await openFile(newFile(), headers);
    expect([answer.status, codedError(answer).code]).toEqual([409, "base.idempotencyKeyReused"]);
  });

  it("without a key is refused", async () => {
    const answer = await openFile(newFile(), { "idempotency-key": "" });
    expect([answer.status, codedError(answer).code]).toEqual([400, "base.idempotencyKeyNeeded"]);
  });
});

describe("ids of others and of nobody", () => {
  it("answer alike, whatever is asked of them", async () => {
    const other = territoriesOf(server).find((territory) => territory.slug !== "val-dargence");
    const foreign = other?.persons[0]?.id ?? "";
    expect(foreign).toMatch(/^[0-9a-f-]{36}$/);
    for (const [method, suffix, headers] of [
      ["GET", "", {}],
      ["GET", "/export", {}],
      ["PUT", "", { "if-match": '"1"' }],
      ["DELETE", "", { "if-match": '"1"' }],
    ] as const) {
      const { id: _id, ...fields } = newFile();
      const ask = async (id: string): Promise<ApiAnswer> =>
        send(server, {
          method,
          path: `/api/v1/pathway/persons/${id}${suffix}`,
          headers: { cookie: linkWorker, ...headers },
          ...(method === "PUT" ? { body: fields } : {}),
        });
      const [known, unknown] = [await ask(foreign), await ask(crypto.randomUUID())];
      expect(known.status).toBe(unknown.status);
      expect(codedError(known)).toEqual(codedError(unknown));
      expect(known.status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("places that are none", () => {
  it.each([
    ["?latitude=0&longitude=0", 422],
    ["?latitude=91&longitude=0", 422],
    ["?latitude=NaN&longitude=1", 422],
    ["?latitude=45", 422],
    ["?town=99999", 404],
    ["?town=73065&radiusKm=100000", 422],
    ["?town=73065&page=-1", 422],
    ["?town=73065&unknown=1", 422],
    ["?town=73065&town=69123", 422],
    ["", 422],
  ])("offers%s", async (query, status) => {
    const answer = await send(server, { method: "GET", path: `/api/v1/directory/offers${query}` });
    expect(answer.status).toBe(status);
    codedError(answer);
  });

  it.each([
    "Zzyzzx-sur-Rien",
    "%F0%9F%A6%89",
    "'%20or%201=1--",
    "%25%25",
    "12345678",
    "%3Csvg%20onload=x%3E",
  ])("a town called %s is not found, and nothing breaks", async (name) => {
    const answer = await send(server, { method: "GET", path: `/api/v1/directory/towns?q=${name}` });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ towns: [] });
  });

  it.each([
    "/lieu/nobody",
    "/lieu/%00",
    "/lieu/%ff",
    "/%E0%A4%A",
    `/lieu/${"a".repeat(400)}`,
    "/..%2f..%2fetc/passwd",
  ])("the page %s says so kindly", async (path) => {
    const answer = await send(server, { method: "GET", path, headers: { accept: "text/html" } });
    expect([400, 404, 414]).toContain(answer.status);
    expect(answer.text).not.toMatch(insides);
  });
});

describe("what is hardly HTTP", () => {
  it.each([
    ["an address that cannot be decoded", "/api/v1/pathway/persons/%ff", {}, 404],
    ["an address of thirty kilobytes", `/api/v1/directory/towns?q=${"a".repeat(30_000)}`, {}, 400],
    ["a header of thirty kilobytes", "/api/v1/directory/towns?q=a", { cookie: "a".repeat(30_000) }, 400],
  ] as const)("%s gets our answer too", async (_name, path, headers, status) => {
    const answer = await send(server, { method: "GET", path, headers });
    expect(answer.status).toBe(status);
    codedError(answer);
  });
});

describe("requests of another site", () => {
  it.each([{ "sec-fetch-site": "cross-site" }, { origin: "https://elsewhere.example" }, { origin: "null" }])(
    "are refused: %o",
    async (headers) => {
      const answer = await openFile(newFile(), headers);
      expect([answer.status, codedError(answer).code]).toEqual([403, "base.crossSiteRequest"]);
    },
  );
});

const oddTexts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\ud800",
    "null",
    "undefined",
    "__proto__",
    "constructor",
    "../../x",
    "%00",
  ),
  fc.constantFrom(
    "' or 1=1 --",
    "{{7*7}}",
    "<svg onload=x>",
    "🦉".repeat(50),
    "a".repeat(5000),
    "١٢٣",
    "-0",
    "1e999",
  ),
);

/** Values near a schema: fitting ones, and ones that miss by a little. */
function nearly(schema: JsonSchema): fc.Arbitrary<unknown> {
  const odd = fc.oneof(oddTexts, fc.jsonValue({ maxDepth: 3 }), fc.constant(null), fc.double());
  return fc.oneof({ weight: 4, arbitrary: fitting(schema) }, { weight: 1, arbitrary: odd });
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && choices.length > 0) return fc.oneof(...choices.map(nearly));
  const type = [schema.type ?? "string"].flat()[0];
  if (type === "object") {
    const fields = Object.entries(schema.properties ?? {}).map(
      ([name, part]) => [name, nearly(part)] as const,
    );
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] });
  }
  if (type === "array") return fc.array(nearly(schema.items ?? {}), { maxLength: 5 });
  if (type === "boolean") return fc.boolean();
  if (type === "number" || type === "integer") {
    return fc.oneof(fc.integer({ min: -5, max: 200 }), fc.constantFrom(0, -0, 1e308, 2 ** 53));
  }
  if (schema.format === "uuid" || schema.pattern?.includes("0-9a-f")) {
    return fc.oneof(fc.uuid(), fc.constantFrom(...knownIds));
  }
  if (schema.format === "date")
    return fc.constantFrom("1950-02-28", "2026-02-30", "9999-12-31", "0001-01-01");
  return fc.oneof(
    fc.string({ maxLength: schema.maxLength ?? 50 }),
    fc.constantFrom("73065", "06 39 98 00 02"),
  );
}

function requestFor(operation: Operation): fc.Arbitrary<ApiRequest> {
  const valuesIn = (place: string): Record<string, fc.Arbitrary<unknown>> =>
    Object.fromEntries(
      (operation.parameters ?? [])
        .filter((one) => one.in === place)
        .map((one) => [one.name, nearly(one.schema)] as const),
    );
  const body = bodySchemaOf(operation);
  return fc
    .record({
      path: fc.record(valuesIn("path")),
      query: fc.record(valuesIn("query"), { requiredKeys: [] }),
      body: body ? fc.oneof({ weight: 4, arbitrary: nearly(body) }, oddTexts) : fc.constant(undefined),
      version: fc.constantFrom('"1"', '"x"', "1", "*", ""),
    })
    .map((given) => ({
      method: operation.method,
      path: pathOf(operation, given.path, given.query),
      headers: operation.method === "GET" ? {} : { "if-match": given.version },
      ...(given.body === undefined ? {} : { body: given.body }),
    }));
}

function pathOf(
  operation: Operation,
  inPath: Readonly<Record<string, unknown>>,
  inQuery: Readonly<Record<string, unknown>>,
): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encode(inPath[name]) || "x");
  const query = Object.entries(inQuery).map(([name, value]) => `${name}=${encode(value)}`);
  return query.length > 0 ? `${path}?${query.join("&")}` : path;
}

function encode(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return encodeURIComponent(text.toWellFormed());
}

describe("every operation, with invented input", () => {
  // Signing in and out would end the session of the test itself, or be throttled, which is another test's subject.
  const isOfSession = (operation: Operation): boolean =>
    /sign-?(in|out)|second-?factor/i.test(operation.path);

  // Another choice of inputs each day; many more with `OPERATIONS_LONG=1`.
  const times = process.env["OPERATIONS_LONG"] === "1" ? 20 : 1;

  it.each([
    ["anonymous", () => "", 10 * times],
    ["link worker", () => linkWorker, 15 * times],
  ])(
    "as %s: no fault of ours, no glimpse of the inside",
    async (_who, cookie, runs) => {
      expect(operations.length).toBeGreaterThan(10);
      for (const operation of operations.filter((one) => !isOfSession(one))) {
        await fc.assert(
          fc.asyncProperty(requestFor(operation), async (request) => {
            const answer = await send(server, {
              ...request,
              headers: { ...request.headers, cookie: cookie() },
            });
            if (answer.status >= 500)
              throw new Error(`${operation.operationId}: ${answer.status} ${answer.text}`);
            if (answer.status >= 400) codedError(answer);
            expect(answer.text).not.toMatch(/\n\s+at .*:\d+:\d+/);
          }),
          { numRuns: runs },
        );
      }
    },
    600_000,
  );

  it("leaves the server as ready as before", async () => {
    expect((await send(server, { method: "GET", path: "/health/ready" })).status).toBe(200);
  });
});
