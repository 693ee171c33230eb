import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { randomId } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
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
import { messagesIn } from "../support/outbox.ts";
import { signIn, type SeededTerritory } from "../support/session.ts";

// How a person is reached: another number waits until somebody checked who asks, a copy asks for a second proof, rules are confirmed.

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let cookie = "";
const personId = randomId();
const path = `/pro/personnes/${personId}`;
const [phone, other] = ["06 39 98 44 33", "06 39 98 00 11"];
const day = 86_400_000;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  await startAt(0);
  await ask("POST", "/pathway/persons", {
    id: personId,
    givenNames: "Essai-Ondine",
    phone,
    email: "ondine@example.org",
    processingGround: "public-interest-task",
    contactChannels: ["sms", "email"],
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
const work = (options: Omit<PageOptions, "baseUrl" | "cookie"> = {}) =>
  openPage({ baseUrl: server.baseUrl, cookie, viewport: "phone", ...options });

/** The own page of the person, by the link handed over on paper. */
async function openOwn() {
  await ask("POST", `/pathway/persons/${personId}/plan-sheet/link`, {
    agreedName: "Odile",
    callbackPhone: "04 79 00 00 01",
  });
  const { page, close } = await work();
  await page.goto(`${path}/mon-projet`);
  const link = /\/r\/[\w-]{43}/.exec(await page.content())?.[0] ?? "no link";
  await close();
  const own = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
  await own.page.goto(link);
  await own.page.getByRole("button", { name: textOf("page.answer.open"), exact: true }).click();
  await own.page.waitForURL("**/r/moi");
  return own;
}

const held = (page: Page) => page.locator("section[aria-labelledby=en-attente]");
const contact = (page: Page) => page.locator("section[aria-labelledby=contact]");

/** Asks for another number by the form of the file; says how it was checked, where told. */
async function changePhone(page: Page, check: "not-checked" | null): Promise<void> {
  const form = page.locator("form#pathway-updateFile");
  await form.locator("input[name=phone]").fill(other);
  if (check !== null) await form.locator(`input[name=identityCheck][value=${check}]`).check();
  await form.getByRole("button", { name: textOf("pro.person.save"), exact: true }).click();
}

it("1. another number is asked how it was checked, waits where it was not, and is stopped by one press", async () => {
  const { page, close } = await work();
  await page.goto(`${path}?changer=1`);
  await changePhone(page, null);
  await page.getByText(textOf("error.pathway.identityCheckNeeded")).first().waitFor();
  expect(await page.locator("form#pathway-updateFile input[name=phone]").inputValue()).toBe(other);
  await screenshot(page, "safe-contact-how-checked-phone");
  await changePhone(page, "not-checked");
  await held(page).waitFor();
  expect(await held(page).innerText()).toContain(other);
  expect(await contact(page).innerText()).toContain(phone);
  expect(await contact(page).innerText()).not.toContain(other);
  expect(await axeViolations(page)).toEqual([]);
  expect(await horizontalOverflow(page)).toBe(0);
  await screenshot(page, "safe-contact-held-phone");
  await page.goto("/pro");
  const row = page.locator(".queue-row", { hasText: textOf("code.waitingReason.change-held") });
  expect(await row.innerText()).toContain("Essai-Ondine");
  await screenshot(page, "safe-contact-queue-phone");
  await row.locator(".queue-next a").click();
  await page.waitForURL("**/personnes/**");
  await held(page)
    .getByRole("button", { name: new RegExp(`^${textOf("pro.held.stop")}`) })
    .click();
  await held(page).waitFor({ state: "detached" });
  expect(await contact(page).innerText()).toContain(phone);
  await page.goto(`${path}?changer=1`);
  await changePhone(page, "not-checked");
  await held(page).waitFor();
  await close();
});

it("2. after three days that nobody stopped, the number holds, without a person doing anything", async () => {
  await server.stop();
  await startAt(3 * day + 3_600_000);
  const { page, close } = await work({ viewport: "desktop", colorScheme: "dark" });
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto(path);
    if ((await held(page).count()) === 0) break;
    await pause(500);
  }
  expect(await held(page).count()).toBe(0);
  expect(await contact(page).innerText()).toContain(other);
  await screenshot(page, "safe-contact-applied-dark");
  await close();
});

it("3. a copy opens with a code that went another way, and by no other code", async () => {
  const { page, close } = await openOwn();
  const data = page.locator("section[aria-labelledby=data]");
  expect(await data.locator("a[download]").count()).toBe(0);
  await data.getByRole("button", { name: textOf("page.own.copy.ask"), exact: true }).click();
  await data.locator("input[name=code]").waitFor();
  const code = await sentCode();
  const prove = async (typed: string): Promise<void> => {
    await data.locator("input[name=code]").fill(typed);
    await data.getByRole("button", { name: textOf("page.own.copy.prove"), exact: true }).click();
  };
  await screenshot(page, "safe-contact-code-phone");
  expect(await axeViolations(page)).toEqual([]);
  await prove(code === "000000" ? "000001" : "000000");
  await data.locator("strong").waitFor();
  expect(await data.locator("a[download]").count()).toBe(0);
  await prove(code);
  await data.locator("a[download]").waitFor();
  const address = (await data.locator("a[download]").getAttribute("href")) ?? "no address";
  const answer = await page.context().request.get(new URL(address, server.baseUrl).href);
  expect([answer.status(), (await answer.text()).includes("Essai-Ondine")]).toEqual([200, true]);
  await screenshot(page, "safe-contact-copy-open-phone");
  await close();
});

it("4. after ninety days the queue asks whether the rules are right; the person says so on their own page", async () => {
  await server.stop();
  await startAt(95 * day);
  const { page, close } = await work({ viewport: "desktop" });
  await page.goto("/pro");
  const row = page
    .locator(".queue-row", { hasText: "Essai-Ondine" })
    .filter({ hasText: textOf("code.waitingReason.contact-rules") });
  expect(await row.count()).toBe(1);
  await row.locator(".queue-next a").click();
  await page.waitForURL("**/personnes/**");
  expect(await contact(page).innerText()).toContain(textOf("pro.contact.due"));
  await screenshot(page, "safe-contact-due-desktop");
  const own = await openOwn();
  const section = own.page.locator("section[aria-labelledby=contact]");
  expect(await section.innerText()).toContain(textOf("page.own.contact.toConfirm"));
  await screenshot(own.page, "safe-contact-own-phone");
  await own.page.goto("/ar/r/moi");
  expect(await section.innerText()).toContain(textOf("page.own.contact.toConfirm", "ar"));
  expect(await horizontalOverflow(own.page)).toBe(0);
  await screenshot(own.page, "safe-contact-own-phone-ar");
  await section.getByRole("button", { name: textOf("page.own.contact.confirm", "ar"), exact: true }).click();
  await section.locator("strong").waitFor({ state: "detached" });
  await own.close();
  await page.goto("/pro");
  expect(await row.count()).toBe(0);
  await close();
});

/** The code in the newest message, however late it goes. */
async function sentCode(): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = messagesIn(place.outboxDir).flatMap(
      ({ text }) => /code : (\d{6})/.exec(text)?.[1] ?? [],
    )[0];
    if (found) return found;
    await pause(200);
  }
  throw new Error("no code went within 30 seconds");
}
