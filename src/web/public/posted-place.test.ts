import { locales, type Locale, type PageRequest } from "#base";
import { describe, expect, test } from "vitest";
import { postedPaths, render } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import { textsOf } from "../translate.ts";

const addressService = { name: "Essai d’adresses", host: "adresses.example" };

async function post(
  fields: Readonly<Record<string, string>>,
  changes: Partial<PageRequest> = {},
  path = "/chercher",
) {
  return render(fakeRequest(path, { addressService, posted: new URLSearchParams(fields), ...changes }));
}
const say = (locale: Locale, key: string): string =>
  (textsOf(locale)[key] ?? key).replaceAll("{service}", addressService.name).replace(/\s+/g, " ");
const wordsOf = (html: string): string =>
  html
    .replace(/<script[^]*?<\/script>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replace(/\s+/g, " ");

test("these pages take a question that is posted, and no others", () => {
  expect(postedPaths.toSorted()).toEqual([
    "/chercher",
    "/je-ne-sais-pas",
    "/pro/orienter-plusieurs",
    "/pro/telephone",
  ]);
});

describe.each(locales)("an address that is posted, in %s", (locale) => {
  test("is searched around, and its words stand in no link", async () => {
    const { html, isPublic, status } = await post({ ou: "12 rue des lilas" }, { locale });
    expect([status, isPublic]).toEqual([200, false]);
    expect(wordsOf(html)).toContain("12 Rue des Lilas 38000 Grenoble");
    expect(wordsOf(html)).toContain(say(locale, "page.address.precision.address"));
    const links = [...html.matchAll(/(?:href|action|data-address|data-search)="([^"]*)"/g)].map(
      ([, link = ""]) => link,
    );
    expect(links.filter((link) => /lilas/i.test(decodeURIComponent(link)))).toEqual([]);
    expect(
      links.some((link) => link.includes("lat=45.187&amp;lon=5.731&amp;pres=38185&amp;precis=address")),
    ).toBe(true);
    expect(/<title>([^<]*)/.exec(html)?.[1]).not.toMatch(/lilas/i);
  });

  test("is chosen among several by buttons that post, or written otherwise", async () => {
    const { html } = await post({ ou: "place des exemples", q: "jardin", gratuit: "1" }, { locale });
    expect(html).toMatch(/<input[^>]* name="ou"[^>]* value="place des exemples"/);
    expect([...html.matchAll(/<form[^>]* method="post"/g)]).toHaveLength(3);
    expect(html).toContain('name="adresse" value="4 Place des Exemples"');
    expect(html).toContain('name="q" value="jardin"');
    expect(html).toContain('name="gratuit" value="1"');
  });

  test.each(["unknown", "unanswered"])(
    "and not found (%s) gives the town beside it, and says so",
    async (why) => {
      const text = why === "unknown" ? "7 rue du rêve Grenoble" : "rue muette Grenoble";
      const { html } = await post({ ou: text.replace("muette", "muet") }, { locale });
      expect(wordsOf(html)).toContain(say(locale, `code.addressOutcome.${why}`));
      expect(html).toMatch(/<input[^>]* name="ou"[^>]* value="[^"]*Grenoble"/);
      expect(html).toContain("Grenoble");
      expect(html).toContain("/lieu/");
    },
  );

  test("holds sentences, never keys", async () => {
    for (const ou of [
      "12 rue des lilas",
      "exemples",
      "muet",
      "muet Grenoble",
      "muet Denis",
      "rien",
      "trop",
    ]) {
      const { html } = await post({ ou }, { locale });
      expect(wordsOf(html), ou).not.toMatch(/\b(page|code|error)\.[a-zA-Z]|undefined|\{service\}/);
    }
  });
});

test("an address chosen before is not asked about again; its words come back as text alone", async () => {
  const adresse = `4 Place\u202E des <b>Exemples</b>\u0000`;
  const { html } = await post({ adresse, lat: "45.187", lon: "5.731", pres: "38185", precis: "street" });
  expect(html).toContain("4 Place des &lt;b&gt;Exemples&lt;/b&gt;");
  const half = await post({ adresse, pres: "38185", precis: "street" });
  expect(half.movedTo).toBe("/chercher");
});

test("what a service writes never becomes markup", async () => {
  const { html } = await post({ ou: "hostile" });
  expect(html).not.toContain("<script>alert");
  expect(html).toContain("&lt;script&gt;alert(1)");
});

test("a town that is posted is sent to its address, in the language of the reader", async () => {
  expect((await post({ ou: "Grenoble", q: "jardin" })).movedTo).toBe("/chercher?ou=Grenoble&q=jardin");
  expect((await post({ town: "38185", ou: "Grenoble" }, { locale: "ar" })).movedTo).toBe(
    "/ar/chercher?ou=Grenoble&town=38185",
  );
  expect((await post({})).movedTo).toBe("/chercher");
});

test("who asked too often is told, and keeps what was typed", async () => {
  const { html } = await post({ ou: "trop de rues" });
  expect(wordsOf(html)).toContain(say("fr", "code.addressOutcome.busy"));
  expect(html).toContain('value="trop de rues"');
});

test("namesakes inside an address are asked about", async () => {
  const { html } = await post({ ou: "muet, Saint-Denis" });
  expect(html).toContain("/chercher?town=93066");
  expect(html).toContain("/chercher?town=97411");
});

describe("a page that is read", () => {
  test("tells around which town an address lies, and asks nobody about what stands in its own", async () => {
    const near = await render(
      fakeRequest("/chercher?lat=45.187&lon=5.731&pres=38185&precis=street", { addressService }),
    );
    expect(wordsOf(near.html)).toContain("l’adresse choisie, à Grenoble");
    expect(near.isPublic).toBe(false);
    const typed = await render(fakeRequest("/chercher?ou=12+rue+des+lilas", { addressService }));
    expect(wordsOf(typed.html)).toContain(say("fr", "page.address.sendIt"));
    expect(typed.html).not.toContain("38000 Grenoble");
  });

  test("posts the question only where there is a service, and says whose", async () => {
    const withOne = await render(fakeRequest("/", { addressService }));
    expect(withOne.html).toMatch(
      /<form[^>]* data-tellable=""[^>]* method="post"|<form[^>]* method="post"[^>]* data-tellable=""/,
    );
    expect(wordsOf(withOne.html)).toContain(say("fr", "page.address.hint"));
    const without = await render(fakeRequest("/"));
    expect(without.html).not.toContain('method="post"');
    expect(wordsOf(without.html)).toContain(say("fr", "page.place.whereHint"));
  });

  test("of privacy says where addresses go, where they go anywhere", async () => {
    const privacy = await render(fakeRequest("/vie-privee", { addressService }));
    expect(wordsOf(privacy.html)).toContain("adresses.example");
    expect(wordsOf((await render(fakeRequest("/vie-privee"))).html)).not.toContain(
      say("fr", "page.privacy.address"),
    );
  });
});

test("the three questions take an address too", async () => {
  const path = "/je-ne-sais-pas";
  const { html } = await post({ ou: "12 rue des lilas", envie: "listen" }, {}, path);
  expect(wordsOf(html)).toContain("12 Rue des Lilas 38000 Grenoble");
  expect(html).toContain("lat=45.187&amp;lon=5.731&amp;pres=38185");
  const several = await post({ ou: "exemples", envie: "listen" }, {}, path);
  expect(several.html).toContain('name="envie" value="listen"');
  expect((await post({ ou: "Grenoble", envie: "listen" }, {}, path)).movedTo).toBe(
    "/je-ne-sais-pas?envie=listen&ou=Grenoble",
  );
  const near = await render(
    fakeRequest(`${path}?lat=45.187&lon=5.731&pres=38185&precis=street`, { addressService }),
  );
  expect(wordsOf(near.html)).toContain("Grenoble");
});

describe("the offer to which several are referred", () => {
  const path = "/pro/orienter-plusieurs";

  test("is looked for around an address that is posted, and its words stand in no link", async () => {
    const { html, status } = await post({ ou: "12 rue des lilas", q: "jardin" }, {}, path);
    expect(status).toBe(200);
    expect(wordsOf(html)).toContain("12 Rue des Lilas 38000 Grenoble");
    const links = [...html.matchAll(/(?:href|action|data-address)="([^"]*)"/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => /lilas/i.test(decodeURIComponent(link)))).toEqual([]);
    expect(links.some((link) => link.includes("lat=45.187") && link.startsWith(path))).toBe(true);
  });

  test("is asked around one of several addresses, or the town beside one that nobody knows; a town goes into the address", async () => {
    const several = await post({ ou: "place des exemples" }, {}, path);
    expect(several.html).toContain(`action="${path}"`);
    expect(several.html).toContain('name="adresse" value="4 Place des Exemples"');
    const unknown = await post({ ou: "7 rue du rêve Grenoble" }, {}, path);
    expect(wordsOf(unknown.html)).toContain(say("fr", "code.addressOutcome.unknown"));
    expect(unknown.html).toContain(`href="${path}?town=38185`);
    expect((await post({ ou: "Grenoble" }, {}, path)).movedTo).toContain(`${path}?ou=Grenoble`);
  });
});

test("a form by which an address is posted can say that there is no network, and is silent until then", async () => {
  const { html } = await render(fakeRequest("/", { addressService }));
  expect(html).toMatch(/<form[^>]* data-island="needs-network"/);
  expect(html).toMatch(/<p[^>]* hidden=""[^>]* data-no-network="true"/);
  expect((await render(fakeRequest("/", {}))).html).not.toContain("data-no-network");
});
