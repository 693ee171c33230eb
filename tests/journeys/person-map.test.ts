import { randomId } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { freshKey, send } from "../support/api.ts";
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
import { signIn, userOf } from "../support/session.ts";

// The map of a person's ties in their file: drawn together, kept, compared, printed.

let server: RunningServer;
let cookie = "";
beforeAll(async () => {
  server = await startServer();
  cookie = await signIn(server, userOf(server, "val-dargence", "lien"));
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const textOf = (key: string): string => readTexts("fr").get(key) ?? `no text ${key}`;

/** A page of the link worker. */
async function open(options: Omit<PageOptions, "baseUrl"> = {}): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, ...options });
  const pairs = cookie.split("; ").map((pair) => pair.split(/=(.*)/s));
  await watched.page
    .context()
    .addCookies(pairs.map(([name = "", value = ""]) => ({ name, value, url: server.baseUrl })));
  return watched;
}

/** A file of the link worker's organisation, opened anew, so that stations do not meet. */
async function newPerson(): Promise<string> {
  const personId = randomId();
  const opened = await post("/pathway/persons", {
    id: personId,
    givenNames: "Ondine-Essai",
    processingGround: "public-interest-task",
  });
  expect([opened.status, opened.text.slice(0, 300)]).toEqual([200, expect.stringContaining(personId)]);
  return personId;
}

const post = async (path: string, body: unknown) =>
  send(server, {
    method: "POST",
    path: `/api/v1${path}`,
    headers: { cookie, "content-type": "application/json", "idempotency-key": freshKey() },
    body,
  });

const alter = (position: number) => ({
  id: `person-${1000 + position}`,
  name: ["Mo", "Zaza", "Mme W.", "أمينة", "la boulangère"][position % 5],
  circle: ["inner", "middle", "outer", "around"][position % 4],
  role: ["friend", "child", "neighbour", "acquaintance", "professional", "association"][position % 6],
  inPerson: position % 3 === 0 ? null : "weekly",
  remote: "monthly",
  confidant: position % 4 === 0,
  help: position % 5 === 0 ? null : true,
  burdensome: position === 6,
  metThrough: null,
  professional: null,
});

/** Keeps a map of so many people on a day, by the API. */
async function keep(personId: string, takenOn: string, size: number): Promise<void> {
  const alters = Array.from({ length: size }, (_, position) => alter(position));
  const map = { takenOn, ego: { label: null }, alters, remembered: [], ties: null };
  const kept = await post(`/pathway/persons/${personId}/network-maps`, { id: randomId(), personId, map });
  expect([kept.status, kept.text.slice(0, 300)]).toEqual([200, expect.stringContaining("networkMapId")]);
}

/** Presses Tab until the element has the focus. @throws Error when it never gets it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} was not reached by Tab`);
}

describe("a link worker and a person", () => {
  it("draw a map by keyboard alone, keep it in the file, and read what it tells", async () => {
    const personId = await newPerson();
    const { page, faults, close } = await open();
    await page.goto(`/pro/personnes/${personId}`);
    await page.getByRole("link", { name: textOf("pro.ties.draw") }).click();
    await page.locator("#network-name").waitFor();
    expect(await page.locator("svg.network-svg:visible").count()).toBe(0);
    for (const name of ["Zaza", "Mo"]) {
      await tabTo(page, "#network-name");
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await page.locator("[data-people] th bdi", { hasText: name }).waitFor();
    }
    await tabTo(page, "[data-circle-of]");
    await page.keyboard.press("ArrowDown");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "person-map-drawing");
    await tabTo(page, "[data-keep] button[type=submit]");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/carte");
    await expect.poll(async () => page.locator(".network-table tbody tr").count()).toBe(2);
    expect(await page.locator("main").innerText()).toContain("2 personnes nommées.");
    expect(faults()).toEqual([]);
    await close();
  });

  it("draw it anew later, and see the new ties that are alive, before anything else that changed", async () => {
    const personId = await newPerson();
    await keep(personId, "2026-05-04", 4);
    const { page, faults, close } = await open();
    await page.goto(`/pro/personnes/${personId}/carte`);
    await page.getByRole("link", { name: textOf("pro.ties.drawFrom") }).click();
    await page.locator("[data-people] tr").first().waitFor();
    await page.locator("#network-name").fill("Nour");
    await page.locator("#network-role").selectOption("friend");
    await page.locator("[data-more] summary").click();
    await page.locator("#network-inPerson").selectOption("weekly");
    await page.locator("#network-metThrough").selectOption("accompaniment");
    await page.locator("[data-submit]").click();
    await page.locator("[data-circle-of]").first().selectOption("around");
    await page.locator("[data-people] tr", { hasText: "Zaza" }).locator("[data-do=remove]").click();
    await page.locator("[data-keep] button[type=submit]").click();
    await page.waitForURL("**/carte");
    await page.locator(".ties-living").waitFor();
    const said = await page.locator("main").innerText();
    expect(said).toMatch(/1 nouveau lien, non professionnel et vivant\.\s+Nour/);
    expect(said).toContain("Dont 1 par une activité ou une visite proposée.");
    expect(said).toMatch(/Un peu plus loin\s+Mo/);
    expect(said).toMatch(/Pas nommées cette fois\s+Zaza/);
    expect(said).not.toMatch(/\bpartie?s?\b|perdu|quitté|objectif/i);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "person-map-compared");
    await page.goto(`/pro/personnes/${personId}`);
    await expect
      .poll(async () => page.locator("section[aria-labelledby=liens]").innerText())
      .toContain("1 nouveau lien, non professionnel et vivant.");
    await screenshot(page, "person-story-with-map");
    await page.getByRole("link", { name: textOf("pro.own.link") }).click();
    await page.waitForURL("**/feuille");
    await page.locator("#own-ties").waitFor();
    const sheet = await page.locator("main").innerText();
    expect(sheet).toMatch(/Vous avez nommé 4 personnes\./);
    expect(sheet).toMatch(/1 nouveau lien bien vivant/);
    expect(sheet).toContain("3114");
    expect(sheet).not.toMatch(/score|vous êtes (très )?(isolé|seul)/i);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "person-own-sheet");
    expect(faults()).toEqual([]);
    await close();
  });

  it("lose nothing when the day has a map already, and may choose another", async () => {
    const personId = await newPerson();
    const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date());
    await keep(personId, today, 1);
    const { page, close } = await open({ viewport: "phone" });
    await page.goto(`/pro/personnes/${personId}/carte/dessin`);
    await page.locator("#network-name").fill("Nour");
    await page.keyboard.press("Enter");
    await page.locator("[data-keep] button[type=submit]").click();
    await page.locator(".notice", { hasText: textOf("error.pathway.networkMapExists") }).waitFor();
    await expect.poll(async () => page.locator("[data-people] th bdi").allInnerTexts()).toEqual(["Nour"]);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "person-map-refused-phone");
    await page.locator("[data-day]").fill("2026-11-01");
    await page.locator("[data-keep] button[type=submit]").click();
    await page.waitForURL("**/carte");
    expect(await page.locator("#ties-jour option").count()).toBe(2);
    await page.locator("#ties-jour").selectOption("2026-11-01");
    await page.getByRole("button", { name: textOf("pro.ties.show") }).click();
    await expect.poll(async () => page.locator(".network-table tbody th").allInnerTexts()).toEqual(["Nour"]);
    await close();
  });

  it("correct a map, or have it removed for good", async () => {
    const personId = await newPerson();
    await keep(personId, "2026-05-04", 2);
    const { page, close } = await open();
    await page.goto(`/pro/personnes/${personId}/carte`);
    await page.getByRole("link", { name: textOf("pro.ties.correct") }).click();
    await page.locator("[data-people] tr", { hasText: "Zaza" }).locator("[data-do=remove]").click();
    await page.locator("[data-keep] button[type=submit]").click();
    await page.waitForURL("**/carte");
    await expect.poll(async () => page.locator(".network-table tbody th").allInnerTexts()).toEqual(["Mo"]);
    await page.locator("summary", { hasText: textOf("pro.ties.remove") }).click();
    await page.getByRole("button", { name: textOf("pro.ties.remove.submit") }).click();
    await page.locator(".network-begin").waitFor();
    await screenshot(page, "person-map-none");
    await close();
  });
});

describe("the picture of a map in a file", () => {
  it.each([0, 1, 7, 40])(
    "of %d people is legible on a small window, in the dark, and on paper",
    async (size) => {
      const personId = await newPerson();
      await keep(personId, "2026-05-04", size);
      const { page, faults, close } = await open({ viewport: "small", colorScheme: "dark" });
      await page.goto(`/pro/personnes/${personId}/carte`);
      expect(await page.locator(".network-figure svg.network-svg").count()).toBe(size === 0 ? 0 : 1);
      expect(await horizontalOverflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      await screenshot(page, `person-map-${size}-dark`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: "light" });
      await screenshot(page, `person-map-${size}-desktop`);
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("main :is(button, select, input, .button):visible").count()).toBe(0);
      await screenshot(page, `person-map-${size}-print`);
      expect(faults()).toEqual([]);
      await close();
    },
  );

  it("is there without JavaScript, and so is a sheet to draw on", async () => {
    const personId = await newPerson();
    await keep(personId, "2026-05-04", 7);
    const { page, close } = await open({ javaScript: false });
    await page.goto(`/pro/personnes/${personId}/carte`);
    expect(await page.locator(".network-figure svg.network-svg").isVisible()).toBe(true);
    expect(await page.locator(".network-table tbody tr").count()).toBe(7);
    await page.goto(`/pro/personnes/${personId}/carte/dessin`);
    expect(await page.locator("[data-sheet] svg").isVisible()).toBe(true);
    expect(await page.locator("[data-network]").isVisible()).toBe(false);
    await close();
  });
});
