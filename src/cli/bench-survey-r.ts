import { spawnSync } from "node:child_process";

const program = `
suppressMessages(library(survey))
file <- commandArgs(TRUE)[1]
d <- read.csv(file)
started <- proc.time()[["elapsed"]]
design <- svydesign(id = ~design_psu, strata = ~design_stratum, weights = ~design_weight, data = d)
built <- proc.time()[["elapsed"]]
figures <- svyby(~yes, ~domain, design, svymean, na.rm = TRUE)
done <- proc.time()[["elapsed"]]
cat(sprintf("%.17g", c(built - started, done - built, figures$yes[1], figures$se[1])))
`;

/** What R \`survey\` took and gave. */
export interface RFigures {
  /** Milliseconds of \`svydesign\`. */
  readonly designMs: number;
  /** Milliseconds of \`svyby\` over all groups. */
  readonly figuresMs: number;
  /** Share and standard error of the first group. */
  readonly value: number;
  readonly standardError: number;
}

/** Has R \`survey\` make the figures of a file of comma-separated text; null where there is no R with \`survey\`. */
export function figuresByR(path: string): RFigures | null {
  const { status, stdout } = spawnSync("Rscript", ["--vanilla", "-e", program, path], { encoding: "utf8" });
  if (status !== 0) return null;
  const [design = NaN, figures = NaN, value = NaN, standardError = NaN] = stdout
    .trim()
    .split(/\s+/)
    .map(Number);
  return { designMs: 1000 * design, figuresMs: 1000 * figures, value, standardError };
}
