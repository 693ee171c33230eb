import { locales, type Locale } from "#base";
import { beforeAll, describe, expect, test } from "vitest";
import { writeShortlist } from "#directory";
import { render } from "./entry-server.tsx";
import { bare, cafe, hostile, walk } from "./fixtures/directory.ts";
import { fakeRequest } from "./fixtures/request.ts";
import { textsOf } from "./translate.ts";

const list = writeShortlist([walk.id, cafe.id, bare.id, hostile.id]);

const addresses = [
  "/",
  "/?ou=Grenoble",
  "/chercher",
  "/chercher?ou=Grenoble",
  "/chercher?ou=Saint-Denis",
  "/chercher?ou=Nulle-part",
  "/chercher?town=51513",
  "/chercher?lat=45.188&lon=5.724",
  "/chercher?lat=0&lon=0",
  "/chercher?town=99999",
  "/chercher?town=38185&q=rien&gratuit=1&ouvert=1&categorie=listen&rayon=5",
  "/chercher?town=38185&q=beaucoup&page=3",
  "/chercher?town=38185&q=hostile",
  "/je-m-inquiete",
  "/je-m-inquiete/danger",
  "/je-m-inquiete/sans-nouvelles",
  "/je-m-inquiete/violence",
  "/je-m-inquiete/repli",
  "/je-m-inquiete/fatigue",
  "/je-m-inquiete/autre",
  "/je-voudrais-aider",
  "/je-ne-sais-pas",
  "/je-ne-sais-pas?evenement=bereavement&ou=Saint-Denis",
  "/je-ne-sais-pas?ou=Grenoble&envie=listen&evenement=move&mobilite=walk",
  "/je-ne-sais-pas?ou=Nulle-part&envie=__proto__&evenement=x&mobilite=avion",
  "/chercher?town=38185&q=envie+de+mourir",
  `/lieu/${cafe.id}`,
  `/lieu/${bare.id}`,
  `/lieu/${walk.id}`,
  `/lieu/${hostile.id}`,
  `/lieu/${hostile.id}/signaler`,
  `/lieu/${cafe.id}/signaler/merci`,
  "/ma-selection",
  `/ma-selection?liste=${list}`,
  `/ma-selection?liste=${writeShortlist([cafe.id])}&avant=${list}&town=38185`,
  `/ma-selection/feuille?liste=${writeShortlist([bare.id])}`,
  `/chercher?town=38185&liste=${list}`,
  `/lieu/${walk.id}?liste=${writeShortlist([cafe.id])}`,
  "/proposer",
  `/proposer?fiche=${cafe.id}`,
  "/proposer/code",
  "/proposer/nouvelle",
  "/proposer/lien-envoye",
  "/lieu/0190f000-0000-7000-8000-999999999999",
  "/numeros",
  "/aide-immediate",
  "/accessibilite",
  "/vie-privee",
  "/a-propos",
  "/carte-relationnelle",
  "/nulle-part",
] as const;

async function draw(address: string, locale: Locale = "fr"): Promise<string> {
  return (await render(fakeRequest(address, { locale, isDemonstration: true }))).html;
}

/** The words of a page that are ours: without scripts, marks, and what producers wrote (marked `lang="fr"` off French pages). */
function wordsOf(html: string): string {
  return html.replaceAll(/<script[^]*?<\/script>/g, " ").replaceAll(/<[^>]+>/g, " ");
}

describe.each(locales)("every page in %s", (locale) => {
  const pages = new Map<string, string>();

  beforeAll(async () => {
    for (const address of addresses) pages.set(address, await draw(address, locale));
  });

  test("has its language, one heading, landmarks, a title and no id twice", () => {
    const direction = locale === "ar" ? "rtl" : "ltr";
    for (const [address, html] of pages) {
      expect(html, address).toMatch(new RegExp(`^<!doctype html><html lang="${locale}" dir="${direction}">`));
      expect(html.match(/<h1[ >]/g), address).toHaveLength(1);
      for (const landmark of ["<header", "<main", "<footer", "<nav"]) expect(html).toContain(landmark);
      expect(html, address).toMatch(/<title>[^<]+ – Tisser<\/title>/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(ids, address).toHaveLength(new Set(ids).size);
    }
  });

  test("holds nothing that a strict policy blocks", () => {
    for (const [address, html] of pages) {
      expect(html, address).not.toMatch(/<[a-z][^>]* style=|<[a-z][^>]* on[a-z]+=|<style/);
      for (const [, attributes = "", body = ""] of html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)) {
        expect(attributes, address).toMatch(/ src="\/assets\/|application\/(ld\+)?json/);
        if (body !== "") expect(() => JSON.parse(body) as unknown, address).not.toThrow();
      }
    }
  });

  test("shows sentences, never keys or holes", () => {
    for (const [address, html] of pages) {
      const words = wordsOf(html);
      expect(words, address).not.toMatch(/\b(page|code|error|issue)\.[a-zA-Z]/);
      expect(words, address).not.toMatch(/\b(undefined|null|NaN|\[object|Invalid Date)\b/);
    }
  });

  test("offers quick exit first, the crisis card, and itself in other languages", () => {
    const prefix = locale === "fr" ? "" : `/${locale}`;
    for (const [address, html] of pages) {
      expect(/<a [^>]*>/.exec(html)?.[0], address).toContain(
        'class="quick-exit" href="https://meteofrance.com/"',
      );
      expect(html, address).toContain(`href="${prefix}/aide-immediate"`);
      for (const other of locales) expect(html, address).toContain(`hrefLang="${other}" lang="${other}"`);
    }
  });
});

describe("words", () => {
  const forbidden = /\b(dépistages?|cas|bénéficiaires?|fragiles?|patients?|patientes?)\b/i;

  test.each(addresses)("%s holds no forbidden word", async (address) => {
    expect(wordsOf(await draw(address))).not.toMatch(forbidden);
  });

  test.each(addresses)("the tab of %s does not tell what one was looking for", async (address) => {
    const title = /<title>([^<]*)/.exec(await draw(address))?.[1] ?? "";
    expect(title).not.toMatch(/solitude|isolement|seul|suicide/i);
  });
});

describe("what others wrote", () => {
  test("never becomes markup, wherever it stands", async () => {
    for (const address of [`/lieu/${hostile.id}`, "/chercher?town=38185&q=hostile"]) {
      const html = await draw(address);
      expect(html).not.toContain("<script>alert");
      expect(html).not.toContain("<img src=x");
      expect(html).not.toContain("javascript:");
      expect(html).not.toContain("data:text/html");
      expect(html).not.toMatch(/<a [^>]*\sonclick=/);
      expect(html).not.toMatch(/mailto:[^"]*[?&]/);
    }
  });

  test("never becomes markup when it is typed into the address", async () => {
    const html = await draw(`/chercher?ou=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(html).not.toContain("<script>alert");
    expect(html).toContain("&lt;script&gt;");
  });

  test("is marked as French on an Arabic page", async () => {
    expect(await draw(`/lieu/${cafe.id}`, "ar")).toContain(
      '<bdi lang="fr" dir="auto">Café des Tisserands</bdi>',
    );
    expect(await draw(`/lieu/${cafe.id}`, "fr")).not.toContain("<bdi lang");
  });
});

describe("an offer", () => {
  test("is described to search engines by schema.org, with every hour of the week", async () => {
    const html = await draw(`/lieu/${cafe.id}`);
    const json = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)?.[1] ?? "";
    const described = JSON.parse(json) as Record<string, unknown>;
    expect(described).toMatchObject({
      "@context": "https://schema.org",
      "@type": "Place",
      name: "Café des Tisserands",
      telephone: "01 99 00 00 01",
      geo: { "@type": "GeoCoordinates", latitude: 45.19 },
      isAccessibleForFree: true,
    });
    expect(described["openingHoursSpecification"]).toHaveLength(8);
  });

  test("whose every text is hostile still gives JSON that parses", async () => {
    const html = await draw(`/lieu/${hostile.id}`);
    const json = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect((JSON.parse(json) as { name: string }).name).toBe(hostile.name);
  });

  test("of which little is known says what is not known and what to do", async () => {
    const words = wordsOf(await draw(`/lieu/${bare.id}`));
    expect(words).toContain("Horaires non connus");
    expect(words).toContain("Informations non confirmées depuis 5\u00a0ans.");
    expect(words).toContain("Pas de contact connu");
    expect(words).toContain("position approximative");
  });

  test("names its source, licence and days", async () => {
    const words = wordsOf(await draw(`/lieu/${cafe.id}`));
    expect(words).toContain("Annuaire inventé de la métropole");
    expect(words).toContain("Licence Ouverte 2.0");
    expect(words).toContain("Reçue le mercredi 18 novembre 2026.");
  });

  test("that does not exist answers 404 with a way on", async () => {
    const page = await render(fakeRequest("/lieu/0190f000-0000-7000-8000-999999999999"));
    expect(page.status).toBe(404);
    expect(page.isPublic).toBe(false);
    expect(page.html).toContain('href="/numeros"');
  });
});

describe("a search", () => {
  test("lists distance, hours, number and freshness in words", async () => {
    const html = await draw("/chercher?ou=Grenoble");
    const words = wordsOf(html);
    expect(words).toContain("à 600\u202fm");
    expect(words).toContain("à 2,4\u202fkm");
    expect(words).toContain("à 12\u202fkm environ");
    expect(words).toContain("Ouvert, ferme à 17\u202fh");
    expect(words).toContain("Fermé, ouvre mardi à 9\u202fh");
    expect(words).toContain("Informations confirmées il y a 8 mois.");
    expect(html).toContain('href="tel:+33199000001"');
  });

  test("for a name that several towns bear asks which one, and keeps the rest of the question", async () => {
    const html = await draw("/chercher?ou=saint%20denis&gratuit=1");
    expect(html).toContain("<h1>Laquelle ?</h1>");
    expect(html).toContain('href="/chercher?ou=saint+denis&amp;town=97411&amp;gratuit=1"');
  });

  test("that finds nothing says what to relax and what each step would find, each one link away", async () => {
    const html = await draw("/chercher?town=38185&q=rien&gratuit=1&fauteuil=1");
    expect(html).toContain(
      'href="/chercher?town=38185&amp;q=rien&amp;gratuit=1&amp;fauteuil=1&amp;rayon=50"',
    );
    const offered = html.slice(html.indexOf('id="nothing"'));
    expect(offered).toContain('href="/chercher?town=38185&amp;gratuit=1&amp;fauteuil=1"');
    expect(wordsOf(offered)).toMatch(/rien.{1,2}» \(3\).*Gratuit \(1\).*50\u202fkm \(7\)/s);
    expect(wordsOf(offered)).not.toContain("Accessible en fauteuil");
  });

  test("says how roughly the town's place is known", async () => {
    const words = wordsOf(await draw("/chercher?town=51513"));
    expect(words).toContain("connu à 8\u202fkm près");
    expect(words).toContain("à 600\u202fm environ");
  });

  test("around an unusable position asks for the town, with the status of the refusal", async () => {
    const page = await render(fakeRequest("/chercher?lat=0&lon=0"));
    expect(page.status).toBe(422);
    expect(page.html).toContain('aria-describedby="ou-hint ou-error"');
  });

  test("around a person's position is never kept by proxies; around a town it may be", async () => {
    expect((await render(fakeRequest("/chercher?lat=45.188&lon=5.724"))).isPublic).toBe(false);
    expect((await render(fakeRequest("/chercher?town=38185"))).isPublic).toBe(true);
  });

  test("leads from page to page without losing the question", async () => {
    const html = await draw("/chercher?town=38185&q=beaucoup&page=3");
    expect(html).toContain('rel="prev" href="/chercher?town=38185&amp;q=beaucoup&amp;page=2"');
    expect(html).toContain('rel="next" href="/chercher?town=38185&amp;q=beaucoup&amp;page=4"');
    expect(wordsOf(html)).toContain("Page 3 sur 5");
  });
});

describe("help", () => {
  test("is there at once even when nothing can be asked of the program", async () => {
    const silent = { call: () => Promise.reject(new Error("away")) };
    const page = await render(fakeRequest("/aide-immediate", silent));
    for (const number of ["3114", "15", "112", "17", "18"])
      expect(page.html).toContain(`href="tel:${number}"`);
    expect(page.html).toContain('href="sms:114"');
  });

  test("shows no hours that were not verified", async () => {
    const html = await draw("/numeros");
    const croixRouge = html.slice(html.indexOf("Croix-Rouge"), html.indexOf("Numéros vérifiés"));
    expect(wordsOf(croixRouge)).not.toMatch(/\d+ h|24/);
    expect(wordsOf(html)).toContain("Numéros vérifiés le vendredi 20 novembre 2026.");
  });
});

describe("for search engines", () => {
  test("a page has one address, whatever was added to it, also in the other languages", async () => {
    const list = await draw("/chercher?town=38185&ou=greno&fauteuil=1", "es");
    expect(list).toContain('rel="canonical" href="http://tisser.example/es/chercher?town=38185"');
    expect(list).toContain('hrefLang="ar" href="http://tisser.example/ar/chercher?town=38185"');
    const place = await draw(`/lieu/${cafe.id}?de=liste`);
    expect(place).toContain(`rel="canonical" href="http://tisser.example/lieu/${cafe.id}"`);
    expect(await draw("/chercher?town=38185&q=rien")).not.toContain('rel="canonical"');
  });
});

describe("not knowing", () => {
  test("keeps what was answered while a town is chosen, and every question may be left", async () => {
    const html = await draw("/je-ne-sais-pas?evenement=bereavement&envie=listen&ou=Saint-Denis");
    expect(html).toContain('href="/je-ne-sais-pas?envie=listen&amp;evenement=bereavement&amp;town=');
    expect(html).toMatch(/<input [^>]*checked=""[^>]*value="bereavement"|value="bereavement"[^>]*checked=""/);
    const none = await draw("/je-ne-sais-pas?ou=Grenoble");
    expect(none).toContain(`/lieu/${cafe.id}`);
  });

  test("words of danger put whom to call before the list", async () => {
    const html = await draw("/chercher?town=38185&q=envie+de+mourir");
    const main = html.slice(html.indexOf("<main"));
    expect(main.indexOf("tel:3114")).toBeGreaterThan(0);
    expect(main.indexOf("tel:3114")).toBeLessThan(main.indexOf("/lieu/"));
  });
});

describe("worrying about somebody", () => {
  test.each(["danger", "sans-nouvelles", "violence", "repli", "fatigue"])(
    "%s ends with somebody who answers, and asks nothing of the other person",
    async (sign) => {
      const html = await draw(`/je-m-inquiete/${sign}`);
      const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
      expect(main).toContain('href="tel:');
      expect(main).not.toMatch(/<(input|textarea|select|form)/);
    },
  );

  test("a call from the team is offered where there are files, never where there is danger or none may be kept", async () => {
    const asks = 'href="/faire-le-point/rappel/demande"';
    expect(await draw("/je-m-inquiete/repli")).toContain(asks);
    expect(await draw("/je-m-inquiete/danger")).not.toContain(asks);
    const { html } = await render(fakeRequest("/je-m-inquiete/repli", { profile: "directory" }));
    expect(html).not.toContain(asks);
  });

  test("of what is not a sign there is no page", async () => {
    expect((await render(fakeRequest("/je-m-inquiete/autre"))).status).toBe(404);
  });
});

describe("failures", () => {
  test.each([
    ["base.tooManyRequests", 429, { seconds: 12 }, "Réessayez dans 12 secondes."],
    ["base.unexpected", 500, {}, "Ce n’est pas votre faute."],
    ["storage.databaseAway", 503, {}, "Rien n’est perdu"],
  ])(
    "%s says what happened and what to do, with the id of the request",
    async (code, status, params, sentence) => {
      const failure = { code, status, params, requestId: "request-7" };
      const page = await render(fakeRequest("/chercher", { failure }));
      expect(page.status).toBe(status);
      expect(page.isPublic).toBe(false);
      expect(wordsOf(page.html)).toContain(sentence);
      expect(page.html).toContain("request-7");
    },
  );

  test("that nobody foresaw are left to the server", async () => {
    const broken = { call: () => Promise.reject(new Error("boom")) };
    await expect(render(fakeRequest("/numeros", broken))).rejects.toThrow("boom");
  });
});

describe("what exists where", () => {
  test("the style guide is for development only", async () => {
    expect((await render(fakeRequest("/styleguide"))).status).toBe(404);
    expect((await render(fakeRequest("/styleguide", { isDevelopment: true }))).status).toBe(200);
  });

  test("an observatory alone has no search", async () => {
    expect((await render(fakeRequest("/chercher", { profile: "observatory" }))).status).toBe(404);
    expect((await render(fakeRequest("/aide-immediate", { profile: "observatory" }))).status).toBe(200);
  });

  test("demonstration data is labelled on every page, and only then", async () => {
    const label = textsOf("fr")["page.demonstration.label"] ?? "";
    expect(await draw("/numeros")).toContain(label);
    expect((await render(fakeRequest("/numeros"))).html).not.toContain(label);
  });
});

describe("a shortlist", () => {
  test("stands in the address alone: adding, moving, taking away and undoing are links", async () => {
    const two = writeShortlist([cafe.id, walk.id]);
    const search = await draw(`/chercher?town=38185&liste=${writeShortlist([cafe.id])}`);
    expect(search).toContain(`href="/chercher?town=38185&amp;liste=${two}#proposition-2"`);
    expect(search).toContain(`href="/ma-selection?liste=${writeShortlist([cafe.id])}&amp;town=38185"`);
    const page = await draw(`/ma-selection?liste=${two}`);
    const turned = writeShortlist([walk.id, cafe.id]);
    expect(page).toContain(`href="/ma-selection?liste=${turned}`);
    const less = await draw(`/ma-selection?liste=${writeShortlist([walk.id])}&avant=${two}`);
    expect(wordsOf(less)).toContain(`« ${cafe.name} » est retiré de votre sélection.`);
    expect(less).toContain(`href="/ma-selection?liste=${two}"`);
  });

  test("says what closed since, and what it no longer knows", async () => {
    const unknown = "0190f000-0000-7000-8000-00000000abcd";
    const words = wordsOf(await draw(`/ma-selection?liste=${writeShortlist([bare.id, unknown])}`));
    expect(words).toContain("Fermé depuis le 2 novembre 2026.");
    expect(words).toContain("Cette fiche n’est plus dans l’annuaire.");
  });

  test("becomes a sheet with a code for each entry and for the whole, in Arabic too; none of nothing", async () => {
    const sheet = async (locale: Locale, query: string) =>
      (await render(fakeRequest(`/ma-selection/feuille?${query}`, { locale }))).sheet;
    const whole = await sheet("fr", `liste=${list}&grand=1`);
    expect(whole?.textSize).toBe(18);
    const blocks = whole?.blocks.flatMap((block) => (block.kind === "together" ? block.blocks : [block]));
    expect(blocks?.flatMap((block) => (block.kind === "code" ? [block.address.length] : []))).toHaveLength(4);
    const arabic = await sheet("ar", `liste=${list}`);
    expect([arabic?.language, arabic?.blocks.length]).toEqual(["ar", whole?.blocks.length]);
    expect(JSON.stringify(arabic)).toMatch(/\u2066[\d\u00a0]+\u2069/);
    expect(await sheet("fr", "")).toBeUndefined();
  });

  test("takes no more than it can hold, and says so", async () => {
    const full = Array.from({ length: 8 }, (_, at) => `0190f000-0000-7000-8000-0000000010${at}0`);
    const words = wordsOf(await draw(`/chercher?town=38185&liste=${writeShortlist(full)}`));
    expect(words).toContain("Votre sélection est pleine : 8 fiches.");
  });
});
