import type { AnalysisCell, AnalysisResult } from "#observatory/actions";
import type { ReactNode } from "react";
import { usePage } from "../context.ts";
import { categoryLabel } from "../observatory/category-label.ts";
import { DotPlot } from "../observatory/dot-plot.tsx";
import { HiddenNotes } from "../observatory/figure-table.tsx";
import { figureWords } from "../observatory/figure-words.ts";
import { scaleFor } from "../observatory/scale.ts";
import { IndicativeLabel } from "../observatory/indicative-label.tsx";
import { SyntheticLabel } from "../observatory/synthetic-label.tsx";
import { questionOf } from "./question.ts";

/** The figures of an analysis: picture, table with everything an analyst must know, why some are not shown, files. */
export function ResultView({ result }: { readonly result: AnalysisResult }): ReactNode {
  const { t, locale } = usePage();
  const { cells, breakdown, measure, range, isSynthetic } = result;
  const rows = cells.map((cell) => ({ label: categoryLabel(t, breakdown, cell.category), cell }));
  return (
    <section aria-labelledby="result">
      <h2 id="result">{t("pro.workspace.result", { wave: result.wave })}</h2>
      <SyntheticLabel isSynthetic={isSynthetic} />
      <IndicativeLabel sampling={result.sampling} />
      <DotPlot
        rows={rows}
        measure={measure}
        scale={scaleFor(cells, [range[0], range[1]], locale)}
        reference={null}
        caption={[...(isSynthetic ? [t("page.observatory.synthetic")] : []), t("pro.workspace.plot")].join(
          " · ",
        )}
      />
      <PrecisionTable rows={rows} result={result} />
      <HiddenNotes cells={cells} />
      <p className="quiet">{t("pro.workspace.protected")}</p>
      <Files result={result} />
    </section>
  );
}

const columns = ["value", "interval", "n", "effectiveN", "deff", "df", "cv", "warnings"] as const;

function PrecisionTable({
  rows,
  result,
}: {
  readonly rows: readonly { readonly label: string; readonly cell: AnalysisCell }[];
  readonly result: AnalysisResult;
}): ReactNode {
  const { t } = usePage();
  const caption = t("pro.workspace.table");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways must be reached by keyboard
    <div className="figures-frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("page.observatory.column.group")}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`pro.workspace.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cell }) => (
            <tr key={label} className={cell.value === null ? "figures-hidden" : undefined}>
              <th scope="row">{label}</th>
              <PrecisionCells cell={cell} measure={result.measure} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PrecisionCells({
  cell,
  measure,
}: {
  readonly cell: AnalysisCell;
  readonly measure: AnalysisResult["measure"];
}): ReactNode {
  const { t, locale, format } = usePage();
  const words = figureWords(locale, measure);
  const { value, low, high, n, effectiveN, deff, df, cv, warnings } = cell;
  if (value === null || low === null || high === null || n === null)
    return <td colSpan={columns.length}>{t(`code.cellStatus.${cell.status}`)}</td>;
  const number = (one: number | null): string => (one === null ? "" : format.number(one));
  return (
    <>
      <td>{words.exact(value)}</td>
      <td>{words.interval(low, high)}</td>
      <td>{number(n)}</td>
      <td>{number(effectiveN)}</td>
      <td>{number(deff)}</td>
      <td>{number(df)}</td>
      <td>{cv === null ? "" : t("pro.workspace.percent", { value: format.number(cv) })}</td>
      <td>{warnings.map((one) => t(`code.estimateReason.${one}`)).join(", ")}</td>
    </>
  );
}

function Files({ result }: { readonly result: AnalysisResult }): ReactNode {
  const { t, href } = usePage();
  const question = questionOf(result, result.wave);
  return (
    <p className="downloads-line">
      {(["json", "csv", "r"] as const).map((format) => (
        <a
          key={format}
          className="button button-quiet"
          href={href("/observatoire/atelier/fichier", { ...question, format })}
          download
        >
          {t(`pro.workspace.file.${format}`)}
        </a>
      ))}
    </p>
  );
}
