import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeViolations, closeBrowser, horizontalOverflow, openPage, screenshot } from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { userOf } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

// Two organisations agree to answer together for what they share, and what that changes for a referral.

const person = "Solange-Aimée";
let server: RunningServer;
/** The link worker of one organisation, and two who lead: hers, and another one. */
let worker: Page;
let admin: Page;
let neighbour: Page;
/** Page of the referral that waits, and the receiver's entry in the directory. */
let waiting = "";
let entry = "";

beforeAll(async () => {
  server = await startServer();
  [worker, admin, neighbour] = [
    await signInAs("lien"),
    await signInAs("admin"),
    await signInAs("lien-domicile"),
  ];
});
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

async function signInAs(slug: string): Promise<Page> {
  const { page } = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
  await signInOn(page, userOf(server, "val-dargence", slug));
  return page;
}

const press = async (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name }).first().click();
const said = async (page: Page): Promise<string> => page.locator("main").innerText();
const ground = async (): Promise<string> => worker.locator("section[aria-labelledby=ground]").innerText();

async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeViolations(page), name).toEqual([]);
  expect(await horizontalOverflow(page), name).toBeLessThanOrEqual(0);
}

it("without an accord the referral waits for the agreement of the person", async () => {
  await worker.goto("/pro/personnes/nouvelle");
  await worker.locator("input[name=givenNames]").fill(person);
  await worker.locator("input[name=phone]").fill("06 39 98 04 04");
  await worker.locator("input[name=townCode]").fill("73065");
  await worker.locator("input[name=contactChannels][value=phone]").check();
  await press(worker, "Enregistrer");
  await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  const personPath = new URL(worker.url()).pathname;
  await worker.goto(`${personPath}/besoins`);
  await worker.getByLabel("Être écouté·e").check();
  await press(worker, "Enregistrer et voir les propositions");
  await worker.getByRole("link", { name: /^Orienter Le Bus/ }).click();
  await worker.getByLabel("Votre numéro pour être rappelé·e").fill("04 79 00 00 01");
  await press(worker, "Envoyer");
  await worker.goto("/pro");
  const row = worker.locator(".queue-row", { hasText: person });
  await row.getByRole("link", { name: /Noter l’accord/ }).click();
  await worker.getByRole("heading", { level: 1, name: `Orientation : ${person}` }).waitFor();
  waiting = new URL(worker.url()).pathname;
  entry = (await worker.locator("main .lead a").getAttribute("href")) ?? "";
  expect(await ground()).toContain("Il faut l’accord de la personne");
  expect(await worker.getByLabel("A été informé·e").count()).toBe(0);
});

it("each organisation says what it is, and on what ground it keeps its files", async () => {
  const { email } = userOf(server, "val-dargence", "lien-domicile");
  const read = await admin.context().request.get("/api/v1/access/members");
  const { members } = (await read.json()) as { readonly members: readonly Record<string, string>[] };
  const { accountId = "", controllerId = "" } = members.find((one) => one["email"] === email) ?? {};
  const granted = await admin.context().request.post("/organisation/membres/role", {
    form: { _key: crypto.randomUUID(), accountId, controllerId, role: "team-coordinator" },
    headers: { origin: server.baseUrl },
    maxRedirects: 0,
  });
  expect(granted.status()).toBe(303);
  for (const [page, own] of [
    [admin, ""],
    [neighbour, server.baseUrl + entry],
  ] as const) {
    await page.goto("/organisation/accords");
    await page.locator("summary", { hasText: "Modifier" }).click();
    await page.getByLabel("Professionnels du social ou du médico-social").check();
    await page.locator("input[name=processingGround][value=public-interest-task]").check();
    await page.getByLabel("Votre fiche dans l’annuaire").fill(own);
    await press(page, "Enregistrer");
    expect(await said(page)).toContain(
      "Professionnels du social ou du médico-social. Les dossiers sont tenus",
    );
  }
});

it("one proposes, the other signs; an end before the beginning is refused and nothing typed is lost", async () => {
  await admin.goto("/organisation/accords");
  await looksRight(admin, "accords-empty");
  await admin.locator("summary", { hasText: "Proposer un accord" }).click();
  await admin.getByLabel("Nom de l’accord").fill("Suivi commun");
  await admin.locator("input[name=parties]").first().check();
  await admin.getByLabel("Accompagner ensemble").check();
  await admin.getByLabel("Prénom", { exact: true }).check();
  await admin.locator("input[name=items][value=phone]").check();
  await admin.getByLabel("Où les joindre").fill("04 79 00 00 02");
  await admin.getByLabel("Document signé").fill("Convention 12");
  await admin.getByLabel("Premier jour").fill("2026-11-01");
  await admin.getByLabel("Dernier jour").fill("2020-01-01");
  await press(admin, "Signer et proposer");
  expect(await admin.locator("[role=alert]").innerText()).toContain("La fin est avant le début");
  expect(await admin.getByLabel("Nom de l’accord").inputValue()).toBe("Suivi commun");
  await looksRight(admin, "accords-refused");
  const day = (years: number): string => `${new Date().getUTCFullYear() + years}-06-30`;
  await admin.getByLabel("Premier jour").fill(day(-1));
  await admin.getByLabel("Dernier jour").fill(day(2));
  await press(admin, "Signer et proposer");
  expect(await said(admin)).toContain("n’a pas encore signé");
  await neighbour.goto("/organisation/accords");
  await press(neighbour, /^Signer pour/);
  expect(await said(neighbour)).toContain("En vigueur");
  await looksRight(neighbour, "accords-in-force");
});

it("the referral then goes on the ground of the accord, told to the person, who may refuse", async () => {
  await worker.goto(waiting);
  expect(await ground()).toContain(
    "vos organisations répondent ensemble de ces données, « Suivi commun » (RGPD art. 26)",
  );
  await worker.getByLabel("A été informé·e").check();
  await press(worker, "Envoyer");
  expect(await said(worker)).toContain(
    "Accord entre organisations : la personne est informée et peut refuser",
  );
  await worker.goto("/ar/accords");
  await looksRight(worker, "accords-public-ar");
});

it("when one of them ends the accord, nothing more is shared", async () => {
  await neighbour.goto("/organisation/accords");
  await neighbour.locator("summary", { hasText: "Mettre fin" }).click();
  await neighbour.getByLabel(/^Manquement/).check();
  await press(neighbour, "Mettre fin à l’accord");
  expect(await said(neighbour)).toContain("Terminé");
  await worker.goto(waiting);
  expect(await said(worker)).toContain(
    "L’accord entre vos organisations a pris fin : rien n’est plus partagé",
  );
});
