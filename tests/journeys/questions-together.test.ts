import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeViolations, closeBrowser, horizontalOverflow, openPage, screenshot } from "../support/browser.ts";
import {
  makeInstallation,
  seededPerson,
  seededUser,
  type Installation,
  type Served,
} from "../support/installation.ts";
import { freshCode, type SeededTerritory } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

// Questions asked together: interrupted, gone on with, answered on two devices, on paper, corrected. Without JavaScript.

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let desk: Page;
let telephone: Page;
let personPath = "";

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  server = await place.start();
  personPath = `/pro/personnes/${seededPerson(territories, "val-dargence", "odette")}`;
  desk = await enter("desktop");
  telephone = await enter("phone");
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

async function enter(viewport: "phone" | "desktop"): Promise<Page> {
  const user = seededUser(territories, "val-dargence", "lien");
  const { page } = await openPage({ baseUrl: server.baseUrl, javaScript: false, viewport });
  await signInOn(page, user);
  return page;
}

const said = (page: Page): Promise<string> => page.locator("main").innerText();
const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name }).first();
const answer = async (page: Page, ...values: readonly (string | null)[]): Promise<void> => {
  for (const [position, value] of values.entries())
    if (value !== null)
      await page.locator(".question-asked").nth(position).locator(`input[value="${value}"]`).check();
};
const checked = (page: Page): Promise<readonly string[]> =>
  page
    .locator(".question-asked input:checked")
    .evaluateAll((inputs) => inputs.map((input) => (input as unknown as { readonly value: string }).value));

async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await horizontalOverflow(page)).toBe(0);
}

it("1. questions are interrupted, with a note, and gone on with where they were left", async () => {
  await desk.goto(`${personPath}/point/ucla3?langue=fr&avec=en`);
  expect(await said(desk)).toContain("How often do you feel left out?");
  await answer(desk, "3", "prefers-not");
  await desk.locator("textarea[name=note]").fill("On reprend jeudi.");
  await looksRight(desk, "together-interpreter");
  await button(desk, "Interrompre et garder pour plus tard").click();
  await desk.getByRole("heading", { name: "En cours" }).waitFor();
  await looksRight(desk, "together-under-way");
  await desk.getByRole("link", { name: /^Reprendre/ }).click();
  expect(await checked(desk)).toContain("prefers-not");
  expect(await desk.locator("textarea[name=note]").inputValue()).toBe("On reprend jeudi.");
});

it("2. the second of two devices is told, and keeps what was typed on it", async () => {
  await telephone.goto(`${personPath}/point/ucla3`);
  await answer(telephone, "2", "2");
  await button(telephone, "Interrompre et garder pour plus tard").click();
  await telephone.getByRole("heading", { name: "En cours" }).waitFor();
  await answer(desk, "3", "1", "1");
  await button(desk, "Enregistrer les réponses").click();
  expect(await said(desk)).toContain("Un autre appareil a répondu entre-temps");
  expect(await said(desk)).toContain("Ce qui est déjà gardé : Parfois");
  expect((await checked(desk)).slice(0, 3)).toEqual(["3", "1", "1"]);
  await looksRight(desk, "together-overtaken");
  await button(desk, "Enregistrer les réponses").click();
  await desk.getByRole("heading", { level: 1, name: /Odette/ }).waitFor();
  await telephone.goto(`${personPath}/point`);
  expect(await said(telephone)).not.toContain("Interrompre");
  expect(await telephone.getByRole("link", { name: /^Reprendre/ }).count()).toBe(0);
});

it("3. corrected answers stay beside the new ones, with who and when", async () => {
  await desk.goto(`${personPath}/point`);
  await desk.locator("a[href*='/reponses/']").first().click();
  expect(await said(desk)).toContain("On reprend jeudi.");
  await desk.getByRole("link", { name: "Corriger" }).click();
  expect((await checked(desk)).slice(0, 3)).toEqual(["3", "1", "1"]);
  await answer(desk, null, null, "2");
  await button(desk, "Enregistrer les réponses").click();
  await desk.goto(`${personPath}/point`);
  await desk.locator("a[href*='/reponses/']").first().click();
  expect(await desk.locator("#versions ~ ol li").count()).toBe(2);
  await desk.locator("#versions ~ ol a").first().click();
  expect(await said(desk)).toContain("Corrigé depuis.");
  await looksRight(desk, "together-answers");
});

it("4. a sheet prints without a name, in large print, and its answers are typed twice", async () => {
  await desk.goto(`${personPath}/point/osss3/papier?gros=1`);
  await desk.emulateMedia({ media: "print" });
  await screenshot(desk, "together-paper-large");
  expect(await desk.locator(".printed-code svg").isVisible()).toBe(true);
  expect(await desk.locator("main").innerText()).not.toContain("Odette");
  // What a reader saves as PDF is tagged, in its language: headings and lists are there for assistive technology.
  const pdf = (await desk.pdf({ format: "A4", tagged: true })).toString("latin1");
  for (const tag of ["/StructTreeRoot", "/Marked true", "/Lang (fr", "/H1", "/LI"])
    expect(pdf).toContain(tag);
  await desk.emulateMedia({ media: "screen" });
  await looksRight(desk, "together-paper-screen");
  const link = desk.getByRole("link", { name: "Ouvrir en fichier PDF, en gros caractères" });
  const file = await desk.request.get((await link.getAttribute("href")) ?? "");
  expect([file.status(), file.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  const sheet = (await file.body()).toString("latin1");
  for (const tag of ["/Marked true", "/Lang (fr)", "/S /H1", "/S /LBody", "/S /Figure"])
    expect(sheet).toContain(tag);
  const inArabic = await desk.request.get(`/ar${personPath}/point/osss3/papier.pdf`);
  expect(inArabic.status()).toBe(200);
  await desk.getByRole("link", { name: "Saisir des réponses sur papier" }).click();
  await answer(desk, "2", "3", "4");
  await button(desk, "Garder la première saisie").click();
  await desk.getByRole("link", { name: /^Faire la deuxième saisie/ }).click();
  expect(await checked(desk)).toEqual([]);
  await answer(desk, "2", "3", "5");
  await button(desk, "Comparer et enregistrer").click();
  expect(await said(desk)).toContain("ne disent pas la même chose pour une question");
  expect(await said(desk)).toContain("Rien n’est encore calculé");
  expect(await desk.locator(".other-reading").count()).toBe(1);
  await looksRight(desk, "together-differences");
  await desk.getByLabel("J’ai relu le papier").check();
  await button(desk, "Comparer et enregistrer").click();
  await desk.getByRole("heading", { level: 1, name: /Odette/ }).waitFor();
});

it("5. what was begun is abandoned visibly", async () => {
  await telephone.goto(`${personPath}/point/ons-direct`);
  await answer(telephone, "2");
  await button(telephone, "Interrompre et garder pour plus tard").click();
  await button(telephone, /^Abandonner ces questions/).click();
  expect(await said(telephone)).toContain("abandonné. Les réponses n’ont pas été gardées.");
  await looksRight(telephone, "together-abandoned");
});

it("6. the pages pass axe and throw no fault, with scripts, in English", async () => {
  const user = seededUser(territories, "val-dargence", "lien");
  const { page, faults, close } = await openPage({ baseUrl: server.baseUrl, colorScheme: "dark" });
  await page.goto("/en/connexion");
  await page.locator("input[name=email]").fill(user.email);
  await page.locator("input[name=password]").fill(user.password);
  await page.locator("input[name=code]").fill(await freshCode(user));
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
  for (const path of ["/point", "/point/credoc5", "/point/credoc5?papier=1", "/point/credoc5/papier"]) {
    await page.goto(`/en${personPath}${path}`);
    expect([path, await axeViolations(page)]).toEqual([path, []]);
  }
  expect(faults()).toEqual([]);
  await close();
});
