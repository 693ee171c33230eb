import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Locale } from "#base";
import type { Network } from "#network";
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
const folder = mkdtempSync(join(tmpdir(), "tisser-map-"));
beforeAll(async () => {
  server = await startServer({ world: null });
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const address = (locale: Locale): string => `${locale === "fr" ? "" : `/${locale}`}/carte-relationnelle`;
const textOf = (locale: Locale, key: string, name = ""): string =>
  (readTexts(locale).get(`page.network.${key}`) ?? `no text ${key}`).replace("{name}", name);

async function open(options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, ...options });
  await watched.page.goto(address(options.locale ?? "fr"));
  return watched;
}

/** Presses Tab until the element has the focus. @throws Error when it never gets it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} was not reached by Tab`);
}

/** Names somebody by keys alone, and goes so many circles down from "not said". */
async function addByKeys(page: Page, name: string, circlesDown = 0): Promise<void> {
  await tabTo(page, "#network-name");
  await page.keyboard.type(name);
  await tabTo(page, "#network-circle");
  for (let presses = 0; presses < circlesDown; presses += 1) await page.keyboard.press("ArrowDown");
  await tabTo(page, "[data-submit]");
  await page.keyboard.press("Enter");
  await page.locator("[data-people] th bdi", { hasText: name }).first().waitFor();
}

/** A file of a map of long ago, as the page itself writes them. */
function writeMap(
  takenOn: string,
  people: readonly (readonly [id: string, name: string, circle: string])[],
): string {
  const open = { inPerson: null, remote: null, confidant: null, help: null, burdensome: null };
  const alters = people.map(([id, name, circle]) => ({
    ...open,
    id,
    name,
    circle,
    role: "friend",
    metThrough: null,
    professional: null,
  }));
  const map = { takenOn, ego: { label: null }, alters, remembered: [], ties: null };
  const file = join(folder, `${takenOn}-${people.length}.json`);
  writeFileSync(file, JSON.stringify({ format: "tisser-network", version: 1, maps: [map] }));
  return file;
}

const crowd = (size: number) =>
  Array.from({ length: size }, (_, position) => {
    const circle = ["inner", "middle", "outer", "around"][position % 4] ?? "around";
    return [
      `person-${position + 1000}`,
      ["Mo", "Zaza", "Mme W.", "أمينة"][position % 4] ?? "",
      circle,
    ] as const;
  });

describe.each([
  ["French", "fr"],
  ["Arabic", "ar"],
] as const)("a map drawn by keyboard alone, in %s", (_name, locale) => {
  it("begins with a question, grows by each person, and says what it shows", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone" });
    expect(await page.locator("h1").innerText()).toBe(textOf(locale, "title"));
    expect(await page.locator("svg.network-svg:visible").count()).toBe(0);
    await addByKeys(page, "Zaza");
    await addByKeys(page, "Mo", 1);
    expect(await page.locator("[data-picture] [data-alter]").count()).toBe(2);
    expect(await page.locator("[data-status=form]").innerText()).toBe(textOf(locale, "said.added", "Mo"));
    expect(await page.locator("[data-summary] li").count()).toBeGreaterThan(0);
    expect(await page.locator("[data-circle-of]").last().inputValue()).toBe("inner");
    await tabTo(page, "[data-circle-of]");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("[data-status=form]").innerText()).toBe(textOf(locale, "said.moved", "Zaza"));
    expect(await page.evaluate(() => document.activeElement?.matches("[data-circle-of]"))).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `map-${locale}-phone`);
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("a map", () => {
  it("leaves nothing on the device unless asked, and nothing after erasing", async () => {
    const { page, faults, close } = await open({});
    const requests: string[] = [];
    page.on("request", (request) => requests.push(`${request.method()} ${request.url()}`));
    await addByKeys(page, "Zaza");
    const kept = async () =>
      page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(await kept()).not.toContain("Zaza");
    await page.locator("[data-do=save]").click();
    expect(await page.locator("[data-status=keep]").innerText()).toBe(textOf("fr", "said.saved"));
    expect(await kept()).toContain("Zaza");
    expect(requests).toEqual([]);
    await page.reload();
    expect(await page.locator("[data-people] tr").count()).toBe(0);
    await page.locator("[data-do=resume]").click();
    expect(await page.locator("[data-people] th bdi").allInnerTexts()).toEqual(["Zaza"]);
    await page.locator("[data-keep] [data-do=erase]").click();
    expect(await kept()).not.toContain("Zaza");
    expect(await page.locator("[data-map]").isVisible()).toBe(false);
    await page.reload();
    expect(await page.locator("[data-saved]").isVisible()).toBe(false);
    expect(faults()).toEqual([]);
    await close();
  });

  it("refuses what is no nickname, beside the field, and keeps what was typed", async () => {
    const { page, close } = await open({ viewport: "phone" });
    await page.locator("#network-name").fill("06 12 34 56 78");
    await page.keyboard.press("Enter");
    expect(await page.locator("#network-name-error").innerText()).toBe(
      readTexts("fr").get("issue.tooTelling"),
    );
    expect(await page.locator("#network-name").inputValue()).toBe("06 12 34 56 78");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "map-error");
    await close();
  });

  it("goes into a file and comes back from it, and a file that is none changes nothing", async () => {
    const { page, faults, close } = await open({});
    await page.locator("[data-file]").setInputFiles(writeMap("2026-01-05", crowd(7)));
    await expect.poll(async () => page.locator("[data-picture] [data-alter]").count()).toBe(7);
    const download = page.waitForEvent("download");
    await page.locator("[data-do=download]").click();
    const path = await (await download).path();
    const written = JSON.parse(readFileSync(path, "utf8")) as { readonly maps: readonly Network[] };
    expect(written.maps[0]?.alters.map(({ id }) => id)).toEqual(crowd(7).map(([id]) => id));
    const bad = join(folder, "bad.json");
    writeFileSync(bad, `{"format":"tisser-network","version":1,"maps":[{"alters":"<script>"}]}`);
    await page.locator("[data-file]").setInputFiles(bad);
    await expect
      .poll(async () => page.locator("[data-status=file]").innerText())
      .toBe(textOf("fr", "said.unreadable"));
    expect(await page.locator("[data-picture] [data-alter]").count()).toBe(7);
    expect(faults()).toEqual([]);
    await close();
  });

  it("is compared with one of an earlier day, in words that blame nobody", async () => {
    const { page, faults, close } = await open({});
    await page.locator("[data-file]").setInputFiles(writeMap("2026-01-05", crowd(4)));
    await page.locator("[data-picture] svg").waitFor();
    await addByKeys(page, "Nour");
    await page.locator("[data-do=edit]").last().click();
    await page.locator("#network-role").selectOption("friend");
    await page.locator("#network-inPerson").selectOption("weekly");
    await page.keyboard.press("Enter");
    await page.locator("[data-submit]").click();
    await page.locator("[data-circle-of]").first().selectOption("around");
    await page.locator("[data-people] tr", { hasText: "Zaza" }).locator("[data-do=remove]").click();
    await page.locator("[data-people] tr", { hasText: "Mme W." }).locator("[data-do=edit]").click();
    await page.locator("[name=remembered]").check();
    await page.locator("[data-submit]").click();
    const said = await page.locator("[data-comparison]").innerText();
    for (const key of ["new", "further", "notNamed", "notNamedHint", "remembered"])
      expect(said).toContain(textOf("fr", `compared.${key}`));
    expect(said).toMatch(/Nouveaux liens\s+Nour\s+1 nouveau lien bien vivant/);
    expect(said).toMatch(/Pas nommées cette fois\s+Zaza/);
    expect(said).toMatch(/On s’en souvient\s+Mme W\./);
    expect(said).not.toMatch(/parti|perdu|quitté/i);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "map-compared");
    expect(faults()).toEqual([]);
    await close();
  });

  it("lets a pointer move somebody to another circle", async () => {
    const { page, faults, close } = await open({});
    await page.locator("[data-file]").setInputFiles(writeMap("2026-01-05", [["person-1", "Mo", "outer"]]));
    await page.locator("[data-picture] svg").waitFor();
    const grip = await page.locator("[data-alter=person-1] .network-grip").boundingBox();
    const ego = await page.locator("[data-picture] .network-ring-ego").boundingBox();
    if (!grip || !ego) throw new Error("nobody is on the picture");
    await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
    await page.mouse.down();
    await page.mouse.move(ego.x + ego.width / 2 + 20, ego.y + ego.height / 2 + 40, { steps: 4 });
    await page.mouse.up();
    expect(await page.locator("[data-circle-of]").inputValue()).toBe("inner");
    await page.locator("[data-picture] [data-alter=person-1] .network-sign").click();
    expect(await page.locator("#network-name").inputValue()).toBe("Mo");
    expect(faults()).toEqual([]);
    await close();
  });
});

it("the script of the page weighs less than 60 kB, and no other page loads it", async () => {
  const scriptOf = async (path: string): Promise<string | undefined> =>
    /src="(\/assets\/network-map[^"]*)"/.exec(await (await fetch(server.baseUrl + path)).text())?.[1];
  const script = await scriptOf(address("fr"));
  expect(script).toMatch(/\.js$/);
  const answer = await fetch(server.baseUrl + (script ?? ""));
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(gzipSync(text).length).toBeLessThan(60_000);
  expect(await scriptOf("/")).toBeUndefined();
});

describe.each(["fr", "en", "es", "ar"] as const)("a crowd of 40 in %s", (locale) => {
  it.each(["light", "dark"] as const)(
    "has nothing for axe to find and nothing out of reach, %s",
    async (colorScheme) => {
      const { page, faults, close } = await open({ locale, viewport: "small", colorScheme });
      await page.locator("[data-file]").setInputFiles(writeMap("2026-01-05", crowd(40)));
      await page.locator("[data-picture] svg").waitFor();
      await page.locator("[data-knows] summary").click();
      await page.locator("[data-more] summary").click();
      expect(await horizontalOverflow(page)).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      await screenshot(page, `map-40-${locale}-${colorScheme}`);
      expect(faults()).toEqual([]);
      await close();
    },
  );
});

describe("on paper", () => {
  it("a map is a picture, a table and sentences on one page, without buttons", async () => {
    const { page, close } = await open({});
    await page.locator("[data-file]").setInputFiles(writeMap("2026-01-05", crowd(7)));
    await page.locator("[data-picture] svg").waitFor();
    await page.emulateMedia({ media: "print" });
    await screenshot(page, "map-print");
    expect(await page.locator("main :is(button, select, input):visible").count()).toBe(0);
    expect(await page.locator("[data-picture] svg").isVisible()).toBe(true);
    expect(pagesOf(await page.pdf({ format: "A4" }))).toBe(1);
    await close();
  });

  it.each(["fr", "ar"] as const)(
    "without JavaScript the page is a sheet to fill in, on one page, in %s",
    async (locale) => {
      const { page, faults, close } = await open({ locale, viewport: "phone", javaScript: false });
      expect(await page.locator("h1").innerText()).toBe(textOf(locale, "title"));
      expect(await page.locator("[data-network]").isVisible()).toBe(false);
      expect(await page.locator("[data-sheet] svg").isVisible()).toBe(true);
      expect(await page.locator("[data-sheet]").innerText()).toContain(textOf(locale, "prompts.confide"));
      await screenshot(page, `map-sheet-${locale}`);
      expect(pagesOf(await page.pdf({ format: "A4" }))).toBe(1);
      expect(faults()).toEqual([]);
      await close();
    },
  );
});

/** Pages of a PDF, counted by its page objects. */
function pagesOf(pdf: Buffer): number {
  return [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;
}
