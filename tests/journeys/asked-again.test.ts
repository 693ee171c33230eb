import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { randomId } from "#base";
import { afterAll, beforeAll, expect, it } from "vitest";
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

// The same questions by a link without account: sent by a way that the person agreed to, answered once, without JavaScript.

let server: RunningServer;
let cookie = "";
const personId = randomId<"person">();
beforeAll(async () => {
  server = await startServer();
  cookie = await signIn(server, userOf(server, "val-dargence", "lien"));
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const textOf = (key: string): string => readTexts("fr").get(key) ?? `no text ${key}`;

async function open(options: Omit<PageOptions, "baseUrl">, isWorker: boolean): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, ...options });
  const pairs = cookie.split("; ").map((pair) => pair.split(/=(.*)/s));
  if (isWorker)
    await watched.page
      .context()
      .addCookies(pairs.map(([name = "", value = ""]) => ({ name, value, url: server.baseUrl })));
  return watched;
}

/** What went out so far, whole. */
function outbox(): readonly string[] {
  return readdirSync(server.outboxDir, { withFileTypes: true })
    .filter(({ name }) => name.endsWith(".json"))
    .map(({ name }) => readFileSync(join(server.outboxDir, name), "utf8"));
}

async function newestLink(): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = outbox().flatMap((text) => /\/r\/[\w-]{40,60}/.exec(text)?.[0] ?? [])[0];
    if (found) return found;
    await pause(200);
  }
  throw new Error("no message went within 30 seconds");
}

it("1. the page of what is planned says why no link can go, then sends one by the way agreed to", async () => {
  const opened = await send(server, {
    method: "POST",
    path: "/api/v1/pathway/persons",
    headers: { cookie, "content-type": "application/json", "idempotency-key": freshKey() },
    body: {
      id: personId,
      givenNames: "Ondine-Essai",
      phone: "06 39 98 44 33",
      processingGround: "public-interest-task",
      contactChannels: ["sms"],
    },
  });
  expect(opened.status).toBe(200);
  const { page, faults, close } = await open({ javaScript: false, viewport: "phone" }, true);
  await page.goto(`/pro/personnes/${personId}`);
  await page.getByRole("link", { name: textOf("pro.again.see") }).click();
  expect(await page.locator("main").innerText()).toContain(textOf("pro.again.none"));
  await page.locator("summary", { hasText: textOf("pro.again.byLink") }).click();
  await page.locator("input[name=instrument][value=ucla3]").check();
  await page.locator("input[name=agreedName]").fill("Inès");
  await page.locator("input[name=callbackPhone]").fill("04 99 91 92 93");
  await screenshot(page, "asked-again-send-phone");
  await page.getByRole("button", { name: textOf("pro.again.send") }).click();
  await page.waitForURL("**/reprises");
  expect(await page.locator("main").innerText()).toContain(textOf("pro.again.mode.self"));
  await screenshot(page, "asked-again-sent-phone");
  expect(faults()).toEqual([]);
  await close();
});

it("2. the message names nothing of the person or the matter", async () => {
  await newestLink();
  expect(outbox()).toHaveLength(1);
  const [message = ""] = outbox();
  expect(message).toContain("Inès");
  expect(message).not.toMatch(/Ondine|seul|isol|question|santé|CCAS|point/i);
});

it("3. the person answers without account or JavaScript, once, and reads sentences, no number", async () => {
  const { page, faults, close } = await open({ javaScript: false, viewport: "small" }, false);
  const link = await newestLink();
  for (let visits = 0; visits < 3; visits += 1) await page.goto(link);
  await page.getByRole("button", { name: textOf("page.answer.open") }).click();
  await page.waitForURL("**/r/questions");
  expect(await page.locator("main fieldset").count()).toBe(3);
  expect(await page.locator("main").textContent()).toContain("3114");
  expect(await horizontalOverflow(page)).toBe(0);
  await screenshot(page, "asked-again-questions-small");
  for (const [position, value] of ["3", "2", "prefers-not"].entries())
    await page.locator("main fieldset").nth(position).locator(`input[value="${value}"]`).check();
  await page.getByRole("button", { name: textOf("page.questions.submit") }).click();
  await page.getByRole("heading", { level: 1, name: textOf("page.questions.thanks") }).waitFor();
  const said = await page.locator("main").innerText();
  expect(said).toContain(textOf("reading.incomplete"));
  expect(said).not.toMatch(/vous êtes (très )?(isolé|seul)|\bscore\b|Ondine/i);
  await screenshot(page, "asked-again-thanks-small");
  expect(faults()).toEqual([]);
  await close();
});

it("4. the file shows that it was answered, and what is planned next", async () => {
  const { page, faults, close } = await open({}, true);
  await page.goto(`/pro/personnes/${personId}/reprises`);
  const said = await page.locator("main").innerText();
  expect(said).toContain(textOf("code.reassessmentStatus.answered"));
  expect(said).toContain(textOf("code.reassessmentStep.months-6"));
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "asked-again-planned-desktop");
  await page.goto(`/pro/personnes/${personId}`);
  expect(await page.locator(".side", { hasText: "Le ressenti" }).innerText()).toContain("sans réponse");
  expect(faults()).toEqual([]);
  await close();
});

it("5. the page of the questions holds for axe, in Arabic and in the dark", async () => {
  const { page, close } = await open({ locale: "ar", viewport: "phone", colorScheme: "dark" }, false);
  await page.goto("/ar/r/questions");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "asked-again-no-link-ar-dark");
  await close();
});
