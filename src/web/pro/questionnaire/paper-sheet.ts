import type { Locale, PrintedSheet, SheetBlock } from "#base";
import type { Instrument, Item } from "#instruments";
import { unscored } from "#pathway";
import type { PageContext } from "../../page.ts";
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
 * screen where the answers are typed. Missing  null in Arabic, of which no file is made.
 */
export function paperSheet(context: PageContext, form: PaperForm): PrintedSheet | null {
  const { t, locale, baseUrl, href } = context;
  const { personId, instrument, language, isLarge } = form;
  if (locale === "ar" || language === "ar") return null;
  const entry = `/pro/personnes/${personId}/point/${instrument.id}`;
  return {
    fileName: `questions-${instrument.id}-${language}`,
    title: instrumentName(instrument, language),
    language: locale,
    ...(isLarge ? { textSize: largePrint } : {}),
    blocks: [
      { kind: "heading", level: 1, text: instrumentName(instrument, language), language },
      { kind: "paragraph", text: t("pro.paper.intro") },
      ...(instrument.intro
        ? [{ kind: "paragraph" as const, text: wordsIn(instrument.intro, language), language }]
        : []),
      ...instrument.items.map((item, at) => questionBlock(context, form, item, at + 1)),
      { kind: "paragraph", text: instrument.licence.attribution, look: "small" },
      {
        kind: "together",
        blocks: [
          { kind: "heading", level: 2, text: t("pro.paper.help") },
          { kind: "list", lines: crisisNumbers.map(({ number }) => ({ text: crisisLine(t, number) })) },
        ],
      },
      {
        kind: "code",
        address: baseUrl + href(entry, { papier: 1, langue: language }),
        label: t("pro.paper.code"),
      },
    ],
    pageLabel: (page, of) => t("pro.paper.page", { page, of }),
  };
}

function crisisLine(t: PageContext["t"], number: string): string {
  return t("pro.paper.line", {
    number,
    name: t(`page.crisis.${number}`),
    hint: t(`page.crisis.${number}.hint`),
  });
}

function questionBlock({ t }: PageContext, form: PaperForm, item: Item, number: number): SheetBlock {
  const { instrument, language } = form;
  const offered = offeredBy(instrument.optionSets[item.options], language);
  return {
    kind: "together",
    blocks: [
      { kind: "paragraph", look: "strong", text: `${number}. ${wordsIn(item.text, language)}`, language },
      {
        kind: "list",
        lines: [
          ...offered.map(({ text }) => ({ text, language, hasBox: true })),
          { text: t(`pro.ask.${unscored[1]}`), hasBox: true },
        ],
      },
    ],
  };
}
