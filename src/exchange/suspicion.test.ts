import type { Instant } from "#base";
import type { Resource } from "#directory";
import { expect, test } from "vitest";
import { convert, realFeed, sampleBytes } from "../../tests/support/feed.ts";
import { nationalLines } from "../directory/handlers.ts";
import { sources } from "./sources/index.ts";
import { suspicionsOf, type SuspicionContext } from "./suspicion.ts";

const context: SuspicionContext = {
  departements: ["13"],
  lines: nationalLines(),
  storedPhones: null,
  now: "2026-11-21T09:00:00.000Z" as Instant,
};
const [plain] = convert("aix-en-provence", sampleBytes("aix-en-provence")).resources;
if (plain === undefined) throw new Error("no sample");

function changed(change: { [Part in keyof Resource]?: Partial<Resource[Part]> }): Resource {
  return {
    organization: { ...plain!.organization, ...change.organization },
    location: { ...plain!.location, ...change.location },
    service: { ...plain!.service, ...change.service },
    service_at_location: { ...plain!.service_at_location, ...change.service_at_location },
  };
}

test("an ordinary entry waits for nobody", () => {
  expect(suspicionsOf(plain, context)).toEqual([]);
});

test.each<[string, Parameters<typeof changed>[0], readonly string[]]>([
  ["a premium-rate number", { service_at_location: { phones: ["+33899123456"] } }, ["premium-number"]],
  ["a shortened address", { service: { url: "https://bit.ly/abc" } }, ["shortened-address"]],
  // «аmеli» with a Cyrillic а and е, as a browser writes it.
  [
    "a host that looks like another",
    { service: { url: new URL("https://аmеli.fr").href } },
    ["look-alike-address"],
  ],
  ["a script in a name", { service: { name: "Café <script>alert(1)</script>" } }, ["script-in-text"]],
  ["a drawing in a name", { organization: { name: '<svg onload="x">' } }, ["script-in-text"]],
  ["another place", { location: { code_insee: "69381" } }, ["out-of-area"]],
  [
    "dates all over",
    {
      service_at_location: {
        sessions: [
          {
            start: "2026-01-01T10:00:00.000Z" as Instant,
            end: "2026-01-01T11:00:00.000Z" as Instant,
            remaining: null,
          },
        ],
      },
    },
    ["past-dates"],
  ],
  [
    "the national line under another number",
    {
      service: { name: "Prévention du suicide, le 3114" },
      service_at_location: { phones: ["+33145000000"] },
    },
    ["crisis-line-number"],
  ],
])("%s waits for a human", (_, change, reasons) => {
  expect(suspicionsOf(changed(change), context)).toEqual(reasons);
});

test("a listening line that changes its number waits; one that keeps it does not", () => {
  const line = changed({
    service: { kind: "helpline", name: "Écoute inventée" },
    service_at_location: { phones: ["+33145000000"] },
  });
  expect(suspicionsOf(line, { ...context, storedPhones: ["+33145000000"] })).toEqual([]);
  expect(suspicionsOf(line, { ...context, storedPhones: ["+33145000001"] })).toEqual(["crisis-line-number"]);
});

test("an address with accents of one alphabet is no look-alike", () => {
  for (const url of ["https://www.éducation-populaire.fr", "https://müller.example", "https://مثال.example"])
    expect(suspicionsOf(changed({ service: { url: new URL(url).href } }), context)).toEqual([]);
});

const feeds = sources.flatMap(({ id, departements }) => {
  const bytes = id === "demonstration" || departements.length === 0 ? null : realFeed(id);
  return bytes === null ? [] : [{ id, departements, bytes }];
});

test.skipIf(feeds.length === 0).each(feeds)(
  "of the real feed $id few rows wait",
  ({ id, departements, bytes }) => {
    const { resources } = convert(id, bytes);
    const waiting = resources.flatMap((resource) => suspicionsOf(resource, { ...context, departements }));
    expect(waiting.length / resources.length).toBeLessThan(0.05);
  },
);
