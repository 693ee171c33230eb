import type { OutputOf, PrintedSheet, SheetBlock } from "#base";
import { hoursActivity, hoursStatus } from "#pathway";
import { readPersonStatement } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { dayInWords } from "../day.ts";
import { PersonTrail } from "../person-trail.tsx";
import { dayOf } from "./day-of.ts";
import { correctionWords, shortDigest } from "./statement-words.ts";

type Answer = OutputOf<typeof readPersonStatement>;
type Statement = Answer["statements"][number];

/** `/pro/personnes/:personId/heures/releve?mois=`: what the closed statements of a month say of a person. */
export const personStatementPage: PageDefinition = {
  path: "/pro/personnes/:personId/heures/releve",
  part: "health",
  open: async (context) => {
    const answer = await ask(context);
    return {
      title: titleOf(context, answer),
      main: <PersonStatement {...{ answer, personId: personOf(context) }} />,
    };
  },
};

/** `/pro/personnes/:personId/heures/releve.pdf?mois=`: the same as a tagged file; none of an open month, none in Arabic, which no professional screen speaks. */
export const personStatementFilePage: PageDefinition = {
  path: "/pro/personnes/:personId/heures/releve.pdf",
  part: "health",
  open: async (context) => {
    const answer = await ask(context);
    const sheet = sheetOf(context, answer);
    return sheet === null
      ? {
          title: titleOf(context, answer),
          status: 404,
          main: <PersonStatement {...{ answer, personId: personOf(context) }} />,
        }
      : { sheet };
  },
};

const personOf = ({ params }: PageContext): string => params["personId"] ?? "";

const ask = (context: PageContext): Promise<Answer> =>
  context.call(readPersonStatement, {
    personId: personOf(context),
    month: context.query.get("mois") ?? "",
  });

function titleOf({ t, format }: Pick<PageContext, "t" | "format">, { month }: Answer): string {
  return t("pro.hours.statement", { month: format.month(month) });
}

const nameOf = ({ line }: Statement): string => [line.givenNames, line.familyName].filter(Boolean).join(" ");

function visitsOf({ t, format }: Pick<PageContext, "t" | "format">, { line }: Statement): readonly string[] {
  return line.entries.map(({ day, minutes, status, activity }) =>
    [
      dayOf(format, day),
      t("pro.hours.minutes", { minutes }),
      t(`code.${hoursActivity.name}.${activity}`),
      t(`code.${hoursStatus.name}.${status}`),
    ].join(" · "),
  );
}

function madeOf({ t, format }: Pick<PageContext, "t" | "format">, { closing }: Statement): string {
  return t("pro.hours.statement.closed", {
    day: dayInWords(format, closing.closedAt),
    position: closing.position,
    digest: shortDigest(closing.digest),
  });
}

function totalOf({ t }: Pick<PageContext, "t">, { line }: Statement): string {
  return t("pro.hours.statement.sums", {
    done: line.done,
    refused: line.refused,
    notUsed: line.notUsed,
    allowance: line.allowance,
    carried: line.carried,
  });
}

function sheetOf(context: PageContext, answer: Answer): PrintedSheet | null {
  const { t, locale, format } = context;
  const [first] = answer.statements;
  if (locale === "ar" || first === undefined) return null;
  return {
    fileName: `releve-${answer.month}`,
    title: titleOf(context, answer),
    language: locale,
    blocks: [
      { kind: "heading", level: 1, text: titleOf(context, answer) },
      { kind: "paragraph", look: "strong", text: nameOf(first) },
      ...answer.statements.flatMap((one): readonly SheetBlock[] => [
        { kind: "heading", level: 2, text: one.provider.name },
        { kind: "list", lines: visitsOf(context, one).map((text) => ({ text })) },
        ...one.line.corrections.map((correction): SheetBlock => ({
          kind: "paragraph",
          text: correctionWords(t, format, correction),
        })),
        { kind: "paragraph", look: "strong", text: totalOf(context, one) },
        { kind: "paragraph", look: "small", text: madeOf(context, one) },
      ]),
    ],
    pageLabel: (page, of) => t("pro.hours.statement.page", { page, of }),
  };
}

function PersonStatement(props: { readonly answer: Answer; readonly personId: string }): ReactNode {
  const page = usePage();
  const { t, href, locale, format } = page;
  const { answer, personId } = props;
  const [first] = answer.statements;
  return (
    <div className="column">
      {first === undefined ? null : <PersonTrail personId={personId} givenNames={first.line.givenNames} />}
      <h1>{titleOf(page, answer)}</h1>
      <p className="not-printed">
        <a href={href(`/pro/personnes/${personId}/heures`, { mois: answer.month })}>
          {t("pro.hours.statement.back", { month: format.month(answer.month) })}
        </a>
      </p>
      {first === undefined ? (
        <p>{t("pro.hours.statement.notClosed")}</p>
      ) : (
        <p className="lead" dir="auto">
          {nameOf(first)}
        </p>
      )}
      {first === undefined || locale === "ar" ? null : (
        <p className="not-printed">
          <a
            className="button button-quiet"
            href={href(`/pro/personnes/${personId}/heures/releve.pdf`, { mois: answer.month })}
            type="application/pdf"
          >
            {t("pro.hours.statement.pdf")}
          </a>
        </p>
      )}
      {answer.statements.map((one) => (
        <section key={one.closing.id} aria-label={one.provider.name}>
          <h2 dir="auto">{one.provider.name}</h2>
          <ul>
            {visitsOf(page, one).map((visit) => (
              <li key={visit}>{visit}</li>
            ))}
          </ul>
          {one.line.corrections.length === 0 ? null : (
            <>
              <h3>{t("pro.hours.corrections")}</h3>
              <ul>
                {one.line.corrections.map((correction) => (
                  <li key={`${correction.day}${correction.notedOn}${correction.after.minutes}`}>
                    {correctionWords(t, format, correction)}
                  </li>
                ))}
              </ul>
            </>
          )}
          <p>
            <strong>{totalOf(page, one)}</strong>
          </p>
          <p className="hint">{madeOf(page, one)}</p>
        </section>
      ))}
    </div>
  );
}
