import { afterAll, beforeAll, expect, it } from "vitest";
import { inventedSlice } from "../../src/directory/slice/invented-book.ts";
import { closeBrowser, openPage } from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

/** How much slower than this core the one of an old telephone is taken to be. */
const throttling = 4;
const visits = 7;
/** Longest that the quickest visit may take, milliseconds: far above the figures of docs/performance.md, for a machine with other work. */
const longest = 1000;

/** Measures of a visit, milliseconds: until the slice can be searched, and until the search by a word was answered from it. */
const measures = ["slice opened", "page answered"] as const;
type Visit = Readonly<Record<(typeof measures)[number], number>>;

/** Visits without network, each on a page just loaded. */
async function visitsOf(entries: number): Promise<readonly Visit[]> {
  const { page, close } = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
  const slice = await inventedSlice(entries);
  await page.route("**/open/slices/73.json", (route) => route.fulfill({ body: slice }));
  await page.goto("/hors-ligne?departement=73");
  await page.locator("[data-part=offer] [data-do=take]").click();
  await page.locator("[data-part=usable]").waitFor();
  const protocol = await page.context().newCDPSession(page);
  await page.context().setOffline(true);
  await protocol.send("Emulation.setCPUThrottlingRate", { rate: throttling });
  const times: Visit[] = [];
  for (let visit = 0; visit < visits; visit += 1) {
    await page.goto("/chercher?ou=Chambéry&q=numerique");
    await page.locator("main .offer-name").first().waitFor();
    const told = await page.evaluate(() =>
      performance.getEntriesByType("measure").map(({ name, duration }) => ({ name, duration })),
    );
    const timeOf = (measure: string): number =>
      told.find(({ name }) => name === measure)?.duration ?? Number.NaN;
    times.push({
      "slice opened": timeOf("slice opened"),
      "page answered": timeOf("page answered"),
    });
  }
  await close();
  return times;
}

it.each([3000, 10_000])(
  "%i entries of a département are opened on a core four times slower",
  async (entries) => {
    const seen = await visitsOf(entries);
    expect(seen).toHaveLength(visits);
    for (const measure of measures) {
      const times = seen.map((visit) => visit[measure]).toSorted((a, b) => a - b);
      const told = times.map((time) => time.toFixed(0)).join(" ");
      console.log(`${entries} entries, ${measure} in ${told} ms, core ${throttling} times slower`);
      expect(times[0]).toBeGreaterThan(0);
      expect(times[0]).toBeLessThan(longest);
    }
  },
  240_000,
);
