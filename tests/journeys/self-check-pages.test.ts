import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  axeViolations,
  closeBrowser,
  focusedText,
  horizontalOverflow,
  openPage,
  screenshot,
  viewports,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { readByPdfium } from "../support/read-pdf.ts";
import { fillIn, main, often, textOf, Walk } from "../support/self-check-walk.ts";
import { startServer, type RunningServer } from "../support/server.ts";

// The pages of the self-check as they are seen: by axe, by keyboard, in easy words, on paper, by the young.

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

describe("under sixteen", () => {
  it("there are no questions: lines for the young, somebody trusted, and no answer is kept", async () => {
    const { page, close } = await open({ viewport: "phone" });
    await new Walk(page, "fr").begin("under-16");
    expect(page.url()).toMatch(/\/moins-de-16$/);
    expect(await main(page)).toContain("0 800 235 236");
    expect(await page.context().cookies()).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, "self-check-young-fr-phone");
    await close();
  });

  it("at sixteen and seventeen the questions come, but no queue of adults", async () => {
    const { page, close } = await open({ viewport: "phone" });
    const walk = new Walk(page, "fr");
    await fillIn(page, "16-17", ...often, "1");
    await walk.sayTown();
    const told = await main(page);
    expect(told).toContain(textOf("fr", "page.callBack.minor"));
    expect(told).not.toContain(textOf("fr", "page.callBack.ask"));
    expect(told).toContain("0 800 235 236");
    await page.goto("/faire-le-point/rappel/demande");
    expect(await page.locator("form input[name=phone]").count()).toBe(0);
    await close();
  });
});

describe("by keyboard, and by looking", () => {
  it("leaving comes first, choices go by arrows, and Enter goes on", async () => {
    const { page, close } = await open({ viewport: "desktop" });
    await new Walk(page, "fr").begin();
    await page.keyboard.press("Tab");
    expect(await focusedText(page)).toContain(textOf("fr", "page.exit.link"));
    await page.locator("input[name=answer]").first().focus();
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("input[value='2']").isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/2");
    await page.goto("/faire-le-point/1");
    expect(await page.locator("input[value='2']").isChecked()).toBe(true);
    await close();
  });

  // Colours depend on the scheme alone and layout on the size alone: two corners of the four show both.
  it("every page holds for axe, at 320 pixels in the dark and on a desk in the light", async () => {
    const { page, faults, close } = await open({ viewport: "small", colorScheme: "dark" });
    const walk = new Walk(page, "fr");
    await walk.begin("50-59");
    await screenshot(page, "self-check-question-small-dark");
    await fillIn(page, "50-59", ...often, "1");
    await walk.sayTown();
    const paths = [
      "",
      "/age",
      "/3",
      "/resultat",
      "/rappel/demande",
      "/situation/aidants",
      "/moins-de-16",
      "/15-17",
    ];
    for (const corner of ["small dark", "desktop light"] as const) {
      const isSmall = corner === "small dark";
      await page.setViewportSize(isSmall ? viewports.small : viewports.desktop);
      await page.emulateMedia({ colorScheme: isSmall ? "dark" : "light" });
      for (const path of paths) {
        await page.goto(`/faire-le-point${path}`);
        expect(await axeViolations(page), `${path} ${corner}`).toEqual([]);
        if (isSmall) expect(await horizontalOverflow(page), path).toBe(0);
        if (["/resultat", "/rappel/demande", "/situation/aidants"].includes(path))
          await screenshot(page, `self-check${path.replaceAll("/", "-")}-${corner.replace(" ", "-")}`);
      }
    }
    expect(faults()).toEqual([]);
    await close();
  });
});

describe("easy words, and paper", () => {
  it("are a choice on each page: questions keep their words and say what they mean, the result is in short sentences", async () => {
    const { page, faults, close } = await open({ viewport: "phone", javaScript: false });
    const easy = textOf("fr", "page.easy.choose");
    await page.goto("/faire-le-point");
    await page.getByRole("button", { name: easy }).click();
    await page.waitForURL("**/debut");
    expect(await main(page)).toContain(textOf("fr", "page.easy.intro.what"));
    const walk = new Walk(page, "fr");
    await walk.begin();
    const legend = await page.locator("legend.question").innerText();
    expect(await main(page)).toContain(textOf("fr", "page.easy.question.ucla3-1"));
    await page.getByRole("button", { name: textOf("fr", "page.easy.usual") }).click();
    await page.waitForURL("**/1");
    expect(await page.locator("legend.question").innerText()).toBe(legend);
    expect(await main(page)).not.toContain(textOf("fr", "page.easy.question.ucla3-1"));
    await page.getByRole("button", { name: easy }).click();
    await fillIn(page, "26-49", ...often, "0");
    const told = await main(page);
    expect(told).toContain(textOf("fr", "page.easy.reading.ons-direct.often"));
    expect(told).not.toContain(textOf("fr", "reading.ons-direct.often"));
    expect(told).not.toMatch(/vous êtes (très )?(isolé|seul)|\bscore\b/i);
    await screenshot(page, "self-check-easy-result-phone");
    expect(faults()).toEqual([]);
    await close();
  });

  it("a situation asks its own questions after the first ones, and answers in sentences", async () => {
    const { page, faults, close } = await open({ viewport: "phone", javaScript: false });
    const walk = new Walk(page, "fr");
    await fillIn(page, "60-plus", ...often, "0");
    await page.getByRole("link", { name: textOf("fr", "page.module.ages.link") }).click();
    await page.waitForURL("**/situation/ages");
    await page.getByRole("link", { name: textOf("fr", "page.module.questions.begin") }).click();
    await page.waitForURL("**/situation/ages/1");
    await screenshot(page, "self-check-situation-question-phone");
    await walk.answer("1", "0", "1", "skip", "1", "0");
    expect(page.url()).toMatch(/\/situation\/ages\/fin$/);
    const told = await main(page);
    expect(told).toContain(textOf("fr", "page.selfCheck.noLabel"));
    expect(told).toContain(textOf("fr", "page.module.questions.again"));
    expect(told).not.toMatch(/vous êtes (très )?(isolé|seul)|\bscore\b/i);
    await screenshot(page, "self-check-situation-result-phone");
    expect(faults()).toEqual([]);
    await close();
  });

  it("the result prints as sentences, three things and numbers to call, without buttons", async () => {
    const { page, close } = await open({ viewport: "desktop" });
    const walk = new Walk(page, "fr");
    await fillIn(page, "60-plus", ...often, "0");
    await walk.sayTown();
    expect(await page.getByRole("button", { name: textOf("fr", "page.selfCheck.print") }).count()).toBe(1);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("main :is(button, input):visible").count()).toBe(0);
    const told = await main(page);
    expect(told).toContain(textOf("fr", "reading.ons-direct.often"));
    expect(told).toContain("09 72 39 40 50");
    expect(await page.locator(".offer:visible").count()).toBe(3);
    await screenshot(page, "self-check-result-print");
    await close();
  });

  it("a reason for an offer speaks to whoever reads it", async () => {
    const { page, close } = await open({ viewport: "phone", javaScript: false });
    const walk = new Walk(page, "fr");
    await fillIn(page, "60-plus", ...often, "0");
    await walk.sayTown(false);
    const tags = await page.locator(".tag").allInnerTexts();
    expect(tags.length).toBeGreaterThan(0);
    expect(tags.join(" ")).not.toMatch(/la personne|les personnes/);
    await close();
  });
});

describe("a doctor asks for a call for somebody", () => {
  it("in twelve fields of which four are typed, without script; what was typed stays after a refusal, and the sheet prints", async () => {
    const watched = await openPage({ baseUrl: server.baseUrl, viewport: "phone", javaScript: false });
    const { page } = watched;
    await page.goto("/orienter");
    await page.locator("input[name=ou]").fill("chambéry");
    await page.locator("main form button").click();
    const form = page.locator("form#pathway-referByForm");
    expect(await form.locator("fieldset, .field").count()).toBeLessThanOrEqual(14);
    const typed = {
      callerName: "Ondine",
      phone: "06 39 98 40 41",
      words: "Voudrait sortir.",
      referrerName: "Dre Essai",
    };
    for (const [name, text] of Object.entries(typed)) await form.locator(`[name=${name}]`).fill(text);
    // Keystrokes of a whole request; everything else is a press.
    expect(Object.values(typed).join("").length).toBeLessThanOrEqual(60);
    await form.locator("input[name=isAgreed][type=checkbox]").check();
    await form.locator("input[name=isAdult][type=checkbox]").check();
    await form.locator("select[name=kind]").selectOption("doctor");
    await screenshot(page, "refer-form-phone");
    await form.locator("input[name=phone]").fill("3114");
    await form.getByRole("button").click();
    expect(await main(page)).toContain(textOf("fr", "error.pathway.phoneUnusable"));
    await screenshot(page, "refer-refused-phone");
    await form.locator("input[name=phone]").fill(typed.phone);
    await form.getByRole("button").click();
    expect(new URL(page.url()).pathname).toMatch(/^\/orienter\/note\/[0-9A-Z]{6}$/);
    const sheet = await page.request.get("/orienter/feuille.pdf?commune=73065");
    expect((await sheet.body()).subarray(0, 5).toString()).toBe("%PDF-");
    await watched.close();
    const arabic = await open({ viewport: "small", locale: "ar" });
    await arabic.page.goto("/ar/orienter?commune=73065");
    expect(await axeViolations(arabic.page)).toEqual([]);
    expect(await horizontalOverflow(arabic.page)).toBe(0);
    await screenshot(arabic.page, "refer-form-ar-small");
    for (const of of ["", "&proche=oui"]) {
      const [french = [], inArabic = []] = await Promise.all(
        ["/orienter", "/ar/orienter"].map(async (path) =>
          readByPdfium(
            await (await arabic.page.request.get(`${path}/feuille.pdf?commune=73065${of}`)).body(),
          ),
        ),
      );
      expect(inArabic).toHaveLength(french.length);
      expect(inArabic.join(" ")).toContain(textOf("ar", "page.refer.isAgreed"));
    }
    await arabic.close();
  });
});
