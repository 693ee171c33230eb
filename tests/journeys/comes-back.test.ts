import { readdirSync, readFileSync } from "node:fs";
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

// What stays silent comes back to whoever accompanies: a person tried in vain, an end told by others, a waiting list; and the
// documents of a file. Without JavaScript where somebody acts.

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let cookie = "";
/** Milliseconds by which the server's clock is ahead. */
let ahead = 0;
const personId = randomId();
const [told, listed] = [randomId(), randomId()];
const day = 86_400_000;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  await startAt(0);
  await ask("POST", "/pathway/persons", {
    id: personId,
    givenNames: "Essai-Capucine",
    phone: "06 39 98 04 05",
    processingGround: "public-interest-task",
    contactChannels: ["phone"],
  });
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

/** Starts the server with its clock ahead, and signs the worker in by that clock. */
async function startAt(milliseconds: number): Promise<void> {
  ahead = milliseconds;
  server = await place.start({
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../support/shifted-clock.ts")).href}`,
    CLOCK_SHIFT_MS: String(ahead),
  });
  cookie = await signIn(server, seededUser(territories, "val-dargence", "lien"), Date.now() + ahead);
}

async function ask(method: string, path: string, body?: object): Promise<string> {
  const answer = await send(server, { method, path: `/api/v1${path}`, headers: { cookie }, body });
  expect(`${path} ${answer.status} ${answer.text.slice(0, 200)}`).toContain(`${path} 200`);
  return answer.text;
}

const textOf = (key: string): string => readTexts("fr").get(key) ?? `no text ${key}`;
const said = async (page: Page): Promise<string> => page.locator("main").innerText();

/** The page of the worker, on a telephone. */
async function work(options: Omit<PageOptions, "baseUrl"> = {}) {
  const watched = await openPage({
    baseUrl: server.baseUrl,
    viewport: "phone",
    javaScript: false,
    ...options,
  });
  await watched.page.context().addCookies(
    cookie.split("; ").map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return { name, value, url: server.baseUrl };
    }),
  );
  return watched;
}

/** What axe and a ruler find on a page, by a browser that runs scripts. */
async function faultsOf(path: string): Promise<readonly unknown[]> {
  const { page, close } = await work({ javaScript: true });
  await page.goto(path);
  const found = [...(await axeViolations(page)), await horizontalOverflow(page)];
  await close();
  return found;
}

/** Links of the messages so far, oldest first. */
function links(): readonly string[] {
  return readdirSync(place.outboxDir)
    .filter((name) => name.endsWith(".json"))
    .map(
      (name) => JSON.parse(readFileSync(join(place.outboxDir, name), "utf8")) as { at: string; text: string },
    )
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .flatMap(({ text }) => /\/r\/[\w-]{40,60}/.exec(text)?.[0] ?? []);
}
async function newLink(act: () => Promise<unknown>): Promise<string> {
  const before = new Set(linksIfAny());
  await act();
  for (let tries = 0; tries < 300; tries += 1) {
    const found = linksIfAny().find((link) => !before.has(link));
    if (found !== undefined) return found;
    await pause(200);
  }
  throw new Error("no message went within a minute");
}
function linksIfAny(): readonly string[] {
  try {
    return links();
  } catch {
    return [];
  }
}

/** A receiver on a telephone, who opened a link. */
async function receive(link: string) {
  const watched = await openPage({ baseUrl: server.baseUrl, viewport: "phone", javaScript: false });
  await watched.page.goto(link);
  await watched.page.getByRole("button", { name: "Ouvrir" }).click();
  return watched;
}

/** The line of the queue of a reason, once it is there. */
async function lineOf(page: Page, reason: string) {
  const line = page.locator(".queue-row", { hasText: textOf(`code.waitingReason.${reason}`) });
  for (let tries = 0; tries < 60; tries += 1) {
    await page.goto("/pro");
    if ((await line.count()) > 0) return line.first();
    await pause(500);
  }
  throw new Error(`${reason} does not wait within 30 seconds: ${await said(page)}`);
}

it("a document is brought without JavaScript: what was typed stays after a refusal, only a file comes back, removal leaves a trace", async () => {
  const { page, close } = await work();
  await page.goto(`/pro/personnes/${personId}`);
  await page.getByRole("link", { name: textOf("pro.documents.see"), exact: true }).click();
  expect(await said(page)).toContain(textOf("pro.documents.none"));
  await screenshot(page, "documents-empty-phone");
  const bring = async (name: string, buffer: Buffer): Promise<void> => {
    await page.locator("#bring-document-file").setInputFiles({ name, mimeType: "image/jpeg", buffer });
    await page.getByRole("button", { name: textOf("pro.documents.submit"), exact: true }).click();
  };
  await page.locator("select[name=kind]").selectOption("decision");
  await page.locator("input[name=day]").fill("2026-01-15");
  await page.locator("input[name=label]").fill("Notification d’essai");
  await bring("photo.jpg", Buffer.from("<html><script>alert(1)</script>"));
  expect(await page.locator("[role=alert]").innerText()).toContain("Ce n’est ni une photo");
  expect([
    await page.locator("select[name=kind]").inputValue(),
    await page.locator("input[name=day]").inputValue(),
    await page.locator("input[name=label]").inputValue(),
  ]).toEqual(["decision", "2026-01-15", "Notification d’essai"]);
  await screenshot(page, "documents-refused-phone");
  await bring("n’importe-quoi.txt", Buffer.from(telephoneJpeg()));
  expect(await said(page)).toContain("Notification d’essai");
  await page.locator("select[name=kind]").selectOption("help-plan");
  await page.locator("input[name=day]").fill("2025-11-03");
  await bring("plan.pdf", Buffer.from(plainPdfOf()));
  await screenshot(page, "documents-kept-phone");
  const address = await page.locator("a[href*='personnes/document?']").first().getAttribute("href");
  const answer = await page.context().request.get(new URL(address ?? "", server.baseUrl).href);
  const headers = answer.headers();
  expect([
    headers["content-type"],
    headers["content-disposition"],
    headers["x-content-type-options"],
    headers["cache-control"],
  ]).toEqual(["image/jpeg", 'attachment; filename="document.jpg"', "nosniff", "no-store"]);
  expect((await answer.body()).toString("latin1")).not.toMatch(/GPS|Telephone/);
  expect(await faultsOf(`/pro/personnes/${personId}/documents`)).toEqual([0]);
  const dark = await work({ viewport: "desktop", colorScheme: "dark" });
  await dark.page.goto(`/en/pro/personnes/${personId}/documents`);
  expect(await said(dark.page)).toContain("Decision or notice of rights");
  await screenshot(dark.page, "documents-desktop-en-dark");
  await dark.close();
  const first = page.locator("#documents > li").first();
  await first.locator("summary", { hasText: textOf("pro.documents.remove") }).click();
  await first.locator("input[value=by-mistake]").check();
  await first.getByRole("button", { name: textOf("pro.documents.remove.submit") }).click();
  expect(await page.locator("#documents > li").count()).toBe(1);
  await page.locator("details > summary", { hasText: "1 document retiré" }).click();
  expect(await said(page)).toContain(textOf("code.documentRemoval.by-mistake"));
  await screenshot(page, "documents-removed-phone");
  const gone = await page.context().request.get(new URL(address ?? "", server.baseUrl).href);
  expect(gone.status()).toBe(404);
  await close();
});

it("whoever was tried in vain stands in the queue with the next step, until they answer", async () => {
  const note = (daysAgo: number, way: string, outcome: string) =>
    ask("POST", `/pathway/persons/${personId}/contacts`, {
      id: randomId(),
      personId,
      day: new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10),
      time: "09:00",
      way,
      outcome,
    });
  await note(40, "phone", "no-answer");
  const { page, close } = await work();
  await lineOf(page, "contact-again");
  await note(30, "sms", "message-left");
  await note(20, "phone", "no-answer");
  const line = await lineOf(page, "tried-in-vain");
  await screenshot(page, "queue-tried-in-vain-phone");
  expect(await faultsOf("/pro")).toEqual([0]);
  await line.getByRole("link", { name: textOf("pro.waiting.next.tried-in-vain") }).click();
  expect(new URL(page.url()).hash).toBe("#contacts");
  expect(await said(page)).toContain("À essayer à nouveau à partir du");
  await screenshot(page, "person-tried-in-vain-phone");
  await note(1, "phone", "reached");
  await page.goto("/pro");
  expect(await page.locator(".queue-row").count()).toBe(0);
  await close();
});

it("an end that the receiver told is disputed with a reason, told again, and confirmed", async () => {
  const { offers } = JSON.parse(await ask("GET", "/directory/offers?town=73065")) as {
    readonly offers: readonly { readonly id: string }[];
  };
  const refer = (id: string) =>
    ask("POST", `/pathway/persons/${personId}/referrals`, {
      id,
      personId,
      offerId: offers[0]?.id,
      receiverName: "Association d’essai",
      receiverChannel: "email",
      receiverEmail: "accueil@demonstration.example",
      items: ["first-name"],
      evidence: "witnessed-oral",
      callbackPhone: "04 99 91 92 93",
    });
  const { page: receiver, close: leave } = await receive(await newLink(() => refer(told)));
  const complete = async (on: Page, outcome: string): Promise<void> => {
    await on.locator("summary", { hasText: textOf("page.answer.move.complete") }).click();
    await on.locator(`#answer-complete input[value=${outcome}]`).check();
    await on.locator("#answer-complete").getByRole("button").click();
  };
  const press = (move: string) =>
    receiver.getByRole("button", { name: textOf(`page.answer.move.${move}`) }).click();
  for (const move of ["accept", "contact"]) await press(move);
  await receiver.locator("summary", { hasText: textOf("page.answer.move.set-meeting") }).click();
  const tomorrow = new Date(Date.now() + day).toISOString().slice(0, 10);
  await receiver.locator("#answer-set-meeting input[name=meetingOn]").fill(tomorrow);
  await receiver.locator("#answer-set-meeting").getByRole("button").click();
  expect(await said(receiver)).toContain("Rendez-vous le");
  await screenshot(receiver, "answer-meeting-phone");
  await press("start");
  await complete(receiver, "attends-regularly");
  await leave();

  const { page, close } = await work();
  const line = await lineOf(page, "completion-told");
  await screenshot(page, "queue-completion-told-phone");
  await line.getByRole("link", { name: textOf("pro.waiting.next.completion-told") }).click();
  expect(await said(page)).toContain(textOf("pro.referral.toAcknowledge"));
  await screenshot(page, "referral-to-acknowledge-phone");
  expect(await faultsOf(`/pro/orientations/${told}`)).toEqual([0]);
  const dispute = page.locator("details.move", { hasText: textOf("pro.referral.move.dispute") });
  await dispute.locator("summary").click();
  await dispute.locator("form").evaluate((form) => form.setAttribute("novalidate", ""));
  await dispute.getByRole("button").click();
  expect(await page.locator("[role=alert]").count()).toBe(1);
  await page.locator("#move-dispute-note").fill("Elle dit n’y être allée qu’une fois.");
  const link = await newLink(() => page.locator("#move-dispute").getByRole("button").click());
  expect(await said(page)).toContain(textOf("code.referralStatus.started"));

  const again = await receive(link);
  await again.page.locator("summary", { hasText: textOf("page.answer.history") }).waitFor();
  expect(await said(again.page)).toContain("n’y être allée qu’une fois");
  for (const key of ["page.answer.disputed", "page.answer.event.dispute", "page.answer.event.set-meeting"])
    expect(await said(again.page)).toContain(textOf(key));
  await screenshot(again.page, "answer-disputed-phone");
  await complete(again.page, "attended-once");
  await again.close();
  await lineOf(page, "completion-told");
  await page.goto(`/pro/orientations/${told}`);
  await page.locator("summary", { hasText: textOf("pro.referral.move.acknowledge") }).click();
  await page.locator("#move-acknowledge").getByRole("button").click();
  expect(await said(page)).toContain(textOf("pro.referral.event.acknowledge"));
  await screenshot(page, "referral-acknowledged-phone");
  await page.goto("/pro");
  expect(await page.locator(".queue-row").count()).toBe(0);
  await close();

  const other = await receive(await newLink(() => refer(listed)));
  await other.page.getByRole("button", { name: textOf("page.answer.move.accept") }).click();
  const waitlist = other.page.locator("summary", { hasText: textOf("page.answer.move.waitlist") });
  if (!(await waitlist.isVisible()))
    await other.page.locator("summary", { hasText: textOf("page.answer.other") }).click();
  await waitlist.click();
  await other.page.locator("#answer-waitlist").getByRole("button").click();
  expect(await said(other.page)).toContain(textOf("page.answer.state.waitlisted"));
  await other.close();
});

it("a receiver told by word of mouth is to be called, and their answer is noted with who gave it", async () => {
  const { offers } = JSON.parse(await ask("GET", "/directory/offers?town=73065")) as {
    offers: { id: string }[];
  };
  const id = randomId();
  await ask("POST", `/pathway/persons/${personId}/referrals`, {
    id,
    offerId: offers[0]?.id,
    receiverName: "Le café d’en face",
    receiverChannel: "none",
    items: ["first-name"],
    evidence: "witnessed-oral",
    callbackPhone: "04 99 91 92 93",
  });
  const { page, close } = await work();
  const line = await lineOf(page, "receiver-to-call");
  await screenshot(page, "queue-receiver-to-call-phone");
  await line.getByRole("link", { name: textOf("pro.waiting.next.receiver-to-call") }).click();
  await page.locator("summary", { hasText: textOf("pro.referral.move.accept") }).click();
  const form = page.locator("#move-accept");
  await form.evaluate((given) => given.setAttribute("novalidate", ""));
  await form.getByRole("button").click();
  expect(await page.locator("[role=alert]").count()).toBe(1);
  await page.locator("#move-accept-note").fill("La gérante, ce matin au téléphone.");
  await form.getByRole("button").click();
  expect(await said(page)).toContain(textOf("code.referralStatus.accepted"));
  expect(await said(page)).toContain("La gérante, ce matin au téléphone.");
  expect(await faultsOf(`/pro/orientations/${id}`)).toEqual([0]);
  // Taken back, so that what follows has its own lines.
  await page.locator("summary", { hasText: textOf("pro.referral.otherActs") }).click();
  await page.locator("summary", { hasText: textOf("pro.referral.move.recall") }).click();
  await page.locator("#move-recall").getByRole("button").click();
  expect(await said(page)).toContain(textOf("code.referralStatus.recalled"));
  await close();
});

it("a receiver is asked three weeks later whether somebody still waits for a place, and confirms it in one press", async () => {
  await server.stop();
  const link = await newLink(() => startAt(22 * day));
  const { page, close } = await receive(link);
  await screenshot(page, "answer-still-waiting-phone");
  const other = await openPage({
    baseUrl: server.baseUrl,
    viewport: "phone",
    javaScript: false,
    colorScheme: "dark",
  });
  await other.page.context().addCookies(await page.context().cookies());
  await other.page.goto("/ar/r/reponse");
  expect(await horizontalOverflow(other.page)).toBe(0);
  await screenshot(other.page, "answer-still-waiting-phone-ar-dark");
  await other.close();
  await page.getByRole("button", { name: textOf("page.answer.move.confirm-waitlist") }).click();
  expect(await said(page)).toContain(textOf("page.answer.confirmed"));
  await screenshot(page, "answer-confirmed-phone");
  await close();
});

it("unconfirmed while the link opens, it stands in the queue of whoever referred", async () => {
  await server.stop();
  await newLink(() => startAt(44 * day));
  await server.stop();
  await startAt(53 * day);
  const { page, close } = await work();
  const line = await lineOf(page, "waitlist-unconfirmed");
  await screenshot(page, "queue-waitlist-unconfirmed-phone");
  await line.getByRole("link", { name: textOf("pro.waiting.next.waitlist-unconfirmed") }).click();
  expect(await said(page)).toContain("pas de réponse pour le moment");
  await screenshot(page, "referral-waitlist-asked-phone");
  await page.locator("summary", { hasText: textOf("pro.referral.move.confirm-waitlist") }).click();
  await page.locator("#move-confirm-waitlist").getByRole("button").click();
  await page.goto("/pro");
  expect(await page.locator(".queue-row").count()).toBe(0);
  await close();
});
