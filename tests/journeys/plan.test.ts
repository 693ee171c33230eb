import { randomId } from "#base";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
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

// A plan from its first thing to its end: ties, practical needs, a mission by which the person helps; closed, read by the person,
// taken up again.

const summary = "Je sors le mardi, et j’arrose le jardin des autres.";
const chore = "Demander la carte de bus";

let server: RunningServer;
let cookie = "";
const personId = randomId();
const path = `/pro/personnes/${personId}`;
let worker: WatchedPage;
let page: Page;
/** The cookies of the person's session. */
let ownCookies: Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>> = [];

beforeAll(async () => {
  server = await startServer();
  cookie = await signIn(server, userOf(server, "val-dargence", "lien"));
  await openFile(personId);
  worker = await open({});
  page = worker.page;
});
afterAll(async () => {
  await closeBrowser();
  await server.stop();
});

async function openFile(id: string, givenNames = "Ghislaine-Aube"): Promise<void> {
  await act("POST", "/pathway/persons", {
    id,
    givenNames,
    townCode: "73065",
    wishes: "Être utile, et voir du monde",
    processingGround: "public-interest-task",
    contactChannels: ["post"],
  });
}

/** Sends what the worker does, and answers what came back. */
async function act(method: string, way: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await send(server, {
    method,
    path: `/api/v1${way}`,
    headers: { cookie, ...headers },
    body,
  });
  expect(`${way} ${answer.status} ${answer.text.slice(0, 200)}`).toContain(`${way} 200`);
  return JSON.parse(answer.text) as Readonly<Record<string, unknown>>;
}

async function open(options: Omit<PageOptions, "baseUrl">): Promise<WatchedPage> {
  const watched = await openPage({ baseUrl: server.baseUrl, ...options });
  await watched.page.context().addCookies(
    cookie.split("; ").map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return { name, value, url: server.baseUrl };
    }),
  );
  return watched;
}

const button = (name: string | RegExp): Locator => page.getByRole("button", { name }).first();
const plan = (): Locator => page.locator("section[aria-labelledby=projet]");
const closing = (): Locator => page.locator("section[aria-labelledby=cloture]");

it("a mission chosen from the proposals is help that the person gives", async () => {
  await page.goto(`${path}/besoins`);
  await page.locator("input[name=needs][value=be-useful]").check();
  await page.locator("main form button[type=submit]").first().click();
  await page.getByText("Mission : ici, la personne aide.").first().waitFor();
  await screenshot(page, "plan-proposals");
  await button(/^J’aide aussi : mettre dans le projet/).click();
  await page.waitForURL(/#projet$/);
  expect(await plan().innerText()).toMatch(/J’aide aussi/);
  expect(await plan().locator(".tag").allInnerTexts()).toContain("Faire participer");
});

it("something practical stands beside, with what it is", async () => {
  await page.getByText("Ajouter autre chose au projet").click();
  const form = page.locator("#pathway-addPlanItem");
  await form.getByLabel("De quoi s’agit-il ?").fill(chore);
  await form.locator("input[name=area][value=transport]").check();
  await form.locator("input[name=categories][value=support]").check();
  await form.locator("input[name=interventions][value=social-support]").check();
  await form.getByRole("button", { name: "Ajouter" }).click();
  await page.waitForURL(/#projet$/);
  expect(await plan().locator("h3").allInnerTexts()).toEqual(["Pour le quotidien", "J’aide aussi"]);
  expect(await plan().locator(".tag").allInnerTexts()).toEqual(
    expect.arrayContaining(["Se déplacer", "Soutenir", "Un soutien par des pairs ou des professionnels"]),
  );
  await page.getByText("Préciser la nature").first().click();
  const kind = page.locator("form[id^=kind-]").first();
  await kind.locator("input[name=area][value=rights]").check();
  await kind.getByRole("button", { name: "Garder" }).click();
  await page.waitForURL(/#projet$/);
  expect(await plan().locator(".tag").allInnerTexts()).toContain("Des droits et des démarches");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "plan-story");
});

it("is not closed while something is to be done: that is named, and what was typed stays", async () => {
  await page.getByText("Clore le projet").first().click();
  await closing().locator("textarea[name=summary]").fill(summary);
  await closing().getByRole("button", { name: "Clore le projet" }).click();
  expect(await page.getByRole("alert").first().innerText()).toContain("Étapes à faire : 2");
  expect(await closing().innerText()).toContain(`Étape à faire : ${chore}`);
  expect(await closing().locator("textarea[name=summary]").inputValue()).toBe(summary);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "plan-still-open");
});

it("closed, it tells what it came to and is read only", async () => {
  await page.goto(path);
  for (let left = 2; left > 0; left -= 1) {
    await button(/^C’est fait/).click();
    await page.waitForURL(/#projet$/);
  }
  await page.getByText("Clore le projet").first().click();
  expect(await closing().innerText()).toContain("Plus rien n’est à faire");
  await closing().locator("textarea[name=summary]").fill(summary);
  await closing().getByRole("button", { name: "Clore le projet" }).click();
  await page.waitForURL(/#cloture$/);
  const said = await closing().innerText();
  for (const words of [summary, "Une étape faite", "J’aide aussi : compté à part", "Aucun questionnaire"])
    expect(said).toContain(words);
  expect(await plan().locator("form").count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "plan-closed");
  const dark = await open({ viewport: "phone", colorScheme: "dark", locale: "en" });
  await dark.page.goto(`/en${path}`);
  expect(await dark.page.locator("#cloture").innerText()).toBe("End of the plan");
  expect(await horizontalOverflow(dark.page)).toBe(0);
  await screenshot(dark.page, "plan-closed-phone-en-dark");
  await dark.close();
});

it("stands on the sheet, and on the person's own page in four languages", async () => {
  await page.getByText("Ajouter un code vers sa page").click();
  await page.getByLabel("Prénom à demander").fill("Odile");
  await page.getByLabel("Numéro écrit sur la feuille").fill("04 79 00 00 01");
  await button("Faire le code").click();
  await page.waitForURL(/#projet$/);
  await page.goto(`${path}/mon-projet`);
  const sheet = await page.locator("main").innerText();
  for (const words of ["Mon projet est terminé", summary, chore, "J’aide aussi : ", "J’ai aidé"])
    expect(sheet).toContain(words);
  await screenshot(page, "plan-closed-sheet");
  // The link is seen on paper only.
  const address = /\/r\/[\w-]{43}/.exec(await page.content())?.[0] ?? "no link";
  const phone = await openPage({ baseUrl: server.baseUrl, viewport: "phone" });
  await phone.page.goto(address);
  await phone.page.getByRole("button", { name: "Ouvrir" }).click();
  await phone.page.getByRole("heading", { level: 1, name: "Mon accompagnement" }).waitFor();
  const own = await phone.page.locator("section[aria-labelledby=plan]").innerText();
  for (const words of ["Mon projet est terminé", summary, "J’aide aussi"]) expect(own).toContain(words);
  expect(await axeViolations(phone.page)).toEqual([]);
  expect(await horizontalOverflow(phone.page)).toBe(0);
  await screenshot(phone.page, "plan-own-page-phone");
  ownCookies = await phone.page.context().cookies();
  for (const [locale, title] of [
    ["en", "My plan has come to its end"],
    ["es", "Mi proyecto ha terminado"],
    ["ar", "انتهت خطّتي"],
  ] as const) {
    await phone.page.goto(`/${locale}/r/moi`);
    expect(await phone.page.locator("section[aria-labelledby=plan]").innerText()).toContain(title);
    await screenshot(phone.page, `plan-own-page-phone-${locale}`);
  }
  await phone.close();
});

it("taken up again with a reason, it can change, and the person reads when it is looked at and who comes along", async () => {
  await page.goto(path);
  await page.getByText("Reprendre le projet").first().click();
  await closing().locator("input[name=reason][value=person-asks]").check();
  await closing().getByRole("button", { name: "Reprendre le projet" }).click();
  await page.waitForURL(/#projet$/);
  expect(await closing().innerText()).toContain("La personne le demande");
  await button(/^Reprendre Demander/).click();
  await page.waitForURL(/#projet$/);
  await page.getByText("Accompagner la première visite").first().click();
  await page.locator("form[id^=company-] input[value=team]").first().check();
  await page.locator("form[id^=company-]").first().getByRole("button", { name: "Garder" }).click();
  await page.waitForURL(/#projet$/);
  await page.getByText("Choisir quand revoir le projet").click();
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await page.locator("input[name=reviewOn]").fill(day);
  await button("Garder cette date").click();
  await page.waitForURL(/#projet$/);
  await screenshot(page, "plan-reopened");
  const phone = await openPage({ baseUrl: server.baseUrl, viewport: "small", colorScheme: "dark" });
  await phone.page.context().addCookies(ownCookies);
  await phone.page.goto("/r/moi");
  const own = await phone.page.locator("section[aria-labelledby=plan]").innerText();
  expect(own).toContain("Nous regardons mon plan ensemble le");
  expect(own).toContain("La première fois, quelqu’un de l’équipe vient avec moi.");
  expect(own).not.toContain("Mon projet est terminé");
  expect(await axeViolations(phone.page)).toEqual([]);
  await screenshot(phone.page, "plan-own-page-going-on");
  await phone.page.goto("/ar/r/moi");
  expect(await horizontalOverflow(phone.page)).toBe(0);
  await screenshot(phone.page, "plan-own-page-going-on-ar");
  expect([...worker.faults(), ...phone.faults()].filter((fault) => !fault.includes("409"))).toEqual([]);
});

it("a sheet with four things, each accompanied the first time, in all three parts, stays on one page", async () => {
  const id = randomId();
  await openFile(id, "Eudes-Corentin");
  const { offers } = (await act("GET", "/directory/offers?town=73065")) as {
    readonly offers: readonly { readonly id: string; readonly kind: string; readonly hours: unknown }[];
  };
  const places = offers.filter(({ kind }) => kind !== "mission").slice(0, 2);
  expect(places.length).toBe(2);
  const things = [
    ...places.map((offer) => ({ offerId: offer.id })),
    { title: "Demander la carte de bus au guichet", area: "transport" },
    { title: "Arroser le jardin partagé", isHelping: true },
  ];
  for (const thing of things) {
    const planItemId = randomId();
    const goal = "Sortir de chez moi le mardi, et revoir quelqu’un que je connais.";
    await act("POST", `/pathway/persons/${id}/plan`, { id: planItemId, goal, ...thing });
    await act(
      "POST",
      `/pathway/persons/${id}/plan/${planItemId}/company`,
      { accompaniedBy: "volunteer" },
      { "if-match": '"1"' },
    );
  }
  const words = { agreedName: "Odile", callbackPhone: "04 79 00 00 01" };
  await act("POST", `/pathway/persons/${id}/plan-sheet/link`, words);
  for (const locale of ["", "/en", "/es"]) {
    const answer = await page.request.get(`${locale}/pro/personnes/${id}/mon-projet.pdf`);
    const pdf = (await answer.body()).toString("latin1");
    expect([locale, answer.status(), pdf.match(/\/Type \/Page\b(?!s)/g)?.length]).toEqual([locale, 200, 1]);
  }
  await page.goto(`/pro/personnes/${id}/mon-projet`);
  expect(await page.locator("main h2").allInnerTexts()).toEqual([
    "Ce qui compte pour moi",
    "Ce que je veux faire",
    "Pour mon quotidien",
    "J’aide aussi",
    "Si c’est urgent",
  ]);
  await page.emulateMedia({ media: "print" });
  await screenshot(page, "plan-sheet-four");
});
