import type { OutputOf } from "#base";
import { outcome, referralStatus, refusalReason } from "#pathway";
import { readTeamFigures } from "#pathway/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { Bars } from "./bars.tsx";
import { FigureList } from "./figure-list.tsx";

/** The figures of a team in a year. */
export type Figures = OutputOf<typeof readTeamFigures>;

/** `/pro/chiffres`: what is known of a year, what is not, and with how much doubt. */
export const teamFiguresPage: PageDefinition = {
  path: "/pro/chiffres",
  part: "persons",
  open: async ({ t, call, query, actor }) => {
    const own = actor.memberships.find((one) => readTeamFigures.allow.check(actor, one).allowed);
    const controllerId = query.get("organisme") ?? own?.controllerId;
    const year = query.get("annee")?.trim() || undefined;
    const figures = await call(readTeamFigures, { controllerId, year });
    const title = t("pro.figures.title", { year: String(figures.year) });
    return { title, main: <FiguresView figures={figures} /> };
  },
};

function FiguresView({ figures }: { readonly figures: Figures }): ReactNode {
  const { t } = usePage();
  const year = String(figures.year);
  return (
    <div className="column">
      <h1>{t("pro.figures.title", { year })}</h1>
      <p className="lead">{t("pro.figures.lead", { year })}</p>
      <YearForm figures={figures} />
      {figures.persons === null ? <p>{t("pro.figures.none")}</p> : <OfPersons figures={figures} />}
      <section aria-labelledby="partners">
        <h2 id="partners">{t("pro.figures.partners")}</h2>
        {figures.partners.length === 0 ? (
          <p>{t("pro.figures.partners.none")}</p>
        ) : (
          <>
            <p>{t("pro.figures.partners.lead")}</p>
            <FigureList
              caption={t("pro.figures.partners")}
              columns={[t("pro.figures.partners.name"), t("pro.figures.ends.unit")]}
              rows={figures.partners.map(({ name, open }) => ({ label: name, cells: [open] }))}
            />
          </>
        )}
      </section>
    </div>
  );
}

function YearForm({ figures }: { readonly figures: Figures }): ReactNode {
  const { t, href } = usePage();
  return (
    <form method="get" action={href("/pro/chiffres")} className="form not-printed">
      <input type="hidden" name="organisme" value={figures.controllerId} />
      <div className="field">
        <label htmlFor="annee">{t("pro.figures.year")}</label>
        <input
          id="annee"
          name="annee"
          className="control"
          inputMode="numeric"
          pattern="20[2-9]\d"
          defaultValue={figures.year}
        />
      </div>
      <div className="widen">
        <button type="submit" className="button button-quiet">
          {t("pro.figures.show")}
        </button>
        <a
          className="button button-quiet"
          href={href("/pro/chiffres/fichier", { controllerId: figures.controllerId, year: figures.year })}
        >
          {t("pro.figures.download")}
        </a>
      </div>
    </form>
  );
}

function OfPersons({ figures }: { readonly figures: Figures }): ReactNode {
  const { t, format } = usePage();
  const percent = (share: number | null): string =>
    share === null ? t("pro.figures.withheld") : `${format.number(share * 100)} %`;
  const { ties } = figures;
  return (
    <>
      <Bars
        title={t("pro.figures.funnel")}
        columns={[t("pro.figures.step"), t("pro.figures.funnel.unit")]}
        rows={figures.funnel.map(({ step, count }) => ({ label: t(`pro.code.pathStep.${step}`), count }))}
      />
      <Bars
        title={t("pro.figures.ends")}
        lead={t("pro.figures.ends.lead")}
        columns={[t("pro.figures.end"), t("pro.figures.ends.unit")]}
        rows={figures.ends.map(({ code, count }) => ({ label: endLabel(t, code), count }))}
      />
      <section aria-labelledby="ties">
        <h2 id="ties">{t("pro.figures.ties")}</h2>
        <p>
          {ties.share === null
            ? t("pro.figures.ties.withheld")
            : t("pro.figures.ties.known", {
                percent: percent(ties.share),
                low: percent(ties.low),
                high: percent(ties.high),
                n: ties.n ?? 0,
              })}
        </p>
        {ties.unknownShare === null ? null : (
          <p>{t("pro.figures.ties.unknown", { percent: percent(ties.unknownShare) })}</p>
        )}
      </section>
      <section aria-labelledby="intervals">
        <h2 id="intervals">{t("pro.figures.intervals")}</h2>
        <FigureList
          caption={t("pro.figures.intervals")}
          columns={[
            t("pro.figures.step"),
            t("pro.figures.intervals.median"),
            t("pro.figures.intervals.unit"),
          ]}
          rows={figures.intervals.map(({ interval, n, medianDays }) => ({
            label: t(`pro.code.pathInterval.${interval}`),
            cells: [medianDays, n],
          }))}
        />
      </section>
      <section aria-labelledby="equity">
        <h2 id="equity">{t("pro.figures.equity")}</h2>
        <p>{t("pro.figures.equity.lead")}</p>
        {figures.equity.map(({ dimension, groups }) => (
          <FigureList
            key={dimension}
            caption={t(`pro.code.equityDimension.${dimension}`)}
            columns={[t("pro.figures.group"), t("pro.figures.funnel.unit"), t("pro.figures.equity.attended")]}
            rows={groups.map(({ code, persons, attendedShare }) => ({
              label: groupLabel(t, dimension, code),
              cells: [persons, attendedShare === null ? null : percent(attendedShare)],
            }))}
          />
        ))}
      </section>
      <section aria-labelledby="changes">
        <h2 id="changes">{t("pro.figures.changes")}</h2>
        <p>{t("pro.figures.changes.lead")}</p>
        <FigureList
          caption={t("pro.figures.changes")}
          columns={[
            t("pro.figures.changes.instrument"),
            t("pro.figures.funnel.unit"),
            t("pro.figures.changes.mean"),
            t("pro.figures.changes.expected"),
            t("pro.figures.changes.dropOut"),
          ]}
          rows={figures.changes.map(
            ({ instrument, n, mean, low, high, expectedFromRegression, dropOut }) => ({
              label: instrument,
              cells: [
                n,
                mean === null || low === null || high === null
                  ? null
                  : `${format.number(mean)} [${format.number(low)} ; ${format.number(high)}]`,
                expectedFromRegression,
                dropOut === null ? null : percent(dropOut),
              ],
            }),
          )}
        />
      </section>
    </>
  );
}

type Translate = ReturnType<typeof usePage>["t"];

/** An end in words: an outcome, a reason, or what is not known. */
function endLabel(t: Translate, code: string): string {
  if (code === "together" || code === "unknown" || code === "open") return t(`pro.figures.${code}`);
  const isOutcome = outcome.has(code);
  if (isOutcome || refusalReason.has(code))
    return t(`code.${isOutcome ? outcome.name : refusalReason.name}.${code}`);
  return referralStatus.has(code) ? t(`code.${referralStatus.name}.${code}`) : code;
}

function groupLabel(t: Translate, dimension: string, code: string): string {
  if (code === "together" || code === "unknown") return t(`pro.figures.${code}`);
  return dimension === "channel" ? t(`pro.figures.channel.${code}`) : code;
}
