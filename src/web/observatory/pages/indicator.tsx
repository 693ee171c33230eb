import type { Comparison, ReleaseTable } from "#observatory";
import { compareFigures, readIndicator, type IndicatorTables } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../../context.ts";
import type { PageDefinition } from "../../page.ts";
import { categoryLabel } from "../category-label.ts";
import { DotPlot } from "../dot-plot.tsx";
import { Elsewhere } from "../elsewhere.tsx";
import { FigureTable, HiddenNotes } from "../figure-table.tsx";
import { doubtSentence, figureSentence, figureWords, type Measure } from "../figure-words.ts";
import { Gaps } from "../gaps.tsx";
import { axisWords, groupTitle, type GroupedTable } from "../group-words.ts";
import { IndicatorMethod, resolutionWords } from "../indicator-method.tsx";
import { PictureFiles } from "../picture-files.tsx";
import { analysisPicture, trendPicture } from "../picture/picture-names.ts";
import { scaleFor } from "../scale.ts";
import { IndicativeLabel } from "../indicative-label.tsx";
import { SyntheticLabel } from "../synthetic-label.tsx";
import { Trend } from "../trend.tsx";

/** `/observatoire/:indicator`: the sentence, the pictures, the tables, the method, the downloads. */
export const indicatorPage: PageDefinition = {
  path: "/observatoire/:indicator",
  part: "observatory",
  open: async ({ params, call, t }) => {
    const indicator = params["indicator"] ?? "";
    const [found, { comparisons }] = await Promise.all([
      call(readIndicator, { indicator }),
      call(compareFigures, { indicator }),
    ]);
    return {
      title: t("page.observatory.indicatorTab", { code: found.summary.code }),
      description: t(`code.indicator.${found.summary.id}`),
      isPublic: true,
      hasPrintedCode: true,
      main: <IndicatorPage tables={found} comparisons={comparisons} />,
    };
  },
};

function IndicatorPage({
  tables,
  comparisons,
}: {
  readonly tables: IndicatorTables;
  readonly comparisons: readonly Comparison[];
}): ReactNode {
  const { t, href } = usePage();
  const { summary, release } = tables;
  return (
    <article className="indicator-page">
      <p className="not-printed">
        <a href={href("/observatoire")}>{t("page.observatory.all")}</a>
      </p>
      <h1>{t(`code.indicator.${summary.id}`)}</h1>
      {summary.measure === null ? (
        <Unavailable tables={tables} />
      ) : (
        <>
          <Figures tables={tables} measure={summary.measure} />
          <Gaps comparisons={comparisons} measure={summary.measure} />
        </>
      )}
      {summary.headline === null ? null : <IndicatorMethod tables={tables} />}
      <Elsewhere tables={tables} />
      {summary.headline === null ? null : <Downloads release={release.id} indicator={summary.id} />}
    </article>
  );
}

function Unavailable({ tables }: { readonly tables: IndicatorTables }): ReactNode {
  const { t, locale } = usePage();
  const { summary, instrument, resolution } = tables;
  const reason = t(`code.unavailability.${summary.unavailability ?? "questions-missing"}`);
  return (
    <>
      <p className="lead">{t("page.observatory.unavailable", { reason })}</p>
      <dl className="facts facts-wide">
        <dt>{t("page.observatory.needs")}</dt>
        <dd>
          <bdi>{instrument}</bdi>
        </dd>
        <dt>{t("page.observatory.method.resolution")}</dt>
        <dd>{resolutionWords({ t, locale }, resolution)}</dd>
      </dl>
    </>
  );
}

interface FiguresProps {
  readonly tables: IndicatorTables;
  readonly measure: Measure;
}

function Figures({ tables, measure }: FiguresProps): ReactNode {
  const { t, href } = usePage();
  const total = tables.tables.find(({ breakdown }) => breakdown === "total");
  const groups = tables.tables.filter(({ breakdown }) => breakdown !== "total" && breakdown !== "department");
  const wave = tables.release.waves.at(-1)?.wave ?? "";
  return (
    <>
      <Headline tables={tables} measure={measure} />
      <SyntheticLabel isSynthetic={tables.release.isSynthetic} />
      <IndicativeLabel sampling={tables.release.sampling} />
      <Companions tables={tables} />
      {total === undefined ? null : <TrendSection total={total} tables={tables} measure={measure} />}
      <section aria-labelledby="groups">
        <h2 id="groups">{t("page.observatory.groups", { wave })}</h2>
        <p>{t("page.observatory.association")}</p>
        <p className="not-printed">
          <a href={href(`/observatoire/${tables.summary.id}/comparer`)}>{t("page.observatory.compare")}</a>
        </p>
        <p className="not-printed">
          <a href={href(`/observatoire/${tables.summary.id}/carte`)}>{t("page.observatory.map")}</a>
        </p>
        {groups.map((table) => (
          <Group
            key={table.breakdown}
            table={table}
            tables={tables}
            measure={measure}
            picture={table.breakdown}
          />
        ))}
        {tables.analyses.map((table, position) => (
          <Group
            key={JSON.stringify([table.breakdown, table.filters])}
            table={table}
            tables={tables}
            measure={measure}
            picture={analysisPicture(position)}
          />
        ))}
        <NotAsked tables={tables} />
      </section>
    </>
  );
}

function Headline({ tables: { summary }, measure }: FiguresProps): ReactNode {
  const { t, locale, format } = usePage();
  if (summary.headline === null) return null;
  const { wave, cell } = summary.headline;
  const speech = { t, locale, number: format.number };
  const doubt = doubtSentence(speech, measure, cell);
  return (
    <>
      <p className="lead figure-sentence">
        {figureSentence(speech, { id: summary.id, measure, wave, cell })}
      </p>
      {doubt === null ? null : <p>{doubt}</p>}
    </>
  );
}

/** Indicators that must be read with this one, each with its figure. */
function Companions({ tables: { companions } }: { readonly tables: IndicatorTables }): ReactNode {
  const { t, locale, href } = usePage();
  if (companions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="companions">
      <h2 id="companions">{t("page.observatory.companions")}</h2>
      <ul className="indicators">
        {companions.map(({ id, headline, measure }) => (
          <li key={id}>
            <a href={href(`/observatoire/${id}`)}>{t(`code.indicator.${id}`)}</a>{" "}
            <span className="indicator-value">
              {headline === null || headline.cell.value === null || measure === null
                ? t("code.cellStatus.suppressed")
                : figureWords(locale, measure).short(headline.cell.value)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TrendSection({
  total,
  tables,
  measure,
}: FiguresProps & { readonly total: ReleaseTable }): ReactNode {
  const { t, locale } = usePage();
  const points = total.waves.flatMap(({ wave, cells: [cell] }) =>
    cell === undefined ? [] : [{ wave, cell }],
  );
  const cells = points.map(({ cell }) => cell);
  const title = t("page.observatory.trend");
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{title}</h2>
      <Trend
        points={points}
        measure={measure}
        scale={scaleFor(cells, tables.range ?? [0, 100], locale)}
        caption={tables.release.isSynthetic ? t("page.observatory.synthetic") : null}
        breaks={tables.breaks.map(({ after }) => after)}
      />
      <PictureFiles
        release={tables.release.id}
        indicator={tables.summary.id}
        picture={trendPicture}
        what={title}
      />
      {tables.breaks.map(({ before, after, reason }) => (
        <p key={after}>
          {t("page.observatory.break", { before, after, reason: t(`code.incomparability.${reason}`) })}
        </p>
      ))}
      <FigureTable
        caption={t("page.observatory.figures", { what: title })}
        of={t("page.observatory.column.year")}
        rows={points.map(({ wave, cell }) => ({ label: wave, cell }))}
        measure={measure}
      />
      <HiddenNotes cells={cells} />
    </section>
  );
}

/** One breakdown in the last wave: the picture, then the same figures exactly. */
function Group({
  table,
  tables,
  measure,
  picture,
}: FiguresProps & {
  readonly table: Pick<ReleaseTable, "waves"> & GroupedTable;
  /** Name of the picture as a file. */
  readonly picture: string;
}): ReactNode {
  const { t, locale } = usePage();
  const cells = table.waves.at(-1)?.cells ?? [];
  const rows = cells.map((cell) => ({ label: categoryLabel(t, table.breakdown, cell.category), cell }));
  const range = tables.range ?? [0, 100];
  const title = groupTitle(t, table);
  const id = `by-${picture}`;
  const axis = axisWords(t, measure, range);
  const caption = tables.release.isSynthetic ? `${t("page.observatory.synthetic")} · ${axis}` : axis;
  return (
    <section className="group" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <DotPlot
        rows={rows}
        measure={measure}
        scale={scaleFor(cells, range, locale)}
        reference={tables.summary.headline?.cell.value ?? null}
        caption={caption}
      />
      <HiddenNotes cells={cells} />
      <PictureFiles
        release={tables.release.id}
        indicator={tables.summary.id}
        picture={picture}
        what={title}
      />
      <details className="exact">
        <summary>{t("page.observatory.figures", { what: title })}</summary>
        <FigureTable caption={title} of={t("page.observatory.column.group")} rows={rows} measure={measure} />
      </details>
    </section>
  );
}

/** Groups for which the resolution asks and on which the survey says nothing. */
function NotAsked({ tables: { notAskedBy } }: { readonly tables: IndicatorTables }): ReactNode {
  const { t } = usePage();
  if (notAskedBy.length === 0) return null;
  return (
    <>
      <h3>{t("page.observatory.notAsked")}</h3>
      <p>{t("page.observatory.notAsked.text", { reason: t("code.unavailability.questions-missing") })}</p>
      <ul>
        {notAskedBy.map((id) => (
          <li key={id}>{t(`code.breakdown.${id}`)}</li>
        ))}
      </ul>
    </>
  );
}

function Downloads({
  release,
  indicator,
}: {
  readonly release: string;
  readonly indicator: string;
}): ReactNode {
  const { t } = usePage();
  const file = `/open/statistics/${release}/${indicator}`;
  return (
    <section className="not-printed" aria-labelledby="download">
      <h2 id="download">{t("page.observatory.download")}</h2>
      <ul className="downloads">
        {(["csv", "json"] as const).map((kind) => (
          <li key={kind}>
            <a href={`${file}.${kind}`}>{t(`page.observatory.download.${kind}`)}</a>
          </li>
        ))}
      </ul>
      <p className="quiet">{t("page.observatory.download.note")}</p>
    </section>
  );
}
