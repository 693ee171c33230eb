import { localDateAt, type PrintedSheet, type SheetBlock } from "#base";
import { writeShortlist } from "#directory";
import { shortlistPath, type Offer, type ShortlistEntry } from "#directory/actions";
import type { PageContext } from "../../page.ts";
import { readablePhone } from "../../ui/contact.tsx";
import { numberApart } from "../../ui/apart.ts";
import { addressLine } from "../../ui/offer-card.tsx";
import { hoursInWords, nextOpeningInWords } from "../../ui/offer-in-words.ts";
import { costInWords } from "../../ui/taking-part-in-words.ts";
import { crisisNumbers } from "../crisis-numbers.ts";

/** Height of the letters of large print, points; the least that associations of people with weak sight ask for is 16. */
const largePrint = 18;

/**
 * A shortlist as a sheet of paper: what each entry is, where, when, what it costs, whom to call, and its code.
 * Missing  null where nothing of the list is open.
 */
export function shortlistSheet(
  context: PageContext,
  entries: readonly ShortlistEntry[],
  { isLarge }: { readonly isLarge: boolean },
): PrintedSheet | null {
  const { t, locale, baseUrl, href, format, now } = context;
  const offers = entries.flatMap(({ offer }) => offer ?? []);
  if (offers.length === 0) return null;
  const list = writeShortlist(offers.map(({ id }) => id));
  const today = format.day(localDateAt(now, "Europe/Paris"), { withoutWeekday: true });
  return {
    fileName: `selection-${locale}`,
    title: t("page.shortlist.sheetTitle"),
    language: locale,
    ...(isLarge ? { textSize: largePrint } : {}),
    blocks: [
      { kind: "heading", level: 1, text: t("page.shortlist.sheetTitle") },
      { kind: "paragraph", text: t("page.shortlist.sheetLead", { date: today }) },
      ...offers.map((offer) => entryBlock(context, offer)),
      {
        kind: "together",
        blocks: [
          { kind: "heading", level: 2, text: t("page.shortlist.sheetHelp") },
          {
            kind: "list",
            lines: crisisNumbers.map(({ number }) => ({
              text: t("page.shortlist.sheetLine", { number, name: t(`page.crisis.${number}`) }),
            })),
          },
        ],
      },
      {
        kind: "code",
        address: baseUrl + href(shortlistPath, { liste: list }),
        label: t("page.shortlist.sheetCode"),
      },
    ],
    pageLabel: (page, of) => t("page.shortlist.sheetPage", { page, of }),
  };
}

function entryBlock(context: PageContext, offer: Offer): SheetBlock {
  const { t, locale, baseUrl, href } = context;
  const hours = hoursInWords(context, offer);
  const lines = [
    ...(hours.length === 0 ? [nextOpeningInWords(context, offer)] : hours),
    t("page.shortlist.sheetCost", { cost: costInWords(context, offer) }),
    ...(offer.phone
      ? [t("page.shortlist.sheetPhone", { phone: numberApart(locale, readablePhone(offer.phone)) })]
      : []),
  ];
  return {
    kind: "together",
    blocks: [
      { kind: "heading", level: 2, text: offer.name, language: "fr" },
      { kind: "paragraph", text: addressLine(offer), language: "fr" },
      ...(offer.welcome ? [{ kind: "paragraph", text: offer.welcome, language: "fr" } as const] : []),
      { kind: "list", lines: lines.map((text) => ({ text, isAsGiven: true })) },
      { kind: "code", address: baseUrl + href(`/lieu/${offer.id}`), label: t("page.shortlist.entryCode") },
    ],
  };
}
