import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Locale } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";

let server: RunningServer;
/** A host of the operator's own, with one picture for every place. */
let host: Server;
let hostOrigin = "";
const asked: string[] = [];
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
beforeAll(async () => {
  host = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "content-type": "image/png", "access-control-allow-origin": "*" }).end(picture);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
  const variables = { MAP_TILES_URL: `${hostOrigin}/{z}/{x}/{y}.png`, MAP_ATTRIBUTION: "© Essai" };
  server = await startServer({ variables });
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
  host.close();
});

const page73 = "/hors-ligne?departement=73";
const textOf = (locale: Locale, key: string): string => readTexts(locale).get(key) ?? `no text ${key}`;
const open = (options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> =>
  openPage({ baseUrl: server.baseUrl, ...options });

/** Takes the département of the page along, and waits until the page says that it is there. */
async function takeAlong(page: Page, locale: Locale): Promise<void> {
  await page.locator("[data-part=offer] [data-do=take]").click();
  await page.locator("[data-part=usable]").waitFor();
  expect(await page.locator("[data-part=what]").innerText()).toContain("Savoie");
  expect(await page.locator("[data-part=status]").innerText()).toContain(
    textOf(locale, "page.offline.taken").split("{")[2]?.slice(6, 20),
  );
}

/** Names of the entries of a list, in their order. */
const namesOn = (page: Page): Promise<string[]> => page.locator("main .offer-name").allInnerTexts();

describe("taken along", () => {
  it("a département is searched without network as with it, opened, kept up to date, and taken away", async () => {
    const { page, faults, close } = await open({ viewport: "phone" });
    const list = "/chercher?ou=Chambéry&q=café";
    await page.goto(list);
    const online = await namesOn(page);
    expect(online.length).toBeGreaterThan(0);
    await page.goto(page73);
    await screenshot(page, "offline-offer-phone");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    await takeAlong(page, "fr");
    await screenshot(page, "offline-taken-phone");
    expect(await axeViolations(page)).toEqual([]);
    await page.context().setOffline(true);
    await page.goto("/");
    await page.locator("main .offline-taken").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "offline-home-phone");
    await page.locator("input[name=ou]").fill("chanbéri");
    await page.locator("input[name=q]").fill("café");
    await page.getByRole("button", { name: textOf("fr", "page.place.search"), exact: true }).click();
    await page.locator("main .offer-name").first().waitFor();
    expect(await namesOn(page)).toEqual(online);
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    await screenshot(page, "offline-list-phone");
    await page.locator("main .offer-name a").first().click();
    await page.locator("main .offer-page").waitFor();
    expect(await page.locator("h1").innerText()).toBe((online[0] ?? "").replace(/^\d+\. /, ""));
    await screenshot(page, "offline-entry-phone");
    await page.goto("/chercher?ou=Chambéry&q=je veux mourir");
    await page.locator("#first-lines").waitFor();
    expect(await page.locator("main a[href='tel:3114']").count()).toBeGreaterThan(0);
    await page.goto("/chercher?ou=12 rue des Lilas Inventés, Chambéry");
    await page.locator("main a.town", { hasText: "Chambéry" }).waitFor();
    expect(await page.locator("main").innerText()).toContain(textOf("fr", "page.address.townsOnly"));
    expect(await page.locator("main").innerText()).not.toMatch(/\b(page|code)\.[a-z]/);
    await page.goto("/je-m-inquiete");
    await page.getByText(textOf("fr", "page.offline.needsNetwork")).first().waitFor();
    await screenshot(page, "offline-needs-network-phone");
    await page.goto("/aide-immediate");
    await page.locator("main .crisis").waitFor();
    await page.goto("/hors-ligne");
    await page.locator("[data-part=usable]").waitFor();
    await page.locator("[data-do=remove]").focus();
    await page.keyboard.press("Enter");
    await page.getByText(textOf("fr", "page.offline.removed")).waitFor();
    // The button went away: who pressed it stands at what came of it.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-part"))).toBe("status");
    expect(
      await page.evaluate(async () => [
        await caches.keys(),
        (await navigator.serviceWorker.getRegistrations()).length,
      ]),
    ).toEqual([[], 0]);
    await page.context().setOffline(false);
    // What was asked of the network while there was none is no fault of the pages.
    expect(faults().filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(fault))).toEqual([]);
    await close();
  });

  it("in Arabic and in the dark, it reads from right to left without network", async () => {
    const { page, close } = await open({ locale: "ar", viewport: "small", colorScheme: "dark" });
    await page.goto(`/ar${page73}`);
    await takeAlong(page, "ar");
    await page.context().setOffline(true);
    await page.goto("/ar/chercher?ou=Chambéry");
    await page.locator("main .offer-name").first().waitFor();
    expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    expect(await page.locator("main").innerText()).not.toMatch(/\b(page|code)\.[a-z]/);
    await screenshot(page, "offline-list-ar-dark");
    await page.goto("/es/chercher?ou=Chambéry&gratuit=1&fauteuil=1&q=zzyzzx");
    await page.locator("main .nothing").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("es");
    await screenshot(page, "offline-nothing-es-dark");
    await close();
  });

  it("what goes wrong is told in words, and what was taken before stays; what is newer is offered", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const file = "**/open/slices/73.json";
    const status = page.locator("[data-part=status]");
    const fault = (name: string): string => textOf("fr", `page.offline.fault.${name}`);
    const fail = async (name: string, button: string): Promise<void> => {
      await page.locator(button).click();
      await expect.poll(async () => status.innerText()).toBe(fault(name));
      expect(await status.getAttribute("class")).toContain("error");
    };
    const offer = "[data-part=offer] [data-do=take]";
    await page.goto(page73);
    await page.route(file, (route) => route.abort());
    await fail("withoutNetwork", offer);
    await page.unroute(file);
    const whole = await (await fetch(`${server.baseUrl}/open/slices/73.json`)).text();
    await page.route(file, (route) => route.fulfill({ status: 503, body: "" }));
    await fail("refused", offer);
    await page.unroute(file);
    expect(await page.evaluate(async () => caches.keys())).toEqual([]);
    await takeAlong(page, "fr");
    // Another edition is told, and one that comes cut changes nothing.
    await page.route("**/api/v1/directory/slices/73", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), digest: "another" } });
    });
    await page.goto("/hors-ligne");
    const update = page.locator("[data-part=newer] [data-do=take]");
    await update.waitFor();
    await screenshot(page, "offline-newer-phone");
    await page.route(file, (route) => route.fulfill({ body: whole.slice(0, -100) }));
    await fail("cut", "[data-part=newer] [data-do=take]");
    await page.evaluate(() => {
      navigator.storage.estimate = async () => ({ quota: 10, usage: 9 });
    });
    await fail("full", "[data-part=newer] [data-do=take]");
    await screenshot(page, "offline-fault-phone");
    expect(await axeViolations(page)).toEqual([]);
    expect(await page.locator("[data-part=what]").innerText()).toContain("Savoie");
    // A slice of an older form is said to be one, without network too.
    await page.evaluate(async () => {
      const cache = await caches.open("tisser-kept-1");
      const text = await (await cache.match("/hors-ligne/slice"))?.text();
      await cache.put("/hors-ligne/slice", new Response(text?.replace('"version":3', '"version":2')));
      const taken = await (await cache.match("/hors-ligne/taken"))?.text();
      await cache.put(
        "/hors-ligne/taken",
        new Response(taken?.replace('\\"version\\":3', '\\"version\\":2')),
      );
    });
    await page.context().setOffline(true);
    await page.goto("/chercher?ou=Chambéry");
    await page.getByText(fault("otherVersion")).waitFor();
    expect(await page.locator("main a[href='tel:3114']").count()).toBe(1);
    // With network it is told, and one button takes the same département anew.
    await page.context().setOffline(false);
    await page.unroute(file);
    await page.goto("/hors-ligne");
    await page.getByText(fault("otherVersion")).waitFor();
    await update.waitFor();
    await screenshot(page, "offline-other-version-phone");
    await update.click();
    await page.locator("[data-part=usable]").waitFor();
    expect(await page.locator("[data-part=what]").innerText()).toContain("Savoie");
    await close();
  });
});

describe("the page of what is taken along", () => {
  it("says what is wrong with a département, without a script too", async () => {
    const { page, close } = await open({ viewport: "phone", javaScript: false });
    expect((await page.goto("/hors-ligne?departement=99"))?.status()).toBe(404);
    expect(await page.locator("[role=alert]").innerText()).toContain("99");
    await page.goto("/hors-ligne?departement=15");
    expect(await page.locator("main").innerText()).toContain("Cantal");
    await screenshot(page, "offline-empty-no-script");
    expect(await page.locator("noscript").count()).toBe(1);
    await close();
  });

  it("loads its script alone, and no other page loads it; what draws pages is loaded only without network", async () => {
    const scriptOf = async (path: string): Promise<string | undefined> =>
      /src="(\/assets\/offline[^"]*)"/.exec(await (await fetch(server.baseUrl + path)).text())?.[1];
    const script = await scriptOf("/hors-ligne");
    const text = await (await fetch(server.baseUrl + (script ?? "/none"))).text();
    expect(gzipSync(text).length).toBeLessThan(25_000);
    expect(await scriptOf("/")).toBeUndefined();
    expect(await (await fetch(`${server.baseUrl}/`)).text()).not.toMatch(/draw-page|service-worker/);
    const drawing =
      /assets\/(draw-page-[\w-]+\.js)/.exec(text)?.[0] ?? /(draw-page-[\w-]+\.js)/.exec(text)?.[0];
    const chunk = await (await fetch(`${server.baseUrl}/assets/${drawing?.replace("assets/", "")}`)).text();
    expect(gzipSync(chunk).length).toBeLessThan(300_000);
  });
});

describe("pictures under the map, from a host that the operator names", () => {
  it("are asked of that host alone, when the map is opened, with who made them", async () => {
    const { page, faults, close } = await open({ viewport: "phone" });
    const answer = await page.goto("/chercher?town=73065");
    const policy = answer?.headers()["content-security-policy"] ?? "";
    expect(policy.split(";")).toContain(`connect-src 'self' ${hostOrigin}`);
    expect(policy.split(hostOrigin)).toHaveLength(2);
    expect(asked).toEqual([]);
    const hasWebgl = await page.evaluate(
      () => document.createElement("canvas").getContext("webgl2") !== null,
    );
    if (hasWebgl) {
      await page.locator(".moving-map [data-open]").click();
      await expect.poll(() => asked.length, { timeout: 60_000 }).toBeGreaterThan(0);
      expect(asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path))).toBe(true);
      expect(await page.locator(".moving-map").innerText()).toContain("© Essai");
      await screenshot(page, "map-own-pictures");
      expect(faults().filter((fault) => !fault.startsWith(`other site: ${hostOrigin}/`))).toEqual([]);
    }
    await close();
  });
});
