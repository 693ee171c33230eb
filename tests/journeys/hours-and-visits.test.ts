import { randomId } from "#base";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTexts } from "../../scripts/declarations.ts";
import { send } from "../support/api.ts";
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

// Hours of social connection noted and stated, and a visit from its card: pages and forms without JavaScript.

let server: RunningServer;
const cookies = new Map<string, string>();
const [personId, engagementId, providerId] = [randomId(), randomId(), randomId()];
let card = "";
let statement = "";

beforeAll(async () => {
  server = await startServer();
  for (const slug of ["lien", "coordination", "admin", "benevole"])
    cookies.set(slug, await signIn(server, userOf(server, "val-dargence", slug)));
  const post = async (slug: string, path: string, body: object): Promise<string> => {
    const headers = { cookie: cookies.get(slug) ?? "", "if-match": '"0"' };
    const method = path.includes("departments") ? "PUT" : "POST";
    const versioned = method === "PUT" ? headers : { cookie: headers.cookie };
    const answer = await send(server, { method, path: `/api/v1/pathway${path}`, headers: versioned, body });
    expect(`${path} ${answer.status} ${answer.text.slice(0, 200)}`).toContain(`${path} 200`);
    return answer.text;
  };
  await post("admin", "/hours/departments/73", { department: "73", isApplied: true });
  await post("lien", "/hours/providers", {
    id: providerId,
    name: "Aide à domicile des Trois-Vallées et des Bauges",
  });
  await post("lien", "/persons", {
    id: personId,
    givenNames: "Ondine-Essai",
    familyName: "Beausoleil-Ménard de la Chautagne",
    processingGround: "public-interest-task",
  });
  await post("lien", `/persons/${personId}/hours/rights`, {
    id: randomId(),
    personId,
    department: "73",
    gir: 3,
    planNumber: "P-2026-1",
    decision: "accepted",
    validFrom: "2026-01-01",
  });
  await post("lien", `/persons/${personId}/engagements`, {
    id: engagementId,
    personId,
    purpose: "visit",
    pairing: "stable",
    rhythmDays: 7,
    reviewOn: "2027-02-28",
    relayPhone: "04 99 91 92 93",
    isAgreed: true,
  });
}, 300_000);
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

const textOf = (key: string): string => readTexts("fr").get(key) ?? `no text ${key}`;

async function open(slug: string | null, options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, javaScript: false, ...options });
  const pairs = (slug === null ? "" : (cookies.get(slug) ?? "")).split("; ").filter((pair) => pair !== "");
  await watched.page.context().addCookies(
    pairs.map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return { name, value, url: server.baseUrl };
    }),
  );
  return watched;
}

it("1. hours are noted on a telephone; the month says what is left and refuses what is too much", async () => {
  const { page, faults, close } = await open("lien", { viewport: "phone" });
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-11`);
  const log = async (minutes: string): Promise<void> => {
    const form = page.locator("form#pathway-logHours");
    await form.locator("input[name=day]").fill("2026-11-20");
    await form.locator("input[name=minutes]").fill(minutes);
    await form.locator("select[name=activity]").selectOption("games");
    await form.locator("select[name=providerId]").selectOption(providerId);
    await form.locator("textarea[name=noticed]").fill("Parle moins que d’habitude.");
    await form.getByRole("button", { name: textOf("pro.hours.log.submit"), exact: true }).click();
  };
  await log("500");
  await page.waitForURL("**/heures");
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-11`);
  expect(await page.locator("main").innerText()).toContain("Il reste 40 minutes ce mois-ci.");
  expect(await page.locator("main").innerText()).toContain("Parle moins que d’habitude.");
  expect(await horizontalOverflow(page)).toBe(0);
  await screenshot(page, "hours-person-phone");
  await log("60");
  expect(await page.locator("main").innerText()).toContain("il reste 40 minutes");
  await screenshot(page, "hours-refused-phone");
  expect(faults().filter((fault) => !fault.includes("409"))).toEqual([]);
  await close();
});

it("2. a service's table says row by row what is wrong, and the month's statement stands as page and file", async () => {
  const { page, close } = await open("lien", { viewport: "desktop" });
  await page.goto("/pro/heures?mois=2026-11");
  expect(await page.locator("main table").innerText()).toContain("500 min");
  await page.locator("form#pathway-importHours select").selectOption(providerId);
  await page
    .locator("form#pathway-importHours textarea")
    .fill("reference;date;minutes;activite\nU-1;2026-11-03;60;jeux");
  await page.getByRole("button", { name: textOf("pro.hours.import.submit") }).click();
  await page.waitForURL("**/imports/*");
  expect(await page.locator("main table").innerText()).toContain(textOf("code.hoursFault.referenceUnknown"));
  await screenshot(page, "hours-import-desktop");
  await page.goto("/pro/heures?mois=2026-11");
  await screenshot(page, "hours-month-desktop");
  const href = await page.getByRole("link", { name: textOf("pro.hours.download") }).getAttribute("href");
  const file = await page.request.get(href ?? "");
  expect(file.headers()["content-type"]).toContain("text/csv");
  expect(await file.text()).toContain("P-2026-1");
  await close();
});

it("3. a month is closed by one press; what was wrong is corrected, and the sheets say so", async () => {
  const { page, close } = await open("lien", { viewport: "desktop" });
  const headers = { cookie: cookies.get("lien") ?? "" };
  const path = `/api/v1/pathway/persons/${personId}/hours`;
  const body = { id: randomId(), personId, providerId, day: "2026-10-20", minutes: 90, activity: "games" };
  expect((await send(server, { method: "POST", path, headers, body })).status).toBe(200);
  await page.goto("/pro/heures?mois=2026-10");
  await page.getByRole("button", { name: /Clore octobre 2026/ }).click();
  await page.waitForURL("**/releves/*");
  statement = new URL(page.url()).pathname;
  expect(await page.locator("main").innerText()).toContain("90 min");
  await screenshot(page, "hours-statement-desktop");
  const sheets = [`${statement}/releve.pdf`, `/pro/personnes/${personId}/heures/releve.pdf?mois=2026-10`];
  for (const sheet of sheets) {
    const file = await page.request.get(sheet);
    expect([file.headers()["content-type"], (await file.body()).subarray(0, 5).toString()]).toEqual([
      "application/pdf",
      "%PDF-",
    ]);
  }
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-10`);
  const form = page.locator(`form#entry-${body.id}`);
  await page.getByText(textOf("pro.hours.correct"), { exact: false }).first().click();
  await form.locator("input[name=minutes]").fill("60");
  await form.locator("select[name=cause]").selectOption("mistyped");
  await form.getByRole("button").click();
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-10`);
  expect(await page.locator("main").innerText()).toContain("Corrigé 1 fois");
  await screenshot(page, "hours-corrected-desktop");
  await page.goto(statement);
  expect(await page.locator("main").innerText()).toContain("90 min");
  const csv = await page.request.get("/pro/heures/departements/fichier?department=73&month=2026-10");
  expect(await csv.text()).toContain("month,2026-10,73,P-2026-1");
  await close();
});

it("3a. a refused end of a right or change of minutes says so at its own field, and keeps what was typed", async () => {
  const { page, close } = await open("lien", { viewport: "phone" });
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-11`);
  await page.getByText(textOf("pro.hours.right.end"), { exact: true }).first().click();
  const end = page.locator("form[id^=end-]");
  await end.locator("input[name=lastDay]").fill("2020-01-01");
  await end.getByRole("button").click();
  const day = end.locator("input[name=lastDay]");
  expect(await day.getAttribute("aria-invalid")).toBe("true");
  expect([await day.inputValue(), await day.isVisible()]).toEqual(["2020-01-01", true]);
  expect(await page.getByRole("alert").count(), "said once").toBe(1);
  expect(await end.getByRole("alert").count()).toBe(1);
  await screenshot(page, "hours-right-refused-phone");
  await page.goto(`/pro/personnes/${personId}/heures?mois=2026-11`);
  const change = page.locator("form[id^=entry-]").first();
  await page.getByText(textOf("pro.hours.change"), { exact: false }).first().click();
  await change.locator("input[name=minutes]").fill("541");
  await change.evaluate((form) => form.setAttribute("novalidate", ""));
  await change.getByRole("button").click();
  expect(await change.locator("input[name=minutes]").inputValue()).toBe("541");
  expect(await change.locator("input[name=minutes]").isVisible()).toBe(true);
  expect(await change.getByRole("alert").count()).toBe(1);
  await screenshot(page, "hours-change-refused-phone");
  await close();
});

it("3b. a refused meeting, and a number shown without leave, say so at their own form", async () => {
  const { page, close } = await open("coordination", { viewport: "phone" });
  await page.goto(`/pro/personnes/${personId}/visites`);
  await page.getByText(textOf("pro.visits.end"), { exact: true }).first().click();
  const end = page.locator(`form#end-${engagementId}`);
  await end.evaluate((form) => form.setAttribute("novalidate", ""));
  await end.getByRole("button").click();
  expect(await end.getByRole("alert").count()).toBe(1);
  expect(await end.locator("select[name=reason]").getAttribute("aria-invalid")).toBe("true");
  expect(await page.getByRole("alert").count(), "said once").toBe(1);
  await screenshot(page, "visits-end-refused-phone");
  await close();
});

it("4. the pages of hours and visits have no fault for whoever reads by ear or on a small window", async () => {
  const { page, close } = await open("coordination", { javaScript: true, viewport: "small" });
  for (const path of [
    "/pro/heures?mois=2026-11",
    `/pro/personnes/${personId}/heures?mois=2026-11`,
    `/pro/personnes/${personId}/heures?mois=2026-10`,
    `/pro/personnes/${personId}/heures/releve?mois=2026-10`,
    statement,
    `/pro/personnes/${personId}/visites`,
    `/pro/personnes/${personId}/visites/${engagementId}/carte`,
    "/pro/benevoles",
    "/pro/chiffres",
  ]) {
    await page.goto(path);
    expect([path, await axeViolations(page)]).toEqual([path, []]);
    expect([path, await horizontalOverflow(page)]).toEqual([path, 0]);
    await screenshot(page, `small-${path.split("?")[0]?.split("/").at(-1)}`);
  }
  await page.goto(`/pro/personnes/${personId}/visites/${engagementId}/carte`);
  card = (await page.locator("main strong").innerText()).split("/").at(-1) ?? "";
  expect(card).toHaveLength(43);
  await close();
});

it("5. anybody says by the card that something is wrong, and the coordinator reads it first", async () => {
  const { page, faults, close } = await open(null, { viewport: "small", locale: "ar" });
  await page.goto(`/ar/r/visite/${card}`);
  expect(await horizontalOverflow(page)).toBe(0);
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  await screenshot(page, "visit-report-ar-small");
  await page.goto(`/r/visite/${card}`);
  await page.locator("input[name=reason][value=money]").check();
  await page.locator("textarea[name=words]").fill("On m’a demandé cinquante euros.");
  await page.getByRole("button", { name: textOf("page.visitReport.submit") }).click();
  await page.getByRole("heading", { level: 1, name: textOf("page.visitReport.thanks") }).waitFor();
  expect(faults()).toEqual([]);
  await close();
  const team = await open("coordination", { viewport: "desktop", colorScheme: "dark" });
  await team.page.goto("/pro/benevoles");
  expect(await team.page.locator("main").innerText()).toContain("On m’a demandé cinquante euros.");
  await screenshot(team.page, "volunteers-dark-desktop");
  await team.close();
  const own = await open("benevole", { viewport: "phone" });
  await own.page.goto("/pro/visites");
  expect(await own.page.locator("main").innerText()).toContain(textOf("pro.visits.own.none"));
  await own.close();
});
