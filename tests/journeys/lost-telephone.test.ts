import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type WatchedPage,
} from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { totpCode, userOf, type SeededUser } from "../support/session.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const newPassword = "cinq autres mots bien longs";

function openPhone(): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, viewport: "phone", javaScript: false });
}

async function signInAs(page: Page, { email, password, totpSecret }: SeededUser): Promise<void> {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByLabel("Code à six chiffres").fill(totpCode(totpSecret, Date.now()));
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: /Mon compte|Ce qui attend/ }).waitFor();
}

test("who lost telephone and password comes in again by a link of the administrator, without JavaScript", async () => {
  const office = await openPhone();
  const admin = office.page;
  const lost = userOf(server, "val-dargence", "lien");
  await signInAs(admin, userOf(server, "val-dargence", "admin"));
  await admin.getByRole("navigation", { name: "Espace professionnel" }).getByText("Membres").click();
  const panel = admin.getByRole("listitem").filter({ hasText: lost.email });
  await panel.getByText("Mot de passe ou téléphone perdu…").click();
  await panel.getByRole("button", { name: "Faire un lien pour" }).click();
  await admin.getByRole("heading", { level: 1, name: "Lien à remettre" }).waitFor();
  const link = await admin.getByLabel("Lien").inputValue();
  expect(new URL(link).origin).toBe(server.baseUrl);
  expect(admin.url()).not.toContain(new URL(link).pathname);
  expect(await horizontalOverflow(admin)).toBe(0);
  await screenshot(admin, "reset-link-phone");

  const street = await openPhone();
  const person = street.page;
  await person.goto(link);
  await person.getByLabel("Mot de passe").fill(newPassword);
  await person.getByRole("button", { name: "Enregistrer" }).click();
  await person.getByRole("heading", { level: 1, name: "Connexion" }).waitFor();
  await person.getByLabel("Adresse électronique").fill(lost.email);
  await person.getByLabel("Mot de passe").fill(newPassword);
  await person.getByRole("button", { name: "Se connecter", exact: true }).click();
  await person.getByRole("heading", { level: 1, name: "Encore une étape" }).waitFor();

  await person.goto(link);
  await person.getByLabel("Mot de passe").fill(newPassword);
  await person.getByRole("button", { name: "Enregistrer" }).click();
  await person.getByText("Ce lien ne marche pas ou plus").waitFor();

  await admin.getByRole("button", { name: "Se déconnecter" }).click();
  await admin.getByRole("heading", { level: 1, name: "Connexion" }).waitFor();
  await Promise.all([office.close(), street.close()]);
});

test.each(["light", "dark"] as const)(
  "pages of whoever is signed in pass axe and fit a small window, %s",
  async (colorScheme) => {
    const watched = await openPage({ baseUrl: server.baseUrl, viewport: "small", colorScheme });
    const user = userOf(server, "val-dargence", colorScheme === "light" ? "coordination" : "lien-domicile");
    await signInAs(watched.page, user);
    const paths = ["/pro/personnes", "/pro/personnes/nouvelle", "/pro/urgence", "/compte"];
    const own = user.slug === "coordination" ? ["/organisation/membres", "/admin/bris-de-glace"] : [];
    for (const path of [...paths, ...own]) {
      await watched.page.goto(path);
      for (const summary of await watched.page.locator("main summary").all()) await summary.click();
      expect(await axeViolations(watched.page), path).toEqual([]);
      expect(await horizontalOverflow(watched.page), path).toBe(0);
    }
    await watched.page.goto("/pro/personnes");
    await watched.page.locator("main li a").first().click();
    for (const summary of await watched.page.locator("main details > summary").all()) await summary.click();
    expect(await axeViolations(watched.page)).toEqual([]);
    expect(await horizontalOverflow(watched.page)).toBe(0);
    expect(watched.faults()).toEqual([]);
    await watched.close();
  },
);
