import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import {
  axeViolations,
  closeBrowser,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, userOf } from "../support/session.ts";

// What a territory and its teams decide and enter: delays, weights of the ranking, what a programme cost.

let server: RunningServer;
const cookies = new Map<string, string>();

beforeAll(async () => {
  server = await startServer();
  for (const slug of ["coordination", "admin"])
    cookies.set(slug, await signIn(server, userOf(server, "val-dargence", slug)));
});
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const textOf = (key: string): string => readTexts("fr").get(key) ?? `no text ${key}`;

async function open(options: Omit<PageOptions, "baseUrl" | "cookie">, slug: string): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, cookie: cookies.get(slug) ?? "", ...options });
}

it("the delays of a territory are decided with a reason, and one that does not fit is refused beside its field", async () => {
  const { page, close } = await open({ colorScheme: "dark" }, "admin");
  await page.goto("/pro/delais");
  const form = page.locator("form#pathway-decideDelays");
  const decide = async (reminder: string): Promise<void> => {
    await form.locator("input[name=reminderDays]").fill(reminder);
    await form.locator("[name=reason]").fill("Nos partenaires ferment tout le mois d’août.");
    await form.getByRole("button").click();
  };
  await decide("30");
  expect(await page.locator("main").innerText()).toContain(textOf("error.pathway.delaysDoNotGoTogether"));
  expect(await axeViolations(page)).toEqual([]);
  await decide("12");
  await page.getByText(textOf("pro.delays.isChosen")).waitFor();
  await screenshot(page, "delays-dark");
  expect(await page.locator("main").innerText()).toContain("ferment tout le mois d’août");
  await close();
});

it("weights are looked at on a saved example before they are decided, and one beyond its bounds is named", async () => {
  const { page, close } = await open({ viewport: "phone" }, "admin");
  await page.goto(
    "/pro/territoire/classement/exemple?recherche=%2Fje-ne-sais-pas%3Fenvie%3Dgather%26town%3D73065",
  );
  const example = page.locator("form#directory-keepMatchExample");
  await example.locator("[name=title]").fill("Nouvelle venue, sans voiture");
  await example.locator("[name=wishes][value=games]").check();
  await screenshot(page, "weights-example");
  expect(await axeViolations(page)).toEqual([]);
  await example.getByRole("button").click();
  await page.waitForURL("**/pro/territoire/classement");
  expect(await page.locator("main").innerText()).toContain("Nouvelle venue, sans voiture");
  const look = async (wish: string): Promise<void> => {
    await page.locator("summary", { hasText: textOf("pro.weights.part.wish") }).click();
    await page.locator("#weight-wish").fill(wish);
    await page.getByRole("button", { name: textOf("pro.weights.look") }).click();
  };
  await look("7");
  expect(await page.locator("#weight-wish-error").innerText()).toContain("0,25");
  await screenshot(page, "weights-refused");
  expect(await axeViolations(page)).toEqual([]);
  await page.locator("#weight-wish").fill("0.8");
  await page.getByRole("button", { name: textOf("pro.weights.look") }).click();
  await screenshot(page, "weights-preview");
  expect(await axeViolations(page)).toEqual([]);
  expect(await horizontalOverflow(page)).toBe(0);
  const decide = page.locator("form#directory-decideMatchWeights");
  await decide.locator("[name=reason]").fill("Chez nous, on vient d’abord pour ce qu’on aime.");
  await decide.getByRole("button").click();
  await page.waitForURL("**/pro/territoire/classement");
  expect(await page.locator("main").innerText()).toContain(textOf("pro.weights.isChosen"));
  await close();
});

it("what a programme cost is entered by the team and by the territory, beside figures that say what is withheld", async () => {
  const cost = async (page: Page, door: string, amount: string): Promise<void> => {
    const form = page.locator(`form#pathway-${door}`);
    if (!(await form.isVisible())) await page.getByText(textOf("pro.cost.enter"), { exact: true }).click();
    // around today, whenever the test runs
    const year = new Date().getFullYear();
    await form.locator("input[name=fromDay]").fill(`${year - 1}-01-01`);
    await form.locator("input[name=untilDay]").fill(`${year + 1}-12-31`);
    await form.locator("input[name=amount]").fill(amount);
    await form.locator("input[name=covers]").fill("Un poste et demi, une salle");
    await form.locator("input[name=source]").fill("Compte administratif");
    await form.getByRole("button").click();
  };
  const team = await open({ viewport: "phone" }, "coordination");
  await team.page.goto("/pro/chiffres");
  await cost(team.page, "recordTeamCost", "12,000");
  expect(await team.page.locator("#pathway-recordTeamCost .error").count()).toBeGreaterThan(0);
  await screenshot(team.page, "team-cost-refused");
  await cost(team.page, "recordTeamCost", "48 000,50");
  expect(await team.page.locator("main").innerText()).toContain("Compte administratif");
  expect(await axeViolations(team.page)).toEqual([]);
  expect(await horizontalOverflow(team.page)).toBe(0);
  await screenshot(team.page, "team-figures-phone");
  await team.close();
  const territory = await open({ colorScheme: "dark" }, "admin");
  await territory.page.goto("/pro/territoire/chiffres");
  await cost(territory.page, "recordTerritoryCost", "120000");
  await territory.page.goto("/en/pro/territoire/chiffres");
  const english = readTexts("en");
  expect(await territory.page.locator("main").innerText()).toContain(english.get("pro.cost.lead"));
  expect(await axeViolations(territory.page)).toEqual([]);
  await screenshot(territory.page, "territory-figures-en-dark");
  await territory.page.goto("/pro/territoire/chiffres?annee=1999");
  expect(await territory.page.locator("main").innerText()).toContain(textOf("pro.figures.yearUnreadable"));
  await screenshot(territory.page, "territory-figures-refused");
  await territory.close();
});
