import type { Page } from "playwright-core";
import { freshCode, type SeededUser } from "./session.ts";

/** Fills the sign-in form that a page shows and sends it. */
export async function fillSignIn(page: Page, user: SeededUser): Promise<void> {
  await page.getByLabel("Adresse électronique").fill(user.email);
  await page.getByLabel("Mot de passe").fill(user.password);
  await page.getByLabel("Code à six chiffres").fill(await freshCode(user));
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
}

/** Signs a user in by the form. @throws Error with what the page says when it stays on the form. */
export async function signInOn(page: Page, user: SeededUser): Promise<void> {
  await page.goto("/connexion");
  await fillSignIn(page, user);
  try {
    await page.waitForURL(({ pathname }) => pathname !== "/connexion");
  } catch (error) {
    const said = await page.locator("main").innerText();
    throw new Error(`${user.slug} was not signed in: ${said}`, { cause: error });
  }
}
