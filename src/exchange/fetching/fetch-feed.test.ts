import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleBytes, sourceNamed, feedDay } from "../../../tests/support/feed.ts";
import { fetchFeed } from "./fetch-feed.ts";
import type { Fetching } from "./fetch-file.ts";
import { isPublicAddress } from "./public-address.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => void;

let answer: Answer = (_request, response) => response.end();
const seen: string[] = [];
const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  seen.push(url.pathname + url.search);
  answer(request, response, url);
});
let base = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fetching: Fetching = {
  token: "secret",
  maxBytes: 1_000_000,
  mayAsk: (address) => address === "127.0.0.1",
  timeout: 200,
  firstPause: 1,
};

function give(response: ServerResponse, value: unknown): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(value));
}

const sample = JSON.parse(Buffer.from(sampleBytes("data-inclusion")).toString("utf8")) as Record<
  "structures" | "services",
  unknown[]
>;

/** An API of data·inclusion with one record a page. */
const pagedInclusion: Answer = (_request, response, url) => {
  const list = url.pathname.endsWith("structures") ? sample.structures : sample.services;
  const page = Number(url.searchParams.get("page"));
  give(response, { items: [list[page - 1]], total: list.length, page, size: 1, pages: list.length });
};

test("every page of data·inclusion becomes the feed that its file would be", async () => {
  answer = pagedInclusion;
  const bytes = await fetchFeed("data-inclusion", `${base}/api/v1/?code_departement=69`, fetching);
  const { readFeed } = sourceNamed("data-inclusion");
  expect(readFeed(bytes, feedDay)).toEqual(readFeed(sampleBytes("data-inclusion"), feedDay));
  expect(seen).toContain("/api/v1/services?code_departement=69&size=1000&page=2");
});

test.each(["hsds", "open-referral-uk"])(
  "services that %s tells in short form are asked for one by one",
  async (source) => {
    const [whole] = (
      JSON.parse(Buffer.from(sampleBytes(source)).toString("utf8")) as { contents: Record<string, unknown>[] }
    ).contents;
    answer = (_request, response, url) =>
      url.pathname === "/services"
        ? give(response, { contents: [{ id: whole?.["id"], name: "short" }], total_pages: 1 })
        : give(response, whole);
    const bytes = await fetchFeed(source, `${base}/services`, fetching);
    expect(JSON.parse(bytes.toString("utf8"))).toEqual({ services: [whole] });
  },
);

test("all pages of Open Referral UK, and each of its services whole, become the feed that its file would be", async () => {
  const { contents } = JSON.parse(Buffer.from(sampleBytes("open-referral-uk")).toString("utf8")) as {
    contents: Record<string, unknown>[];
  };
  const short = ({ service_at_locations: _places, schedules: _hours, ...rest }: Record<string, unknown>) =>
    rest;
  seen.length = 0;
  answer = (_request, response, url) => {
    const one = contents.find(({ id }) => url.pathname === `/api/services/${String(id)}`);
    const page = Number(url.searchParams.get("page"));
    const list = { total_items: contents.length, total_pages: contents.length, page_number: page, size: 1 };
    give(response, one ?? { ...list, contents: contents.slice(page - 1, page).map(short) });
  };
  const bytes = await fetchFeed("open-referral-uk", `${base}/api`, fetching);
  const { readFeed } = sourceNamed("open-referral-uk");
  expect(readFeed(bytes, feedDay)).toEqual(readFeed(sampleBytes("open-referral-uk"), feedDay));
  expect(seen.slice(0, 4)).toEqual([1, 2, 3, 4].map((page) => `/api/services?per_page=100&page=${page}`));
  expect(seen).toHaveLength(8);
});

test("what fails for a moment is asked again, what goes on failing is given up before anything is imported", async () => {
  let times = 0;
  answer = (request, response, url) => {
    times += 1;
    if (times === 1) response.writeHead(503).end();
    else if (times === 2) request.socket.destroy();
    else pagedInclusion(request, response, url);
  };
  await fetchFeed("data-inclusion", `${base}/services`, fetching);
  answer = (request, response, url) =>
    url.searchParams.get("page") === "2"
      ? response.writeHead(500).end()
      : pagedInclusion(request, response, url);
  await expect(fetchFeed("data-inclusion", `${base}/services`, fetching)).rejects.toMatchObject({
    code: "exchange.addressFailed",
    params: { reason: "HTTP 500" },
  });
  answer = () => {};
  await expect(fetchFeed("gironde", `${base}/x.json`, fetching)).rejects.toMatchObject({
    code: "exchange.addressFailed",
    params: { reason: "timeout" },
  });
  answer = (_request, response) => response.end("<html>");
  await expect(fetchFeed("hsds", base, fetching)).rejects.toMatchObject({ code: "exchange.pageUnreadable" });
  answer = (_request, response) => response.end(Buffer.alloc(2_000_000));
  await expect(fetchFeed("gironde", base, fetching)).rejects.toMatchObject({ code: "exchange.feedTooLarge" });
});

test("nobody makes this machine ask its own network, by an address, a name or a redirect", async () => {
  const strict = { ...fetching, mayAsk: isPublicAddress };
  const forbidden = { code: "exchange.addressForbidden" };
  for (const address of [
    base,
    "http://localhost/x",
    "http://[::1]/x",
    "http://[::ffff:127.0.0.1]/x",
    "file:///etc/passwd",
    "x",
  ])
    await expect(fetchFeed("gironde", address, strict), address).rejects.toMatchObject(forbidden);
  answer = (_request, response) =>
    response.writeHead(302, { location: "http://169.254.169.254/latest" }).end();
  await expect(fetchFeed("gironde", base, fetching)).rejects.toMatchObject(forbidden);
  answer = (_request, response) => response.writeHead(302, { location: base }).end();
  await expect(fetchFeed("gironde", base, fetching)).rejects.toMatchObject({
    code: "exchange.addressFailed",
    params: { reason: "redirects" },
  });
});

test.each([
  ["8.8.8.8", true],
  ["2a01:e0a::1", true],
  ["10.1.2.3", false],
  ["172.31.255.255", false],
  ["192.168.1.1", false],
  ["100.64.0.1", false],
  ["169.254.169.254", false],
  ["0.0.0.0", false],
  ["255.255.255.255", false],
  ["::1", false],
  ["fe80::1", false],
  ["fd00::1", false],
  ["::ffff:10.0.0.1", false],
  ["64:ff9b::7f00:1", false],
  ["2002:7f00:1::", false],
])("the address %s is of the Internet: %s", (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
