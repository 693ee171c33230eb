import type { LocalDate, OutputOf, PrintedSheet, SheetBlock } from "#base";
import { readMessageBack } from "#pathway/actions";
import { Fragment, type ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { birthDateInWords } from "../born.ts";
import { dayInWords } from "../day.ts";
import { PersonTrail } from "../person-trail.tsx";

type Back = OutputOf<typeof readMessageBack>;

/** `/pro/orientations/:referralId/retour`: one page for whoever referred, to print or to copy as text. */
export const messageBackPage: PageDefinition = {
  path: "/pro/orientations/:referralId/retour",
  part: "persons",
  open: async ({ t, call, params }) => {
    const back = await call(readMessageBack, { referralId: params["referralId"] ?? "" });
    return { title: t("pro.back.title"), main: <MessageBack back={back} /> };
  },
};

/** `/pro/orientations/:referralId/retour.pdf`: the same page as a tagged file, for secure health mail or paper; none in Arabic, which no professional screen speaks. */
export const messageBackFilePage: PageDefinition = {
  path: "/pro/orientations/:referralId/retour.pdf",
  part: "persons",
  open: async (context) => {
    const { t, call, params } = context;
    const back = await call(readMessageBack, { referralId: params["referralId"] ?? "" });
    const sheet = backSheet(context, back);
    return sheet === null
      ? { title: t("pro.back.title"), status: 404, main: <MessageBack back={back} /> }
      : { sheet };
  },
};

/** The minimum on one sheet. Missing  null in Arabic, which no professional screen speaks. */
function backSheet(context: PageContext, back: Back): PrintedSheet | null {
  const { t, locale, format } = context;
  if (locale === "ar") return null;
  return {
    fileName: "retour-orientation",
    title: t("pro.back.title"),
    language: locale,
    blocks: [
      { kind: "heading", level: 1, text: t("pro.back.title") },
      { kind: "paragraph", text: fromOf(context, back) },
      ...linesOf(context, back).flatMap(([label, value]): SheetBlock[] => [
        { kind: "heading", level: 2, text: label },
        { kind: "paragraph", text: value },
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

const fromOf = ({ t }: Pick<PageContext, "t">, back: Back): string =>
  t("pro.back.from", { organisation: back.organisationName, phone: back.callbackPhone });

function MessageBack({ back }: { readonly back: Back }): ReactNode {
  const page = usePage();
  const { t, href, locale } = page;
  const lines = linesOf(page, back);
  const from = fromOf(page, back);
  const text = [
    t("pro.back.title"),
    from,
    ...lines.map(([label, value]) => t("pro.back.line", { label, value })),
  ].join("\n");
  return (
    <div className="column">
      <PersonTrail personId={back.personId} givenNames={back.givenNames} />
      <h1>{t("pro.back.title")}</h1>
      <p className="lead">{from}</p>
      <dl className="facts facts-wide">
        {lines.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </Fragment>
        ))}
      </dl>
      <p className="not-printed">
        <button type="button" className="button button-quiet" data-island="print" data-needs-script hidden>
          {t("pro.read.print")}
        </button>
        {locale === "ar" ? null : (
          <a
            className="button button-quiet"
            href={href(`/pro/orientations/${back.referralId}/retour.pdf`)}
            type="application/pdf"
          >
            {t("pro.back.pdf")}
          </a>
        )}
      </p>
      <div className="field not-printed">
        <label htmlFor="text">{t("pro.back.text")}</label>
        <p className="hint" id="text-hint">
          {t("pro.back.text.hint")}
        </p>
        <textarea
          id="text"
          className="control"
          rows={12}
          readOnly
          defaultValue={text}
          aria-describedby="text-hint"
        />
      </div>
    </div>
  );
}

/** The minimum, line by line: the same on paper and as text. */
function linesOf({ t, format }: PageContext, back: Back): readonly (readonly [string, string])[] {
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
  return [
    [t("pro.back.person"), [back.givenNames, back.familyName].filter(Boolean).join(" ")],
    [t("pro.back.birthDate"), born],
    [t("pro.back.wishes"), back.wishes ?? t("pro.back.notSaid")],
    ...(back.needs.length === 0
      ? []
      : [[t("pro.back.needs"), back.needs.map((code) => t(`code.need.${code}`)).join(", ")] as const]),
    [
      t("pro.back.offered"),
      [...new Set([back.offerName, back.receiverName])].filter((name) => name !== null).join(" · "),
    ],
    [
      t("pro.back.dates"),
      back.sentAt === null
        ? t("pro.back.dates.notSent", dates)
        : t("pro.back.dates.line", { ...dates, sent: day(back.sentAt) }),
    ],
    [t("pro.back.became"), became],
    ...(back.nextStep ? [[t("pro.back.nextStep"), t(`code.nextStep.${back.nextStep}`)] as const] : []),
  ];
}
