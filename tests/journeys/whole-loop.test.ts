import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeBrowser, openPage } from "../support/browser.ts";
import { makeInstallation, seededUser, type Installation, type Served } from "../support/installation.ts";
import { signIn, type SeededTerritory } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

// One walk around the whole loop, without JavaScript: noticed, linked, known, and a territory that can be steered.
// Each test is a station of the one walk; what can go wrong at a station has a journey of its own.

const callerName = "Mahaut-Essai";
const number = "06 39 98 55 44";

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let inhabitant: Page;
let worker: Page;
let receiver: Page;
let personPath = "";

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  server = await place.start();
  inhabitant = await open("phone");
  worker = await open("desktop");
  receiver = await open("phone");
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

async function open(viewport: "phone" | "desktop"): Promise<Page> {
  return (await openPage({ baseUrl: server.baseUrl, javaScript: false, viewport })).page;
}

const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name }).first();
const link = (page: Page, name: string | RegExp): Locator => page.getByRole("link", { name }).first();
const said = async (page: Page): Promise<string> => page.locator("main").innerText();

/** The link in the first message that went. */
async function firstLink(): Promise<string> {
  for (let tries = 0; tries < 150; tries += 1) {
    const [file] = readdirSync(place.outboxDir, { withFileTypes: true }).filter(({ name }) =>
      name.endsWith(".json"),
    );
    const text = file === undefined ? "" : readFileSync(join(place.outboxDir, file.name), "utf8");
    const found = /\/r\/[\w-]{40,60}/.exec(text);
    if (found) return found[0];
    await pause(200);
  }
  throw new Error("no message went within 30 seconds");
}

async function answerUcla3(...values: readonly string[]): Promise<void> {
  await worker.goto(`${personPath}/point/ucla3`);
  for (const [position, value] of values.entries())
    await worker.locator(".question-asked").nth(position).locator(`input[value="${value}"]`).check();
  await button(worker, "Enregistrer les réponses").click();
  await worker.getByRole("heading", { level: 1, name: callerName }).waitFor();
}

it("1. somebody takes stock without account and asks to be called", async () => {
  await inhabitant.goto("/");
  await link(inhabitant, "Commencer, à mon rythme").click();
  await inhabitant.locator("main .button-main").click();
  await inhabitant.locator("main input[name=age][value='60-plus']").check();
  await button(inhabitant, "Continuer").click();
  for (const answer of ["3", "2", "3", "2", "4", "4", "3", "4", "4", "1", "1"]) {
    await inhabitant.locator(`main input[name=answer][value="${answer}"]`).check();
    await inhabitant.locator("main").getByRole("button", { name: "Continuer", exact: true }).click();
  }
  expect(new URL(inhabitant.url()).pathname).toBe("/faire-le-point/resultat");
  expect(await said(inhabitant)).not.toMatch(/vous êtes (très )?(isolé|seul)|\bscore\b/i);
  await inhabitant.locator("input[name=ou]").fill("chambéry");
  await inhabitant.locator("main form:has(input[name=ou]) button").click();
  expect(await inhabitant.locator("main a[href*='/lieu/']").count()).toBe(3);
  await inhabitant.locator("main a[href*='/rappel/demande']").first().click();
  expect(await said(inhabitant)).toContain("3114");
  await inhabitant.locator("input[name=callerName]").fill(callerName);
  await inhabitant.locator("input[name=phone]").fill(number);
  await inhabitant.locator("input[name=isAdult]").check();
  await inhabitant.locator("main form:has(input[name=phone]) button").last().click();
  expect(new URL(inhabitant.url()).pathname).toBe("/faire-le-point/rappel/note");
});

it("2. a link worker finds the request, opens a file of it, and asks the questions together", async () => {
  const user = seededUser(territories, "val-dargence", "lien");
  await signInOn(worker, user);
  await worker.goto("/pro/demandes");
  await link(worker, callerName).click();
  await button(worker, "Je m’en occupe").click();
  await link(worker, "Ouvrir un dossier").click();
  expect(await worker.locator("input[name=givenNames]").inputValue()).toBe(callerName);
  expect((await worker.locator("input[name=phone]").inputValue()).replaceAll(/\D/g, "")).toMatch(
    /639985544$/,
  );
  await worker.locator("input[name=townCode]").fill("73065");
  await button(worker, "Enregistrer").click();
  await worker.getByRole("heading", { level: 1, name: callerName }).waitFor();
  personPath = new URL(worker.url()).pathname;
  await answerUcla3("3", "3", "3");
  expect(await worker.locator(".side", { hasText: "Le ressenti" }).innerText()).toMatch(/: 9\s/);
  await worker.goto("/pro/demandes");
  expect(await said(worker)).not.toContain(callerName);
});

it("3. offers near are proposed with reasons, and one is chosen into the plan", async () => {
  await worker.goto(`${personPath}/besoins`);
  await worker.getByLabel("Être écouté·e").check();
  await button(worker, "Enregistrer et voir les propositions").click();
  expect(await worker.locator(".offer").first().innerText()).toContain("Pourquoi :");
  await worker.getByRole("button", { name: /^Mettre dans le projet Permanence/ }).click();
  expect(await worker.locator("#projet ~ ul").innerText()).toContain("Permanence d’écoute");
});

it("4. the referral goes with its ground; the receiver answers without account, up to the outcome that counts", async () => {
  await link(worker, /^Orienter Permanence/).click();
  await worker.getByLabel("De vive voix, devant moi").check();
  await worker.getByLabel("Votre numéro pour être rappelé·e").fill("04 79 00 00 01");
  await button(worker, "Envoyer").click();
  await worker.getByRole("heading", { level: 1, name: callerName }).waitFor();
  await receiver.goto(await firstLink());
  await button(receiver, "Ouvrir").click();
  expect(await said(receiver)).toContain(callerName);
  await button(receiver, "Oui, j’accepte").click();
  await button(receiver, "J’ai joint la personne").click();
  await button(receiver, "La personne est venue").click();
  await receiver.locator("summary", { hasText: "Dire ce que cela a donné" }).click();
  await receiver.getByLabel("A rencontré quelqu’un à revoir").check();
  await receiver.locator("#answer-complete").getByRole("button", { name: "Envoyer" }).click();
  expect(await said(receiver)).not.toContain(callerName);
});

it("5. asked again, the change comes with its doubt and with what regression alone would give; the loop is known", async () => {
  await answerUcla3("2", "1", "2");
  const feeling = await worker.locator(".side", { hasText: "Le ressenti" }).innerText();
  expect(feeling).toMatch(/: 5\s/);
  expect(feeling).toContain("−4");
  expect(feeling).toMatch(/on attendrait \S+ point\(s\) de ce seul fait/);
  expect(feeling).toContain("enquête inventée");
  expect(await worker.locator("#orientations ~ ul").innerText()).toContain("Issue connue");
});

it("6. the observatory tells a figure with its interval, as a sentence, a picture, a table and a file, from no file of anybody", async () => {
  await inhabitant.goto("/observatoire");
  expect(await said(inhabitant)).toContain("Données synthétiques");
  await inhabitant.goto("/observatoire/ucla3-at-least-6");
  expect(await inhabitant.locator("main svg").count()).toBeGreaterThan(0);
  expect(await inhabitant.locator("main table").count()).toBeGreaterThan(0);
  expect(await said(inhabitant)).toMatch(/intervalle/);
  const file = await inhabitant.locator("main a[href$='.csv']").first().getAttribute("href");
  const csv = await fetch(new URL(file ?? "", server.baseUrl));
  expect(csv.headers.get("content-type")).toContain("text/csv");
  const lines = (await csv.text()).trim().split("\n");
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.join("\n")).toContain("published");
});

it("7. another organisation of the territory, and another territory, see none of it", async () => {
  const personId = personPath.split("/").at(-1) ?? "";
  const others = [
    seededUser(territories, "val-dargence", "lien-domicile"),
    ...territories
      .filter(({ slug }) => slug !== "val-dargence")
      .flatMap(({ users }) => users.filter(({ slug }) => slug.startsWith("lien")).slice(0, 1)),
  ];
  for (const user of others) {
    const cookie = await signIn(server, user);
    const ask = (path: string): Promise<Response> =>
      fetch(`${server.baseUrl}/api/v1${path}`, { headers: { cookie } });
    for (const path of ["", "/screenings", "/needs", "/plan", "/referrals"]) {
      const answer = await ask(`/pathway/persons/${personId}${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    for (const path of [
      "/pathway/persons",
      `/pathway/persons?q=${callerName}`,
      "/pathway/waiting",
      "/pathway/call-requests",
    ]) {
      const answer = await ask(path);
      expect(await answer.text()).not.toContain(callerName);
    }
  }
});
