import type { PrintedSheet, SheetBlock } from "#base";
import { callMoment, mayBeSaid, referrerKind } from "#pathway";
import type { OfferedQueue } from "#pathway/actions";
import type { PageContext } from "../../page.ts";
import { apart } from "../../ui/apart.ts";
import { staffedHoursIn } from "../staffed-hours.ts";

const line = "……………………………………………………………………………………………";

/** The questions of the form on one sheet, to be filled in with the person and handed to the team. */
export function referSheet(
  { t, locale }: PageContext,
  { queue, isRelative }: { readonly queue: OfferedQueue | null; readonly isRelative: boolean },
): PrintedSheet {
  const hours = queue === null ? null : staffedHoursIn(locale, queue.staffedHours);
  const asked = (name: string): SheetBlock => ({
    kind: "paragraph",
    look: "strong",
    text: t(`page.refer.${name}`),
  });
  const written = (name: string): readonly SheetBlock[] => [asked(name), { kind: "paragraph", text: line }];
  const boxes = (list: { readonly name: string; readonly codes: readonly string[] }): SheetBlock => ({
    kind: "list",
    lines: list.codes.map((code) => ({ text: t(`code.${list.name}.${code}`), hasBox: true })),
  });
  const box = (name: string): SheetBlock => ({
    kind: "list",
    lines: [{ text: t(`page.refer.${name}`), hasBox: true }],
  });
  return {
    fileName: "orienter",
    title: t(isRelative ? "page.refer.relative.title" : "page.refer.title"),
    language: locale,
    textSize: 10,
    blocks: [
      { kind: "heading", level: 1, text: t(isRelative ? "page.refer.relative.title" : "page.refer.title") },
      ...(queue === null
        ? []
        : [
            {
              kind: "paragraph",
              text: t("page.callBack.who", { organisation: apart(locale, queue.organisationName) }),
            } as const,
          ]),
      ...(hours ? [{ kind: "paragraph", text: t("page.callBack.hours", { hours }) } as const] : []),
      { kind: "paragraph", look: "strong", text: t("page.refer.danger") },
      box("isAgreed"),
      box("isAdult"),
      ...written("callerName"),
      ...written("phone"),
      asked("mayBeSaid"),
      boxes({ name: mayBeSaid.name, codes: mayBeSaid.codes.filter((code) => code !== "agreed-name") }),
      asked("moments"),
      boxes(callMoment),
      ...written("words"),
      { kind: "paragraph", text: line },
      ...(isRelative
        ? [
            ...written("referrerName"),
            { kind: "paragraph", look: "small", text: t("page.refer.relative.name.hint") } as const,
          ]
        : [
            box("isPriority"),
            asked("kind"),
            boxes({
              name: referrerKind.name,
              codes: referrerKind.codes.filter((code) => code !== "relative"),
            }),
            ...written("referrerName"),
            ...written("referrerEmail"),
          ]),
      { kind: "paragraph", look: "small", text: t("page.refer.sheetHint") },
    ],
    pageLabel: (page, of) => t("page.refer.page", { page, of }),
  };
}
