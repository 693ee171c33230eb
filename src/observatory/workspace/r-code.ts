import { breakdownOf, filteredId } from "../analysis-filter.ts";
import type { BreakdownId } from "../breakdown.ts";
import type { IndicatorId } from "../codes/indicator-catalogue.ts";
import type { AnalysisResult } from "./actions.ts";

/**
 * R code that gives the figures of an analysis from the file of answers, with the package `survey`: the same design, the
 * same domain, the same interval. A cell that is withheld here is withheld there too: the script neither holds its figure
 * nor prints it.
 * Source  Lumley, Complex Surveys (2010), chapters 2 and 3. Witness: `r-code.test.ts` runs it where R is present.
 */
export function rCodeFor(result: AnalysisResult): string {
  const { survey, wave, indicator, breakdown, filters, cells, measure } = result;
  const shown = cells.filter(({ value }) => value !== null);
  const scale = measure === "share" ? 100 : 1;
  return [
    `# ${indicator} by ${filteredId(breakdown, filters)}, survey ${survey}, wave ${wave}`,
    ...(result.isSynthetic
      ? ["# Synthetic data: an invented survey, which says nothing of any population."]
      : []),
    `# Release taken into account: ${result.release ?? "none"}`,
    "# Usage: Rscript FILE.R answers.csv (one line a respondent: stratum, psu, weight, and one column a question)",
    "suppressMessages(library(survey))",
    'options(survey.lonely.psu = "fail")',
    "answers <- read.csv(commandArgs(trailingOnly = TRUE)[1], check.names = FALSE)",
    "answers[answers == -1] <- NA",
    ...helpers,
    `answers$value <- ${valueInR[indicator] ?? "NA"}`,
    `answers$group <- ${groupInR(breakdown)}`,
    `answers$is_in <- ${filters.map(({ breakdown: id, categories }) => `(${groupInR(id)} %in% ${texts(categories)})`).join(" & ") || "TRUE"}`,
    "design <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers)",
    "# Cells that may be shown. The others are withheld: small, imprecise, or needed to protect another.",
    `shown <- ${texts(shown.map(({ category }) => category))}`,
    `withheld <- ${texts(cells.filter(({ value }) => value === null).map(({ category }) => category))}`,
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
    `expected <- data.frame(group = shown, value = ${numbers(shown.map(({ value }) => value))}, low = ${numbers(shown.map(({ low }) => low))}, high = ${numbers(shown.map(({ high }) => high))})`,
    `stopifnot(all(abs(found[, -1] - expected[, -1]) <= ${measure === "share" ? "0.0501" : "0.00501"}))`,
    "print(found, digits = 12)",
    'if (length(withheld) > 0) cat("withheld:", withheld, "\\n")',
    "",
  ].join("\n");
}

const helpers = [
  "q <- function(name) answers[[name]]",
  "code_in <- function(name, codes) ifelse(is.na(q(name)), NA, q(name) %in% codes)",
  "ucla3 <- function() { s <- q('ucla3-1') + q('ucla3-2') + q('ucla3-3'); ifelse(s >= 3 & s <= 9, s, NA) }",
  "bands <- function() {",
  "  names <- paste0('credoc-', c('famille', 'amis', 'voisins', 'collegues', 'association'))",
  "  active <- rowSums(sapply(names, function(n) q(n) %in% c(1, 2)))",
  "  unknown <- rowSums(sapply(names, function(n) !(q(n) %in% c(1, 2, 3, 4, 9))))",
  "  ifelse(active >= 2, 2, ifelse(unknown > 0, NA, active))",
  "}",
];

/** The value of a respondent, as each indicator's `valueOf` has it. */
const valueInR: Readonly<Partial<Record<IndicatorId, string>>> = {
  "lonely-often": "ifelse(q('onsd-1') %in% 1:5, as.numeric(q('onsd-1') == 1), NA)",
  "ucla3-mean": "ucla3()",
  "ucla3-at-least-6": "as.numeric(ucla3() >= 6)",
  "ucla3-at-least-7": "as.numeric(ucla3() >= 7)",
  "no-network": "as.numeric(bands() == 0)",
  "at-most-one-network": "as.numeric(bands() <= 1)",
  "family-weekly": "as.numeric(q('credoc-famille') == 1)",
  "lives-alone": "as.numeric(q('household') == 0)",
  "lonely-and-isolated":
    "ifelse(is.na(ucla3()) | is.na(bands()), NA, as.numeric(ucla3() >= 6 & bands() == 0))",
};

/** The group of a respondent by a breakdown. */
function groupInR(id: BreakdownId): string {
  const { categories } = breakdownOf(id);
  const coded = (name: string): string => `${texts(categories)}[q('${name}') + 1]`;
  if (id === "total") return "'all'";
  if (id === "age")
    return `as.character(cut(q('age'), c(16, 25, 40, 60, 70, Inf), right = FALSE, labels = ${texts(categories)}))`;
  if (id !== "age-disability") return coded(id);
  const limited = "ifelse(q('disability') == 2, 'not-limited', 'limited')";
  return `ifelse(is.na(q('disability')), NA, paste(${groupInR("age")}, ${limited}, sep = '_'))`;
}

function texts(values: readonly string[]): string {
  return values.length === 0 ? "character(0)" : `c(${values.map((value) => `'${value}'`).join(", ")})`;
}

function numbers(values: readonly (number | null)[]): string {
  return values.length === 0 ? "numeric(0)" : `c(${values.map((value) => value ?? "NA").join(", ")})`;
}
