import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { randomId } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { plainPdfOf, telephoneJpeg } from "../../src/pathway/sealed-file/fixtures/pictures.ts";
import { readTexts } from "../../scripts/declarations.ts";
import { send } from "../support/api.ts";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
} from "../support/browser.ts";
import { makeInstallation, seededUser, type Installation, type Served } from "../support/installation.ts";
import { signIn, type SeededTerritory } from "../support/session.ts";

// How long a document of a file is kept: shown to the person, brought forward before its end, kept longer, removed.

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let cookie = "";
const personId = randomId();
const path = `/pro/personnes/${personId}`;
const day = 86_400_000;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  await startAt(0);
  await ask("POST", "/pathway/persons", {
    id: personId,
    givenNames: "Essai-Garance",
    processingGround: "public-interest-task",
    contactChannels: ["phone"],
  });
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

/** Starts the server with its clock ahead, and signs the worker in by that clock. */
async function startAt(ahead: number): Promise<void> {
  server = await place.start({
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/shifted-clock.ts")).href}`,
    CLOCK_SHIFT_MS: String(ahead),
  });
  cookie = await signIn(server, seededUser(territories, "val-dargence", "lien"), Date.now() + ahead);
}

async function ask(method: string, route: string, body?: object): Promise<string> {
  const answer = await send(server, { method, path: `/api/v1${route}`, headers: { cookie }, body });
  expect(`${route} ${answer.status} ${answer.text.slice(0, 200)}`).toContain(`${route} 200`);
  return answer.text;
}

const textOf = (key: string, locale: "fr" | "en" | "ar" = "fr"): string =>
  readTexts(locale).get(key) ?? `no text ${key}`;
const said = async (page: Page): Promise<string> => page.locator("main").innerText();

async function work(options: Omit<PageOptions, "baseUrl" | "cookie"> = {}) {
  return openPage({ baseUrl: server.baseUrl, cookie, viewport: "phone", ...options });
}

const documents = (page: Page) => page.locator("#documents > li");

it("a document chosen with the person stands on their own page in their language, and is taken away; the other is not there", async () => {
  const { page, close } = await work();
  await page.goto(`${path}/documents`);
  for (const [kind, name, bytes] of [
    ["decision", "photo.jpg", telephoneJpeg()],
    ["help-plan", "plan.pdf", plainPdfOf()],
  ] as const) {
    await page.locator("select[name=kind]").selectOption(kind);
    await page.locator("input[name=day]").fill(kind === "decision" ? "2026-01-15" : "2025-11-03");
    await page
      .locator("#bring-document-file")
      .setInputFiles({ name, mimeType: "image/jpeg", buffer: Buffer.from(bytes) });
    await page.getByRole("button", { name: textOf("pro.documents.submit"), exact: true }).click();
    await page.waitForLoadState();
  }
  expect(await documents(page).count()).toBe(2);
  await screenshot(page, "documents-times-phone");
  await documents(page)
    .first()
    .getByRole("button", { name: new RegExp(`^${textOf("pro.documents.show")}`) })
    .click();
  await page.waitForLoadState();
  expect(await documents(page).first().innerText()).toContain(textOf("pro.documents.shown"));
  expect(await axeViolations(page)).toEqual([]);
  expect(await horizontalOverflow(page)).toBe(0);
  await ask("POST", `/pathway/persons/${personId}/plan-sheet/link`, {
    agreedName: "Garance",
    callbackPhone: "04 79 00 00 01",
  });
  await page.goto(`${path}/mon-projet`);
  const link = /\/r\/[\w-]{43}/.exec(await page.content())?.[0] ?? "no link";
  await close();
  const own = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
  await own.page.goto(link);
  await own.page.getByRole("button", { name: "Ouvrir" }).click();
  const section = own.page.locator("section[aria-labelledby=documents]");
  await section.waitFor();
  expect(await section.locator("li").count()).toBe(1);
  expect(await section.innerText()).toContain(textOf("code.documentKind.decision"));
  const address = (await section.locator("a").getAttribute("href")) ?? "no address";
  const answer = await own.page.context().request.get(new URL(address, server.baseUrl).href);
  expect([answer.status(), answer.headers()["content-type"], answer.headers()["cache-control"]]).toEqual([
    200,
    "image/jpeg",
    "no-store",
  ]);
  expect((await answer.body()).length).toBeGreaterThan(100);
  expect(await axeViolations(own.page)).toEqual([]);
  await screenshot(own.page, "own-documents-phone");
  await own.page.goto("/ar/r/moi");
  expect(await section.innerText()).toContain(textOf("page.own.documents", "ar"));
  expect(await horizontalOverflow(own.page)).toBe(0);
  await screenshot(own.page, "own-documents-phone-ar");
  await own.close();
  const nobody = await openPage({ baseUrl: server.baseUrl });
  const refused = await nobody.page.context().request.get(new URL(address, server.baseUrl).href);
  expect(refused.status()).toBeGreaterThanOrEqual(400);
  await nobody.close();
});

it("a month before, the queue asks whether they still serve; one is kept longer with a reason, the other goes by itself", async () => {
  await server.stop();
  await startAt(160 * day);
  const { page, close } = await work({ viewport: "desktop", colorScheme: "dark" });
  await page.goto("/pro");
  const line = page.locator(".queue-row", {
    hasText: textOf("code.waitingReason.document-ending"),
  });
  expect(await line.innerText()).toContain("Essai-Garance");
  await line.locator(".queue-next a").click();
  await page.waitForURL("**/documents");
  expect(await said(page)).toContain(textOf("pro.documents.ending"));
  await screenshot(page, "documents-ending-dark");
  expect(await axeViolations(page)).toEqual([]);
  const first = documents(page).first();
  await first.locator("summary", { hasText: textOf("pro.documents.longer") }).click();
  const submit = first.getByRole("button", { name: textOf("pro.documents.longer.submit"), exact: true });
  // Without a reason nothing is kept longer.
  await submit.click();
  const reason = first.locator("input[value=procedure-open]");
  expect(await reason.evaluate((input) => (input as HTMLInputElement).validity.valueMissing)).toBe(true);
  await screenshot(page, "documents-longer-dark");
  await reason.check();
  await submit.click();
  await page.getByText(textOf("code.documentKeeping.procedure-open")).first().waitFor();
  expect(await first.innerText()).not.toContain(textOf("pro.documents.ending"));
  await close();
  await server.stop();
  await startAt(184 * day);
  const later = await work({ locale: "en" });
  // The day's work is done at the start, beside the first requests.
  for (let tries = 0; tries < 60; tries += 1) {
    await later.page.goto(`/en${path}/documents`);
    if ((await documents(later.page).count()) === 1) break;
    await pause(500);
  }
  expect(await documents(later.page).count()).toBe(1);
  expect(await documents(later.page).innerText()).toContain(textOf("code.documentKind.decision", "en"));
  await later.page.locator("details > summary", { hasText: "1 " }).last().click();
  expect(await said(later.page)).toContain("its time was over");
  await screenshot(later.page, "documents-ended-phone-en");
  expect(await horizontalOverflow(later.page)).toBe(0);
  await later.close();
});
