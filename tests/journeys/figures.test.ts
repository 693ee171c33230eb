import { randomId } from "#base";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { send } from "../support/api.ts";
import {
  axeViolations,
  closeBrowser,
  focusedText,
  horizontalOverflow,
  openPage,
  screenshot,
  type PageOptions,
  type WatchedPage,
} from "../support/browser.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { signIn, userOf } from "../support/session.ts";

// From a figure of the team to the files behind it: whom one may see, in what order, and who is shown counts alone.

let server: RunningServer;
const cookies = new Map<string, string>();

/** Persons referred of whom nobody answered yet, and of whom the receiver said that there is no place, or not at that time. */
const waiting = 12;
const reasons = [...Array<string>(6).fill("no-capacity"), ...Array<string>(5).fill("timing")];

beforeAll(async () => {
  server = await startServer();
  for (const slug of ["coordination", "admin", "lien-domicile", "medecin"])
    cookies.set(slug, await signIn(server, userOf(server, "val-dargence", slug)));
  const cookie = cookies.get("coordination") ?? "";
  const ask = async (method: string, path: string, body?: object, version?: string): Promise<string> => {
    const headers = { cookie, ...(version === undefined ? {} : { "if-match": version }) };
    const answer = await send(server, { method, path: `/api/v1${path}`, headers, body });
    expect(`${path} ${answer.status} ${answer.text.slice(0, 200)}`).toContain(`${path} 200`);
    return answer.text;
  };
  const { offers } = JSON.parse(await ask("GET", "/directory/offers?town=73065")) as {
    readonly offers: readonly { readonly id: string }[];
  };
  for (let at = 0; at < waiting + reasons.length; at += 1) {
    const [personId, id] = [randomId(), randomId()];
    await ask("POST", "/pathway/persons", {
      id: personId,
      givenNames: `Essai-${at < reasons.length ? "refus" : "attente"}-${String(at).padStart(2, "0")}`,
      processingGround: "public-interest-task",
      contactChannels: ["phone"],
    });
    const said = await ask("POST", `/pathway/persons/${personId}/referrals`, {
      id,
      personId,
      offerId: offers[0]?.id,
      receiverName: "Jardin d’essai",
      receiverChannel: "none",
      items: ["first-name"],
      evidence: "witnessed-oral",
      callbackPhone: "04 99 91 92 93",
    });
    const reason = reasons[at];
    if (reason === undefined) continue;
    const { version } = JSON.parse(said) as { readonly version: number };
    const refusal = { move: "refuse", reason, nextStep: "try-again-later", note: "Au téléphone" };
    await ask("POST", `/pathway/referrals/${id}/moves`, refusal, `"${version}"`);
  }
}, 600_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const textOf = (key: string, locale: "fr" | "en" = "fr"): string =>
  readTexts(locale).get(key) ?? `no text ${key}`;

async function open(options: Omit<PageOptions, "baseUrl" | "cookie">, slug: string): Promise<WatchedPage> {
  return openPage({ baseUrl: server.baseUrl, cookie: cookies.get(slug) ?? "", ...options });
}

/** The number beside a label of the tables of figures; null where it is withheld. */
async function figureOf(page: Page, label: string): Promise<number | null> {
  const cell = page.locator("table.figures tr", {
    has: page.getByRole("link", { name: label, exact: true }),
  });
  const shown = (await cell.first().locator("td").first().innerText()).trim();
  return shown === textOf("pro.figures.withheld") ? null : Number(shown);
}

it("a coordinator opens a figure, finds exactly those whom it counts, opens one, and comes back to the same year", async () => {
  const { page, faults, close } = await open({}, "coordination");
  const year = new Date().getFullYear();
  await page.goto(`/pro/chiffres?annee=${year}`);
  await screenshot(page, "figures-to-open");
  expect(await axeViolations(page)).toEqual([]);
  const label = textOf("pro.figures.open");
  const count = await figureOf(page, label);
  expect(count).toBeGreaterThanOrEqual(waiting);
  await page.getByRole("link", { name: label, exact: true }).click();
  await page.waitForURL("**/pro/chiffres/dossiers?**");
  const rows = page.locator(".queue-row");
  expect(await rows.count()).toBe(count);
  expect(await page.locator("main [role=status]").innerText()).toContain(String(count));
  expect(new URL(page.url()).search).toMatch(
    new RegExp(`^\\?organisme=[0-9a-f-]{36}&annee=${year}&chiffre=ended&code=open$`),
  );
  await screenshot(page, "figure-files");
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("j");
  expect(await focusedText(page)).toContain("Essai-attente");
  await page.keyboard.press("o");
  await page.waitForURL("**/pro/personnes/*");
  expect(await page.locator("h1").innerText()).toContain("Essai-attente");
  await page.goBack();
  await page
    .getByRole("link", { name: textOf("pro.figureFiles.back").replace("{year}", String(year)) })
    .click();
  await page.waitForURL(`**/pro/chiffres?organisme=*&annee=${year}`);
  expect(faults()).toEqual([]);
  await close();
});

it("behind what stands together one reason is opened on its own, with its next step, and the list is not printed", async () => {
  const { page, close } = await open({ viewport: "phone", colorScheme: "dark" }, "coordination");
  await page.goto("/pro/chiffres");
  await screenshot(page, "figures-to-open-phone-dark");
  expect(await horizontalOverflow(page)).toBe(0);
  await page
    .getByRole("link", { name: textOf("pro.figures.together"), exact: true })
    .first()
    .click();
  await page.waitForURL("**/pro/chiffres/dossiers?**");
  await screenshot(page, "figure-files-together-phone-dark");
  await page.getByRole("link", { name: new RegExp(`^${textOf("code.refusalReason.no-capacity")}`) }).click();
  await page.waitForURL("**code=no-capacity");
  const rows = page.locator(".queue-row");
  expect(await rows.count()).toBe(6);
  expect(await rows.first().innerText()).toContain(textOf("pro.waiting.next.refused"));
  await screenshot(page, "figure-files-reason-phone-dark");
  expect(await axeViolations(page)).toEqual([]);
  expect(await horizontalOverflow(page)).toBe(0);
  await page.emulateMedia({ media: "print" });
  expect(await rows.first().isVisible()).toBe(false);
  expect(await page.getByText(textOf("pro.figureFiles.printed")).isVisible()).toBe(true);
  await close();
});

it("a figure that counts nobody, one that there is not, and a list in English say so", async () => {
  const { page, close } = await open({ locale: "en" }, "coordination");
  await page.goto("/en/pro/chiffres/dossiers?annee=2021&chiffre=reached&code=attended");
  expect(await page.locator("main").innerText()).toContain(textOf("pro.figureFiles.none", "en"));
  await screenshot(page, "figure-files-empty-en");
  expect(await axeViolations(page)).toEqual([]);
  await page.goto("/en/pro/chiffres/dossiers?chiffre=reached&code=referred");
  await screenshot(page, "figure-files-en");
  const answer = await page.goto("/en/pro/chiffres/dossiers?chiffre=sexe&code=woman");
  expect(answer?.status()).toBe(404);
  expect(await page.locator("main").innerText()).toContain(textOf("error.pathway.figureUnknown", "en"));
  await close();
});

it("another team finds nobody of this one, and who reads counts is told that they are counts", async () => {
  const own = await open({}, "coordination");
  await own.page.goto("/pro/chiffres");
  const list = await own.page
    .getByRole("link", { name: textOf("pro.figures.open"), exact: true })
    .getAttribute("href");
  await own.close();
  const other = await open({}, "lien-domicile");
  const answer = await other.page.goto(list ?? "no list");
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
  expect(await other.page.locator("main").innerText()).not.toContain("Essai-");
  await other.page.goto("/pro/chiffres/dossiers?chiffre=ended&code=open");
  expect(await other.page.locator("main").innerText()).not.toContain("Essai-");
  await other.close();
  // A doctor of the team, to whom a colleague passed the address on: their own cases alone, here none, and no number.
  const doctor = await open({ viewport: "phone" }, "medecin");
  await doctor.page.goto(list ?? "no list");
  const seen = await doctor.page.locator("main").innerText();
  expect(seen).toContain(textOf("pro.figureFiles.ownCases"));
  expect(seen).toContain(textOf("pro.figureFiles.none.own"));
  expect(seen).not.toMatch(/Essai-|12/);
  await screenshot(doctor.page, "figure-files-own-cases-phone");
  expect(await axeViolations(doctor.page)).toEqual([]);
  await doctor.page.goto("/pro/chiffres/dossiers?chiffre=ties&code=unknown");
  expect(await doctor.page.locator("main").innerText()).toContain(textOf("reason.resultsNotYours"));
  await doctor.close();
  const supervisor = await open({ viewport: "phone" }, "admin");
  await supervisor.page.goto("/pro/territoire/chiffres");
  expect(await supervisor.page.locator("main").innerText()).toContain(textOf("pro.territoryFigures.nobody"));
  const refusal = await supervisor.page.goto(list ?? "no list");
  expect(refusal?.status()).toBe(403);
  const said = await supervisor.page.locator("main").innerText();
  expect(said).toContain(textOf("reason.countsOnly"));
  expect(said).not.toContain("Essai-");
  await screenshot(supervisor.page, "figure-files-counts-only-phone");
  expect(await axeViolations(supervisor.page)).toEqual([]);
  await supervisor.close();
});
