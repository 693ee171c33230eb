import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, closeBrowser, horizontalOverflow, openPage, screenshot } from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { userOf } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

let server: RunningServer;
let offer = { id: "", email: "" };

/** An offer of the demonstration with hours and a published e-mail address, by the open data. */
async function offerWithAddress(): Promise<{ readonly id: string; readonly email: string }> {
  const answer = await fetch(`${server.baseUrl}/open/services.csv`);
  const [head = "", ...lines] = (await answer.text()).split("\r\n");
  const at = (name: string): number => head.split(",").indexOf(name);
  const [id, email, hours] = [at("id"), at("courriel"), at("horaires")];
  const rows = lines.map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
  const found = rows.find((row) => /@/.test(row[email] ?? "") && (row[hours] ?? "").length > 5);
  return { id: found?.[id] ?? "", email: found?.[email] ?? "" };
}

/** The code in the last message to an organisation. */
async function lastCode(): Promise<string> {
  const read = (): string => {
    const files = readdirSync(server.outboxDir).filter((name) => name.endsWith(".json"));
    const texts = files.map((name) => readFileSync(join(server.outboxDir, name), "utf8"));
    return texts.findLast((text) => text.includes("upkeep.code")) ?? "";
  };
  await expect.poll(read, { timeout: 10_000 }).not.toBe("");
  return /[A-Z2-9]{5}-[A-Z2-9]{5}/.exec(read())?.[0] ?? "";
}

beforeAll(async () => {
  server = await startServer();
  offer = await offerWithAddress();
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

describe("whoever sees a mistake", () => {
  it("reports it on a telephone without JavaScript; moderators find it and close it", async () => {
    const { page, faults, close } = await openPage({
      baseUrl: server.baseUrl,
      viewport: "phone",
      javaScript: false,
    });
    await page.goto(`/lieu/${offer.id}`);
    await page.getByRole("link", { name: "Signaler une erreur" }).click();
    await page.getByLabel("Les horaires sont faux").check();
    await page.locator("textarea[name=words]").fill("Fermé le mardi depuis la rentrée.");
    await page.getByRole("button", { name: "Envoyer le signalement" }).click();
    expect(await page.locator("h1").innerText()).toBe("Merci, c’est noté");
    expect(faults()).toEqual([]);
    await close();

    const desk = await openPage({ baseUrl: server.baseUrl });
    await signInOn(desk.page, userOf(server, "val-dargence", "admin"));
    await desk.page.goto("/pro/imports/signalements");
    expect(await desk.page.locator("main").innerText()).toContain("Fermé le mardi depuis la rentrée.");
    await screenshot(desk.page, "reports-desktop");
    expect(await axeViolations(desk.page)).toEqual([]);
    await desk.page.getByText("C’est vérifié").click();
    await desk.page.getByLabel("Vérifié : la fiche est juste").check();
    await desk.page.getByRole("button", { name: "Clore le signalement" }).click();
    expect(await desk.page.locator("main").innerText()).toContain("Aucun signalement n’attend.");
    for (const path of ["differences", "campagne", `fiche/${offer.id}`]) {
      await desk.page.goto(`/pro/imports/${path}`);
      await screenshot(desk.page, `${path.split("/")[0] ?? path}-desktop`);
      expect(await axeViolations(desk.page), path).toEqual([]);
      expect(await horizontalOverflow(desk.page), path).toBeLessThanOrEqual(0);
    }
    await desk.page.locator("input[name=phone]").fill("01 99 00 00 77");
    await desk.page.getByRole("button", { name: "Enregistrer la correction" }).click();
    await desk.page.getByRole("button", { name: "Défaire ce changement" }).first().click();
    expect(await desk.page.locator("main").innerText()).toContain("Défait depuis.");
    expect(desk.faults()).toEqual([]);
    await desk.close();
  });
});

describe("an association on a telephone", () => {
  it("keeps its entry by a code: confirms, corrects, chooses when it is asked again", async () => {
    const { page, faults, close } = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
    await page.goto(`/lieu/${offer.id}`);
    await page.getByRole("link", { name: "Tenir cette fiche à jour" }).click();
    await page.locator("input[name=address]").fill("quelqu-un@autre.example");
    await page.getByRole("button", { name: "Recevoir un code" }).click();
    expect(await page.locator("main").innerText()).toContain("ne publie pas cette adresse");
    await page.locator("input[name=address]").fill(offer.email);
    await page.getByRole("button", { name: "Recevoir un code" }).click();
    await page.waitForURL("**/proposer/code");
    await page.locator("input[name=code]").fill((await lastCode()).toLowerCase());
    await page.getByRole("button", { name: "Voir mes fiches" }).click();
    await page.waitForURL("**/r/fiche/**");
    await screenshot(page, "kept-entries-phone");
    expect(await axeViolations(page)).toEqual([]);
    const mine = page.locator(`form[action*='${offer.id}/confirmer'] button`);
    await mine.click();
    expect(await page.locator("main").innerText()).toContain("Merci, votre réponse est notée.");
    await page.locator(`a[href$='${offer.id}']`, { hasText: "Corriger" }).click();
    await screenshot(page, "kept-entry-phone");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
    await page.locator("[name=hoursNote]").fill("Sonnez au deuxième étage.");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.goto(`/lieu/${offer.id}`);
    expect(await page.locator("main").innerText()).toContain("Sonnez au deuxième étage.");
    await page.goto(`/ar/proposer?fiche=${offer.id}`);
    await screenshot(page, "keep-ar-phone");
    expect(await axeViolations(page)).toEqual([]);
    // The refusal of the foreign address is a 403, which the browser notes.
    expect(faults().filter((fault) => !fault.includes("403"))).toEqual([]);
    await close();
  });
});

describe("search engines", () => {
  it("find every standing page that the map of the site names", async () => {
    const map = await (await fetch(`${server.baseUrl}/sitemaps/1.xml`)).text();
    const pages = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)]
      .map(([, address = ""]) => address)
      .filter((address) => !address.includes("/lieu/"));
    expect(pages.length).toBeGreaterThan(5);
    for (const address of pages) {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      expect(answer.status, address).toBe(200);
      expect(await answer.text(), address).not.toContain('name="robots" content="noindex"');
    }
  });
});
