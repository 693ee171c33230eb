import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeGeocoder, mayBeNamed, type GeocoderSettings } from "./geocoder.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let answer: Answer = (_request, response) => response.end();
let seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  answer(request, response);
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/geocodage`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const text = "8 bd du port";
const sample = readFileSync(new URL("addok/sample.json", import.meta.url), "utf8");
const well: Answer = (_request, response) => response.end(sample);

/** Milliseconds after which a service that never ends is given up; every other test waits as long as a busy machine needs. */
const short = 400;

function geocoder(changes: Partial<GeocoderSettings> = {}) {
  const silences: string[] = [];
  const onSilence = (reason: string): void => void silences.push(reason);
  seen = [];
  return { silences, ask: makeGeocoder({ url, dialect: "addok", onSilence, patience: 60_000, ...changes }) };
}

test("the text is all that the service gets: no cookie, no address of a visitor, no referrer", async () => {
  answer = well;
  const found = await geocoder().ask(text);
  expect(found).toMatchObject({
    kind: "found",
    found: [{ city: "Amiens" }, { city: "Cergy" }, { city: "Mèze" }],
  });
  const [request] = seen;
  expect(request?.url).toBe("/geocodage/search?q=8+bd+du+port&limit=5&autocomplete=0");
  expect(Object.keys(request?.headers ?? {}).toSorted()).toEqual([
    "accept",
    "connection",
    "host",
    "user-agent",
  ]);
});

describe("a service that does not answer well is one that does not answer", () => {
  const endless: Answer = (_request, response) => {
    response.write("[");
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  };
  test.each<readonly [string, Answer, number]>([
    ["an error page", (_request, response) => response.writeHead(500).end("no"), 2],
    ["a page in HTML", (_request, response) => response.end("<!doctype html><p>Maintenance"), 1],
    ["a refusal", (_request, response) => response.writeHead(403).end(), 1],
    ["too many questions", (_request, response) => response.writeHead(429).end(), 2],
    ["far too much", (_request, response) => response.end(Buffer.alloc(3_000_000, " ")), 1],
    ["a broken connection", (request) => request.socket.destroy(), 2],
    ["JSON of another shape", (_request, response) => response.end(`{"results":[]}`), 1],
    ["half a JSON", (_request, response) => response.end(sample.slice(0, 100)), 1],
    ["a way elsewhere", (_request, response) => response.writeHead(302, { location: "/elsewhere" }).end(), 1],
  ])("when it gives %s", async (_what, given, asked) => {
    answer = given;
    expect(await geocoder().ask(text)).toEqual({ kind: "unanswered" });
    expect(seen).toHaveLength(asked);
  });

  test.each<readonly [string, Answer]>([
    ["nothing", () => {}],
    ["drop by drop without end", endless],
  ])("when it gives %s, for as long as somebody waits", async (_what, given) => {
    answer = given;
    expect(await geocoder({ patience: short }).ask(text)).toEqual({ kind: "unanswered" });
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  test("when nobody listens there", async () => {
    expect(await geocoder({ url: "http://127.0.0.1:9/x" }).ask(text)).toEqual({ kind: "unanswered" });
  });

  test("but one that fails for a moment is asked once more", async () => {
    let times = 0;
    answer = (request, response) => {
      times += 1;
      if (times === 1) response.writeHead(503).end();
      else well(request, response);
    };
    expect(await geocoder().ask(text)).toMatchObject({ kind: "found" });
  });
});

describe("nobody waits in vain, and nobody is overrun", () => {
  test("after three questions without an answer it is left alone for half a minute, and the operator is told why, not what", async () => {
    let clock = 0;
    const { ask, silences } = geocoder({ elapsed: () => clock });
    answer = (_request, response) => response.writeHead(503).end(text);
    for (let time = 0; time < 3; time += 1) await ask("12 rue du Secret");
    expect(silences).toEqual(["HTTP 503"]);
    seen = [];
    answer = well;
    expect(await ask(text)).toEqual({ kind: "unanswered" });
    expect(seen).toHaveLength(0);
    clock = 30_001;
    expect(await ask(text)).toMatchObject({ kind: "found" });
  });

  test("what the service writes never reaches the operator's log", async () => {
    const { ask, silences } = geocoder();
    answer = (_request, response) => response.end(`"12 rue du Secret`);
    for (let time = 0; time < 3; time += 1) await ask("12 rue du Secret");
    expect(silences).toEqual(["answer unreadable"]);
  });

  test("more than eight at once are not asked", async () => {
    answer = (request, response) => void pause(50).then(() => well(request, response));
    const { ask } = geocoder();
    const kinds = (await Promise.all(Array.from({ length: 10 }, () => ask(text)))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "found")).toHaveLength(8);
    expect(kinds.filter((kind) => kind === "busy")).toHaveLength(2);
  });

  test("nor more than three hundred a minute", async () => {
    let clock = 0;
    answer = well;
    const { ask } = geocoder({ elapsed: () => clock });
    for (let time = 0; time < 300; time += 1) expect((await ask(text)).kind).toBe("found");
    expect(await ask(text)).toEqual({ kind: "busy" });
    clock = 60_000;
    expect((await ask(text)).kind).toBe("found");
  });
});

test.each([
  ["93.184.216.34", true],
  ["127.0.0.1", true],
  ["10.1.2.3", true],
  ["fd00::1", true],
  ["169.254.169.254", false],
  ["0.0.0.0", false],
  ["224.0.0.1", false],
  ["::ffff:169.254.169.254", false],
  ["fe80::1", false],
  ["not an address", false],
])("the host that an operator names may lie at %s: %s", (address, may) => {
  expect(mayBeNamed(address)).toBe(may);
});
