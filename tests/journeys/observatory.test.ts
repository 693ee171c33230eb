import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
} from "../support/browser.ts";
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

it("the pages read well on a telephone, in the dark, in Arabic and in English, without a fault of access", async () => {
  const visits = [
    ["releases-ar", "/ar/observatoire/publications", { viewport: "phone", locale: "ar" }],
    ["map", "/observatoire/ucla3-at-least-6/carte", {}],
    ["map-tiles-dark", "/observatoire/ucla3-at-least-7/carte?forme=tuiles", { colorScheme: "dark" }],
    ["map-phone-ar", "/ar/observatoire/no-network/carte", { viewport: "phone", locale: "ar" }],
    ["compare", "/observatoire/no-network/comparer?by=age&a=40-59&b=25-39", {}],
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
    const prefix = name.endsWith("en") ? "/en" : "";
    for (const [part, path] of [
      ["", "/observatoire/atelier"],
      [
        "-result",
        "/observatoire/atelier/analyse?survey=synthetic-2023-2026&indicator=lonely-and-isolated&breakdown=age-disability",
      ],
    ] as const) {
      await page.goto(prefix + path);
      await look(page, name + part);
      expect(await axeViolations(page), name + part).toEqual([]);
    }
    await page.context().close();
  }
});
