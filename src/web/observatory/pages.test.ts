import { baseErrors, locales, type AnyAction, type CallAction, type Locale } from "#base";
import { indicator } from "#observatory";
import { readIndicator } from "#observatory/actions";
import { observatoryHandlers } from "#observatory/handlers";
import { indicatorCatalogue } from "../../observatory/codes/indicator-catalogue.ts";
import { preparedRelease, preparedReleases } from "../../observatory/prepared-release.ts";
import { describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/support/database.ts";
import { render, renderPicture } from "../entry-server.tsx";
import { fakeRequest } from "../fixtures/request.ts";
import { textsOf } from "../translate.ts";
import { scaleFor } from "./scale.ts";

const database = await freshDatabase();
const handlers = observatoryHandlers();

/** Answers from the release that is in force, as the server would. */
const call = (async (action: AnyAction, input: unknown) => {
  const bound = handlers.find((handler) => handler.action.name === action.name);
  if (bound === undefined) throw new Error(`no handler for ${action.name}`);
  const parsed = action.input.safeParse(input);
  if (!parsed.success) throw baseErrors.invalidInput({});
  return database.as({}, async (db) => {
    const context = { input: parsed.data, db } as Parameters<typeof bound.implementation.run>[0];
    return action.output.parse(await bound.implementation.run(context));
  });
}) as CallAction;

async function draw(path: string, locale: Locale = "fr"): Promise<string> {
  const page = await render(fakeRequest(path, { locale, call }));
  expect(page.status, path).toBe(200);
  expect(page.isPublic, path).toBe(true);
  return page.html;
}

function wordsOf(html: string): string {
  return html
    .replaceAll(/<script[^]*?<\/script>/g, " ")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/[\u2068\u2069]/g, "");
}

/** Text as it is read: marks of HTML and of direction are gone. */
function unescaped(text: string): string {
  return text
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

const some = [
  "/observatoire",
  "/observatoire/ucla3-mean",
  "/observatoire/lonely-and-isolated",
  "/observatoire/srv-04",
  "/observatoire/publications",
  "/observatoire/numerique",
  "/observatoire/no-network/carte",
  "/observatoire/no-network/comparer",
  "/observatoire/ucla3-mean/comparer?by=wave&a=2026&b=2023",
];

describe.each(locales)("the pages of the observatory in %s", (locale) => {
  test("have one heading, no inline style or script, no key and no hole", async () => {
    for (const path of some) {
      const html = await draw(path, locale);
      expect(html.match(/<h1[ >]/g), path).toHaveLength(1);
      expect(html, path).not.toMatch(/<[a-z][^>]* style=|<[a-z][^>]* on[a-z]+=|<style/);
      const words = wordsOf(html);
      expect(words, path).not.toMatch(/\b(page|code|error|issue)\.[a-zA-Z]/);
      expect(words, path).not.toMatch(/\b(undefined|null|NaN|\[object)\b/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(ids, path).toHaveLength(new Set(ids).size);
    }
  });

  test("say that the data are synthetic wherever a figure is shown", async () => {
    const label = textsOf(locale)["page.observatory.synthetic"] ?? "";
    for (const path of some.slice(0, 3)) expect(await draw(path, locale), path).toContain(label);
  });
});

test.each(indicator.codes)("the page of %s can be drawn", async (id) => {
  const words = wordsOf(await draw(`/observatoire/${id}`));
  expect(words).toContain(textsOf("fr")[`code.indicator.${id}`]);
  expect(words).not.toMatch(/\b(dépistages?|cas|bénéficiaires?|fragiles?|patients?|patientes?)\b/i);
  // Figures published elsewhere stand beside, each with where, when, who says so, how far it was verified, and its ages.
  const { comparators } = await call(readIndicator, { indicator: id });
  for (const { value, scope, year, source, status, ageBands } of comparators) {
    const figure = value ?? textsOf("fr")["page.observatory.elsewhere.unknown"];
    const place = year === null || year === "-" ? scope : `${scope}, ${year}`;
    const verified = `(${textsOf("fr")[`code.comparatorStatus.${status}`]})`;
    const ages =
      ageBands === null ? "" : "Ses groupes d’âge sont 15–25, 26–39, 40–59, 60–69, 70+, pas les nôtres";
    expect(bare(words)).toContain(bare(`${figure} ${place} ${source} ${verified} ${ages}`));
  }
});

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

/** A text without spaces, marks of direction and entities. */
function bare(text: string): string {
  return text
    .replaceAll(/&([a-z]+|#x27);/g, (whole, name: string) => entities[name] ?? whole)
    .replaceAll(/[\s\u2066-\u2069]/g, "");
}

/** A picture of the release in force. */
function picture(name: string, locale: Locale = "fr", indicatorId = "no-network"): Promise<string | null> {
  const request = fakeRequest("/", { locale, call });
  return renderPicture(
    { release: preparedRelease().head.id, indicator: indicatorId, picture: name },
    request,
  );
}

describe("a picture as a file", () => {
  test.each(locales)(
    "carries question, universe, answers, interval, method and source with it, in %s",
    async (locale) => {
      const t = (key: string): string => textsOf(locale)[key] ?? "no text";
      for (const name of ["trend", "age", "age-disability"]) {
        const svg = (await picture(name, locale)) ?? "";
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
        expect(svg).not.toMatch(/ style=|<style|<script|<image| href=|undefined|null|NaN|\[object/);
        const words = wordsOf(svg).replaceAll(/[\u2067\s]+/g, " ");
        expect(words).not.toMatch(/\b(page|code|error)\.[a-zA-Z]/);
        for (const key of [
          "page.observatory.synthetic",
          "page.observatory.method.wording",
          "page.observatory.method.sample",
        ])
          expect(words).toContain(t(key));
        expect(words).toContain(preparedRelease().head.persistentId);
        expect(svg).toBe(await picture(name, locale));
      }
    },
  );

  test("says in words what it draws, for whoever does not see it", async () => {
    const svg = (await picture("age")) ?? "";
    const description = wordsOf(/<desc[^>]*>([^<]*)/.exec(svg)?.[1] ?? "").replaceAll(/\s/g, " ");
    expect(description).toMatch(
      /25 à 39 ans : \d+,\d % \(intervalle à 95 % : \d+,\d % à \d+,\d % ; réponses : \d+\)\./,
    );
    expect(description).toContain("16 à 24 ans : Non montré.");
  });

  test("is mirrored and isolated where one reads from right to left", async () => {
    const svg = (await picture("trend", "ar")) ?? "";
    expect(svg).toMatch(/<text x="928" y="58"[^>]*text-anchor="end">\u2067/);
    expect(svg).toContain(`font-family="&#x27;Noto Sans Arabic&#x27;`);
  });

  test("is there for every figure of a page, and for no other name", async () => {
    const html = await draw("/observatoire/no-network");
    const names = [...html.matchAll(/href="\/open\/statistics\/[^/"]+\/no-network\/([^/"]+)\/fr\.png"/g)].map(
      ([, name]) => name ?? "",
    );
    expect(names).toEqual([
      "trend",
      "age",
      "sex",
      "disability",
      "town-size",
      "household",
      "income",
      "education",
      "employment",
      "priority-neighbourhood",
      "digital-use",
      "age-disability",
    ]);
    for (const name of names) expect(await picture(name), name).not.toBeNull();
    for (const name of ["total", "department", "map", "analysis-1", "constructor"])
      expect(await picture(name), name).toBeNull();
    expect(await picture("trend", "fr", "srv-04")).toBeNull();
  });
});

describe("the overview", () => {
  test("shows feeling lonely and seeing few people side by side, each with its doubt, and no mean of the two", async () => {
    const words = wordsOf(await draw("/observatoire"));
    expect(words).toMatch(/En 2026, \d+\s% des habitants se sentent souvent ou toujours seuls\./);
    expect(words).toMatch(
      /En 2026, \d+\s% des habitants n’ont de rencontres régulières dans aucun des cinq réseaux\./,
    );
    expect(words.match(/Le vrai chiffre est sans doute entre/g)).toHaveLength(5);
    expect(words).not.toMatch(/indice|score global/i);
  });

  test("lists what is not available with its reason", async () => {
    const words = wordsOf(await draw("/observatoire"));
    expect(words).toContain("l’enquête ne pose pas ces questions");
    expect(words).toContain("il faut des données de services, sous leur propre base légale");
  });
});

describe("the page of an indicator", () => {
  test("begins with the sentence, then the doubt, then pictures, tables, method and downloads", async () => {
    const html = await draw("/observatoire/no-network");
    const places = [
      "figure-sentence",
      "Le vrai chiffre",
      'id="trend"',
      'id="groups"',
      'id="method"',
      'id="elsewhere"',
      'id="download"',
    ];
    const found = places.map((place) => html.indexOf(place));
    expect(found.every((at) => at > 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(html).toMatch(/href="\/open\/statistics\/synthetic-2023-2026-[0-9a-f]{12}\/no-network\.csv"/);
  });

  test("shows withheld figures differently, and says why", async () => {
    const html = await draw("/observatoire/lonely-and-isolated");
    expect(html).toContain("strip-hidden");
    const words = wordsOf(html);
    expect(words).toContain("Non montré");
    expect(words).toContain(
      "Trop peu de réponses, chiffre trop imprécis, ou nécessaire pour protéger un autre groupe.",
    );
  });

  test("names the reasons not to compare it with figures published elsewhere", async () => {
    const words = wordsOf(await draw("/observatoire/no-network"));
    expect(words).toContain("Ne les comparez pas aux nôtres");
    expect(words).toContain("les personnes n’ont pas été choisies de la même façon");
  });

  test("sets a figure of others beside ours with its source and how far it was verified, each of them", async () => {
    const texts = textsOf("fr");
    const squeezed = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
    let seen = 0;
    for (const { id, comparators } of indicatorCatalogue) {
      if (comparators.length === 0) continue;
      const html = await draw(`/observatoire/${id}`);
      const lines = (/<ul class="comparators">[^]*?<\/ul>/.exec(html)?.[0] ?? "").split("<li>").slice(1);
      expect(lines, id).toHaveLength(comparators.length);
      for (const [at, { value, source, status }] of comparators.entries()) {
        const line = squeezed(unescaped(wordsOf(lines[at] ?? "")));
        expect(line, id).toContain(squeezed(value ?? texts["page.observatory.elsewhere.unknown"] ?? ""));
        expect(line, id).toContain(squeezed(`${source} (${texts[`code.comparatorStatus.${status}`]})`));
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(40);
  });

  test("names the groups asked for on which the survey says nothing, and no others", async () => {
    const [release] = preparedReleases().filter(({ head }) => head.survey !== preparedRelease().head.survey);
    const ofTerritories: CallAction = (action, input) =>
      call(action, Object.assign({}, input, { release: release?.head.id }));
    const page = await render(fakeRequest("/observatoire/no-network", { locale: "fr", call: ofTerritories }));
    const words = wordsOf(page.html);
    expect(words).toContain("Ces groupes ne sont pas disponibles : l’enquête ne pose pas ces questions.");
    const missing = /Ces groupes ne sont pas disponibles[^]*?<ul>([^]*?)<\/ul>/.exec(page.html)?.[1] ?? "";
    expect([...missing.matchAll(/<li>([^<]*)/g)].map(([, name]) => name)).toEqual([
      "Selon les revenus",
      "Selon le diplôme",
      "Selon l’emploi",
      "Selon qu’on vit ou non en quartier prioritaire",
      "Selon l’usage d’Internet",
    ]);
    expect(wordsOf(await draw("/observatoire/no-network"))).not.toContain("Ces groupes ne sont pas");
  });

  test("of UCLA-3 always shows the mean and both cut-offs", async () => {
    for (const id of ["ucla3-mean", "ucla3-at-least-6", "ucla3-at-least-7"]) {
      const words = wordsOf(await draw(`/observatoire/${id}`));
      for (const name of ["Score moyen UCLA-3", "Score UCLA-3 de 6 ou plus", "Score UCLA-3 de 7 ou plus"])
        expect(words).toContain(name);
    }
  });

  test("that does not exist is not found, and outside the profile there is none", async () => {
    expect((await render(fakeRequest("/observatoire/nothing", { call }))).status).toBe(404);
    expect((await render(fakeRequest("/observatoire", { call, profile: "directory" }))).status).toBe(404);
    expect((await render(fakeRequest("/observatoire", { call, profile: "observatory" }))).status).toBe(200);
  });

  test("has a tab that does not tell what one was looking for", async () => {
    for (const path of some) {
      const title = /<title>([^<]*)/.exec(await draw(path))?.[1] ?? "";
      expect(title).not.toMatch(/solitude|isolement|seul|suicide/i);
    }
  });
});

describe("the comparison of two figures", () => {
  const answerOf = async (query: string): Promise<string> =>
    wordsOf(await draw(`/observatoire/no-network/comparer?${query}`)).replaceAll(/\s+/g, " ");

  test("says in words how much, within which bounds, and whether chance would do, for how many comparisons", async () => {
    const words = await answerOf("by=age&a=40-59&b=25-39");
    expect(words).toMatch(
      /« 40 à 59 ans », comparé à « 25 à 39 ans » : \+\d+,\d points de pourcentage\. La vraie différence est sans doute entre/,
    );
    expect(words).toContain("3 comparaisons sont faites à la fois");
    expect(words).toContain("méthode de Holm");
    expect(words).toContain("C’est une association, pas une cause");
  });

  test("turned round has the other sign", async () => {
    const [one, other] = [await answerOf("by=sex&a=man&b=woman"), await answerOf("by=sex&a=woman&b=man")];
    const signed = (words: string): number =>
      Number(
        /: ([+-]?\d+,\d) points/.exec(words.replaceAll("−", "-"))?.[1]?.replace(",", ".").replace("+", ""),
      );
    expect(signed(one)).not.toBe(0);
    expect(signed(one)).toBe(-signed(other));
  });

  test("is refused when one of the two is not shown, or both are the same", async () => {
    const { tables, comparisons } = preparedRelease();
    const partly = tables.flatMap(({ indicator, breakdown, waves }) => {
      const { wave, cells = [] } = waves.at(-1) ?? {};
      const isCompared = comparisons.some(
        (list) => list.indicator === indicator && list.breakdown === breakdown && list.wave === wave,
      );
      const shown = cells.find(({ status }) => status === "published");
      const hidden = cells.find(({ status }) => status !== "published");
      return isCompared && shown && hidden
        ? [{ indicator, breakdown, a: hidden.category, b: shown.category }]
        : [];
    });
    expect(partly.length).toBeGreaterThan(0);
    for (const { indicator, breakdown, a, b } of partly.slice(0, 10)) {
      const query = new URLSearchParams({ by: breakdown ?? "", a, b }).toString();
      const words = wordsOf(await draw(`/observatoire/${indicator}/comparer?${query}`));
      expect(words, query).toMatch(/ne peuvent pas être comparés : l’un des deux chiffres n’est pas montré/);
      expect(words, query).not.toContain("points de pourcentage. La vraie");
    }
    expect(await answerOf("by=sex&a=man&b=man")).toContain("Choisissez deux groupes");
    expect(await answerOf("a=x&b=y")).toContain("Choisir deux chiffres");
  });
});

describe("the overview of associations", () => {
  test("sets structure beside quality two by two, and calls it an association", async () => {
    const words = wordsOf(await draw("/observatoire"));
    expect(words).toContain("Score moyen UCLA-3 et Aucun des cinq réseaux");
    expect(words).toContain("Ce sont des associations, pas des causes");
  });
});

describe("a scale", () => {
  const cell = {
    category: "",
    status: "published",
    reason: null,
    n: 100,
    effectiveN: 90,
    isUncertain: false,
  } as const;

  test("holds every interval, begins at the lowest value there can be, and has few ticks", () => {
    const scale = scaleFor([{ ...cell, value: 12, low: 9, high: 16.2 }], [0, 100], "fr");
    expect(scale).toMatchObject({ lowest: 0, highest: 20, ticks: [0, 5, 10, 15, 20] });
    expect(scale.at(5)).toBe(25);
    const score = scaleFor([{ ...cell, value: 4.6, low: 4.5, high: 4.7 }], [3, 9], "fr");
    expect(score).toMatchObject({ lowest: 3, highest: 5, ticks: [3, 4, 5] });
  });

  test("is mirrored where one reads from right to left", () => {
    expect(scaleFor([{ ...cell, value: 12, low: 9, high: 16.2 }], [0, 100], "ar").at(5)).toBe(75);
  });

  test("stands even when nothing is shown", () => {
    expect(
      scaleFor([{ ...cell, value: null, low: null, high: null }], [0, 100], "fr").ticks.length,
    ).toBeGreaterThan(1);
  });
});

test("a comparison that does not exist, or whose figures are not shown, is said so; none takes its place", async () => {
  const said = textsOf("fr")["page.observatory.compare.notThis"] ?? "no text";
  for (const by of ["priority-neighbourhood", "nonsense"]) {
    const html = await draw(`/observatoire/lonely-and-isolated/comparer?by=${by}`);
    expect(wordsOf(html), by).toContain(said);
    expect(html, by).not.toContain("<table");
    expect(html, by).toContain("comparer?by=age");
  }
  const usual = wordsOf(await draw("/observatoire/lonely-and-isolated/comparer"));
  expect(usual).not.toContain(said);
});
