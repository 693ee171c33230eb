import type { Locale, PrintedSheet, SheetBlock } from "#base";
import type { Instrument, Item } from "#instruments";
import type { PageContext } from "../../page.ts";
import { translator } from "../../translate.ts";
import { crisisNumbers } from "../../public/crisis-numbers.ts";
import { offeredBy } from "./questions.tsx";
import { instrumentName, wordsIn } from "./words.ts";

/** What a paper form is made of. */
interface PaperForm {
  readonly personId: string;
  readonly instrument: Instrument;
  readonly language: Locale;
  readonly isLarge: boolean;
}

/** Height of the letters of large print, points; the least that associations of people with weak sight ask for is 16. */
const largePrint = 18;

/**
 * The questions of an instrument as a sheet, without any name: boxes to tick, whom to call, and the code that leads to the
 * screen where the answers are typed. What the person reads is in the language of the questions, whatever the reader's.
 */
export function paperSheet(context: PageContext, form: PaperForm): PrintedSheet {
  const { t, locale, baseUrl, href } = context;
  const { personId, instrument, language, isLarge } = form;
  const say = translator(language);
  const entry = `/pro/personnes/${personId}/point/${instrument.id}`;
  return {
    fileName: `questions-${instrument.id}-${language}`,
    title: instrumentName(instrument, language),
    language,
    ...(isLarge ? { textSize: largePrint } : {}),
    blocks: [
      { kind: "heading", level: 1, text: instrumentName(instrument, language) },
      { kind: "paragraph", text: say("page.paper.intro") },
      ...(instrument.intro
        ? [{ kind: "paragraph" as const, text: wordsIn(instrument.intro, language) }]
        : []),
      ...instrument.items.map((item, at) => questionBlock(say, form, item, at + 1)),
      { kind: "paragraph", text: instrument.licence.attribution, look: "small", isAsGiven: true },
      {
        kind: "together",
        blocks: [
          { kind: "heading", level: 2, text: say("page.paper.help") },
          { kind: "list", lines: crisisNumbers.map(({ number }) => ({ text: crisisLine(say, number) })) },
        ],
      },
      {
        kind: "code",
        address: baseUrl + href(entry, { papier: 1, langue: language }),
        label: t("pro.paper.code"),
        language: teamLanguage(locale),
      },
    ],
    pageLabel: (page, of) => say("page.paper.page", { page, of }),
  };
}

/** The language in which a professional screen speaks to a reader of this one. */
const teamLanguage = (locale: Locale): Locale => (locale === "fr" ? "fr" : "en");

function crisisLine(t: PageContext["t"], number: string): string {
  return t("page.paper.line", {
    number,
    name: t(`page.crisis.${number}`),
    hint: t(`page.crisis.${number}.hint`),
  });
}

function questionBlock(say: PageContext["t"], form: PaperForm, item: Item, number: number): SheetBlock {
  const { instrument, language } = form;
  const offered = offeredBy(instrument.optionSets[item.options], language);
  return {
    kind: "together",
    blocks: [
      { kind: "paragraph", look: "strong", text: `${number}. ${wordsIn(item.text, language)}` },
      {
        kind: "list",
        lines: [
          ...offered.map(({ text }) => ({ text, hasBox: true })),
          { text: say("page.paper.prefersNot"), hasBox: true },
        ],
      },
    ],
  };
}
