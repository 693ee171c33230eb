import type { OutputOf, PrintedSheet, SheetBlock } from "#base";
import type { Offer } from "#directory/actions";
import type { readPlanSheet } from "#pathway/actions";
import type { PageContext } from "../../page.ts";
import { crisisNumbers } from "../../public/crisis-numbers.ts";
import { readablePhone } from "../../ui/contact.tsx";
import { apart, numberApart } from "../../ui/apart.ts";
import { addressLine } from "../../ui/offer-card.tsx";
import { hoursInWords } from "../../ui/offer-in-words.ts";
import { dayInWords } from "../day.ts";
import { closingInWords } from "../plan-closing/closing-in-words.ts";

/** What the sheet is made of: the plan, the offers in it that the directory still has, and how much is told. */
export interface PlanOnSheet {
  readonly plan: OutputOf<typeof readPlanSheet>;
  readonly offers: ReadonlyMap<string, Offer>;
  /** Whether names and places are left out, for whoever lives with somebody who must not read them. */
  readonly isDiscreet: boolean;
}

/** Ties, practical needs beside them, and what the person helps with. */
export const sheetParts = ["items", "practical", "helping"] as const;
/** One of {@link sheetParts}. */
export type SheetPart = (typeof sheetParts)[number];

/** One thing to do, in words. */
export interface ItemInWords {
  readonly id: string;
  readonly part: SheetPart;
  readonly title: string | null;
  readonly goal: string | null;
  readonly lines: readonly string[];
}

/** Things to do that one page holds in letters of the usual height; four go onto it in letters of {@link smallPrint}. */
const fewItems = 3;
/** Height of the letters of a longer plan, points. */
const smallPrint = 10;
/** The same where they stand in several parts, each with its heading. */
const smallPrintInParts = 9.5;

/** Days and dates told of an offer; more are on its page. */
const hoursTold = 7;

/**
 * What is still to be done, each with where, when and whom to ask for. The directory tells of a confidential site its commune
 * alone; a discreet sheet holds the person's own words and nothing else.
 */
export function itemsInWords(
  context: PageContext,
  { plan, offers, isDiscreet }: PlanOnSheet,
): readonly ItemInWords[] {
  return plan.items.flatMap<ItemInWords>(({ id, title, goal, ...item }) => {
    const { offerId, receiverName, accompaniedBy } = item;
    const part = sheetPartOf(item);
    if (isDiscreet) return goal === null ? [] : [{ id, part, title: null, goal, lines: [] }];
    const offer = offerId === null ? undefined : offers.get(offerId);
    return [
      {
        id,
        part,
        title,
        goal,
        lines: linesOf(context, offer, {
          askFor: receiverName ?? offer?.organizationName ?? null,
          company: accompaniedBy === "nobody" ? null : context.t(`page.planSheet.company.${accompaniedBy}`),
        }),
      },
    ];
  });
}

/** To which part of a plan a thing belongs. */
export function sheetPartOf({
  isHelping,
  area,
}: Pick<PlanOnSheet["plan"]["items"][number], "isHelping" | "area">): SheetPart {
  if (isHelping) return "helping";
  return area === "social" ? "items" : "practical";
}

/** How the plan ended, in words; the discreet sheet holds the day and the person's own words alone. Null while it goes on. */
export function endInWords(context: PageContext, { plan, isDiscreet }: PlanOnSheet): EndInWords | null {
  const { t, format } = context;
  const { closing } = plan;
  if (closing === null) return null;
  return {
    day: t("page.closing.on", { day: format.day(closing.on, { withoutWeekday: true }) }),
    summary: closing.summary,
    done: isDiscreet
      ? []
      : plan.done.map(({ title, isHelping }) =>
          isHelping ? `${t("page.planSheet.helping")} : ${title}` : title,
        ),
    lines: isDiscreet ? [] : closingInWords(context, closing),
  };
}

/** The end of a plan, in words. */
export interface EndInWords {
  readonly day: string;
  readonly summary: string | null;
  /** What was done, by its title. */
  readonly done: readonly string[];
  readonly lines: readonly string[];
}

interface WithWhom {
  readonly askFor: string | null;
  readonly company: string | null;
}

function linesOf(
  context: PageContext,
  offer: Offer | undefined,
  { askFor, company }: WithWhom,
): readonly string[] {
  const { t, locale } = context;
  const hours = offer === undefined ? [] : hoursInWords(context, offer).slice(0, hoursTold);
  const place = offer === undefined ? "" : addressLine(offer);
  const reached = [
    ...(askFor === null ? [] : [t("page.planSheet.receiver", { name: apart(locale, askFor) })]),
    ...(offer?.phone
      ? [t("page.planSheet.phone", { phone: numberApart(locale, readablePhone(offer.phone)) })]
      : []),
  ];
  return [
    ...(place === "" ? [] : [t("page.planSheet.where", { place: apart(locale, place) })]),
    // On one line: a week of lines for each thing would not leave room on one page.
    ...(hours.length === 0 ? [] : [hours.join(" · ")]),
    // With whom one goes beside whom one asks for: a line of its own for each thing would not leave room either.
    ...(reached.length === 0 && company === null
      ? []
      : [[...reached, ...(company === null ? [] : [company])].join(" · ")]),
  ];
}

/** What is said below: when it is looked at again, and whom to call. */
export function footInWords(context: PageContext, { plan }: PlanOnSheet): readonly string[] {
  const { t, format, locale } = context;
  const { nextReviewOn, caller } = plan;
  return [
    ...(nextReviewOn === null
      ? []
      : [t("page.planSheet.review", { day: format.day(nextReviewOn, { withoutWeekday: true }) })]),
    ...(caller === null
      ? []
      : [
          t("page.planSheet.call", {
            phone: numberApart(locale, caller.callbackPhone),
            name: apart(locale, caller.agreedName),
          }),
        ]),
  ];
}

/** Whom to call when it is urgent, in words; nobody on a discreet sheet. */
export function helpInWords({ t }: PageContext, { isDiscreet }: PlanOnSheet): readonly string[] {
  if (isDiscreet) return [];
  return crisisNumbers.map(({ number }) =>
    t("page.shortlist.sheetLine", { number, name: t(`page.crisis.${number}`) }),
  );
}

/** A plan as a sheet of paper. */
export function planSheet(context: PageContext, shown: PlanOnSheet): PrintedSheet {
  const { t, locale, format, now } = context;
  const { plan } = shown;
  const help = helpInWords(context, shown);
  return {
    fileName: `projet-${locale}`,
    title: t("page.planSheet.title"),
    language: locale,
    ...textSizeOf(plan),
    blocks: [
      { kind: "heading", level: 1, text: t("page.planSheet.title") },
      { kind: "paragraph", look: "small", text: t("page.planSheet.lead", { day: dayInWords(format, now) }) },
      ...(plan.wishes
        ? [
            heading(t("page.planSheet.wishes")),
            { kind: "paragraph", text: plan.wishes, isAsGiven: true } as const,
          ]
        : []),
      ...(endBlocks(context, shown) ?? itemBlocks(context, shown)),
      ...footInWords(context, shown).map((text) => ({ kind: "paragraph", look: "strong", text }) as const),
      ...(plan.link === null ? [] : [codeBlock(context, plan.link)]),
      ...(help.length === 0
        ? []
        : [
            {
              kind: "together",
              blocks: [
                heading(t("page.shortlist.sheetHelp")),
                { kind: "paragraph", look: "small", text: help.join(" · ") },
              ],
            } as const,
          ]),
    ],
    pageLabel: (page, of) => t("page.planSheet.page", { page, of }),
  };
}

function textSizeOf({ items }: PlanOnSheet["plan"]): Pick<PrintedSheet, "textSize"> {
  if (items.length <= fewItems) return {};
  return { textSize: new Set(items.map(sheetPartOf)).size > 1 ? smallPrintInParts : smallPrint };
}

const heading = (text: string): SheetBlock => ({ kind: "heading", level: 2, text });

function endBlocks(context: PageContext, shown: PlanOnSheet): readonly SheetBlock[] | null {
  const { t } = context;
  const end = endInWords(context, shown);
  if (end === null) return null;
  const list = (lines: readonly string[]): readonly SheetBlock[] =>
    lines.length === 0 ? [] : [{ kind: "list", lines: lines.map((text) => ({ text, isAsGiven: true })) }];
  return [
    heading(t("page.closing.title")),
    { kind: "paragraph", text: end.day },
    { kind: "heading", level: 3, text: t("page.closing.words") },
    { kind: "paragraph", text: end.summary ?? t("page.closing.noWords"), isAsGiven: true },
    ...(end.done.length === 0
      ? []
      : [{ kind: "heading", level: 3, text: t("page.closing.doneTitle") } as const, ...list(end.done)]),
    ...list(end.lines),
  ];
}

function itemBlocks(context: PageContext, shown: PlanOnSheet): readonly SheetBlock[] {
  const items = itemsInWords(context, shown);
  if (items.length === 0)
    return [
      heading(context.t("page.planSheet.items")),
      { kind: "paragraph", text: context.t("page.planSheet.none") },
    ];
  return sheetParts.flatMap((part) => {
    const own = items.filter((item) => item.part === part);
    return own.length === 0 ? [] : [heading(context.t(`page.planSheet.${part}`)), ...blocksOf(own)];
  });
}

function blocksOf(items: readonly ItemInWords[]): readonly SheetBlock[] {
  return items.map(({ title, goal, lines }) => ({
    kind: "together",
    blocks: [
      ...(title === null ? [] : [{ kind: "heading", level: 3, text: title, isAsGiven: true } as const]),
      ...(goal === null ? [] : [{ kind: "paragraph", text: goal, isAsGiven: true } as const]),
      ...(lines.length === 0
        ? []
        : [{ kind: "list", lines: lines.map((text) => ({ text, isAsGiven: true })) } as const]),
    ],
  }));
}

function codeBlock(
  { t, format }: PageContext,
  { address, until }: NonNullable<PlanOnSheet["plan"]["link"]>,
): SheetBlock {
  const spent = t("page.planSheet.codeUntil", { day: dayInWords(format, until) });
  return { kind: "code", address, label: `${t("page.planSheet.code")} ${spent}` };
}
