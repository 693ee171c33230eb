import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeViolations, closeBrowser, horizontalOverflow, openPage, screenshot } from "../support/browser.ts";
import { makeInstallation, seededUser, type Installation, type Served } from "../support/installation.ts";
import { messageIn, messagesIn } from "../support/outbox.ts";
import type { SeededTerritory } from "../support/session.ts";
import { Gestures } from "../support/gestures.ts";
import { signInOn } from "../support/sign-in.ts";

// The loop as people walk it, without JavaScript: from a new file to a known end, and what can go wrong on the way.

const person = "Solange-Aimée";
const words = "Aime la belote. Peut venir le mardi.";

let place: Installation;
let server: Served;
let territories: readonly SeededTerritory[];
/** The link worker of the CCAS, and the one of another organisation. */
let worker: Page;
let neighbour: Page;
/** The receiver, on a telephone. */
let receiver: Page;
/** The person, on a telephone. */
let own: Page;
/** The receiver of another referral, on a telephone. */
let bus: Page;
/** How many messages had gone before moments were offered. */
let beforeOffer = 0;
let personPath = "";
let referralPath = "";
/** The referral to the bus, that waits for an agreement. */
let busPath = "";
/** Links of the receiver's messages, oldest first. */
let firstLink = "";

beforeAll(async () => {
  place = await makeInstallation();
  territories = await place.seed("world-demo.json");
  server = await place.start();
  worker = await signInAs("lien");
  neighbour = await signInAs("lien-domicile");
  receiver = await openPhone();
});
afterAll(async () => {
  await closeBrowser();
  await place.remove();
});

async function openPhone(): Promise<Page> {
  return (await openPage({ baseUrl: server.baseUrl, javaScript: false, viewport: "phone" })).page;
}

async function signInAs(slug: string): Promise<Page> {
  const { page } = await openPage({ baseUrl: server.baseUrl, javaScript: false });
  const user = seededUser(territories, "val-dargence", slug);
  await signInOn(page, user);
  return page;
}

const button = (page: Page, name: string | RegExp): Locator => page.getByRole("button", { name }).first();
const link = (page: Page, name: string | RegExp): Locator => page.getByRole("link", { name }).first();
const said = async (page: Page): Promise<string> => page.locator("main").innerText();

/** The messages that went, oldest first, and one of them as soon as it went. */
const messages = () => messagesIn(place.outboxDir);
const message = (number: number) => messageIn(place.outboxDir, number);

const linkIn = (text: string): string => /\/r\/[\w-]{40,60}/.exec(text)?.[0] ?? "";

/** Browsers that run scripts, one beside each page of the walk. */
const seeing = new Map<Page, Page>();

/** What axe finds at an address, seen with the cookies of a page by a browser that runs scripts. */
async function axeAt(page: Page, path: string): Promise<readonly string[]> {
  const beside = seeing.get(page) ?? (await openPage({ baseUrl: server.baseUrl, viewport: "phone" })).page;
  seeing.set(page, beside);
  await beside.context().clearCookies();
  await beside.context().addCookies(await page.context().cookies());
  await beside.goto(path);
  const overflow = await horizontalOverflow(beside);
  return [...(await axeViolations(beside)), ...(overflow > 0 ? [`${path}: ${overflow} px too wide`] : [])];
}

it("an empty queue says what one can begin", async () => {
  await worker.goto("/pro");
  expect(await said(worker)).toContain("Rien n’attend pour le moment");
  await link(worker, "Nouvelle personne").click();
  await worker.getByRole("heading", { level: 1, name: "Nouvelle personne" }).waitFor();
});

it("a file is opened with a first name, and the four facts stand apart", async () => {
  await worker.locator("input[name=givenNames]").fill(person);
  await worker.locator("input[name=phone]").fill("06 39 98 04 04");
  await worker.locator("input[name=townCode]").fill("73065");
  await worker.locator("input[name=contactChannels][value=phone]").check();
  await worker.locator("input[name=contactWords]").fill("De la part de Camille");
  await worker.getByLabel("Date de naissance").fill("vers 1942");
  await button(worker, "Enregistrer").click();
  expect(await worker.locator("[role=alert]").first().innerText()).toContain("Date de naissance");
  expect(await worker.getByLabel("Date de naissance").inputValue()).toBe("vers 1942");
  await screenshot(worker, "birth-date-refused");
  await worker.getByLabel("Date de naissance").fill("3/1942");
  await button(worker, "Enregistrer").click();
  await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  personPath = new URL(worker.url()).pathname;
  expect(await said(worker)).toContain("mars 1942");
  expect(await worker.locator(".four-facts > li").count()).toBe(4);
  await worker
    .locator(".four-facts")
    .getByRole("link", { name: /Servir aux statistiques/ })
    .click();
  await worker.locator("input[name=statisticsUse][value=objected]").check();
  await button(worker, "Enregistrer les modifications").click();
  expect(await worker.locator(".four-facts").innerText()).toContain("S’y oppose");
});

it("questions are asked aloud; a skipped one and a rather-not are kept apart and nothing is guessed", async () => {
  await link(worker, "Faire le point").click();
  await link(worker, /UCLA/).click();
  const ask = async (answers: readonly string[]): Promise<void> => {
    for (const [position, value] of answers.entries())
      await worker.locator(".question-asked").nth(position).locator(`input[value="${value}"]`).check();
    await button(worker, "Enregistrer les réponses").click();
    await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  };
  expect(await said(worker)).toContain("Traduction de travail");
  await ask(["3", "skipped", "prefers-not"]);
  expect(await worker.locator("#point ~ *").first().innerText()).toContain(
    "2 questions sans réponse, pas de score",
  );
  await worker.goto(`${personPath}/point/ucla3`);
  await ask(["3", "3", "2"]);
  const feeling = worker.locator(".side", { hasText: "Le ressenti" });
  expect(await feeling.innerText()).toMatch(/: 8\s+sur une échelle de 3 à 9/);
  expect(await worker.locator(".side", { hasText: "Les liens" }).innerText()).toContain("Pas encore demandé");
});

it("where scripts run, digits choose the answers and lead to the button", async () => {
  const { page, faults, close } = await openPage({ baseUrl: server.baseUrl });
  await page.context().addCookies(await worker.context().cookies());
  await page.goto(`${personPath}/point/ucla3`);
  for (const digit of ["1", "8", "9"]) await page.keyboard.press(digit);
  const chosen = await page
    .locator(".question-asked input:checked")
    .evaluateAll((all) => all.map((one) => one.getAttribute("value")));
  expect(chosen).toEqual(["1", "skipped", "prefers-not"]);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Enregistrer les réponses");
  expect(faults()).toEqual([]);
  await close();
});

it("from the person's page to a sent referral there are few gestures, and nothing is typed twice", async () => {
  const walk = new Gestures();
  await worker.goto(`${personPath}/besoins`);
  await worker.getByLabel("Être écouté·e").check();
  await button(worker, "Enregistrer et voir les propositions").click();
  const proposed = worker.locator(".offer", { hasText: "Permanence d’écoute" });
  expect(await proposed.innerText()).toMatch(/Pourquoi :\s+Répond à ce qui est cherché/);
  await worker.getByRole("button", { name: /^Mettre dans le projet Permanence/ }).click();
  await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  expect(await worker.locator("#projet ~ ul").innerText()).toContain("Permanence d’écoute");
  await worker.goto("/pro/personnes");
  await walk.tap(link(worker, person));
  await walk.read(worker.locator("#projet ~ ul"));
  await walk.tap(link(worker, /^Orienter Permanence/));
  const shared = worker.locator("fieldset", { hasText: "Ce que la structure lira" });
  await walk.read(shared);
  expect(
    await shared.locator("input:checked").evaluateAll((all) => all.map((one) => one.getAttribute("value"))),
  ).toEqual(["first-name", "phone"]);
  await walk.tap(worker.getByLabel("De vive voix, devant moi"));
  await walk.type(worker.getByLabel("Votre numéro pour être rappelé·e"), "04 79 00 00 01");
  await walk.type(worker.getByLabel("Un mot pour la structure"), words);
  await walk.tap(button(worker, "Envoyer"));
  await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  expect(walk.seconds(), "from the list of files to a sent referral").toBeLessThanOrEqual(90);
  await link(worker, /^Suivre/).click();
  await worker.getByRole("heading", { level: 1, name: `Orientation : ${person}` }).waitFor();
  referralPath = new URL(worker.url()).pathname;
  expect(await said(worker)).toContain("Envoyée");
  expect(walk).toMatchObject({ taps: 4, fields: 2 });
});

it("the message says nothing of the person, and a scanner that reads its link spends nothing", async () => {
  const { subject, text, to } = await message(1);
  expect(to).toBe("ecoute@demonstration.example");
  expect(`${subject} ${text}`).not.toMatch(/Solange|belote|seul|solitude|isol|santé/i);
  firstLink = linkIn(text);
  for (const method of ["GET", "HEAD", "GET"]) {
    const scanned = await fetch(server.baseUrl + firstLink, { method, redirect: "manual" });
    expect([scanned.status, scanned.headers.getSetCookie(), scanned.headers.get("cache-control")]).toEqual([
      200,
      [],
      "no-store",
    ]);
    expect(await scanned.text()).not.toMatch(/Solange|belote/);
  }
});

it("a link opens once; the second time one gesture brings a new one to the same address", async () => {
  const walk = new Gestures();
  await receiver.goto(firstLink);
  expect(await receiver.title()).not.toMatch(/Solange|CCAS/);
  await walk.tap(button(receiver, "Ouvrir"));
  expect(await said(receiver)).toContain(person);
  const second = await openPhone();
  await second.goto(firstLink);
  await walk.tap(button(second, "Ouvrir"));
  expect(await said(second)).toContain("Ce lien a déjà servi");
  await walk.tap(button(second, "Recevoir un nouveau lien"));
  expect(new URL(second.url()).pathname).toBe("/r/envoye");
  const renewed = await message(2);
  expect([renewed.to, linkIn(renewed.text) === firstLink]).toEqual(["ecoute@demonstration.example", false]);
  await receiver.goto("/r/reponse");
  // What was opened stays open: the new link is for whoever lost the old one.
  expect(await said(receiver)).toContain(person);
  await receiver.goto(linkIn(renewed.text));
  await button(receiver, "Ouvrir").click();
  expect(await said(receiver)).toContain(words);
  expect(walk.taps).toBe(3);
});

it("the receiver answers in two gestures on a telephone, and a second answer is refused in words", async () => {
  await receiver.goto("/r/reponse");
  const stale = await receiver.context().newPage();
  await stale.goto("/r/reponse");
  const walk = new Gestures();
  await walk.read(receiver.locator("main"));
  await walk.tap(button(receiver, "Oui, j’accepte"));
  expect(await said(receiver)).toContain("Vous avez accepté");
  expect(walk.seconds(), "from the opened link to the answer").toBeLessThanOrEqual(60);
  const overtaken = stale.waitForResponse((response) => response.request().method() === "POST");
  await button(stale, "Oui, j’accepte").click();
  expect((await overtaken).status()).toBe(412);
  expect(await said(stale)).toContain("Vous avez accepté");
  const version = await receiver.locator("#answer-contact input[name=_version]").inputValue();
  const again = await receiver.context().request.post("/r/reponse", {
    form: { _key: crypto.randomUUID(), _version: version, move: "accept" },
    headers: { origin: server.baseUrl },
    maxRedirects: 0,
  });
  expect(again.status()).toBe(409);
  expect(await again.text()).toContain("cette demande a déjà été acceptée");
  await stale.close();
});

it("a receiver refuses only with a reason and a next step, and what is missing is said beside its field", async () => {
  await receiver.goto("/r/reponse");
  await receiver.locator("summary", { hasText: "Cela n’a pas pu se faire" }).click();
  const form = receiver.locator("#answer-not-possible");
  await form.evaluate((element) => element.setAttribute("novalidate", ""));
  await form.getByRole("button", { name: "Envoyer" }).click();
  expect(await receiver.locator("#answer-not-possible [role=alert]").innerText()).toContain("Pourquoi");
  expect(await said(receiver)).toContain("Vous avez accepté");
});

it("the end that counts is reported by the receiver, and the worker sees that it is known", async () => {
  const walk = new Gestures();
  await receiver.goto("/r/reponse");
  await walk.tap(button(receiver, "J’ai joint la personne"));
  await walk.tap(button(receiver, "La personne est venue"));
  await walk.tap(receiver.locator("summary", { hasText: "Dire ce que cela a donné" }));
  await walk.tap(receiver.getByLabel("A rencontré quelqu’un à revoir"));
  await walk.tap(receiver.locator("#answer-complete").getByRole("button", { name: "Envoyer" }));
  expect(await said(receiver)).toContain("Plus rien à faire");
  expect(await said(receiver)).not.toContain(person);
  expect(walk.taps).toBe(5);
  const told = await message(3);
  expect(told.subject).toBe("Tisser : un retour vous attend");
  expect(told.text).toContain(`${referralPath}/retour`);
  expect(told.text).not.toMatch(/Solange|CCAS|Permanence/);
  expect(await axeAt(worker, `${referralPath}/retour`)).toEqual([]);
  const sheet = await worker.request.get(`${referralPath}/retour.pdf`);
  expect([sheet.headers()["content-type"], (await sheet.body()).subarray(0, 5).toString()]).toEqual([
    "application/pdf",
    "%PDF-",
  ]);
  expect((await sheet.body()).toString("latin1").split("/Type /Page\n").length - 1).toBe(1);
  await worker.goto(`${referralPath}/retour`);
  expect(await worker.locator("textarea").inputValue()).toContain("A rencontré quelqu’un à revoir");
  await worker.goto(personPath);
  const line = await worker.locator("#orientations ~ ul").innerText();
  expect(line).toContain("A rencontré quelqu’un à revoir");
  expect(line).toContain("Issue connue");
});

it("a withdrawal half-way closes the receiver's page at once, and the next link shows nothing personal", async () => {
  await worker.goto(`${personPath}/propositions`);
  await link(worker, /^Orienter Permanence/).click();
  await worker.getByLabel("De vive voix, devant moi").check();
  await worker.getByLabel("Votre numéro pour être rappelé·e").fill("04 79 00 00 01");
  await worker.getByLabel("Un mot pour la structure").fill(words);
  await button(worker, "Envoyer").click();
  await receiver.goto(linkIn((await message(4)).text));
  await button(receiver, "Ouvrir").click();
  await button(receiver, "Oui, j’accepte").click();
  expect(await said(receiver)).toContain(person);
  await worker.goto(personPath);
  await link(worker, /^Suivre/).click();
  await button(worker, "La personne retire son accord").click();
  await worker.getByRole("heading", { level: 1, name: person }).waitFor();
  const answered = button(receiver, "J’ai joint la personne");
  await answered.click();
  expect(await said(receiver)).not.toMatch(/Solange|belote|06 39/);
  const over = await message(5);
  expect(over.subject).toBe("Plus rien à faire de votre côté");
  await receiver.goto(linkIn(over.text));
  await button(receiver, "Ouvrir").click();
  expect(await said(receiver)).toContain("n’est plus d’actualité");
  expect(await receiver.content()).not.toMatch(/Solange|belote|06 39/);
  await screenshot(receiver, "receiver-erasure");
  expect(await axeAt(receiver, "/ar/r/reponse")).toEqual([]);
  await receiver.getByLabel("La loi nous oblige à le garder").check();
  await button(receiver, "Répondre").click();
  expect(await said(receiver)).toContain("Merci, c’est noté : Gardé.");
  await worker.goto(personPath);
  await link(worker, /^Suivre/).click();
  expect(await worker.locator("section[aria-labelledby=effacement]").innerText()).toContain("Gardé");
  await screenshot(worker, "referral-erasure");
});

it("a guardian is put down, and a referral then needs the agreement of both", async () => {
  await worker.goto(`${personPath}/representants`);
  await worker.getByLabel("Tutelle").check();
  await worker.getByLabel("Représente pour ce qui touche à la personne").check();
  await worker.getByLabel("Jugement vu").check();
  await worker.getByLabel("Depuis quand").fill("2024-01-01");
  await worker.getByLabel("Nom", { exact: true }).fill("Association tutélaire");
  await button(worker, "Inscrire").click();
  expect(await said(worker)).toContain("il faut l’accord de la personne et celui de qui la représente");
  await screenshot(worker, "representatives");
  expect(await axeAt(worker, `${personPath}/representants`)).toEqual([]);
  await worker.goto(`${personPath}/propositions`);
  await link(worker, /^Orienter Permanence/).click();
  expect(await worker.getByLabel("La personne et qui la représente").isChecked()).toBe(true);
  await screenshot(worker, "refer-represented");
  await worker.goto(`${personPath}/representants`);
  await button(worker, /^Mettre fin/).click();
  expect(await said(worker)).toContain("la personne décide seule");
});

it("without a link in force the answer page asks for the link, never for an account, and hands back what was typed", async () => {
  const stranger = await openPhone();
  await stranger.goto("/r/reponse");
  expect(await said(stranger)).toContain("Cette page s’ouvre avec le lien reçu par message");
  const posted = await stranger.context().request.post("/r/reponse", {
    form: { _key: crypto.randomUUID(), _version: "1", move: "ask-information", note: "Quel jour ?" },
    headers: { origin: server.baseUrl },
    maxRedirects: 0,
  });
  expect(posted.status()).toBe(401);
  const html = await posted.text();
  expect(html).toContain("Quel jour ?");
  expect(html).not.toContain('type="password"');
});

it("another organisation sees none of it: by id, by name, in any list", async () => {
  for (const path of [
    personPath,
    `${personPath}/point`,
    `${personPath}/besoins`,
    `${personPath}/propositions`,
    referralPath,
  ]) {
    const response = await neighbour.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
    expect(await said(neighbour)).not.toMatch(/Solange|Permanence/);
  }
  for (const path of ["/pro", "/pro/personnes", "/pro/personnes?q=Solange"]) {
    await neighbour.goto(path);
    expect((await neighbour.locator("main ul, main ol").allInnerTexts()).join(" "), path).not.toContain(
      "Solange",
    );
  }
});

it("a referral that waits for the person's agreement waits in the queue, with its next step", async () => {
  await worker.goto(`${personPath}/propositions`);
  await link(worker, /^Orienter Le Bus/).click();
  await worker.getByLabel("Votre numéro pour être rappelé·e").fill("04 79 00 00 01");
  await button(worker, "Envoyer").click();
  await worker.goto("/pro");
  // The end that the receiver told waits beside it.
  expect(await worker.locator(".queue-row", { hasText: "Terminée, dit-on" }).innerText()).toContain(person);
  const row = worker.locator(".queue-row", { hasText: "Accord à recueillir" });
  expect(await row.innerText()).toContain(person);
  await row.getByRole("link", { name: /Noter l’accord/ }).click();
  await worker.getByRole("heading", { level: 1, name: `Orientation : ${person}` }).waitFor();
  expect(await said(worker)).toContain("Accord à recueillir");
  busPath = new URL(worker.url()).pathname;
});

it("the person reads their own page by a link, asks for a call, and it waits for the worker", async () => {
  const back = worker.url();
  await worker.goto(`${personPath}?changer=1`);
  await worker.locator("#pathway-updateFile input[name=phone]").fill("06 39 98 00 11");
  await worker.locator("#pathway-updateFile input[value=sms]").check();
  await worker.locator("#pathway-updateFile input[name=identityCheck][value=seen]").check();
  await button(worker, "Enregistrer les modifications").click();
  await worker.getByText("Envoyer le lien").click();
  await worker.getByLabel("Prénom que la personne reconnaît").fill("Odile");
  await worker.getByLabel("Numéro où vous joindre").fill("04 79 00 00 01");
  const shows = worker.locator("input[name=showsSaid]");
  expect(await shows.and(worker.locator("[value=false]")).isChecked()).toBe(true);
  await shows.and(worker.locator("[value=true]")).check();
  const before = messages().length;
  await button(worker, "Envoyer").click();
  const sent = await message(before + 1);
  expect(sent.to).toBe("06 39 98 00 11");
  expect(sent.text).not.toMatch(/Solange|CCAS|Permanence/);
  own = await openPhone();
  await own.goto(linkIn(sent.text));
  await button(own, "Ouvrir").click();
  await own.getByRole("heading", { level: 1, name: "Mon accompagnement" }).waitFor();
  await button(own, "Je veux qu’on m’appelle").click();
  expect(await said(own)).toContain("Vous avez demandé un appel");
  await worker.goto("/pro");
  expect(await worker.locator(".queue-row").first().innerText()).toContain("Demande à être appelé·e");
  await worker.goto(back);
});

it("the person reads in sentences what they answered, as they wished: no number, no band, no label", async () => {
  const answers = own.getByRole("region", { name: "Ce que disent vos réponses" });
  const read = await answers.innerText();
  expect(read).toContain("Parfois, les autres vous manquent.");
  expect(read.replaceAll(/\d{1,2} \S+ \d{4}/g, "")).not.toMatch(
    /\d|score|échelle|solitude|vous êtes (très )?(isolé|seul)/i,
  );
  await screenshot(own, "own-page-phone");
  const { page, close } = await openPage({
    baseUrl: server.baseUrl,
    javaScript: false,
    viewport: "small",
    colorScheme: "dark",
  });
  await page.context().addCookies(await own.context().cookies());
  await page.goto("/ar/r/moi");
  expect(await horizontalOverflow(page)).toBe(0);
  await screenshot(page, "own-page-small-ar-dark");
  await close();
});

/** A day so many days ahead, as a browser's field writes it. */
const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Europe/Paris" });

it("a receiver without script offers moments, and what is wrong with one is said at its line, nothing lost", async () => {
  await worker.goto(busPath);
  await worker.getByLabel("De vive voix, devant moi").check();
  const before = messages().length;
  await button(worker, "Envoyer").click();
  bus = await openPhone();
  await bus.goto(linkIn((await message(before + 1)).text));
  await button(bus, "Ouvrir").click();
  await bus.locator("summary", { hasText: "Oui, et proposer des moments" }).click();
  await bus.getByLabel("1. Le jour").fill(dayAhead(10));
  await bus.getByLabel("1. À partir de").fill("14:00");
  await bus.getByLabel("1. Jusqu’à").fill("13:00");
  await bus.getByLabel("1. Sinon, où ?").fill("3 rue des Essais");
  await bus.locator("summary", { hasText: "Moment 2" }).click();
  await bus.getByLabel("2. Le jour").fill(dayAhead(12));
  await bus.getByLabel("2. À partir de").fill("09:30");
  await bus.getByLabel("2. Par téléphone : nous l’appelons").check();
  await button(bus, "Proposer").click();
  expect(await bus.locator("[role=alert]").first().innerText()).toContain("La fin est avant le début");
  await screenshot(bus, "moments-refused-phone");
  expect(await bus.getByLabel("2. À partir de").inputValue()).toBe("09:30");
  expect(await bus.getByLabel("1. Sinon, où ?").inputValue()).toBe("3 rue des Essais");
  await bus.getByLabel("1. Jusqu’à").fill("15:30");
  beforeOffer = messages().length;
  await button(bus, "Proposer").click();
  const answer = await said(bus);
  expect(answer).toContain("Vous avez accepté");
  expect(answer).toContain("La personne n’a pas encore choisi.");
  expect(answer).toMatch(/14\s?h – 15\s?h\s?30 · 3 rue des Essais/);
  await screenshot(bus, "moments-offered-phone");
});

it("the person chooses one by a neutral message, once; both sides are told and the agenda says nothing", async () => {
  const invitation = await message(beforeOffer + 1);
  expect(invitation.to).toBe("06 39 98 00 11");
  expect(invitation.text).not.toMatch(/Solange|CCAS|Bus|Essais|14|rendez-vous/i);
  await own.goto(linkIn(invitation.text));
  await button(own, "Ouvrir").click();
  await screenshot(own, "moments-to-choose-phone");
  const stale = await own.context().newPage();
  await stale.goto("/r/moi");
  expect(await axeAt(own, "/r/moi")).toEqual([]);
  expect(await axeAt(own, "/ar/r/moi")).toEqual([]);
  const before = messages().length;
  await button(own, /^Je choisis ce moment/).click();
  expect(await said(own)).toContain("Votre rendez-vous");
  await screenshot(own, "moment-chosen-phone");
  const gone = stale.waitForResponse((response) => response.request().method() === "POST");
  await stale
    .getByRole("button", { name: /^Je choisis ce moment/ })
    .nth(1)
    .click();
  expect((await gone).status()).toBe(409);
  expect(await said(stale)).toContain("Ce moment n’est plus proposé");
  await stale.close();
  const told = [await message(before + 1), await message(before + 2)].map(({ subject }) => subject);
  expect(told.toSorted()).toEqual(["Du nouveau pour une demande", "Tisser : du nouveau pour un rendez-vous"]);
  const file = await own.request.get((await link(own, "Mettre dans mon agenda").getAttribute("href")) ?? "");
  expect(file.headers()["content-type"]).toContain("text/calendar");
  expect(await file.text()).toContain("SUMMARY:Rendez-vous");
  expect(await file.text()).not.toMatch(/LOCATION|Bus|Essais|Solange|CCAS/);
  await bus.goto("/r/reponse");
  expect(await said(bus)).toContain("La personne a choisi :");
  await worker.goto(busPath);
  expect(await said(worker)).toContain("La personne a choisi :");
  await screenshot(worker, "moment-chosen-worker");
  await worker.locator("summary", { hasText: "Proposer d’autres moments" }).click();
  await screenshot(worker, "moments-form-worker");
  expect(await axeAt(worker, busPath)).toEqual([]);
  expect(await axeAt(bus, "/ar/r/reponse")).toEqual([]);
});

it("every page of the loop is clean for axe at the width of a telephone", async () => {
  const lead = await worker.locator("main .lead a").getAttribute("href");
  const offer = new URL(lead ?? "", server.baseUrl).pathname.split("/").at(-1);
  const pages: readonly (readonly [Page, string])[] = [
    [worker, "/pro"],
    [worker, "/pro/personnes/nouvelle"],
    [worker, personPath],
    [worker, `${personPath}?changer=1`],
    [worker, `${personPath}/point`],
    [worker, `${personPath}/point/ucla3`],
    [worker, `${personPath}/besoins`],
    [worker, `${personPath}/propositions`],
    [worker, `${personPath}/orienter/${offer}`],
    [worker, referralPath],
    [receiver, firstLink],
    [receiver, "/r/reponse"],
    [receiver, "/ar/r/reponse"],
    [receiver, "/r/envoye"],
    [receiver, "/r/fini"],
    [own, "/r/moi"],
    [own, "/ar/r/moi"],
    [worker, "/pro/relais"],
  ];
  for (const [page, path] of pages) expect(await axeAt(page, path), path).toEqual([]);
});
