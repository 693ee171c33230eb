import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "#storage";
import { sql } from "kysely";
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

// The PHQ-9 asked together, from the decision to use it to the alert that somebody else takes over. Without JavaScript.

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let admin: Page;
let coordinator: Page;
let worker: Page;
let personPath = "";
let ccas = "";
let demonstration: object;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  // As a territory begins: the demonstration has somebody on call and the PHQ-9 already.
  demonstration = await place.inDatabase(onCallOf);
  await place.inDatabase((admin) => sql`truncate on_call, on_call_duty, instrument_decision`.execute(admin));
  server = await place.start();
  personPath = `/pro/personnes/${seededPerson(territories, "val-dargence", "odette")}`;
  ccas =
    territories.find(({ slug }) => slug === "val-dargence")?.organisations.find(({ slug }) => slug === "ccas")
      ?.id ?? "";
  [admin, coordinator, worker] = await Promise.all([
    enter("admin", "desktop"),
    enter("coordination", "desktop"),
    enter("lien", "phone"),
  ]);
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

/** How many are on call, and what was enabled for which purpose. */
async function onCallOf(admin: Store["admin"]): Promise<object> {
  const { rows } = await sql<object>`
    select (select count(*)::int from on_call_duty) as duties, instrument, is_enabled,
      starts_with(purpose, 'Démonstration') as is_labelled, answerable_id is not null as is_answered
    from instrument_decision`.execute(admin);
  return rows;
}

async function enter(slug: string, viewport: "phone" | "desktop"): Promise<Page> {
  const user = seededUser(territories, "val-dargence", slug);
  const { page } = await openPage({ baseUrl: server.baseUrl, javaScript: false, viewport });
  await signInOn(page, user);
  return page;
}

const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name }).first();
const said = (page: Page): Promise<string> => page.locator("main").innerText();

async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await horizontalOverflow(page)).toBe(0);
}

/** Messages that went, as they stand in the outbox. */
function messages(): readonly { readonly to: string; readonly subject: string; readonly text: string }[] {
  if (!existsSync(place.outboxDir)) return [];
  return readdirSync(place.outboxDir)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(place.outboxDir, name), "utf8")));
}

it("0. the demonstration has three people on call, and the PHQ-9 with its purpose and who answers for it", () => {
  expect(demonstration).toEqual([
    { duties: 3, instrument: "phq9", is_enabled: true, is_labelled: true, is_answered: true },
  ]);
});

it("1. without a covered on-call the PHQ-9 cannot be enabled, and is not offered", async () => {
  await worker.goto(`${personPath}/point`);
  expect(await said(worker)).not.toContain("santé du patient");
  await admin.goto("/pro/instruments");
  await admin.getByRole("link", { name: /CCAS/ }).click();
  await looksRight(admin, "risk-instruments");
  await admin.getByRole("link", { name: /PHQ-9/ }).click();
  await button(admin, "Activer cet instrument").click();
  expect(await said(admin)).toContain("échelle de symptômes");
  await admin.getByLabel("À quoi cela sert ici").fill("Décider ensemble d’un avis médical, sans diagnostic.");
  await admin.getByLabel("Qui en répond").selectOption({ index: 1 });
  await button(admin, "Activer cet instrument").click();
  expect(await said(admin)).toContain("L’astreinte n’est pas couverte");
  await looksRight(admin, "risk-instrument-refused");
});

it("2. the coordinator puts two people on call at every hour, and says what is missing until then", async () => {
  await coordinator.goto(`/pro/astreinte/${ccas}`);
  expect(await said(coordinator)).toContain("L’astreinte n’est pas couverte");
  await coordinator.getByLabel("Heures", { exact: true }).fill("24/7");
  await button(coordinator, "Enregistrer les heures").click();
  const add = async (name: string, turn: string): Promise<void> => {
    await coordinator.getByLabel("Personne", { exact: true }).selectOption({ label: name });
    await coordinator.getByLabel("Heures d’astreinte").fill("24/7");
    await coordinator.getByLabel(turn).check();
    await button(coordinator, "Ajouter à l’astreinte").click();
  };
  const options = await coordinator.locator("select[name=accountId] option").allInnerTexts();
  expect(options).toEqual(["Choisir…", "Noor Haddad", "Camille Rey", "Lou Bernardin"]);
  await add("Camille Rey", "en dernier");
  expect(await said(coordinator)).toContain("une seule personne");
  await looksRight(coordinator, "risk-on-call-gap");
  await add("Noor Haddad", "tout de suite");
  expect(await said(coordinator)).toContain("Couverte pour les deux semaines");
  await looksRight(coordinator, "risk-on-call");
});

it("3. the administration enables it with its purpose, and it is offered", async () => {
  await admin.goto(`/pro/instruments/${ccas}/phq9`);
  await admin.getByLabel("À quoi cela sert ici").fill("Décider ensemble d’un avis médical, sans diagnostic.");
  await admin.getByLabel("Qui en répond").selectOption({ label: "Camille Rey" });
  await button(admin, "Activer cet instrument").click();
  expect(await said(admin)).toMatch(/Activé le .* \d{4}/);
  await looksRight(admin, "risk-instrument");
  await worker.goto(`${personPath}/point`);
  await worker.getByRole("link", { name: /santé du patient/ }).click();
  await worker.getByRole("heading", { level: 1, name: /santé du patient/ }).waitFor();
});

it("4. the answer shows whom to call before it is sent, and before any score", async () => {
  const questions = worker.locator(".question-asked");
  for (let position = 0; position < 8; position += 1)
    await questions.nth(position).locator('input[value="0"]').check();
  const help = questions.nth(8).locator(".crisis-at-once");
  expect(await help.isVisible()).toBe(false);
  await questions.nth(8).locator('input[value="0"]').check();
  expect(await help.isVisible()).toBe(false);
  await questions.nth(8).locator('input[value="1"]').check();
  expect(await help.isVisible()).toBe(true);
  expect(await help.innerText()).toContain("3114");
  await looksRight(worker, "risk-answer");
  await button(worker, "Enregistrer les réponses").click();
  await worker.locator("#alerte").waitFor();
  expect(new URL(worker.url()).hash).toBe("#alerte");
  const page = await said(worker);
  expect(page.indexOf("3114")).toBeGreaterThan(0);
  expect(page.indexOf("3114")).toBeLessThan(page.indexOf("PHQ") === -1 ? page.length : page.indexOf("PHQ"));
  expect(page).not.toMatch(/aucun risque|pas de risque/i);
  await looksRight(worker, "risk-person");
});

it("5. a named person gets a message without content, and the one who asked cannot take over", async () => {
  for (let tries = 0; tries < 100 && messages().length === 0; tries += 1) await pause(200);
  const sent = messages();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.to).not.toBe(seededUser(territories, "val-dargence", "lien").email);
  expect(`${sent[0]?.subject} ${sent[0]?.text}`).not.toMatch(
    /phq|suicid|santé|alerte|personne|CCAS|Argence|risque|Odette/i,
  );
  await worker.locator(".risk-card a[href*='/pro/alertes/']").click();
  expect(await worker.getByRole("button", { name: "Je prends le relais" }).count()).toBe(0);
  await worker.getByLabel("Ce qui a été fait, et quand").fill("Nous avons appelé le 3114 ensemble.");
  await button(worker, "Ajouter").click();
  expect(await said(worker)).toContain("Nous avons appelé le 3114 ensemble.");
  await looksRight(worker, "risk-alert-own");
});

it("6. somebody else takes over, with what is done; the card goes, the record stays", async () => {
  await coordinator.goto("/pro");
  expect(await said(coordinator)).toContain("Une alerte attend quelqu’un.");
  await coordinator.getByRole("link", { name: "Lire l’alerte et prendre le relais" }).click();
  expect(await said(coordinator)).toContain("Une alerte attend quelqu’un.");
  await looksRight(coordinator, "risk-alerts");
  await coordinator.locator("main .offer a").first().click();
  await coordinator.getByLabel("Ce que vous faites maintenant").fill("Je la vois à 14 h avec son médecin.");
  await looksRight(coordinator, "risk-alert");
  await button(coordinator, "Je prends le relais").click();
  expect(await said(coordinator)).toContain("a pris le relais");
  await coordinator.goto("/pro/alertes");
  expect(await said(coordinator)).toContain("Aucune alerte n’attend.");
  expect(await said(coordinator)).toContain("ne dit rien de la sécurité");
  await worker.goto(personPath);
  expect(await worker.locator("#alerte").count()).toBe(0);
});

it("7. the administration sets a threshold, sees on examples what it does, and takes it back", async () => {
  await admin.goto("/pro/parcours");
  await admin.getByLabel("UCLA-3 : score à partir duquel on propose plus").selectOption("5");
  await button(admin, "Voir ce qui changerait").click();
  expect(await said(admin)).toContain(
    "Quelqu’un est proposé. Numéros toujours visibles. Ensuite : OSSS-3, WHO-5.",
  );
  await looksRight(admin, "pathway-preview");
  await admin.getByLabel("Pourquoi").first().fill("Le comité du territoire l’a voulu ainsi.");
  await button(admin, "Décider").click();
  await admin.waitForURL((url) => url.pathname === "/pro/parcours");
  expect(await said(admin)).toContain("Votre territoire a choisi son parcours.");
  await admin
    .locator("section", { has: admin.locator("#reset") })
    .getByLabel("Pourquoi")
    .fill("Retour après un mois d’essai au centre.");
  await button(admin, "Revenir au parcours du catalogue").click();
  expect(await said(admin)).toContain("Votre territoire suit le parcours du catalogue.");
  await admin.getByText("Reprendre cette décision").first().click();
  await looksRight(admin, "pathway-history");
});

it("8. in danger one acts at once, and somebody else reviews it", async () => {
  await worker.goto(`${personPath}/danger`);
  await looksRight(worker, "danger-phone");
  await button(worker, "Inscrire cet acte").click();
  await looksRight(worker, "danger-refused");
  await worker.getByLabel("Urgence vitale").check();
  await worker.getByLabel("À qui", { exact: true }).fill("SAMU, régulation");
  await worker.getByLabel("Téléphone", { exact: true }).check();
  await worker.getByLabel("Le danger, en quelques mots").fill("Ne répond plus depuis hier soir.");
  await worker.getByLabel("La personne n’est pas joignable").check();
  await button(worker, "Inscrire cet acte").click();
  expect(await said(worker)).toContain("quelqu’un d’autre donne le deuxième avis");
  await coordinator.goto("/pro/dangers");
  await looksRight(coordinator, "dangers");
  await coordinator.locator("main .offer a").first().click();
  await coordinator.getByLabel("Justifié", { exact: true }).check();
  await coordinator.getByLabel("Rien de plus").check();
  await coordinator.getByLabel("Pourquoi, en quelques mots").fill("Le SAMU est arrivé à temps.");
  await looksRight(coordinator, "danger-act");
  await button(coordinator, "Donner mon avis").click();
  expect(await said(coordinator)).toContain("Le SAMU est arrivé à temps.");
});

it("9. the pages pass axe, in French and in English, light and dark", async () => {
  const user = seededUser(territories, "val-dargence", "coordination");
  const { page, faults, close } = await openPage({ baseUrl: server.baseUrl, colorScheme: "dark" });
  await page.goto("/en/connexion");
  await page.locator("input[name=email]").fill(user.email);
  await page.locator("input[name=password]").fill(user.password);
  await page.locator("input[name=code]").fill(await freshCode(user));
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/connexion"));
  const addresses = [
    "/pro/alertes",
    "/en/pro/dangers",
    `/en${personPath}/danger`,
    "/en/pro/parcours",
    `/en/pro/astreinte/${ccas}`,
    `/pro/instruments/${ccas}`,
    `/en/pro/instruments/${ccas}/phq9`,
    `/pro/instruments/${ccas}/cssrs-screener`,
  ];
  for (const address of addresses) {
    await page.goto(address);
    expect([address, await axeViolations(page)]).toEqual([address, []]);
  }
  await screenshot(page, "risk-cssrs-dark");
  expect(faults()).toEqual([]);
  await close();
});
