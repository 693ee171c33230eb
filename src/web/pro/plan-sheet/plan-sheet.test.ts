import type { AnyAction, CallAction, LocalDate } from "#base";
import { readPlanSheet } from "#pathway/actions";
import { describe, expect, test } from "vitest";
import { render } from "../../entry-server.tsx";
import { bare, cafe } from "../../fixtures/directory.ts";
import { fakeCall, fakeRequest } from "../../fixtures/request.ts";

const personId = "0190f000-0000-7000-8000-0000000000aa";
const link = {
  address: "http://tisser.example/r/abcdefghijklmnopqrstuvwxyz0123456789",
  until: "2026-12-20T10:00:00.000Z",
};
const plan = {
  personId,
  givenNames: "Canari-Odile",
  preferredLocale: "fr",
  wishes: "Jouer aux dames",
  items: [
    {
      id: "1",
      accompaniedBy: "volunteer",
      offerId: cafe.id,
      title: cafe.name,
      goal: "Sortir le mardi",
      receiverName: "Accueil du café",
      isHelping: false,
      area: "social",
    },
    {
      id: "2",
      accompaniedBy: "nobody",
      offerId: bare.id,
      title: bare.name,
      goal: null,
      receiverName: null,
      isHelping: true,
      area: "social",
    },
    {
      id: "3",
      accompaniedBy: "team",
      offerId: "0190f000-0000-7000-8000-00000000dead",
      title: "Un lieu fermé depuis",
      goal: "Parler à quelqu’un",
      receiverName: null,
      isHelping: false,
      area: "digital",
    },
    {
      id: "4",
      accompaniedBy: "nobody",
      offerId: null,
      title: "Appeler ma sœur",
      goal: null,
      receiverName: null,
      isHelping: false,
      area: "social",
    },
  ],
  closing: null,
  done: [],
  nextReviewOn: "2027-02-12" as LocalDate,
  caller: { agreedName: "Nour", callbackPhone: "04 99 91 92 93" },
  link,
};

const sheetOf = async (query = "", given: object = {}, locale: "fr" | "en" | "es" | "ar" = "fr") => {
  const call = (async (action: AnyAction, input: never) =>
    action.name === readPlanSheet.name
      ? { ...plan, ...given }
      : fakeCall(action as never, input)) as CallAction;
  return render(fakeRequest(`/pro/personnes/${personId}/mon-projet${query}`, { call, locale }));
};
const wordsOf = (sheet: unknown): string => JSON.stringify(sheet).replaceAll("\u00a0", " ");

describe("the plan that a person takes home", () => {
  test("tells what, why, where, when and whom to ask for, when it is looked at again and whom to call", async () => {
    const { sheet } = await sheetOf(".pdf");
    const words = wordsOf(sheet?.blocks);
    for (const said of [
      "Jouer aux dames",
      "un·e bénévole vient avec moi",
      "quelqu’un de l’équipe vient avec moi",
      "Sortir le mardi",
      cafe.street,
      "Accueil du café",
      "01 99 00 00 01",
      "Appeler ma sœur",
      "Un lieu fermé depuis",
      "12 février 2027",
      "04 99 91 92 93",
      "Nour",
      link.address,
      "3114",
    ])
      expect(words).toContain(said);
    expect(words).not.toMatch(/Canari|null|undefined|page\./);
  });

  test("says the same on the page that prints", async () => {
    const { html } = await sheetOf();
    for (const said of [cafe.street, "Accueil du café", "12 février 2027", link.address, "Sortir le mardi"])
      expect(html).toContain(said);
  });

  test("holds the person's own words alone when it must be discreet", async () => {
    for (const shown of [
      wordsOf((await sheetOf(".pdf?discret=1")).sheet),
      (await sheetOf("?discret=1")).html.replace(/<footer[^]*/, "").replaceAll("\u00a0", " "),
    ]) {
      expect(shown).toContain("Sortir le mardi");
      expect(shown).toContain("04 99 91 92 93");
      for (const hidden of [cafe.name, cafe.street ?? "", "Accueil du café", bare.name, "Appeler ma sœur"])
        expect(shown).not.toContain(hidden);
    }
    expect(wordsOf((await sheetOf(".pdf?discret=1")).sheet)).not.toContain("3114");
  });

  test("tells what the person helps with apart, and practical needs beside ties", async () => {
    const { sheet } = await sheetOf(".pdf");
    const headings = sheet?.blocks.flatMap((block) =>
      block.kind === "heading" && block.level === 2 ? [block.text] : [],
    );
    expect(headings).toEqual([
      "Ce qui compte pour moi",
      "Ce que je veux faire",
      "Pour mon quotidien",
      "J’aide aussi",
    ]);
    const { html } = await sheetOf("", {}, "en");
    expect(html.indexOf("I help too")).toBeLessThan(html.indexOf(bare.name));
    expect(html.indexOf("For my everyday life")).toBeLessThan(html.indexOf("Un lieu fermé depuis"));
  });

  const ended = {
    items: [],
    done: [
      { id: "1", title: "Le club", isHelping: false },
      { id: "2", title: bare.name, isHelping: true },
    ],
    closing: {
      on: "2027-02-12",
      summary: "Je revois Léa.",
      askedAgainOn: null,
      counted: {
        helped: {
          done: 1,
          dropped: 2,
          referrals: {
            outcomes: [{ outcome: "met-someone-seen-again", count: 2 }],
            otherwise: 1,
            unknown: 1,
          },
        },
        helping: { done: 1, dropped: 0, referrals: { outcomes: [], otherwise: 0, unknown: 0 } },
      },
    },
    nextReviewOn: null,
  };
  test("tells how it ended in the person's words and what was counted, unknown as unknown, on the page and the file", async () => {
    for (const words of [wordsOf((await sheetOf(".pdf", ended)).sheet), (await sheetOf("", ended)).html]) {
      for (const said of [
        "Mon projet est terminé",
        "12 février 2027",
        "Je revois Léa.",
        "Le club",
        `J’aide aussi : ${bare.name}`,
        "J’ai fait une chose de mon projet.",
        "J’ai aidé : une chose faite pour d’autres.",
        "J’ai préféré autre chose 2 fois.",
        "J’ai rencontré quelqu’un que je revois (2 fois)",
        "Une orientation ne s’est pas faite.",
        "Pour une orientation, nous ne savons pas ce qui s’est passé.",
        "Nous n’avons pas refait le point avec les mêmes questions.",
      ])
        expect(words.replaceAll("\u00a0", " ")).toContain(said);
      expect(words).not.toContain("Rien n’est encore noté");
    }
    const unsaid = { ...ended, closing: { ...ended.closing, summary: null } };
    expect(wordsOf((await sheetOf(".pdf", unsaid)).sheet)).toContain("Mes mots n’ont pas été notés.");
  });

  test("that ended holds, when it must be discreet, the person's words and the day alone", async () => {
    const words = wordsOf((await sheetOf(".pdf?discret=1", ended)).sheet);
    expect(words).toContain("Je revois Léa.");
    for (const hidden of ["Le club", bare.name, "orientation", "J’ai aidé"])
      expect(words).not.toContain(hidden);
  });

  test("says so when nothing is noted, and holds no code that was not handed over", async () => {
    const { sheet } = await sheetOf(".pdf", { items: [], link: null, caller: null, nextReviewOn: null });
    expect(wordsOf(sheet)).toContain("Rien n’est encore noté");
    expect(sheet?.blocks.map(({ kind }) => kind)).not.toContain("code");
  });

  test("is a file in Arabic too, on which French names and numbers keep their direction", async () => {
    const { sheet } = await sheetOf(".pdf", {}, "ar");
    const { html } = await sheetOf("", {}, "ar");
    expect(sheet?.language).toBe("ar");
    for (const words of [JSON.stringify(sheet), html]) {
      expect(words).toContain("خطّتي");
      expect(words).toContain("\u206604\u00a099\u00a091\u00a092\u00a093\u2069");
      expect(words).toContain("\u2068Accueil du café\u2069");
    }
    const own = sheet?.blocks.find((block) => block.kind === "paragraph" && block.text === plan.wishes);
    expect(own).toMatchObject({ isAsGiven: true });
    expect(wordsOf((await sheetOf(".pdf", {}, "es")).sheet)).toContain("Mi proyecto");
  });
});
