import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshKey, send } from "../support/api.ts";
import {
  axeViolations,
  closeBrowser,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { fillIn, local, main, often, textOf, Walk } from "../support/self-check-walk.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, territoriesOf, userOf } from "../support/session.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

async function open(options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, ...options });
}

describe.each([
  ["in French without JavaScript", "fr", false],
  ["in Arabic with scripts", "ar", true],
] as const)("on a telephone, %s", (_name, locale, javaScript) => {
  it("eleven questions lead to sentences, to three things near, and to a request that the team finds", async () => {
    const { page, faults, close } = await open({ locale, viewport: "phone", javaScript });
    const walk = new Walk(page, locale);
    const look = async (name: string): Promise<void> => {
      // axe is a script itself: pages without JavaScript cannot be asked by it.
      if (javaScript) expect(await axeViolations(page), name).toEqual([]);
      await screenshot(page, `self-check-${name}-${locale}-phone`);
    };
    await page.goto(local(locale, "/faire-le-point"));
    await look("intro");
    await walk.begin();
    expect(page.url()).toMatch(/\/faire-le-point\/1$/);
    await look("question");
    await walk.answer(...often);
    expect(page.url()).toMatch(/\/faire-le-point\/11$/);
    await walk.answer("1");
    expect(page.url()).toMatch(/\/faire-le-point\/resultat$/);
    expect(walk.done.seconds(), "from the first page to the result").toBeLessThanOrEqual(180);
    const told = await main(page);
    expect(told).toContain(textOf(locale, "reading.ons-direct.often"));
    expect(told).toContain(textOf(locale, "reading.credoc5.isole"));
    expect(told).toContain(textOf(locale, "page.selfCheck.support"));
    expect(told.indexOf(textOf(locale, "page.callBack.wish"))).toBeLessThan(
      told.indexOf(textOf(locale, "reading.ons-direct.often")),
    );
    expect(told).not.toMatch(/vous êtes (très )?(isolé|seul)|\bscore\b|\b9\/9\b/i);
    await walk.sayTown(javaScript);
    expect(page.url()).toMatch(/\/faire-le-point\/resultat$/);
    expect(await page.locator("main a[href*='/lieu/']").count()).toBe(3);
    await look("result");
    walk.done.taps += 1;
    await page.getByRole("link", { name: textOf(locale, "page.callBack.ask") }).click();
    const form = await main(page);
    for (const number of ["3114", "15"]) expect(form).toContain(number);
    expect(form).toContain(textOf(locale, "page.callBack.night"));
    await look("call-back");
    await page.locator("input[name=callerName]").fill("Mimi");
    await page.locator("input[name=phone]").fill("3114");
    await page.locator("input[name=isAdult]").check();
    await walk.press("page.callBack.submit");
    expect(await main(page)).toContain(textOf(locale, "error.pathway.phoneUnusable"));
    expect(await page.locator("input[name=callerName]").inputValue()).toBe("Mimi");
    await look("call-back-error");
    await page.locator("input[name=phone]").fill(locale === "fr" ? "06 39 98 77 66" : "06 39 98 77 67");
    await walk.press("page.callBack.submit");
    expect(page.url()).toMatch(/\/rappel\/note$/);
    expect(await main(page)).toContain("3114");
    await look("noted");
    // 24 taps answer all eleven questions; the rest is the town, the number and the sending.
    expect(walk.done.taps).toBeLessThanOrEqual(32);
    expect(faults().filter((fault) => !fault.includes("422"))).toEqual([]);
    await close();
  });
});

describe("in the languages in which the questions do not exist", () => {
  it.each(["es", "ar"] as const)(
    "%s shows the words that there are, marked as such, and says so",
    async (locale) => {
      const { page, close } = await open({ locale, viewport: "phone" });
      await new Walk(page, locale).begin();
      expect(await main(page)).toContain(textOf(locale, "page.selfCheck.fallback"));
      const legend = page.locator("legend.question");
      expect(await legend.getAttribute("lang")).toBe("fr");
      expect(await legend.getAttribute("dir")).toBe("ltr");
      expect(await page.locator("html").getAttribute("lang")).toBe(locale);
      await close();
    },
  );
});

describe("going back and forth", () => {
  it("the back button, a reload and a second tab show what was said; saying it anew replaces it", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await walk.answer("2", "prefer-not", "skip");
    await page.goBack();
    await page.goBack();
    await page.reload();
    expect(page.url()).toMatch(/\/2$/);
    expect(await page.locator("input[value=prefer-not]").isChecked()).toBe(true);
    const tab = await page.context().newPage();
    await tab.goto("/faire-le-point/1");
    expect(await tab.locator("input[value='2']").isChecked()).toBe(true);
    await tab.locator("input[value='3']").check();
    await tab.locator("main .button-main").click();
    await tab.waitForURL("**/2");
    await page.goto("/faire-le-point/1");
    expect(await page.locator("input[value='3']").isChecked()).toBe(true);
    await page.goto("/en/faire-le-point");
    await page.locator("main .button-main").click();
    await page.waitForURL("**/en/faire-le-point/4");
    expect(await page.context().cookies()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "etape", httpOnly: true, sameSite: "Lax", expires: -1 }),
      ]),
    );
    await close();
  });

  it("jumping ahead leads to the question that comes next, and nothing is lost", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await walk.answer("1", "1");
    for (const path of ["/faire-le-point/9", "/faire-le-point/resultat"]) {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(409);
      expect(await page.locator("h1").innerText()).toBe(textOf("fr", "page.selfCheck.notYet"));
      expect(await axeViolations(page)).toEqual([]);
    }
    await screenshot(page, "self-check-too-early");
    await page.locator("main .button-main").click();
    await page.waitForURL("**/3");
    expect((await page.goto("/faire-le-point/77"))?.status()).toBe(404);
    await close();
  });

  it("going on without an answer says what to do", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await walk.press("page.selfCheck.next");
    expect(await main(page)).toContain(textOf("fr", "error.pathway.answerNeeded"));
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "self-check-error-fr-phone");
    await close();
  });

  it("a missing answer never reassures, and prefers-not is another thing than skipping", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const skipped = ["skip", "skip", "skip", "skip"];
    await fillIn(page, "60-plus", "1", "1", "prefer-not", "5", "1", "1", "1", ...skipped);
    const told = await main(page);
    expect(told).toContain(textOf("fr", "reading.incomplete"));
    expect(told).not.toContain(textOf("fr", "reading.ucla3.not-lonely"));
    expect(told).not.toContain(textOf("fr", "reading.ons-direct.rarely"));
    expect(told).toContain(textOf("fr", "page.selfCheck.again.three-months"));
    await close();
  });
});

describe("what is kept", () => {
  it("erasing leaves nothing behind the back button, nor in the browser", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await walk.answer("3", "3");
    await walk.press("page.selfCheck.forget");
    expect(await page.locator("h1").innerText()).toBe(textOf("fr", "page.selfCheck.forgotten"));
    expect(await page.context().cookies()).toEqual([]);
    await page.goBack();
    expect(await page.locator("input:checked").count()).toBe(0);
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length]);
    expect(stored).toEqual([0, 0]);
    await close();
  });

  it("going on later on this device is a choice, for a week, that can be taken back", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await walk.answer("3");
    await page.getByText(textOf("fr", "page.selfCheck.later"), { exact: true }).click();
    await walk.press("page.selfCheck.later.submit");
    const kept = (await page.context().cookies()).find(({ name }) => name === "etape");
    expect((kept?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(6 * 86_400);
    await page.getByText(textOf("fr", "page.selfCheck.later"), { exact: true }).click();
    await walk.press("page.selfCheck.later.stop");
    expect((await page.context().cookies()).every(({ expires }) => expires === -1)).toBe(true);
    await close();
  });

  it("a cookie that was tampered with says so in a coded answer, and one can start again", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    const cookies = await page.context().cookies();
    const altered = (value: string): string => (value.startsWith("A") ? "B" : "A") + value.slice(1);
    await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, value: altered(cookie.value) })));
    const answer = await page.goto("/faire-le-point/1");
    expect(answer?.status()).toBe(400);
    expect(await main(page)).toContain(textOf("fr", "error.pathway.selfCheckUnreadable"));
    await page.locator("main .button-main").click();
    await walk.choose("18-25", "age");
    await walk.press("page.selfCheck.next");
    expect(page.url()).toMatch(/\/1$/);
    await close();
  });

  it("answers whose time is over are gone: the page says why, a posted answer is refused in words", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await walk.begin();
    await page.context().clearCookies();
    await walk.choose("2");
    await walk.press("page.selfCheck.next");
    expect(await main(page)).toContain(textOf("fr", "error.pathway.selfCheckExpired"));
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "self-check-expired-fr-phone");
    await close();
  });

  it("no answer, no town and no cookie value reaches the database, the outbox, the logs or an address", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    const addresses: string[] = [];
    page.on("request", (request) => addresses.push(request.url()));
    await walk.begin();
    await walk.answer("3");
    await fillIn(page, "26-49", ...often, "0");
    await walk.sayTown();
    const own = addresses.filter((address) => address.includes("faire-le-point"));
    expect(own.every((address) => !address.includes("?"))).toBe(true);
    expect(server.output()).not.toMatch(/etape=|faire-le-point/);
    await close();
  });
});

describe("the queue of the team", () => {
  const api = async (cookie: string, method: string, path: string, body?: unknown, version?: number) =>
    send(server, {
      method,
      path: `/api/v1${path}`,
      headers: {
        cookie,
        ...(method === "GET" ? {} : { "content-type": "application/json", "idempotency-key": freshKey() }),
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      ...(body === undefined ? {} : { body }),
    });

  it("shows who asked, and leads from the row to the call", async () => {
    const { page, faults, close } = await open({ viewport: "desktop" });
    await arriveAs(page, "lien");
    await page.goto("/pro/demandes");
    expect(await page.locator("ol.offers > li").count()).toBe(2);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "call-queue-desktop");
    await page.getByRole("link", { name: "Mimi" }).first().click();
    expect(await main(page)).toContain("06 39 98 77 6");
    expect(await page.title()).not.toContain("Mimi");
    const walk = new Walk(page, "fr");
    await walk.press("pro.callRequest.take");
    await walk.choose("no-answer", "kind");
    await walk.press("pro.callRequest.attempt.submit");
    expect(await main(page)).toContain(textOf("fr", "code.callEventKind.no-answer"));
    expect(await page.locator("input[value=voicemail-left]").count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "call-request-desktop");
    const link = page.getByRole("link", { name: textOf("fr", "pro.callRequest.openFile") });
    expect(await link.getAttribute("href")).toMatch(/\/pro\/personnes\/nouvelle\?demande=[0-9a-f-]{36}$/);
    await page.locator("summary", { hasText: textOf("fr", "pro.callRequest.close") }).click();
    await walk.choose("answered-without-file", "outcome");
    await walk.press("pro.callRequest.close.submit");
    expect(page.url()).toMatch(/\/pro\/demandes$/);
    expect(await page.locator("ol.offers > li").count()).toBe(1);
    expect(faults()).toEqual([]);
    await close();
  });

  it("is closed to the public when it has no room, and its settings say so", async () => {
    const cookie = await signIn(server, userOf(server, "val-dargence", "admin"));
    const [territory] = territoriesOf(server);
    const ccas = territory?.organisations.find(({ slug }) => slug === "ccas")?.id;
    const put = await api(
      cookie,
      "PUT",
      `/pathway/call-queues/${ccas}`,
      {
        name: "On vous rappelle",
        areas: "73",
        staffedHours: "Mo-Fr 09:00-12:00",
        capacity: 1,
        promisedDays: 3,
        isOpen: true,
      },
      1,
    );
    expect([put.status, put.text]).toEqual([200, expect.stringContaining('"version":2')]);
    const { page, close } = await open({ viewport: "phone" });
    await page.goto("/faire-le-point/rappel/demande?commune=73065");
    expect(await page.locator("input[name=phone]").count()).toBe(0);
    expect(await main(page)).toContain(textOf("fr", "page.callBack.none"));
    expect(await main(page)).toContain("3114");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "call-back-no-room-fr-phone");
    await arriveAs(page, "coordination");
    await page.goto("/pro/demandes/reglages");
    expect(await main(page)).toContain("1");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "call-queue-settings-phone");
    await close();
  });

  /** Gives the browser of a page the session of a professional. */
  async function arriveAs(page: Page, slug: string): Promise<void> {
    const cookie = await signIn(server, userOf(server, "val-dargence", slug));
    await page.context().addCookies(
      cookie.split("; ").map((pair) => {
        const cut = pair.indexOf("=");
        return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url: server.baseUrl };
      }),
    );
  }
});
