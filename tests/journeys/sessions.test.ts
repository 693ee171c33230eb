import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { operationsOf } from "../support/open-api.ts";
import { send } from "../support/api.ts";
import { closeBrowser, openPage } from "../support/browser.ts";
import {
  makeInstallation,
  seededPerson,
  seededUser,
  type Installation,
  type Served,
} from "../support/installation.ts";
import type { SeededTerritory } from "../support/session.ts";
import { fillSignIn, signInOn } from "../support/sign-in.ts";

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
/** The link worker of the CCAS, signed in by the first test. */
let lien: Page;

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  server = await place.start({ LOG_DIR: join(place.folder, "log"), LOG_LEVEL: "debug" });
});
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

/** A browser without JavaScript. */
async function openBrowser(): Promise<Page> {
  return (await openPage({ baseUrl: server.baseUrl, javaScript: false })).page;
}

async function signInAs(slug: string): Promise<Page> {
  const page = await openBrowser();
  await signInOn(page, seededUser(territories, "val-dargence", slug));
  return page;
}

const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

const fileOf = (slug: string, territory = "val-dargence"): string =>
  `/pro/personnes/${seededPerson(territories, territory, slug)}`;

async function countFiles(page: Page): Promise<number> {
  const headers = { cookie: await cookieOf(page) };
  const { text } = await send(server, { method: "GET", path: "/api/v1/pathway/persons", headers });
  return (JSON.parse(text) as { readonly total: number }).total;
}

/** Opens the form in the page of a file. */
async function openChange(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("summary", { hasText: "Modifier" }).click();
}

const wishes = (page: Page) => page.locator("textarea[name=wishes]");
const save = (page: Page) => page.getByRole("button", { name: "Enregistrer les modifications" });

it("signing in gives cookies that no script reads and no other site sends", async () => {
  lien = await signInAs("lien");
  const cookies = await lien.context().cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const { name, httpOnly, sameSite, path } of cookies)
    expect({ name, httpOnly, path }, sameSite).toEqual({ name, httpOnly: true, path: "/" });
  expect(cookies.filter(({ sameSite }) => sameSite !== "Lax" && sameSite !== "Strict")).toEqual([]);
  await lien.goto("/pro/personnes");
  await lien.getByRole("link", { name: "Odette Vernay" }).click();
  await lien.getByRole("heading", { level: 1, name: "Odette Vernay" }).waitFor();
  expect(lien.url()).toContain(fileOf("odette"));
});

it("the second of two tabs is told that somebody changed the file, keeps what was typed, and can send again", async () => {
  const [first, second] = [lien, await lien.context().newPage()];
  await openChange(first, fileOf("marisol"));
  await openChange(second, fileOf("marisol"));
  await wishes(first).fill("Écrit dans le premier onglet");
  await wishes(second).fill("Écrit dans le second onglet");
  await save(first).click();
  await first.getByText("Écrit dans le premier onglet").first().waitFor();
  const refused = second.waitForResponse((response) => response.request().method() === "POST");
  await save(second).click();
  expect((await refused).status()).toBe(412);
  await second.getByText("Quelqu’un a changé cela entre-temps").first().waitFor();
  expect(await wishes(second).inputValue()).toBe("Écrit dans le second onglet");
  expect(await second.locator("main").innerText()).toContain("Écrit dans le premier onglet");
  await save(second).click();
  await second.waitForURL((url) => url.pathname === fileOf("marisol"));
  await first.goto(fileOf("marisol"));
  expect(await first.locator("#wishes + p").innerText()).toBe("Écrit dans le second onglet");
  await second.close();
});

it("a form sent twice makes one file", async () => {
  const before = await countFiles(lien);
  await lien.goto("/pro/personnes/nouvelle");
  await lien.locator("input[name=givenNames]").fill("Zéphirine-Canari");
  const fields = await lien
    .locator("form#pathway-openFile input:not([type=checkbox]):not([type=radio])")
    .evaluateAll((inputs) =>
      inputs.map((input) => [input.getAttribute("name"), (input as HTMLInputElement).value]),
    );
  const body = { ...(Object.fromEntries(fields) as Record<string, string>), processingGround: "consent" };
  const post = async () =>
    lien.context().request.post("/pro/personnes", {
      form: body,
      maxRedirects: 0,
      headers: { origin: server.baseUrl },
    });
  const [first, second] = await Promise.all([post(), post()]);
  expect([first.status(), second.status()].toSorted()).toEqual([303, 303]);
  expect(first.headers()["location"]).toBe(second.headers()["location"]);
  expect(await countFiles(lien)).toBe(before + 1);
  await lien.locator("input[name=givenNames]").fill("Double-Clic");
  await lien.goto("/pro/personnes/nouvelle");
  await lien.locator("input[name=givenNames]").fill("Double-Clic");
  await lien.getByRole("button", { name: "Enregistrer", exact: true }).dblclick();
  await lien.getByRole("heading", { level: 1, name: "Double-Clic" }).waitFor();
  expect(await countFiles(lien)).toBe(before + 2);
});

it("a session ended from elsewhere in the middle of a form loses nothing that was typed", async () => {
  const before = await countFiles(lien);
  await lien.goto("/pro/personnes/nouvelle");
  await lien.locator("input[name=givenNames]").fill("Reprise");
  await lien.locator("input[name=familyName]").fill("Après-Coupure");
  await wishes(lien).fill("Deux lignes,\nà garder.");
  await lien.getByLabel("Téléphone", { exact: true }).first().check();
  const elsewhere = await signInAs("lien");
  await elsewhere.goto("/compte");
  await elsewhere.getByRole("button", { name: "Fermer toutes les sessions" }).click();
  await elsewhere.getByRole("heading", { level: 1, name: "Connexion" }).waitFor();
  await lien.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await lien.getByRole("heading", { level: 1, name: "Connexion" }).waitFor();
  expect(await lien.locator("main").innerText()).not.toContain("Après-Coupure");
  await fillSignIn(lien, seededUser(territories, "val-dargence", "lien"));
  await lien.getByText("Rien n’a été perdu").first().waitFor();
  expect(await lien.locator("input[name=givenNames]").inputValue()).toBe("Reprise");
  expect(await lien.locator("input[name=familyName]").inputValue()).toBe("Après-Coupure");
  expect(await wishes(lien).inputValue()).toBe("Deux lignes,\nà garder.");
  expect(await lien.locator("input[name=contactChannels][value=phone]").isChecked()).toBe(true);
  expect(await countFiles(lien)).toBe(before);
  await lien.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await lien.getByRole("heading", { level: 1, name: "Reprise Après-Coupure" }).waitFor();
  expect(await countFiles(lien)).toBe(before + 1);
  await elsewhere.goto("/pro/personnes");
  expect(await elsewhere.locator("body").innerText()).not.toContain("Odette");
});

it("persons of another organisation and of another territory are not there: by id, by name, in any list", async () => {
  const strangers = [fileOf("henri"), fileOf("leila"), fileOf("firmin", "haute-clairiere")];
  const names = /Delacourt|Chérif|Firmin|Diakité|Awa/;
  const unknown = await lien.goto(`/pro/personnes/${crypto.randomUUID()}`);
  const said = await lien.locator("main").innerText();
  expect(unknown?.status()).toBe(404);
  for (const path of strangers) {
    const response = await lien.goto(path);
    expect([response?.status(), await lien.locator("main").innerText()]).toEqual([404, said]);
  }
  for (const name of ["Delacourt", "Delacourt-Simon", "Firmin", "Vernay", "Diakité"]) {
    await lien.goto(`/pro/personnes?q=${encodeURIComponent(name)}`);
    expect((await lien.locator("main ul").allInnerTexts()).join(" "), name).not.toMatch(names);
    expect(await lien.locator("main").innerText()).not.toMatch(/Firmin Vernay|Simon/);
  }
  const headers = { cookie: await cookieOf(lien) };
  const description = await send(server, { method: "GET", path: "/openapi.json" });
  const lists = operationsOf(JSON.parse(description.text)).filter(
    ({ method, path }) => method === "GET" && !path.includes("{"),
  );
  expect(lists.length).toBeGreaterThan(5);
  for (const { path } of lists)
    expect((await send(server, { method: "GET", path, headers })).text, path).not.toMatch(names);
});

it("an emergency opens a file to read only, with a reason, and its reviewers see it", async () => {
  const neighbour = await signInAs("lien-domicile");
  expect((await neighbour.goto(fileOf("odette")))?.status()).toBe(404);
  await neighbour.goto("/pro/urgence");
  await neighbour.locator("select[name=controllerId]").selectOption({ label: "CCAS du Val d’Argence" });
  await neighbour.locator("input[name=personId]").fill(seededPerson(territories, "val-dargence", "odette"));
  const open = neighbour.getByRole("button", { name: "Ouvrir pendant trois heures" });
  await neighbour.locator("textarea[name=reason]").fill("Trop court");
  await open.click();
  expect(await neighbour.locator("h1").innerText()).not.toContain("Odette");
  const reason = "Voisine inquiète : volets fermés depuis trois jours.";
  await neighbour.locator("textarea[name=reason]").fill(reason);
  await open.click();
  await neighbour.getByRole("heading", { level: 1, name: "Odette Vernay" }).waitFor();
  await neighbour.getByText("Ouverture en urgence : lecture seule").waitFor();
  expect(await neighbour.locator("summary", { hasText: "Modifier" }).count()).toBe(0);
  const change = await send(server, {
    method: "PUT",
    path: `/api/v1/pathway/persons/${seededPerson(territories, "val-dargence", "odette")}`,
    headers: { cookie: await cookieOf(neighbour), "if-match": '"1"' },
    body: { givenNames: "Changed", processingGround: "consent" },
  });
  expect(change.status).toBe(404);
  const reviewer = await signInAs("coordination");
  await reviewer.goto("/admin/bris-de-glace");
  const panel = reviewer.locator("section.panel", { hasText: reason });
  expect(await panel.innerText()).toContain("Inès Castelli");
  expect(await panel.locator("li").count()).toBeGreaterThan(0);
  await neighbour.close();
  await reviewer.close();
});

it("after signing out nothing is behind the back button", async () => {
  await lien.goto("/pro/personnes");
  const opened = await lien.goto(fileOf("odette"));
  expect(opened?.headers()["cache-control"]).toBe("no-store");
  await lien.getByRole("button", { name: "Se déconnecter" }).click();
  await lien.getByRole("heading", { level: 1, name: "Connexion" }).waitFor();
  for (let steps = 0; steps < 3; steps += 1) {
    await lien.goBack();
    expect(await lien.locator("body").innerText()).not.toMatch(/Odette|Vernay|belote/);
  }
  expect(await countAsNobody()).toBe(401);
});

async function countAsNobody(): Promise<number> {
  const headers = { cookie: await cookieOf(lien) };
  return (await send(server, { method: "GET", path: "/api/v1/pathway/persons", headers })).status;
}

/** All bytes of the files below a folder, compressed ones opened. */
function bytesBelow(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      return [file, entry.name.endsWith(".gz") ? gunzipSync(bytes) : bytes];
    });
}

it("no name and no word of a person lies in clear in database, log of changes, backup, log or outbox", async () => {
  const backups = join(place.folder, "backups");
  expect((await place.run("backup", backups)).code).toBe(0);
  expect(server.output()).not.toMatch(/unhandled|uncaught/i);
  expect((await server.stop()).code).toBe(0);
  const canaries = [
    "Odette",
    "Vernay",
    "Benhamou",
    "Delacourt",
    "Zéphirine",
    "Après-Coupure",
    "belote",
    "06 39 98 01 12",
    "volets fermés",
  ];
  const files = [place.dataDir, backups, place.outboxDir, join(place.folder, "log")].flatMap(bytesBelow);
  // The accounts of professionals are in clear: what finds them would find the others.
  expect(files.filter(([, bytes]) => bytes.includes("lien@val-dargence.example")).length).toBeGreaterThan(1);
  expect(readdirSync(place.outboxDir).length).toBeGreaterThan(0);
  const found = canaries.flatMap((canary) =>
    files.filter(([, bytes]) => bytes.includes(canary)).map(([file]) => `${canary} in ${file}`),
  );
  expect(found).toEqual([]);
  expect(canaries.filter((canary) => server.output().includes(canary))).toEqual([]);
});
