import {
  listIndicators,
  readIndicator,
  type IndicatorSummary,
  type IndicatorTables,
  type Release,
} from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { categoryLabel } from "../category-label.ts";
import { DotPlot } from "../dot-plot.tsx";
import { HiddenNotes } from "../figure-table.tsx";
import { doubtSentence, figureSentence } from "../figure-words.ts";
import { IndicativeLabel } from "../indicative-label.tsx";
import { scaleFor } from "../scale.ts";
import { SyntheticLabel } from "../synthetic-label.tsx";

/** Groups that the resolution names for digital use (WHA78, OP1(3 bis)). */
const asked = ["age", "sex", "disability"] as const;

/** `/observatoire/numerique`: the indicators of digital use together, by age, sex and disability; why others are not there. */
export const digitalPage: PageDefinition = {
  path: "/observatoire/numerique",
  part: "observatory",
  open: async ({ t, call }) => {
    const { release, indicators } = await call(listIndicators, {});
    const digital = indicators.filter(({ domain }) => domain === "digital");
    const shown = await Promise.all(
      digital
        .filter(({ headline }) => headline !== null)
        .map(({ id }) => call(readIndicator, { indicator: id, release: release.id })),
    );
    return {
      title: t("page.observatory.digital"),
      description: t("page.observatory.digital.lead"),
      isPublic: true,
      main: (
        <Digital
          release={release}
          shown={shown}
          missing={digital.filter(({ headline }) => headline === null)}
        />
      ),
    };
  },
};

interface DigitalProps {
  readonly release: Release;
  readonly shown: readonly IndicatorTables[];
  readonly missing: readonly IndicatorSummary[];
}

function Digital({ release, shown, missing }: DigitalProps): ReactNode {
  const { t, href } = usePage();
  return (
    <article className="indicator-page">
      <p className="not-printed">
        <a href={href("/observatoire")}>{t("page.observatory.title")}</a>
      </p>
      <h1>{t("page.observatory.digital")}</h1>
      <p className="lead">{t("page.observatory.digital.lead")}</p>
      {shown.length === 0 ? (
        <p>{t("page.observatory.digital.none")}</p>
      ) : (
        <>
          <SyntheticLabel isSynthetic={release.isSynthetic} />
          <IndicativeLabel sampling={release.sampling} />
          <p>{t("page.observatory.association")}</p>
        </>
      )}
      {shown.map((tables) => (
        <DigitalFigures key={tables.summary.id} tables={tables} />
      ))}
      {missing.length === 0 ? null : (
        <section aria-labelledby="digital-missing">
          <h2 id="digital-missing">{t("page.observatory.notYet")}</h2>
          <ul className="indicators">
            {missing.map(({ id, unavailability }) => (
              <li key={id}>
                <a href={href(`/observatoire/${id}`)}>{t(`code.indicator.${id}`)}</a>{" "}
                <span className="quiet">
                  {t(`code.unavailability.${unavailability ?? "questions-missing"}`)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** One indicator: the sentence, its doubt, then the groups that the resolution names. */
function DigitalFigures({ tables }: { readonly tables: IndicatorTables }): ReactNode {
  const { t, locale, format, href } = usePage();
  const { summary, release } = tables;
  const { id, measure, headline } = summary;
  if (measure === null || headline === null) return null;
  const speech = { t, locale, number: format.number };
  const { wave, cell } = headline;
  const groups = asked.flatMap((by) => {
    const table = tables.tables.find(({ breakdown }) => breakdown === by);
    const cells = table?.waves.at(-1)?.cells ?? [];
    return cells.length === 0 ? [] : [{ by, cells }];
  });
  const all = groups.flatMap(({ cells }) => cells);
  return (
    <section aria-labelledby={`digital-${id}`}>
      <h2 id={`digital-${id}`}>{t(`code.indicator.${id}`)}</h2>
      <p className="figure-sentence">{figureSentence(speech, { id, measure, wave, cell })}</p>
      <p>{doubtSentence(speech, measure, cell)}</p>
      {groups.map(({ by, cells }) => (
        <section key={by} className="group" aria-labelledby={`digital-${id} digital-${id}-${by}`}>
          <h3 id={`digital-${id}-${by}`}>{t(`code.breakdown.${by}`)}</h3>
          <DotPlot
            rows={cells.map((one) => ({ label: categoryLabel(t, by, one.category), cell: one }))}
            measure={measure}
            scale={scaleFor(all, tables.range ?? [0, 100], locale)}
            reference={cell.value}
            caption={[
              ...(release.isSynthetic ? [t("page.observatory.synthetic")] : []),
              t("page.observatory.digital.caption"),
            ].join(" · ")}
          />
          <HiddenNotes cells={cells} />
        </section>
      ))}
      <p>
        <a href={href(`/observatoire/${id}`)}>
          {t("page.observatory.details")}
          <span className="visually-hidden"> {t(`code.indicator.${id}`)}</span>
        </a>
      </p>
    </section>
  );
}
