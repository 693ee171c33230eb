import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readCsv } from "#base";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeViolations, closeBrowser, horizontalOverflow, openPage, screenshot } from "../support/browser.ts";
import { runCommand } from "../support/command.ts";
import { startServer, type RunningServer } from "../support/server.ts";
import { userOf } from "../support/session.ts";
import { signInOn } from "../support/sign-in.ts";

let server: RunningServer;
let offer = { id: "", email: "" };

/** The offers of the demonstration, by the open data. */
async function openOffers() {
  const answer = await fetch(`${server.baseUrl}/open/services.csv`);
  const [names = [], ...lines] = readCsv(await answer.text());
  return { lines, cell: (line: readonly string[], name: string) => line[names.indexOf(name)] ?? "" };
}

/** An offer of the demonstration with hours and a published e-mail address, by the open data. */
async function offerWithAddress(): Promise<{ readonly id: string; readonly email: string }> {
  const { lines, cell } = await openOffers();
  const found = lines.find((one) => /@/.test(cell(one, "courriel")) && cell(one, "horaires").length > 5);
  return { id: cell(found ?? [], "id"), email: cell(found ?? [], "courriel") };
}

/** The messages that left so far. */
function messages(): readonly string[] {
  const files = readdirSync(server.outboxDir).filter((name) => name.endsWith(".json"));
  return files.map((name) => readFileSync(join(server.outboxDir, name), "utf8"));
}

/** The link to propose an entry that was sent to an address. */
async function linkSentTo(email: string): Promise<string> {
  const find = (): string =>
    /\/r\/proposition\/[\w-]+/.exec(messages().find((text) => text.includes(email)) ?? "")?.[0] ?? "";
  await expect.poll(find, { timeout: 10_000 }).not.toBe("");
  return find();
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

describe("whoever asks how one gets in", () => {
  it("reads what AccèsLibre tells of the place once it is imported; a doubtful place waits for a moderator", async () => {
    const { lines, cell } = await openOffers();
    const placed = lines.filter((one) => /\d/.test(cell(one, "adresse")) && cell(one, "latitude") !== "");
    const [sure, doubtful] = [
      placed[0]!,
      placed.find((one) => cell(one, "commune") !== cell(placed[0]!, "commune"))!,
    ];
    const rowOf = (one: readonly string[], id: string, name: string): string =>
      [
        id,
        name,
        cell(one, "code_postal"),
        cell(one, "commune"),
        cell(one, "code_insee"),
        cell(one, "adresse"),
        cell(one, "longitude"),
        cell(one, "latitude"),
        "True",
        "True",
        "True",
      ]
        .map((text) => `"${text.replaceAll('"', '""')}"`)
        .join(",");
    const file = join(dirname(server.outboxDir), "acces.csv");
    const head =
      "id,name,postal_code,commune,code_insee,adresse,longitude,latitude,entree_plain_pied,accueil_cheminement_plain_pied,sanitaires_adaptes";
    const rows = [
      rowOf(sure, "s", cell(sure, "nom")),
      rowOf(doubtful, "d", `${cell(doubtful, "nom")} annexe`),
    ];
    writeFileSync(file, [head, ...rows].join("\r\n"));
    const told = await runCommand(["import", "acces-libre", file], { DATA_DIR: server.dataDir });
    expect(told.code, told.stderr).toBe(0);
    expect(JSON.parse(told.stdout)).toMatchObject({ created: 2, refused: 0 });
    const phone = await openPage({ baseUrl: server.baseUrl, viewport: "phone", locale: "ar" });
    await phone.page.goto(`/ar/lieu/${cell(sure, "id")}`);
    expect(await phone.page.locator("main").innerText()).toContain("AccèsLibre");
    await screenshot(phone.page, "access-ar-phone");
    expect(await axeViolations(phone.page)).toEqual([]);
    expect(await horizontalOverflow(phone.page)).toBeLessThanOrEqual(0);
    await phone.close();
    const { page, faults, close } = await openPage({ baseUrl: server.baseUrl });
    await signInOn(page, userOf(server, "val-dargence", "admin"));
    await page.goto("/pro/imports/accessibilite");
    await screenshot(page, "access-links-desktop");
    expect(await axeViolations(page)).toEqual([]);
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "C’est le même lieu" }).first().click();
    expect(await page.locator("[role=status]").innerText()).toContain("Rien à décider.");
    expect(faults()).toEqual([]);
    await close();
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

describe("an association that is in no feed", () => {
  it("proposes its entry on a telephone without JavaScript, and sees by the same link that it waits", async () => {
    const { page, close } = await openPage({ baseUrl: server.baseUrl, viewport: "phone", javaScript: false });
    const email = "cafe-du-mardi@asso.example";
    await page.goto("/proposer");
    await page.getByRole("link", { name: "Proposer une nouvelle fiche" }).click();
    await page.locator("input[name=address]").fill(email);
    await page.getByRole("button", { name: "Recevoir le lien" }).click();
    await page.goto(await linkSentTo(email));
    for (const [name, value] of Object.entries({
      name: "Café du mardi",
      description: "Un café, des jeux, on vient comme on est.",
      postcode: "73000",
      city: "Chambéry",
      hours: "le mardi de 14h à 17h",
      email,
    }))
      await page.locator(`[name=${name}]`).fill(value);
    await page.locator("[name=kind][value=activity]").check();
    await page.locator("[name=category][value=gather]").check();
    await page.getByRole("button", { name: "Voir comment elle sera montrée" }).click();
    expect(await page.locator("main").innerText()).toMatch(/mardi : 14.h – 17.h/);
    await page.locator("[name=isSeen]").check();
    await page.getByRole("button", { name: "Envoyer la fiche" }).click();
    expect(await page.locator("main").innerText()).toContain("Votre fiche est reçue.");
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
    await close();
  });
});

describe("a town hall with a table of its associations", () => {
  it("brings the file, reads the preview, imports, takes back what was refused, and asks by e-mail whether it is right", async () => {
    const email = "maison-des-liens@asso.example";
    const csv = [
      "Nom;Commune;Code postal;Téléphone;Courriel;Mis à jour le",
      ...["Café des voisins", "Atelier tricot", "Promenade du jeudi"].map(
        (name) => `${name};Mont-de-Marsan;40000;05 99 00 00 12;${email};12/03/2021`,
      ),
      "Sans commune;;;05 99 00 00 13;;12/03/2021",
      ";Mont-de-Marsan;40000;;;12/03/2021",
    ].join("\r\n");
    const desk = await openPage({ baseUrl: server.baseUrl });
    const { page } = desk;
    await signInOn(page, userOf(server, "val-dargence", "admin"));
    await page.goto("/pro/imports");
    await page.getByRole("link", { name: "Apporter un tableau" }).click();
    await page.locator("[name=name]").fill("associations-mont-de-marsan");
    await page.locator("[name=title]").fill("Associations de Mont-de-Marsan");
    await page.locator("[name=licence]").fill("Avec l’accord de la mairie");
    await page.getByLabel("Choisir un fichier").setInputFiles({
      name: "associations.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(csv, "latin1"),
    });
    await page.getByRole("button", { name: "Continuer" }).click();
    await page.getByRole("heading", { name: "Quelle colonne est quoi ?" }).waitFor();
    expect(await page.locator("[name='columns.email']").inputValue()).toBe("Courriel");
    // What the titles do not tell is chosen by hand.
    await page.locator("[name='columns.confirmedOn']").selectOption("Mis à jour le");
    await page.getByRole("button", { name: "Voir l’aperçu" }).click();
    expect(await page.locator("main").innerText()).toContain("Ce sont vos choix.");
    expect(await page.locator("main").innerText()).toContain(
      "Sur 5 lignes lues : 3 reprises, 2 non reprises.",
    );
    await screenshot(page, "table-mapped-desktop");
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Importer ces 5 lignes" }).click();
    await page.waitForURL("**/pro/imports");
    const row = page.locator("li", { hasText: "Associations de Mont-de-Marsan" });
    expect(await row.innerText()).toContain("3 nouvelles");
    const download = page.waitForEvent("download");
    await row.getByRole("link", { name: /à corriger/ }).click({ noWaitAfter: true });
    const refused = readFileSync(await (await download).path(), "utf8");
    expect(refused.match(/ligne non reprise/g)).toHaveLength(2);
    expect(refused).toContain("Ligne 4, colonne « Commune »");

    await page.goto("/pro/imports/campagne?months=36&departement=40");
    expect(await page.locator("[role=status]").innerText()).toBe("Une adresse, 3 fiches.");
    await page.getByRole("button", { name: "Envoyer les e-mails" }).click();
    await page.waitForURL("**/campagne/lancee");
    expect(desk.faults()).toEqual([]);
    await desk.close();
    const written = (): string =>
      messages().find((text) => text.includes(email) && text.includes("upkeep.campaign")) ?? "";
    await expect.poll(written, { timeout: 10_000 }).not.toBe("");
    await answersOf(/\/r\/fiche\/[\w-]+/.exec(written())?.[0] ?? "");
  });

  /** The association answers by its link, on a telephone without JavaScript and without account: right, wrong, over. */
  async function answersOf(link: string): Promise<void> {
    const { page, faults, close } = await openPage({
      baseUrl: server.baseUrl,
      viewport: "phone",
      javaScript: false,
    });
    const entry = (name: string) => page.locator("li", { hasText: name });
    const change = async (name: string): Promise<void> => {
      await page.goto(link);
      await entry(name).getByRole("link", { name: "Corriger ou fermer" }).click();
    };
    await page.goto(link);
    await entry("Café des voisins").getByRole("button", { name: "Tout est juste" }).click();
    expect(await page.locator("main").innerText()).toContain("Merci, votre réponse est notée.");
    await change("Atelier tricot");
    await page.locator("[name=hoursNote]").fill("Fermé pendant les vacances.");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await change("Promenade du jeudi");
    await page.getByLabel("Oui, la fiche ne doit plus être montrée").check();
    await page.getByRole("button", { name: "Fermer la fiche" }).click();
    await page.goto(link);
    expect(await entry("Café des voisins").innerText()).toContain("Confirmée le");
    expect(await entry("Promenade du jeudi").innerText()).toContain("Fermée : elle n’est plus montrée.");
    await screenshot(page, "campaign-answered-phone");
    expect(await horizontalOverflow(page)).toBeLessThanOrEqual(0);
    await page.goto("/chercher?ou=40000&q=tricot");
    await page.getByRole("link", { name: "Atelier tricot" }).first().click();
    expect(await page.locator("main").innerText()).toContain("Fermé pendant les vacances.");
    expect(faults()).toEqual([]);
    await close();
  }
});

describe("whoever helps on the telephone", () => {
  it("asks, reads, chooses and sends by keyboard; the number stands in the message alone", async () => {
    const { page, faults, close } = await openPage({ baseUrl: server.baseUrl });
    await signInOn(page, userOf(server, "val-dargence", "lien"));
    await page.goto("/pro/telephone");
    await page.keyboard.type("chambéry");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pro/telephone?**");
    await page.keyboard.press("1");
    await page.waitForURL(({ searchParams }) => searchParams.get("liste")?.length === 22);
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press("s");
    await page.keyboard.type("06 39 98 00 77");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/pro/telephone/envoye/sms");
    const sent = messages().filter((text) => text.includes("+33639980077"));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain("/ma-selection?liste=");
    expect(server.output()).not.toContain("39980077");
    expect(faults()).toEqual([]);
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
