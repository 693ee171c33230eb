import type { Locale } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import {
  axeViolations,
  closeBrowser,
  focusedText,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

/** The town of the demonstration, as somebody writes it who never saw it written. */
const typedTown = "chanbéri";
const town = "Chambéry";

const home = (locale: Locale): string => (locale === "fr" ? "/" : `/${locale}`);
const local = (locale: Locale, path: string): string => (locale === "fr" ? path : `/${locale}${path}`);
const textOf = (locale: Locale, key: string): string => readTexts(locale).get(key) ?? `no text ${key}`;

async function open(options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, ...options });
}

/** From the list that stands, or from the choice of towns that comes before it, to the list of the town meant. */
async function reachList(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  const offers = page.locator("main a[href*='/lieu/']");
  if ((await offers.count()) === 0) {
    await page.locator("main a", { hasText: town }).first().click();
    await page.waitForLoadState("load");
  }
  expect(await offers.count()).toBeGreaterThan(0);
}

/** Checks that a resource page says the essential: name, contact or hours, and where the entry comes from. */
async function expectResourcePage(page: Page, locale: Locale): Promise<void> {
  expect(new URL(page.url()).pathname).toContain("/lieu/");
  expect((await page.locator("h1").innerText()).length).toBeGreaterThan(2);
  await expect
    .poll(async () => page.locator("main").innerText())
    .toContain(textOf(locale, "page.offer.source"));
  const jsonLd = await page.locator("script[type='application/ld+json']").textContent();
  expect(JSON.parse(jsonLd ?? "{}")).toMatchObject({ "@context": "https://schema.org" });
}

describe.each([
  ["French", "fr"],
  ["Arabic", "ar"],
] as const)("on a telephone, in %s", (_name, locale) => {
  it.each([
    ["with scripts", true],
    ["without JavaScript", false],
  ] as const)("a misspelt town leads to a list and to a place, %s", async (_how, javaScript) => {
    const { page, faults, close } = await open({ locale, viewport: "phone", javaScript });
    const how = `${locale}-phone${javaScript ? "" : "-no-script"}`;
    await page.goto(home(locale));
    expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    expect(await page.locator("html").getAttribute("dir")).toBe(locale === "ar" ? "rtl" : "ltr");
    await screenshot(page, `home-${how}`);
    await page.locator("input[name=ou]").fill(typedTown);
    await page
      .getByRole("button", { name: textOf(locale, "page.place.search"), exact: true })
      .first()
      .click();
    await reachList(page);
    await screenshot(page, `list-${how}`);
    await page.locator("main a[href*='/lieu/']").first().click();
    await page.waitForLoadState("load");
    await expectResourcePage(page, locale);
    await screenshot(page, `place-${how}`);
    expect(faults()).toEqual([]);
    await close();
  });

  it("the whole way goes by keyboard alone, and leaving comes first", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone" });
    await page.goto(home(locale));
    await page.keyboard.press("Tab");
    expect(await focusedText(page)).toContain(textOf(locale, "page.exit.link"));
    await tabTo(page, "input[name=ou]");
    await page.keyboard.type("73000");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/chercher**");
    await reachList(page);
    await tabTo(page, "main a[href*='/lieu/']");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/lieu/**");
    await expectResourcePage(page, locale);
    expect(faults()).toEqual([]);
    await close();
  });

  it("a town chosen with the arrow keys from the list that opens is the town searched", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone" });
    await page.goto(home(locale));
    await page.locator("input[name=ou]").pressSequentially("Chambe", { delay: 20 });
    await page.locator("[role=option]").first().waitFor();
    await screenshot(page, `towns-${locale}-phone`);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    if (!page.url().includes("chercher")) await page.keyboard.press("Enter");
    await page.waitForURL("**/chercher**");
    expect(await page.locator("h1").innerText()).toContain(town);
    expect(faults()).toEqual([]);
    await close();
  });

  it("help at once is one tap away on every page, with its numbers", async () => {
    const paths = await examplePaths(locale);
    for (const path of paths) {
      const html = await (await fetch(server.baseUrl + path)).text();
      const [link = ""] = html.match(/<a [^>]*href="[^"]*\/aide-immediate"[^>]*>[^]*?<\/a>/) ?? [];
      expect(link, path).toContain(textOf(locale, "page.crisis.link"));
    }
    const { page, faults, close } = await open({ locale, viewport: "phone" });
    await page.goto(paths.at(-3) ?? "");
    await page
      .getByRole("link", { name: textOf(locale, "page.crisis.link") })
      .first()
      .click();
    await page.waitForURL("**/aide-immediate");
    for (const number of ["3114", "15", "112"])
      expect(await page.locator(`main a[href='tel:${number}']`).count(), number).toBeGreaterThan(0);
    await screenshot(page, `crisis-${locale}-phone`);
    expect(faults()).toEqual([]);
    await close();
  });
});

/** Presses Tab until the element has the focus. @throws Error when it never gets it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} was not reached by Tab`);
}

/** One address of each kind of page. */
async function examplePaths(locale: Locale): Promise<readonly string[]> {
  const response = await fetch(`${server.baseUrl}/api/v1/directory/offers?town=73065`);
  const { offers } = (await response.json()) as { readonly offers: readonly { readonly id: string }[] };
  expect(offers.length).toBeGreaterThan(0);
  return [
    home(locale),
    local(locale, "/chercher?town=73065&ou=Chambéry"),
    local(locale, "/chercher?ou=Zzyzzx-sur-Rien"),
    local(locale, `/lieu/${offers[0]?.id}`),
    local(locale, "/numeros"),
    local(locale, "/aide-immediate"),
  ];
}

describe.each([
  ["fr", "small", "light"],
  ["fr", "phone", "dark"],
  ["en", "small", "light"],
  ["es", "small", "light"],
  ["ar", "small", "light"],
  ["ar", "phone", "dark"],
] as const)("the public pages in %s, %s and %s", (locale, viewport, colorScheme) => {
  it("have nothing for axe to find, and lose nothing at the side", async () => {
    const { page, faults, close } = await open({ locale, viewport, colorScheme });
    for (const [position, path] of (await examplePaths(locale)).entries()) {
      await page.goto(path);
      expect(await axeViolations(page), path).toEqual([]);
      expect(await horizontalOverflow(page), path).toBe(0);
      if (locale === "fr" || locale === "ar") await screenshot(page, `${viewport}-${locale}-${position}`);
    }
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("narrowing a list", () => {
  it.each([
    ["with scripts", true],
    ["without JavaScript", false],
  ] as const)(
    "leaves as many as each choice said, and where nothing is left says what to relax, %s",
    async (_how, javaScript) => {
      const { page, faults, close } = await open({ viewport: "phone", javaScript });
      await page.goto("/chercher?town=73065");
      for (const [name, words] of [
        ["comment", "Sur place"],
        ["besoin", "Rencontrer du monde"],
        ["apport", "rencontre"],
        ["fauteuil", "fauteuil"],
      ] as const) {
        // Each answer is a new page, on which the form is folded again.
        await page.locator(".filters summary").click();
        const promised = await promisedBy(page, name, words);
        await page.locator(".filter-form button[type=submit]").click();
        await page.waitForURL(new RegExp(`[?&]${name}=[^&]`));
        expect(await page.locator(".count").innerText()).toMatch(new RegExp(`^${promised}\\b`));
      }
      await screenshot(page, `narrowed${javaScript ? "" : "-no-script"}`);
      await page.locator(".filters summary").click();
      await page.locator("input[name=age]").fill("70");
      await page.locator(".filter-form input[name=q]").fill("zzyzzx");
      if (javaScript) expect(await axeViolations(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toBe(0);
      await page.locator(".filter-form button[type=submit]").click();
      await page.locator(".nothing").waitFor();
      await screenshot(page, `nothing-left${javaScript ? "" : "-no-script"}`);
      const way = page.locator(".nothing .widen a").first();
      const count = /\((\d+)\)$/.exec(await way.innerText())?.[1];
      await way.click();
      expect(await page.locator(".count").innerText()).toMatch(new RegExp(`^${count}\\b`));
      expect(faults()).toEqual([]);
      await close();
    },
  );
});

/** Chooses what is named by some words, and gives the count behind them. */
async function promisedBy(page: Page, name: string, words: string): Promise<string> {
  const control = page.locator(`.filter-form [name=${name}]`);
  const isTick = (await control.getAttribute("type")) === "checkbox";
  const option = control.locator("option", { hasText: words });
  const label = isTick ? await control.locator("xpath=..").innerText() : await option.innerText();
  if (isTick) await control.check();
  else await control.selectOption(await option.getAttribute("value"));
  const count = /\((\d+)\)$/.exec(label.trim())?.[1];
  expect(count, label).toMatch(/^\d+$/);
  return count ?? "";
}

describe("the map that one moves", () => {
  const list = "/chercher?town=73065";

  it("comes when asked for, opens clusters, shows the card of the list, and goes by keyboard", async () => {
    const { page, faults, close } = await open({ viewport: "phone", colorScheme: "dark" });
    // Whoever wants no motion gets none: the view is there at once.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(list);
    const map = page.locator(".moving-map");
    const opener = map.locator("[data-open]");
    expect(await hasLoaded(page, "standing-map")).toBe(false);
    await opener.click();
    if (!(await hasWebgl(page))) {
      console.warn("This browser has no WebGL: only the sentence that replaces the moving map is checked.");
      await expect
        .poll(async () => map.locator("[data-status]").innerText())
        .toBe(textOf("fr", "page.movingMap.withoutWebgl"));
      await close();
      return;
    }
    const marks = map.locator("button.moving-map-mark");
    await marks.first().waitFor();
    expect(await page.locator("#carte > svg").isVisible()).toBe(false);
    const before = await marks.count();
    const counts = await map.locator("button.moving-map-cluster").allInnerTexts();
    const most = String(Math.max(...counts.map(Number)));
    await map.getByText(most, { exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => marks.count(), { timeout: 30_000 }).toBeGreaterThan(before);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("CANVAS");
    const here = map.locator("[data-here]");
    const above = await here.getAttribute("href");
    await page.keyboard.press("ArrowDown");
    await expect.poll(async () => here.getAttribute("href"), { timeout: 30_000 }).not.toBe(above);
    expect(await here.getAttribute("href")).toMatch(/^\/chercher\?lat=45\.\d+&lon=5\./);
    await map.locator("summary").click();
    const chosen = map.locator("[data-list] button").last();
    await chosen.press("Enter");
    const card = map.locator("[data-card]");
    await card.locator("li.offer a[href*='/lieu/']").first().waitFor();
    expect(await card.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await chosen.innerText()).toContain(await card.getAttribute("aria-label"));
    await screenshot(page, "moving-map-dark-phone");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBe(0);
    await page.keyboard.press("Escape");
    expect(await chosen.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Escape");
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator("#carte > svg").isVisible()).toBe(true);
    expect(faults()).toEqual([]);
    await close();
  });

  it.each([
    ["without WebGL", "withoutWebgl"],
    ["without network", "withoutNetwork"],
  ] as const)("%s, a sentence says so, and the drawn map stays", async (_case, reason) => {
    const { page, close } = await open({ locale: "ar", viewport: "phone" });
    if (reason === "withoutWebgl")
      await page.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => null;
      });
    else
      await page.addInitScript(() => {
        HTMLCanvasElement.prototype.getContext = () => ({}) as never;
      });
    await page.goto(`/ar${list}`);
    if (reason === "withoutNetwork") await page.context().setOffline(true);
    await page.locator(".moving-map [data-open]").click();
    await expect
      .poll(async () => page.locator(".moving-map [data-status]").innerText())
      .toBe(textOf("ar", `page.movingMap.${reason}`));
    expect(await page.locator("#carte > svg").isVisible()).toBe(true);
    expect(await page.locator(".moving-map [data-map]").isVisible()).toBe(false);
    await close();
  });

  it("in Arabic, marks stand inside the picture", async () => {
    const { page, close } = await open({ locale: "ar", viewport: "phone" });
    await page.goto(`/ar${list}`);
    if (await hasWebgl(page)) {
      await page.locator(".moving-map [data-open]").click();
      const mark = page.locator(".moving-map button.moving-map-mark:not(.moving-map-edge)").first();
      await mark.waitFor();
      const [picture, spot] = [await page.locator("[data-canvas]").boundingBox(), await mark.boundingBox()];
      expect(spot?.x).toBeGreaterThanOrEqual(picture?.x ?? Number.NaN);
      expect((spot?.x ?? Number.NaN) + (spot?.width ?? 0)).toBeLessThanOrEqual(
        (picture?.x ?? 0) + (picture?.width ?? 0),
      );
      await screenshot(page, "moving-map-ar-phone");
    }
    await close();
  });
});

async function hasWebgl(page: Page): Promise<boolean> {
  return page.evaluate(() => document.createElement("canvas").getContext("webgl2") !== null);
}

async function hasLoaded(page: Page, name: string): Promise<boolean> {
  return page.evaluate(
    (wanted) => performance.getEntriesByType("resource").some((entry) => entry.name.includes(wanted)),
    name,
  );
}

describe("a page that is not there", () => {
  it("answers 404, says so in the language, and offers help", async () => {
    const { page, close } = await open({ locale: "es", viewport: "phone" });
    const response = await page.goto("/es/nada");
    expect(response?.status()).toBe(404);
    expect(await page.locator("h1").innerText()).toBe(textOf("es", "page.failure.notFound"));
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "not-found-es-phone");
    await close();
  });
});

describe("leaving quickly", () => {
  it("takes three presses of Escape and half a second, and the page is not behind the back button", async () => {
    const { page, left, close } = await open({ viewport: "phone" });
    await page.goto("/numeros");
    // A busy machine may be late once; what takes half a second of itself is late every time.
    let milliseconds = Number.POSITIVE_INFINITY;
    for (let tries = 1; milliseconds >= 500 && tries <= 4; tries += 1) {
      await page.goto("/aide-immediate");
      const leaving = page.waitForRequest((request) => !request.url().startsWith(server.baseUrl));
      const started = performance.now();
      for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Escape");
      await leaving;
      milliseconds = performance.now() - started;
      // The browser knows no address but this machine's: it ends on its own page of errors, now or a little later.
      await expect.poll(() => page.url()).not.toContain("aide-immediate");
      expect(left()).toHaveLength(tries);
    }
    expect(milliseconds).toBeLessThan(500);
    await page.goBack();
    expect(page.url()).not.toContain("aide-immediate");
    await close();
  });

  it("two presses do not leave", async () => {
    const { page, left, close } = await open({ viewport: "phone" });
    await page.goto("/");
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
    expect(left()).toEqual([]);
    await close();
  });

  it("works as a plain link without JavaScript, and says what it cannot erase", async () => {
    const { page, left, close } = await open({ javaScript: false });
    await page.goto("/");
    expect(await page.locator("body").innerText()).toContain(textOf("fr", "page.exit.limits").slice(0, 30));
    await page
      .getByRole("link", { name: textOf("fr", "page.exit.link") })
      .first()
      .click();
    expect(left()).toHaveLength(1);
    await close();
  });
});

describe("on paper", () => {
  it("a place keeps its name, its address and its number, and loses what cannot be pressed", async () => {
    const { page, close } = await open({ viewport: "desktop" });
    const [, , , place = ""] = await examplePaths("fr");
    await page.goto(place);
    await page.emulateMedia({ media: "print" });
    await screenshot(page, "place-print");
    expect(await page.locator("h1").isVisible()).toBe(true);
    expect(await page.locator("nav").first().isVisible()).toBe(false);
    expect(await page.locator("main button:visible").count()).toBe(0);
    await close();
  });
});

describe("on a desk", () => {
  it.each(["light", "dark"] as const)("the list and a place look as they should, %s", async (colorScheme) => {
    const { page, faults, close } = await open({ viewport: "desktop", colorScheme });
    for (const [position, path] of (await examplePaths("fr")).entries()) {
      await page.goto(path);
      expect(await axeViolations(page), path).toEqual([]);
      await screenshot(page, `desktop-${colorScheme}-${position}`);
    }
    expect(faults()).toEqual([]);
    await close();
  });
});
