import { breakdownOf, filteredId } from "../analysis-filter.ts";
import type { BreakdownId } from "../breakdown.ts";
import type { Indicator } from "../indicator.ts";
import type { SurveyWave } from "../survey.ts";
import type { AnalysisResult } from "./actions.ts";
import { derivationHelpers, numbersInR, textsInR, valueLines } from "./derivation-r.ts";

/**
 * R code that gives the figures of an analysis from the file of answers, with the package `survey`: the same design, the
 * same domain, the same interval. A cell that is withheld here is withheld there too: the script neither holds its figure
 * nor prints it. How a respondent's value comes about is written from the declaration of the indicator.
 * @throws observatory.codeNotWritten for an instrument whose rule fills answers in or looks scores up
 * Source  Lumley, Complex Surveys (2010), chapters 2 and 3. Witness: `r-code.test.ts` runs it where R is present.
 */
export function rCodeFor(
  result: AnalysisResult,
  of: { readonly indicator: Indicator; readonly wave: SurveyWave },
): string {
  const { survey, wave, indicator, breakdown, filters, cells, measure } = result;
  const groups = [breakdown, ...filters.map((one) => one.breakdown)];
  const shown = cells.filter(({ value }) => value !== null);
  const scale = measure === "share" ? 100 : 1;
  return [
    `# ${indicator} by ${filteredId(breakdown, filters)}, survey ${survey}, wave ${wave}`,
    ...(result.isSynthetic
      ? ["# Synthetic data: an invented survey, which says nothing of any population."]
      : []),
    `# Release taken into account: ${result.release ?? "none"}`,
    "# Usage: Rscript FILE.R answers.csv: one line a respondent of this wave, codes as in the catalogue, -1 or nothing where",
    `# there is no answer. Columns: ${columnsRead(of.wave, [...of.indicator.questions, ...groups.flatMap((id) => breakdownOf(id).variables)])}`,
    "suppressMessages(library(survey))",
    'options(survey.lonely.psu = "fail")',
    "answers <- read.csv(commandArgs(trailingOnly = TRUE)[1], check.names = FALSE)",
    "answers[answers == -1] <- NA",
    ...derivationHelpers,
    ...valueLines(of.indicator.derivation),
    `answers$group <- ${groupInR(breakdown)}`,
    `answers$is_in <- ${filters.map(({ breakdown: id, categories }) => `(${groupInR(id)} %in% ${textsInR(categories)})`).join(" & ") || "TRUE"}`,
    `design <- svydesign(${designInR(of.wave)}, data = answers)`,
    "# Cells that may be shown. The others are withheld: small, imprecise, or needed to protect another.",
    `shown <- ${textsInR(shown.map(({ category }) => category))}`,
    `withheld <- ${textsInR(cells.filter(({ value }) => value === null).map(({ category }) => category))}`,
    "figure <- function(code) {",
    "  part <- subset(design, !is.na(value) & is_in & group %in% code)",
    ...(measure === "share"
      ? [
          '  p <- svyciprop(~value, part, method = "logit", df = degf(part))',
          "  c(coef(p)[[1]], confint(p)[1], confint(p)[2])",
        ]
      : [
          "  m <- svymean(~value, part)",
          "  c(coef(m)[[1]], confint(m, df = degf(part))[1, 1], confint(m, df = degf(part))[1, 2])",
        ]),
    "}",
    `found <- data.frame(group = shown, t(vapply(shown, figure, numeric(3))) * ${scale}, row.names = NULL)`,
    'names(found) <- c("group", "value", "low", "high")',
    "# What was shown, to compare with.",
    `expected <- data.frame(group = shown, value = ${numbersInR(shown.map(({ value }) => value))}, low = ${numbersInR(shown.map(({ low }) => low))}, high = ${numbersInR(shown.map(({ high }) => high))})`,
    `stopifnot(all(abs(found[, -1] - expected[, -1]) <= ${measure === "share" ? "0.0501" : "0.00501"}))`,
    "print(found, digits = 12)",
    'if (length(withheld) > 0) cat("withheld:", withheld, "\\n")',
    "",
  ].join("\n");
}

/** The design of a wave, as the estimation has it: finite populations where they are known, a second stage where it counts. */
function designInR({ fpc, ssu, fpc2 }: SurveyWave): string {
  const plain = "strata = ~stratum, weights = ~weight";
  if (fpc === undefined) return `ids = ~psu, ${plain}`;
  return ssu === undefined || fpc2 === undefined
    ? `ids = ~psu, ${plain}, fpc = ~fpc`
    : `ids = ~psu + ssu, ${plain}, fpc = ~fpc + fpc2`;
}

/** The columns that the code reads. */
function columnsRead({ fpc, ssu, fpc2 }: SurveyWave, answers: readonly string[]): string {
  const first = fpc === undefined ? [] : ["fpc"];
  const second = ssu === undefined || fpc2 === undefined ? [] : ["ssu", "fpc2"];
  return [...new Set(["stratum", "psu", "weight", ...first, ...second, ...answers])].join(", ");
}

/** The group of a respondent by a breakdown. */
function groupInR(id: BreakdownId): string {
  const { categories, variables } = breakdownOf(id);
  const coded = (name: string): string => `${textsInR(categories)}[q('${name}') + 1]`;
  if (id === "total") return "'all'";
  if (id === "age")
    return `as.character(cut(q('age'), c(16, 25, 40, 60, 70, Inf), right = FALSE, labels = ${textsInR(categories)}))`;
  if (id !== "age-disability") return coded(variables[0] ?? id);
  const limited = "ifelse(q('disability') == 2, 'not-limited', 'limited')";
  return `ifelse(is.na(q('disability')), NA, paste(${groupInR("age")}, ${limited}, sep = '_'))`;
}
