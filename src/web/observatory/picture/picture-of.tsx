import type { ReleaseCell } from "#observatory";
import type { IndicatorTables } from "#observatory/actions";
import type { ReactNode } from "react";
import type { PageContext } from "../../page.ts";
import { categoryLabel } from "../category-label.ts";
import { figureWords, type Measure } from "../figure-words.ts";
import { axisWords, groupTitle } from "../group-words.ts";
import { sampleWords } from "../indicator-method.tsx";
import { scaleFor } from "../scale.ts";
import { DotPicture, dotPictureHeight } from "./dot-picture.tsx";
import { MapTiles, mapTilesHeight } from "./map-tiles.tsx";
import { analysisPicture, mapPicture, trendPicture } from "./picture-names.ts";
import { Sheet, type SheetProps } from "./sheet.tsx";
import { TrendPicture, trendPictureHeight } from "./trend-picture.tsx";

/** What is drawn, before the words that every picture carries. */
interface Drawing extends Pick<SheetProps, "subtitle" | "height" | "draw"> {
  /** How to read it. */
  readonly reading: string;
  readonly rows: readonly { readonly label: string; readonly cell: ReleaseCell }[];
}

/** A picture of an indicator by its name; null when the release has no such picture. */
export function pictureOf(page: PageContext, tables: IndicatorTables, name: string): ReactNode | null {
  const { measure, id } = tables.summary;
  const drawing = measure === null ? null : drawingOf(page, { tables, measure, name });
  if (drawing === null || measure === null) return null;
  const { t } = page;
  const { reading, rows, ...drawn } = drawing;
  return (
    <Sheet
      {...drawn}
      title={t(`code.indicator.${id}`)}
      description={rows.map((row) => rowWords(page, measure, row)).join(" ")}
      warning={
        tables.release.isSynthetic
          ? `${t("page.observatory.synthetic")}. ${t("page.observatory.synthetic.text")}`
          : null
      }
      notes={[reading, ...cautionsOf(page, name, rows), ...originOf(page, tables)]}
    />
  );
}

interface Asked {
  readonly tables: IndicatorTables;
  readonly measure: Measure;
  readonly name: string;
}

function drawingOf(page: PageContext, asked: Asked): Drawing | null {
  if (asked.name === trendPicture) return trendOf(page, asked);
  if (asked.name === mapPicture) return mapOf(page, asked);
  return groupsOf(page, asked);
}

function trendOf({ t, locale }: PageContext, { tables, measure }: Asked): Drawing | null {
  const total = tables.tables.find(({ breakdown }) => breakdown === "total");
  const points = (total?.waves ?? []).flatMap(({ wave, cells: [cell] }) =>
    cell === undefined ? [] : [{ wave, cell }],
  );
  if (points.length === 0) return null;
  const cells = points.map(({ cell }) => cell);
  const scale = scaleFor(cells, tables.range ?? [0, 100], locale);
  const breaks = tables.breaks.map(({ after }) => after);
  const broken = tables.breaks.map(({ before, after, reason }) =>
    t("page.observatory.break", { before, after, reason: t(`code.incomparability.${reason}`) }),
  );
  return {
    subtitle: t("page.observatory.trend"),
    height: trendPictureHeight,
    draw: (top) => <TrendPicture points={points} measure={measure} scale={scale} breaks={breaks} top={top} />,
    reading: [t(`page.observatory.picture.reading.${measure}`), ...broken].join(" "),
    rows: points.map(({ wave, cell }) => ({ label: wave, cell })),
  };
}

function mapOf({ t }: PageContext, { tables, measure }: Asked): Drawing | null {
  const last = tables.tables.find(({ breakdown }) => breakdown === "department")?.waves.at(-1);
  if (last === undefined) return null;
  return {
    subtitle: t("page.observatory.map.caption", { wave: last.wave }),
    height: mapTilesHeight,
    draw: (top) => <MapTiles cells={last.cells} measure={measure} top={top} />,
    reading: t("page.observatory.picture.reading.map"),
    rows: last.cells.map((cell) => ({ label: categoryLabel(t, "department", cell.category), cell })),
  };
}

function groupsOf({ t, locale }: PageContext, { tables, measure, name }: Asked): Drawing | null {
  const table =
    tables.tables.find(
      ({ breakdown }) => breakdown === name && breakdown !== "total" && breakdown !== "department",
    ) ?? tables.analyses.find((_analysis, position) => analysisPicture(position) === name);
  const last = table?.waves.at(-1);
  if (table === undefined || last === undefined) return null;
  const range = tables.range ?? [0, 100];
  const rows = last.cells.map((cell) => ({
    label: categoryLabel(t, table.breakdown, cell.category),
    cell,
  }));
  const scale = scaleFor(last.cells, range, locale);
  const reference = tables.summary.headline?.cell.value ?? null;
  return {
    subtitle: t("page.observatory.picture.groups", { what: groupTitle(t, table), wave: last.wave }),
    height: dotPictureHeight(rows.length),
    draw: (top) => <DotPicture rows={rows} measure={measure} scale={scale} reference={reference} top={top} />,
    reading: axisWords(t, measure, range),
    rows,
  };
}

/** A figure in words: group, value, interval, answers, or that it is not shown. */
function rowWords(
  { t, locale, format }: PageContext,
  measure: Measure,
  { label, cell }: Drawing["rows"][number],
): string {
  const { value, low, high, n } = cell;
  const words = figureWords(locale, measure);
  return value === null || low === null || high === null || n === null
    ? t("page.observatory.picture.rowHidden", { label, status: t(`code.cellStatus.${cell.status}`) })
    : t("page.observatory.picture.row", {
        label,
        value: words.exact(value),
        low: words.exact(low),
        high: words.exact(high),
        n: format.number(n),
      });
}

/** What the star means (a map hatches instead), and why figures are not shown. */
function cautionsOf({ t }: PageContext, name: string, rows: Drawing["rows"]): readonly string[] {
  const reasons = [...new Set(rows.flatMap(({ cell }) => cell.reason ?? []))];
  const isStarred = name !== mapPicture && rows.some(({ cell }) => cell.isUncertain);
  return [
    ...(isStarred ? [t("page.observatory.picture.star")] : []),
    ...reasons.map((reason) => t("page.observatory.hiddenNote", { reason: t(`code.cellReason.${reason}`) })),
  ];
}

/** Question, universe, draw, calculation and release: where the figures come from. */
function originOf(page: PageContext, tables: IndicatorTables): readonly string[] {
  const { t } = page;
  const { summary, release } = tables;
  const fact = (name: string, text: string): string =>
    t("page.observatory.picture.fact", { name: t(`page.observatory.method.${name}`), text });
  return [
    fact("wording", t(`page.indicator.${summary.id}.wording`)),
    fact("universe", t(`page.indicator.${summary.id}.universe`)),
    fact("sample", sampleWords(page, tables)),
    fact("calculation", t("page.observatory.method.calculation.text")),
    fact("release", `\u2068${release.persistentId}\u2069 (\u2068${release.id}\u2069)`),
  ];
}
