import type { OutputOf, PrintedSheet, SheetBlock } from "#base";
import type { readMessageBack } from "#pathway/actions";
import type { PageContext } from "../../page.ts";
import { birthDateInWords } from "../born.ts";
import { dayInWords } from "../day.ts";

/** What goes back to whoever referred. */
export type Back = OutputOf<typeof readMessageBack>;

/** The minimum on one sheet, which stays on one page. Missing  null in Arabic, of which no file is made. */
export function backSheet(context: PageContext, back: Back): PrintedSheet | null {
  const { t, locale, format } = context;
  if (locale === "ar") return null;
  return {
    fileName: "retour-orientation",
    title: t("pro.back.title"),
    language: locale,
    isOnePage: true,
    blocks: [
      { kind: "heading", level: 1, text: t("pro.back.title") },
      { kind: "paragraph", text: fromOf(context, back) },
      ...linesOf(context, back).flatMap(({ label, value, order }): SheetBlock[] => [
        { kind: "heading", level: 2, text: label },
        {
          kind: "paragraph",
          text: value,
          ...(order === undefined ? {} : { shortened: { continued: t("pro.back.continued"), order } }),
        },
      ]),
      {
        kind: "paragraph",
        look: "small",
        text: t("pro.back.made", { day: dayInWords(format, back.endedAt) }),
      },
    ],
    pageLabel: (page, of) => t("pro.back.page", { page, of }),
  };
}

/** Who sends it back, and where they are reached. */
export const fromOf = ({ t }: Pick<PageContext, "t">, back: Back): string =>
  t("pro.back.from", { organisation: back.organisationName, phone: back.callbackPhone });

/** One line of the minimum. */
export interface BackLine {
  readonly label: string;
  readonly value: string;
  /** Whether it may end earlier on paper, of several the highest first: what the person wishes is told in their words, which may be long. */
  readonly order?: number;
}

/** The minimum, line by line: the same on paper and as text. */
export function linesOf({ t, format }: PageContext, back: Back): readonly BackLine[] {
  const day = (instant: string): string => dayInWords(format, instant);
  const dates = { created: day(back.createdAt), ended: day(back.endedAt) };
  const became =
    back.loop === "closed_unknown"
      ? t("pro.back.unknown")
      : [
          t(`code.referralStatus.${back.status}`),
          back.outcome ? t(`code.outcome.${back.outcome}`) : null,
          back.reason ? t(`code.refusalReason.${back.reason}`) : null,
        ]
          .filter((part) => part !== null)
          .join(", ");
  const born = back.birthDate ? birthDateInWords({ format }, back.birthDate) : t("pro.back.notSaid");
  const line = (name: string, value: string, order?: number): BackLine => ({
    label: t(`pro.back.${name}`),
    value,
    ...(order === undefined ? {} : { order }),
  });
  const needs = back.needs.map((code) => t(`code.need.${code}`)).join(", ");
  const offered = [...new Set([back.offerName, back.receiverName])].filter((name) => name !== null);
  return [
    line("person", [back.givenNames, back.familyName].filter(Boolean).join(" ")),
    line("birthDate", born),
    line("wishes", back.wishes ?? t("pro.back.notSaid"), 2),
    ...(needs === "" ? [] : [line("needs", needs, 1)]),
    line("offered", offered.join(" · ")),
    line(
      "dates",
      back.sentAt === null
        ? t("pro.back.dates.notSent", dates)
        : t("pro.back.dates.line", { ...dates, sent: day(back.sentAt) }),
    ),
    line("became", became),
    ...(back.nextStep ? [line("nextStep", t(`code.nextStep.${back.nextStep}`))] : []),
  ];
}
