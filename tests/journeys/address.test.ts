import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { startAddressService, type AddressService } from "../support/address-service.ts";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { makeScratch } from "../support/scratch.ts";
import { userOf } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";
import { startServer, type RunningServer } from "../support/server.ts";

const serviceName = "Essai d’adresses";
const typed = "12 rue des Lilas Inventés, Chambéry";
const label = "12 Rue des Lilas Inventés 73000 Chambéry";
const logDir = makeScratch("tisser-address-log-");

let service: AddressService;
let server: RunningServer;
beforeAll(async () => {
  service = await startAddressService();
  server = await startServer({
    variables: {
      GEOCODER_URL: service.url,
      GEOCODER_NAME: serviceName,
      LOG_DIR: logDir,
      LOG_LEVEL: "debug",
    },
  });
}, 300_000);
beforeEach(() => service.behave("well"));
afterAll(async () => {
  await closeBrowser();
  await server.stop();
  service.stop();
});

const texts = (locale: Locale) => {
  const all = readTexts(locale);
  return (key: string): string =>
    (all.get(key) ?? `no text ${key}`).replaceAll("{service}", serviceName).replaceAll("{town}", "Chambéry");
};
const say = texts("fr");

async function open(options: Omit<PageOptions, "baseUrl"> = {}): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, ...options });
}

/** Addresses that a page asks for from now on. */
function watchAddresses(page: Page): readonly string[] {
  const seen: string[] = [];
  page.on("request", (request) => void seen.push(decodeURIComponent(request.url().replaceAll("+", " "))));
  return seen;
}

async function expectSound(page: Page, isChecked = true): Promise<void> {
  if (isChecked) expect(await axeViolations(page)).toEqual([]);
  expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
}

describe.each([
  ["French", "fr", "light", true],
  ["French, without JavaScript", "fr", "light", false],
  ["Arabic, in the dark", "ar", "dark", true],
] as const)("on a telephone, in %s", (_name, locale, colorScheme, javaScript) => {
  const t = texts(locale);
  const how = `${locale}${javaScript ? "" : "-no-script"}`;
  const search = (page: Page) =>
    page
      .getByRole("button", { name: t("page.place.search"), exact: true })
      .first()
      .click();

  it("an address is told before it is sent, found, and searched around with distances; it stands in no address", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone", colorScheme, javaScript });
    const addresses = watchAddresses(page);
    await page.goto(locale === "fr" ? "/" : `/${locale}`);
    expect(await page.locator("#ou-hint").innerText()).toContain(serviceName);
    await screenshot(page, `address-home-${how}`);
    await page.locator("input[name=ou]").pressSequentially(typed, { delay: 2 });
    await page.waitForTimeout(300);
    await search(page);
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain(label);
    expect(await page.locator("main").innerText()).toContain(t("page.address.precision.address"));
    expect(await page.locator("main .offer-distance, main .distance").count()).toBeGreaterThanOrEqual(0);
    expect(await page.locator("main a[href*='/lieu/']").count()).toBeGreaterThan(0);
    await screenshot(page, `address-found-${how}`);
    await expectSound(page, javaScript);
    await page.locator(".filters summary").click();
    await page.locator("#filter-rayon").selectOption("5");
    await page.getByRole("button", { name: t("page.filter.apply") }).click();
    await page.waitForURL("**/chercher?**");
    expect(page.url()).toMatch(/lat=45\.566&lon=5\.917&pres=73065&precis=address/);
    expect(await page.locator("h1").innerText()).toContain(t("page.address.chosen"));
    expect(await page.locator("h1").innerText()).toContain("Chambéry");
    await screenshot(page, `address-filtered-${how}`);
    expect(addresses.filter((address) => /lilas/i.test(address))).toEqual([]);
    expect(faults()).toEqual([]);
    await close();
  });

  it("several that fit are chosen from; only the street is said to be only the street", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone", colorScheme, javaScript });
    const addresses = watchAddresses(page);
    await page.goto(locale === "fr" ? "/" : `/${locale}`);
    await page.locator("input[name=ou]").fill("place des Exemples");
    await search(page);
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toBe(t("page.towns.title"));
    await screenshot(page, `address-several-${how}`);
    await expectSound(page, javaScript);
    await page.getByRole("button", { name: /73100 Aix-les-Bains/ }).click();
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain("Place des Exemples 73100 Aix-les-Bains");
    expect(await page.locator("main").innerText()).toContain(t("page.address.precision.street"));
    expect(addresses.filter((address) => /exemples/i.test(address))).toEqual([]);
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("without network", () => {
  it("an address is not sent, the page says so and keeps what was typed; with network it is searched around", async () => {
    const { page, close } = await open({ viewport: "phone" });
    await page.goto("/");
    const field = page.locator("input[name=ou]");
    await field.fill(typed);
    const search = page.getByRole("button", { name: say("page.place.search"), exact: true }).first();
    await page.context().setOffline(true);
    await search.click();
    await page.getByText(say("page.address.noNetwork")).waitFor();
    expect(await field.inputValue()).toBe(typed);
    expect(new URL(page.url()).pathname).toBe("/");
    await screenshot(page, "address-no-network");
    await page.context().setOffline(false);
    await search.click();
    await page.locator("h1", { hasText: label }).waitFor();
    await close();
  });
});

describe("going back to the list from an entry", () => {
  it.each([true, false])("sends the address to nobody a second time (scripts: %s)", async (javaScript) => {
    const { page, faults, close } = await open({ viewport: "phone", javaScript });
    await page.goto("/");
    await page.locator("input[name=ou]").fill(typed);
    await page
      .getByRole("button", { name: say("page.place.search"), exact: true })
      .first()
      .click();
    await page.locator("h1", { hasText: label }).waitFor();
    const asked = service.asked.length;
    await page.locator("main a[href*='/lieu/']").first().click();
    await page.waitForURL("**/lieu/**");
    await page.goBack();
    expect(await page.locator("main a[href*='/lieu/']").count()).toBeGreaterThan(0);
    expect(await page.locator("h1").innerText()).toContain("Chambéry");
    expect(page.url().includes("lat=45.566")).toBe(javaScript);
    await page.goForward();
    await page.goBack();
    expect(service.asked.length).toBe(asked);
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("what is no address goes to nobody", () => {
  it.each(["Chambéry", "73000", "chanbéri", "73000 Chambéry"])("%s", async (town) => {
    const asked = service.asked.length;
    for (const javaScript of [true, false]) {
      const { page, close } = await open({ viewport: "phone", javaScript });
      await page.goto("/");
      await page.locator("input[name=ou]").fill(town);
      await page.keyboard.press("Escape");
      await page.locator("input[name=ou]").press("Enter");
      await page.waitForURL("**/chercher?**");
      expect(new URL(page.url()).searchParams.get("ou")).toBe(town);
      await close();
    }
    expect(service.asked.length).toBe(asked);
  });

  it("nor what stands in an address of the browser: it is asked again, and said that it would be sent", async () => {
    const asked = service.asked.length;
    const { page, close } = await open({ viewport: "phone" });
    await page.goto(`/chercher?ou=${encodeURIComponent(typed)}`);
    expect(await page.locator("main").innerText()).toContain(say("page.address.sendIt"));
    expect(await page.locator("input[name=ou]").inputValue()).toBe(typed);
    expect(service.asked.length).toBe(asked);
    await expectSound(page);
    await screenshot(page, "address-in-browser-fr");
    await page.getByRole("button", { name: say("page.place.search"), exact: true }).click();
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain(label);
    await close();
  });
});

describe("by keyboard alone", () => {
  it("an address is typed, sent by Enter, and one of several is chosen", async () => {
    const { page, faults, close } = await open({ viewport: "desktop" });
    await page.goto("/");
    await page.locator("input[name=ou]").focus();
    await page.keyboard.type("4 place des Exemples");
    await page.keyboard.press("Enter");
    await page.waitForLoadState();
    await page.locator("h1", { hasText: say("page.towns.title") }).waitFor();
    await page.locator("main").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "4 Place des Exemples 73000 Chambéry" }).waitFor();
    await screenshot(page, "address-desktop-fr");
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("the other forms that ask where", () => {
  it("“I do not know” and “I would like to help” take an address too, and it stands in no address", async () => {
    const { page, faults, close } = await open({ viewport: "phone" });
    const addresses = watchAddresses(page);
    await page.goto("/je-ne-sais-pas");
    await page.locator("input[name=ou]").fill(typed);
    await page.getByRole("button", { name: say("page.doors.see") }).click();
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain(label);
    await expectSound(page);
    await screenshot(page, "address-ideas-fr");
    await page.goto("/je-voudrais-aider");
    await page.locator("input[name=ou]").fill(typed);
    await page.getByRole("button", { name: say("page.help.see") }).click();
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain(label);
    expect(await page.locator(".narrowings").innerText()).toContain(say("code.offerKind.mission"));
    await page.goto("/je-ne-sais-pas");
    await page.locator("input[name=ou]").fill("place des Exemples");
    await page.getByRole("button", { name: say("page.doors.see") }).click();
    await page.getByRole("button", { name: /73100 Aix-les-Bains/ }).click();
    await page.waitForLoadState();
    expect(await page.locator("h1").innerText()).toContain("Place des Exemples 73100 Aix-les-Bains");
    expect(addresses.filter((address) => /lilas|exemples/i.test(address))).toEqual([]);
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("on the telephone page of professionals", () => {
  it("an address told by whoever calls goes to the service from a field that says so; its words stand in no address", async () => {
    const { page, faults, close } = await open({ viewport: "desktop" });
    await signInOn(page, userOf(server, "val-dargence", "lien"));
    const addresses = watchAddresses(page);
    await page.goto("/pro/telephone");
    await page.getByText(say("pro.telephone.address")).click();
    expect(await page.locator("#ou-hint").innerText()).toContain(serviceName);
    await page.locator("input[name=ou]").fill(typed);
    await page.locator("#ligne-quoi").fill("café");
    await page.locator("form[method=post] button", { hasText: say("pro.telephone.search") }).click();
    await page.locator("#found", { hasText: label }).waitFor();
    await screenshot(page, "address-told-desktop-fr");
    await expectSound(page);
    const firstCard = await page.locator(".spoken-card h3").first().innerText();
    await page.locator("[data-telephone-choice]").first().click();
    await page.waitForURL("**/pro/telephone?**");
    expect(await page.locator("#found").innerText()).toContain(`${say("page.address.chosen")} Chambéry`);
    expect(await page.locator(".spoken-card h3").first().innerText()).toBe(firstCard);
    await page.getByText(say("pro.telephone.address")).click();
    await page.locator("input[name=ou]").fill("4 place des Exemples");
    await page.locator("form[method=post] button", { hasText: say("pro.telephone.search") }).click();
    await page.getByRole("button", { name: /73100 Aix-les-Bains/ }).click();
    await page.locator("#found", { hasText: "73100 Aix-les-Bains" }).waitFor();
    await page.getByText(say("pro.telephone.address")).click();
    await page.locator("input[name=ou]").fill("7 rue du Rêve Éveillé, Chambéry");
    await page.locator("form[method=post] button", { hasText: say("pro.telephone.search") }).click();
    await page.locator("main .notice", { hasText: say("code.addressOutcome.unknown") }).waitFor();
    expect(await page.locator("#found").innerText()).toContain("Chambéry");
    await screenshot(page, "address-told-unknown-desktop-fr");
    expect(addresses.filter((address) => /lilas|exemples|éveillé/i.test(address))).toEqual([]);
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("an association that proposes its entry", () => {
  it("sees where its address was found, says that it is there, and sees how well its place is known", async () => {
    const { page, close } = await open({ viewport: "phone", javaScript: false });
    const email = "jardin-du-plan@asso.example";
    await page.goto("/proposer/nouvelle");
    await page.locator("input[name=address]").fill(email);
    await page.getByRole("button", { name: say("page.propose.ask") }).click();
    const link = (): string => {
      const files = readdirSync(server.outboxDir).map((name) =>
        readFileSync(join(server.outboxDir, name), "utf8"),
      );
      return /\/r\/proposition\/[\w-]+/.exec(files.find((text) => text.includes(email)) ?? "")?.[0] ?? "";
    };
    await expect.poll(link, { timeout: 10_000 }).not.toBe("");
    await page.goto(link());
    expect(await page.locator("form").innerText()).toContain(say("page.propose.streetHint"));
    const written = {
      name: "Jardin du plan",
      description: "On jardine, on parle, on boit un thé.",
      street: "12 rue des Lilas Inventés",
      postcode: "73000",
      city: "Chambéry",
      email,
    };
    for (const [name, value] of Object.entries(written)) await page.locator(`[name=${name}]`).fill(value);
    await page.locator("[name=kind][value=activity]").check();
    await page.locator("[name=category][value=gather]").check();
    const look = page.getByRole("button", { name: say("page.propose.look") });
    await look.click();
    expect(await page.locator("fieldset", { hasText: say("page.propose.place") }).innerText()).toContain(
      label,
    );
    await expectSound(page, false);
    await screenshot(page, "address-of-entry-fr");
    await page.locator("[name=isPlaced]").check();
    await page.locator("[name=isSeen]").check();
    await page.getByRole("button", { name: say("page.propose.send") }).click();
    expect(await page.locator("main").innerText()).toContain(say("code.positionPrecision.address"));
    service.behave("down");
    await page.getByText(say("page.propose.change")).click();
    for (const [name, value] of Object.entries(written)) await page.locator(`[name=${name}]`).fill(value);
    await page.locator("[name=kind][value=activity]").check();
    await page.locator("[name=category][value=gather]").check();
    await look.click();
    expect(await page.locator("main").innerText()).toContain(say("page.propose.notPlaced"));
    await close();
  });
});

describe("when the address cannot be told", () => {
  it("because nobody knows it, the town beside it is searched, and the page says so", async () => {
    const { page, faults, close } = await open({ viewport: "phone", javaScript: false });
    await page.goto("/");
    await page.locator("input[name=ou]").fill("7 rue du Rêve Éveillé, Chambéry");
    await page
      .getByRole("button", { name: say("page.place.search"), exact: true })
      .first()
      .click();
    const main = await page.locator("main").innerText();
    expect(main).toContain(say("code.addressOutcome.unknown"));
    expect(main).toContain(say("page.address.insteadTown"));
    expect(await page.locator("main a[href*='/lieu/']").count()).toBeGreaterThan(0);
    await screenshot(page, "address-unknown-fr");
    await page.goto("/");
    await page.locator("input[name=ou]").fill("7 rue du Rêve Éveillé");
    await page
      .getByRole("button", { name: say("page.place.search"), exact: true })
      .first()
      .click();
    expect(await page.locator("h1").innerText()).toBe(say("page.address.notFound"));
    expect(await page.locator("input[name=ou]").inputValue()).toBe("7 rue du Rêve Éveillé");
    await screenshot(page, "address-nowhere-fr");
    expect(faults()).toEqual([]);
    await close();
  });

  it.each(["silent", "down"] as const)("because the service is %s, that is told too", async (behaviour) => {
    service.behave(behaviour);
    const { page, faults, close } = await open({ viewport: "phone" });
    await page.goto("/");
    await page.locator("input[name=ou]").fill(typed);
    const started = performance.now();
    await page
      .getByRole("button", { name: say("page.place.search"), exact: true })
      .first()
      .click();
    await page.locator("main .notice").first().waitFor();
    expect(performance.now() - started).toBeLessThan(10_000);
    const main = await page.locator("main").innerText();
    expect(main).toContain(say("code.addressOutcome.unanswered"));
    expect(main).toContain(say("page.address.insteadTown"));
    expect(await page.locator("main a[href*='/lieu/']").count()).toBeGreaterThan(0);
    await expectSound(page);
    await screenshot(page, `address-${behaviour}-fr`);
    expect(faults()).toEqual([]);
    await close();
  });
});

it("the privacy page says whose service gets what", async () => {
  const { page, close } = await open({ viewport: "phone" });
  await page.goto("/vie-privee");
  const words = await page.locator("main").innerText();
  expect(words).toContain(serviceName);
  expect(words).toContain(new URL(service.url).host);
  await expectSound(page);
  await close();
});

it("nothing that was typed, sent or answered stands in the log or in what the server writes, at its most talkative", async () => {
  const log = readdirSync(logDir).map((name) => readFileSync(join(logDir, name), "utf8"));
  for (const text of [...log, server.output()])
    for (const word of ["Lilas", "Invent", "Exemples", "Éveillé", "lilas"])
      expect(text.includes(word), word).toBe(false);
  expect(service.asked.some((text) => text.includes("Lilas"))).toBe(true);
});

describe("where no service is named", () => {
  let plain: RunningServer;
  beforeAll(async () => {
    plain = await startServer();
  }, 300_000);
  afterAll(() => plain.stop());

  it("an address is said not to be understood; the town in it is offered, and nothing typed is lost", async () => {
    const { page, faults, close } = await openPage({
      baseUrl: plain.baseUrl,
      viewport: "phone",
      javaScript: false,
    });
    await page.goto("/");
    expect(await page.locator("#ou-hint").innerText()).toBe(say("page.place.whereHint"));
    await page.locator("input[name=ou]").fill(typed);
    await page
      .getByRole("button", { name: say("page.place.search"), exact: true })
      .first()
      .click();
    expect(await page.locator("main").innerText()).toContain(say("page.address.townsOnly"));
    expect(await page.locator("input[name=ou]").inputValue()).toBe(typed);
    await screenshot(page, "address-not-offered-fr");
    await page.locator("main a.town", { hasText: "Chambéry" }).click();
    expect(await page.locator("h1").innerText()).toContain("Chambéry");
    await page.goto("/vie-privee");
    expect(await page.locator("main").innerText()).not.toContain(say("page.privacy.address"));
    expect(faults()).toEqual([]);
    await close();
  });
});
