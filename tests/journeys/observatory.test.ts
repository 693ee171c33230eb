import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
} from "../support/browser.ts";
import { walkByKeyboard } from "../support/keyboard.ts";
import { makeInstallation, seededUser, type Installation, type Served } from "../support/installation.ts";
import { root } from "../support/source-tree.ts";
import type { SeededTerritory } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
let first: Page;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  const outlines = join(root, "../shared/data/geo/departements-version-simplifiee.geojson");
  if (existsSync(outlines)) {
    const origin = ["--source", "IGN, Insee", "--licence", "Licence Ouverte 2.0"];
    expect((await place.run("import", "geography", outlines, ...origin)).code).toBe(0);
  }
  server = await place.start();
});
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

async function open(options: Omit<PageOptions, "baseUrl"> = {}): Promise<Page> {
  return (await openPage({ baseUrl: server.baseUrl, javaScript: false, ...options })).page;
}

async function signInAs(slug: string): Promise<Page> {
  const page = await open();
  const user = seededUser(territories, "val-dargence", slug);
  await signInOn(page, user);
  return page;
}

/** axe with scripts needs a page in which scripts may run; it is evaluated by the browser's own tools here too. */
async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, `observatory-${name}`);
  expect(await horizontalOverflow(page), name).toBe(0);
}

it("an analyst asks a question, keeps it, and asks it of another wave", async () => {
  first = await signInAs("analyste");
  await first.getByRole("link", { name: "Atelier" }).click();
  await look(first, "workshop-empty");
  const form = first.locator("#question-synthetic-2023-2026");
  await form.getByLabel("Indicateur").selectOption("no-network");
  await form.getByLabel("Groupes").selectOption("age");
  await form.getByLabel("Seulement", { exact: true }).selectOption("sex=woman");
  await form.getByRole("button", { name: "Calculer" }).click();
  const table = first.getByRole("table");
  await table.getByRole("columnheader", { name: "Effet de plan" }).waitFor();
  expect(await table.getByRole("row").count()).toBe(6);
  await look(first, "analysis");
  await first.getByLabel("Nom de l’analyse").fill("Femmes sans réseau, selon l’âge");
  await first.getByRole("button", { name: "Garder" }).click();
  await first.getByRole("heading", { level: 1, name: "Femmes sans réseau, selon l’âge" }).waitFor();
  await first.getByRole("link", { name: "2024", exact: true }).click();
  await first.getByText("Les chiffres, vague 2024").waitFor();
  const link = first.getByRole("link", { name: "Code R qui refait le calcul" });
  const file = await first.context().request.get((await link.getAttribute("href")) ?? "");
  expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="no-network-age-.*\.R"$/);
  expect(await file.text()).toContain("svydesign(");
});

it("a question that cannot be answered says why, and is there to be changed", async () => {
  const answer = await first.goto(
    "/observatoire/atelier/analyse?survey=synthetic-2023-2026&indicator=no-network&breakdown=age&filter1=age%3D16-24",
  );
  expect(answer?.status()).toBe(422);
  await first.getByRole("alert").waitFor();
  await look(first, "analysis-refused");
});

it("publishing takes two persons", async () => {
  await first.goto("/observatoire/atelier");
  await first.getByRole("link", { name: "Femmes sans réseau, selon l’âge" }).click();
  await first.getByLabel("Pourquoi publier ce chiffre").fill("Pour le rapport de 2027");
  await first.getByRole("button", { name: "Préparer, vérifier et proposer" }).click();
  await first.getByText("Vous l’avez proposée : une autre personne doit décider.").waitFor();
  expect(await first.getByRole("button", { name: "Publier", exact: true }).count()).toBe(0);
  const second = await signInAs("analyste-deux");
  await second.goto("/observatoire/atelier/publications");
  await look(second, "proposal");
  await second.getByRole("button", { name: "Publier", exact: true }).click();
  await second.getByRole("link", { name: /Le registre : \d publications/ }).click();
  await second.getByText("tisser.release/synthetic-2023-2026/v2").waitFor();
});

/** A file of an invented survey: two strata of ten towns, the three questions of UCLA-3, sex and age. */
function surveyFile(stratumOf: (row: number) => string): Buffer {
  const lines = Array.from({ length: 400 }, (_none, row) =>
    [
      `r${row}`,
      800 + (row % 7),
      stratumOf(row),
      `t${row % 20}`,
      row % 2 === 0 ? "F" : "H",
      16 + (row % 70),
      ...[1, 2, 3].map((item) => (row % 23 === 0 ? 9 : 1 + ((row * item) % 3))),
    ].join(","),
  );
  return Buffer.from(`${["id,poids,strate,grappe,sexe,age,ucla3_1,ucla3_2,ucla3_3", ...lines].join("\n")}\n`);
}

/** Looks again how far a file is until the page shows what is waited for. */
async function settle(page: Page, awaited: Locator): Promise<void> {
  const look = page.getByRole("link", { name: "Voir où cela en est" });
  for (;;) {
    await look.or(awaited).first().waitFor();
    if (await awaited.isVisible()) return;
    await look.click();
  }
}

it("an analyst brings a file without a script, sees an impossible design at once, and imports what is put right", async () => {
  await first.goto("/observatoire/atelier/enquetes");
  await look(first, "intake-empty");
  const send = async (name: string, buffer: Buffer): Promise<void> => {
    await first.goto("/observatoire/atelier/enquetes");
    await first.getByLabel("Fichier de l’enquête").setInputFiles({ name, mimeType: "text/csv", buffer });
    await first.getByRole("button", { name: "Envoyer le fichier" }).click();
  };
  await send("enquete.sav", Buffer.from("$FL2"));
  await first.getByText("Le format sav n’est pas lu ici.").waitFor();
  await look(first, "intake-refused");
  const broken = await first.context().request.post("/observatoire/atelier/enquetes", {
    headers: { "content-type": "multipart/form-data; boundary=x", origin: server.baseUrl },
    data: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b',
  });
  expect(broken.status()).toBe(400);
  const stranger = await open();
  const refused = await stranger.context().request.post("/observatoire/atelier/enquetes", {
    multipart: { file: { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a\n1\n") } },
  });
  expect(refused.status()).toBe(401);
  await stranger.context().close();
  await send(
    "baro.csv",
    surveyFile((row) => (row === 40 ? "s9" : `s${row % 2}`)),
  );
  await settle(first, first.getByText("400 réponses, 9 colonnes"));
  await first.getByText("Unité primaire : grappe").waitFor();
  await first.getByText("une unité est dans deux strates").waitFor();
  await look(first, "intake-draft-faulty");
  await send(
    "baro.csv",
    surveyFile((row) => `s${row % 2}`),
  );
  await settle(first, first.getByText("Aucun défaut trouvé."));
  await first.getByRole("link", { name: "ucla3_1" }).click();
  expect(await first.getByLabel("Ce qu’elle demande").inputValue()).toBe("ucla3/ucla3-1");
  expect(await first.getByLabel("Codes sans réponse").inputValue()).toBe("9");
  await look(first, "intake-variable");
  await first.getByRole("button", { name: "Garder", exact: true }).click();
  await first.getByRole("link", { name: "L’enquête", exact: true }).click();
  await first.getByLabel("Nom court").fill("baro-essai");
  await first.getByLabel("Titre en français").fill("Baromètre d’essai");
  await first.getByRole("radio", { name: "Tirées au sort" }).check();
  await first.getByRole("radio", { name: "Non, des personnes ont répondu" }).check();
  await first.getByLabel("Provenance").fill("Inventé");
  await first.getByLabel("Licence").fill("CC0-1.0");
  await first.getByLabel("De qui elle parle, en français").fill("personnes de 16 ans ou plus");
  await first.getByLabel("À partir de quel âge").fill("16");
  await first.getByRole("radio", { name: "En ligne" }).check();
  await first.getByLabel("Langue des questions").fill("fr");
  await first.getByLabel("Année", { exact: false }).last().fill("2026");
  await look(first, "intake-description");
  await first.getByRole("button", { name: "Garder", exact: true }).click();
  await first.getByText("Tout est dit.").waitFor();
  await first.getByRole("button", { name: "Importer l’enquête" }).click();
  await settle(first, first.getByText(/L’enquête baro-essai est importée/));
  await look(first, "intake-imported");
  await first.getByRole("link", { name: "L’interroger dans l’atelier" }).click();
  await first.getByRole("heading", { name: "Interroger l’enquête baro-essai" }).waitFor();
});

it("figures asked in a working translation are refused until the territory accepted it with its reason, which can be taken back", async () => {
  const releases = "/observatoire/atelier/publications";
  await first.goto("/observatoire/atelier");
  const form = first.locator("#question-baro-essai");
  await form.getByRole("button", { name: "Calculer" }).click();
  await first.getByLabel("Nom de l’analyse").fill("Tout le baromètre");
  await first.getByRole("button", { name: "Garder" }).click();
  const kept = first.url();
  await first.getByText("Ces chiffres ne sont pas encore publiés.").waitFor();
  const propose = async (): Promise<void> => {
    await first.goto(kept);
    await first.getByLabel("Pourquoi publier ce chiffre").fill("Pour le conseil de juin");
    await first.getByRole("button", { name: "Préparer, vérifier et proposer" }).click();
  };
  await propose();
  await first.getByText("sont une traduction de travail, et le territoire ne l’a pas acceptée").waitFor();
  await look(first, "words-refused");
  expect(await first.getByText("Accepter ces mots").count(), "an analyst decides nothing").toBe(0);
  const admin = await signInAs("admin");
  await admin.getByRole("link", { name: "Publications", exact: true }).click();
  await admin.getByRole("heading", { level: 1, name: "Publications" }).waitFor();
  expect(await admin.getByRole("link", { name: "Atelier de l’observatoire" }).count()).toBe(0);
  const decide = async (what: string, reason: string): Promise<void> => {
    await admin.goto(releases);
    await admin.locator("summary", { hasText: what }).click();
    await admin.getByLabel("Raison").fill(reason);
    // A browser that does not look at lengths itself.
    await admin.locator("form", { has: admin.getByLabel("Raison") }).evaluate((form) => {
      form.setAttribute("novalidate", "");
    });
    await admin.getByRole("button", { name: what }).click();
  };
  await decide("Accepter ces mots", "Trop court.");
  await admin.getByRole("alert").waitFor();
  await look(admin, "words-reason-short");
  await decide("Accepter ces mots", "Relue par deux personnes bilingues en mai, voir la note 12.");
  await admin.getByText("Acceptés par le territoire : publication possible.").waitFor();
  await look(admin, "words-accepted");
  await propose();
  await first.getByText("Vous l’avez proposée : une autre personne doit décider.").waitFor();
  await decide("Ne plus accepter ces mots", "Une relecture en juin a trouvé deux contresens.");
  await admin.getByText("publication refusée tant que le territoire ne les a pas acceptés").waitFor();
  await admin.getByRole("button", { name: "Publier", exact: true }).click();
  await admin.getByText("sont une traduction de travail, et le territoire ne l’a pas acceptée").waitFor();
  await look(admin, "words-taken-back");
  for (const [name, path, options] of [
    ["words-phone-dark", releases, { viewport: "small", colorScheme: "dark" }],
    ["words-en", `/en${releases}`, {}],
  ] as const) {
    const page = await open({ ...options, javaScript: true });
    await page.context().addCookies(await admin.context().cookies());
    await page.goto(path);
    await look(page, name);
    expect(await axeViolations(page), name).toEqual([]);
    await page.context().close();
  }
});

it("the workspace is walked by keyboard from end to end: every control reached, named and seen to have the focus", async () => {
  const page = await open({ javaScript: true });
  await page.context().addCookies(await first.context().cookies());
  await page.goto("/observatoire/atelier/enquetes");
  const draft = (await page.getByRole("link", { name: "baro-essai" }).getAttribute("href")) ?? "";
  for (const path of [
    "/observatoire/atelier",
    "/observatoire/atelier/analyse?survey=synthetic-2023-2026&indicator=lonely-and-isolated&breakdown=age",
    "/observatoire/atelier/analyse?survey=synthetic-2023-2026&indicator=no-network&breakdown=age&filter1=age%3D16-24",
    "/observatoire/atelier/enquetes",
    draft,
    `${draft}/plan`,
    `${draft}/variables/5`,
    "/observatoire/atelier/publications",
  ]) {
    await page.goto(path);
    const { controls, reached, faults } = await walkByKeyboard(page);
    expect([path, faults]).toEqual([path, []]);
    expect([path, reached.length]).toEqual([path, controls]);
  }
  await page.goto("/observatoire/atelier");
  const indicator = page.locator("#question-synthetic-2023-2026").getByLabel("Indicateur");
  while (!(await indicator.evaluate((one) => one === document.activeElement)))
    await page.keyboard.press("Tab");
  await page.keyboard.type("Aucun des cinq");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Selon le sexe");
  while (!(await page.locator("button:focus", { hasText: "Calculer" }).count()))
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/indicator=no-network&breakdown=sex/);
  await page.getByText("Les chiffres et leur précision").first().waitFor();
  await page.context().close();
});

it("the pages read well on a telephone, in the dark, in Arabic and in English, without a fault of access", async () => {
  const visits = [
    ["releases-ar", "/ar/observatoire/publications", { viewport: "phone", locale: "ar" }],
    ["map", "/observatoire/ucla3-at-least-6/carte", {}],
    ["map-tiles-dark", "/observatoire/ucla3-at-least-7/carte?forme=tuiles", { colorScheme: "dark" }],
    ["map-phone-ar", "/ar/observatoire/no-network/carte", { viewport: "phone", locale: "ar" }],
    ["compare", "/observatoire/no-network/comparer?by=age&a=40-59&b=25-39", {}],
    ["digital", "/observatoire/numerique", {}],
    ["compare-phone-ar", "/ar/observatoire/ucla3-mean/comparer?by=wave", { viewport: "phone", locale: "ar" }],
  ] as const;
  for (const [name, path, options] of visits) {
    const page = await open({ ...options, javaScript: true });
    await page.goto(path);
    await look(page, name);
    expect(await axeViolations(page), name).toEqual([]);
    await page.context().close();
  }
  const state = await first.context().storageState();
  for (const [name, options] of [
    ["workshop-phone", { viewport: "phone" }],
    ["workshop-dark-en", { colorScheme: "dark", locale: "en" }],
  ] as const) {
    const page = await open({ ...options, javaScript: true });
    await page.context().addCookies(state.cookies);
    await page.goto("/observatoire/atelier/enquetes");
    const draft = (await page.getByRole("link", { name: "baro-essai" }).getAttribute("href")) ?? "";
    const prefix = name.endsWith("en") ? "/en" : "";
    for (const [part, path] of [
      ["", "/observatoire/atelier"],
      [
        "-result",
        "/observatoire/atelier/analyse?survey=synthetic-2023-2026&indicator=lonely-and-isolated&breakdown=age-disability",
      ],
      ["-intake", "/observatoire/atelier/enquetes"],
      ["-intake-draft", draft],
      ["-intake-design", `${draft}/plan`],
      ["-intake-variable", `${draft}/variables/5`],
    ] as const) {
      await page.goto(prefix + path);
      await look(page, name + part);
      expect(await axeViolations(page), name + part).toEqual([]);
    }
    await page.context().close();
  }
});
