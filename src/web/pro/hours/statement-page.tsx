import type { OutputOf, PrintedSheet } from "#base";
import { correctionCause, reopenReason } from "#pathway";
import { readHoursStatement, reopenHoursMonth } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageContext, PageDefinition } from "../../page.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { dayInWords } from "../day.ts";
import { correctionWords, shortDigest } from "./statement-words.ts";

type Statement = OutputOf<typeof readHoursStatement>;

/** `/pro/heures/releves/:closingId`: the frozen statement of a service for a month, to print, to take away, to open again. */
export const hoursStatementPage: PageDefinition = {
  path: "/pro/heures/releves/:closingId",
  part: "health",
  open: async (context) => {
    const statement = await call(context);
    return { title: titleOf(context, statement), main: <StatementView statement={statement} /> };
  },
};

/** `/pro/heures/releves/:closingId/releve.pdf`: the same as a tagged file; none in Arabic, which no professional screen speaks. */
export const hoursStatementFilePage: PageDefinition = {
  path: "/pro/heures/releves/:closingId/releve.pdf",
  part: "health",
  open: async (context) => {
    const statement = await call(context);
    const sheet = sheetOf(context, statement);
    return sheet === null
      ? { title: titleOf(context, statement), status: 404, main: <StatementView statement={statement} /> }
      : { sheet };
  },
};

const call = ({ call: ask, params }: PageContext): Promise<Statement> =>
  ask(readHoursStatement, { closingId: params["closingId"] ?? "" });

function titleOf({ t, format }: Pick<PageContext, "t" | "format">, statement: Statement): string {
  return t("pro.hours.statement", { month: format.month(statement.month) });
}

/** Name, plan and department of a line. */
function whoOf({ t }: Pick<PageContext, "t">, line: Statement["lines"][number]): string {
  return [
    [line.givenNames, line.familyName].filter(Boolean).join(" "),
    line.department,
    line.gir === null ? null : `${t("pro.hours.gir")} ${line.gir}`,
    line.planNumber,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}

function sumsOf({ t }: Pick<PageContext, "t">, line: Statement["lines"][number]): string {
  return t("pro.hours.statement.sums", {
    done: line.done,
    refused: line.refused,
    notUsed: line.notUsed,
    allowance: line.allowance,
    carried: line.carried,
  });
}

function madeOf({ t, format }: Pick<PageContext, "t" | "format">, { closing }: Statement): string {
  return t("pro.hours.statement.closed", {
    day: dayInWords(format, closing.closedAt),
    position: closing.position,
    digest: shortDigest(closing.digest),
  });
}

function sheetOf(context: PageContext, statement: Statement): PrintedSheet | null {
  const { t, locale, format } = context;
  if (locale === "ar") return null;
  const corrected = statement.lines.filter(({ corrections }) => corrections.length > 0);
  return {
    fileName: `releve-${statement.month}`,
    title: titleOf(context, statement),
    language: locale,
    blocks: [
      { kind: "heading", level: 1, text: titleOf(context, statement) },
      { kind: "paragraph", look: "strong", text: statement.provider.name },
      { kind: "paragraph", text: madeOf(context, statement) },
      ...(statement.closing.reopened === null
        ? []
        : [{ kind: "paragraph", look: "strong", text: t("pro.hours.statement.void") } as const]),
      {
        kind: "list",
        lines: statement.lines.map((line) => ({
          text: `${whoOf(context, line)} : ${sumsOf(context, line)}`,
        })),
      },
      {
        kind: "paragraph",
        look: "strong",
        text: t("pro.hours.statement.total", { minutes: totalOf(statement) }),
      },
      ...(corrected.length === 0
        ? []
        : [
            { kind: "heading", level: 2, text: t("pro.hours.corrections") } as const,
            {
              kind: "list",
              lines: corrected.flatMap((line) =>
                line.corrections.map((one) => ({
                  text: `${whoOf(context, line)} : ${correctionWords(t, format, one)}`,
                })),
              ),
            } as const,
          ]),
      {
        kind: "paragraph",
        look: "small",
        text: t("pro.hours.statement.digest", { digest: statement.closing.digest }),
      },
    ],
    pageLabel: (page, of) => t("pro.hours.statement.page", { page, of }),
  };
}

const totalOf = ({ lines }: Statement): number => lines.reduce((sum, { done }) => sum + done, 0);

function StatementView({ statement }: { readonly statement: Statement }): ReactNode {
  const page = usePage();
  const { t, href, format, locale } = page;
  const { closing, provider, month } = statement;
  const file = { closingId: closing.id };
  return (
    <>
      <div className="column">
        <p className="not-printed">
          <a href={href("/pro/heures", { mois: month, organisme: statement.controllerId })}>
            {t("pro.hours.statement.back", { month: format.month(month) })}
          </a>
        </p>
        <h1>{titleOf(page, statement)}</h1>
        <p className="lead" dir="auto">
          {provider.name}
        </p>
        <p>{madeOf(page, statement)}</p>
        {closing.reopened === null ? null : (
          <Notice tone="plain">
            {t("pro.hours.statement.reopened", {
              day: dayInWords(format, closing.reopened.at),
              reason: t(`code.${reopenReason.name}.${closing.reopened.reason}`),
            })}
          </Notice>
        )}
        {statement.isSound ? null : <Notice tone="danger">{t("pro.hours.statement.unsound")}</Notice>}
        {statement.erased === 0 ? null : (
          <p>{t("pro.hours.statement.erased", { count: statement.erased })}</p>
        )}
        <p className="not-printed network-actions">
          {locale === "ar" ? null : (
            <a
              className="button button-quiet"
              href={href(`/pro/heures/releves/${closing.id}/releve.pdf`)}
              type="application/pdf"
            >
              {t("pro.hours.statement.pdf")}
            </a>
          )}
          <a className="button button-quiet" href={href("/pro/heures/releves/fichier", file)}>
            {t("pro.hours.download")}
          </a>
        </p>
      </div>
      <Lines statement={statement} />
      <div className="column">
        <Corrections statement={statement} />
        <p className="hint apart">{t("pro.hours.statement.digest", { digest: closing.digest })}</p>
        <Reopen statement={statement} />
      </div>
    </>
  );
}

const sums = ["done", "refused", "notUsed", "allowance"] as const;

function Lines({ statement }: { readonly statement: Statement }): ReactNode {
  const page = usePage();
  const { t, href } = page;
  const caption = titleOf(page, statement);
  if (statement.lines.length === 0) return <p className="column">{t("pro.hours.statement.empty")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="group" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("pro.hours.person")}</th>
            {sums.map((name) => (
              <th key={name} scope="col">
                {t(`pro.hours.statement.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statement.lines.map((line) => (
            <tr key={line.personId}>
              <th scope="row">
                <a
                  href={href(`/pro/personnes/${line.personId}/heures/releve`, { mois: statement.month })}
                  dir="auto"
                >
                  {whoOf(page, line)}
                </a>
              </th>
              {sums.map((name) => (
                <td key={name}>{t("pro.hours.minutes", { minutes: line[name] })}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("pro.hours.total")}</th>
            <td>{t("pro.hours.minutes", { minutes: totalOf(statement) })}</td>
            <td>–</td>
            <td>–</td>
            <td>–</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Corrections({ statement }: { readonly statement: Statement }): ReactNode {
  const page = usePage();
  const { t, format } = page;
  const corrected = statement.lines.filter(({ corrections }) => corrections.length > 0);
  if (corrected.length === 0) return null;
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">{t("pro.hours.corrections")}</h2>
      <p>{t("pro.hours.corrections.lead")}</p>
      <ul>
        {corrected.flatMap((line) =>
          line.corrections.map((one) => (
            <li key={`${line.personId}${one.day}${one.notedOn}${one.after.minutes}${one.after.status}`}>
              <strong dir="auto">{whoOf(page, line)}</strong> : {correctionWords(t, format, one)} (
              {t(`code.${correctionCause.name}.${one.cause}`)})
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

/** Opening the month again: the coordinator's, with a reason. */
function Reopen({ statement }: { readonly statement: Statement }): ReactNode {
  const { t, actor } = usePage();
  const { closing, controllerId } = statement;
  if (closing.reopened !== null) return null;
  if (!reopenHoursMonth.allow.check(actor, { controllerId }).allowed)
    return <p className="not-printed">{t("pro.hours.reopen.whoMay")}</p>;
  return (
    <details className="disclosure not-printed">
      <summary>{t("pro.hours.reopen")}</summary>
      <p>{t("pro.hours.reopen.lead")}</p>
      <ActionForm
        action={reopenHoursMonth}
        params={{ closingId: closing.id }}
        version={closing.version}
        submit={t("pro.hours.reopen.submit")}
        tone="danger"
        fields={[
          {
            name: "reason",
            label: t("pro.hours.reopen.reason"),
            choices: reopenReason.codes.map((value) => ({
              value,
              label: t(`code.${reopenReason.name}.${value}`),
            })),
          },
        ]}
      />
    </details>
  );
}
