import { boundsOf, type Instrument, type Measure, type ScaleRule, type Test } from "#instruments";
import type { Derivation } from "../derivation.ts";
import { observatoryErrors } from "../errors.ts";
import { declaredInstrument, type IndicatorInstrument } from "../wave-scores.ts";

// R code of a derivation, from the declaration that computes it and the rule of the instrument in the catalogue. Numbers
// are spans as in the room `instruments`: the least and the most that any completion of the answers gives.

/** Functions on which the code of a derivation rests. */
export const derivationHelpers: readonly string[] = [
  "q <- function(name) answers[[name]]",
  "passes <- function(x, least = -Inf, most = Inf, among = NULL) {",
  "  holds <- x >= least & x <= most",
  "  if (is.null(among)) holds else ifelse(is.na(x), NA, holds & x %in% among)",
  "}",
  "# A number that is not certain: the least and the most that any completion of the answers gives; NA where nothing can be said.",
  "span <- function(least, most = least) list(least = least, most = most)",
  "certain <- function(s) ifelse(s$least == s$most, s$least, NA)",
  "# The sum of what items bring, where at most so many are unanswered.",
  "adding <- function(points, unanswered) {",
  "  span(ifelse(rowSums(is.na(points)) <= unanswered, rowSums(points, na.rm = TRUE), NA))",
  "}",
  "# The same when every completion is thought of: what each item brings at least and at most.",
  "completing <- function(points, least, most) {",
  "  open <- t(is.na(points))",
  "  brought <- function(ends) rowSums(points, na.rm = TRUE) + colSums(ifelse(open, ends, 0))",
  "  span(brought(least), brought(most))",
  "}",
  "deciding <- function(s, ...) {",
  "  a <- passes(s$least, ...) * 1",
  "  b <- passes(s$most, ...) * 1",
  "  span(pmin(a, b), pmax(a, b))",
  "}",
  "together <- function(...) Reduce(function(a, b) span(a$least + b$least, a$most + b$most), list(...))",
  "band_of <- function(s, from, names) {",
  "  band <- function(x) c(NA, names)[findInterval(x, from) + 1]",
  "  ifelse(band(s$least) == band(s$most), band(s$least), NA)",
  "}",
];

/** The lines that give `value`, one entry a respondent: 1, 0 or a score, NA where the answers do not suffice. */
export function valueLines(derivation: Derivation): readonly string[] {
  const instruments = [...new Set(instrumentsIn(derivation))];
  return [
    ...instruments.flatMap((id) => instrumentLines(declaredInstrument(id))),
    `answers$value <- as.numeric(${valueIn(derivation)})`,
  ];
}

function instrumentsIn(derivation: Derivation): readonly IndicatorInstrument[] {
  switch (derivation.kind) {
    case "code":
      return [];
    case "both":
      return derivation.of.flatMap(instrumentsIn);
    case "among":
      return instrumentsIn(derivation.value);
    default:
      return [derivation.instrument];
  }
}

function valueIn(derivation: Derivation): string {
  switch (derivation.kind) {
    case "score": {
      const score = `certain(${nameOf(derivation.instrument)}$total)`;
      return derivation.passes === undefined ? score : passesIn(score, derivation.passes);
    }
    case "band": {
      const band = `${nameOf(derivation.instrument)}$band`;
      return `ifelse(is.na(${band}), NA, ${band} %in% ${textsInR(derivation.bands)})`;
    }
    case "subscores": {
      const parts = derivation.of.map((name) => `certain(${nameOf(derivation.instrument)}$${name})`);
      return passesIn(parts.join(" + "), derivation.passes);
    }
    case "code": {
      const code = `q('${derivation.question}')`;
      return `ifelse(${passesIn(code, derivation.valid)} %in% TRUE, ${passesIn(code, derivation.counts)}, NA)`;
    }
    case "both": {
      const [one, other] = derivation.of.map(valueIn);
      return `(${one}) * (${other})`;
    }
    default: {
      const isAmong = passesIn(`q('${derivation.question}')`, derivation.is);
      return `ifelse(${isAmong} %in% TRUE, ${valueIn(derivation.value)}, NA)`;
    }
  }
}

/**
 * The scores of an instrument as a list: its sub-scores, its total, its band.
 * @throws observatory.codeNotWritten for a rule that fills answers in, looks scores up, or gives no number
 */
export function instrumentLines(instrument: Instrument): readonly string[] {
  const { id, rule, version } = instrument;
  if (rule.kind !== "scale" || rule.total === null) throw observatoryErrors.codeNotWritten({});
  const name = nameOf(id);
  return [
    `# ${id}, version ${version} of its rule`,
    `${name} <- list()`,
    ...Object.entries(rule.subscores).map(
      ([part, { measure }]) => `${name}$${part} <- ${measureIn(instrument, measure)}`,
    ),
    `${name}$total <- ${measureIn(instrument, rule.total)}`,
    `${name}$band <- band_of(${name}$total, ${numbersInR(rule.bands.map(({ min }) => min))}, ${textsInR(rule.bands.map(({ band }) => band))})`,
    ...settlingLines(name, rule),
  ];
}

/** An answer that settles the band by itself: then there is no number, and nothing at all where it is missing. */
function settlingLines(name: string, { settledBy }: ScaleRule): readonly string[] {
  if (settledBy === undefined) return [];
  const settles = passesIn(`q('${settledBy.item}')`, settledBy.when);
  return [
    `settled <- ${settles}`,
    `${name}$total <- span(ifelse(settled %in% FALSE, ${name}$total$least, NA), ${name}$total$most)`,
    `${name}$band <- ifelse(settled, '${settledBy.band}', ${name}$band)`,
  ];
}

function measureIn(instrument: Instrument, measure: Measure): string {
  switch (measure.kind) {
    case "sum": {
      if (measure.table !== undefined || measure.weights !== undefined)
        throw observatoryErrors.codeNotWritten({});
      const times = measure.times ?? 1;
      const codes = measure.items.map(
        (item) => codeIn(instrument, item) + (times === 1 ? "" : ` * ${times}`),
      );
      const ends = measure.items.map((item) => endsOf(instrument, item).map((end) => end * times));
      return sumIn(codes, ends, measure.missing);
    }
    case "count": {
      const points = measure.items.map((item) => `${passesIn(codeIn(instrument, item), measure.counts)} * 1`);
      const ends = measure.items.map(() => [0, 1]);
      return sumIn(points, ends, measure.missing);
    }
    case "threshold": {
      const codes = measure.items.map((item) => codeIn(instrument, item));
      const sum = sumIn(
        codes,
        measure.items.map((item) => endsOf(instrument, item)),
        "bounds",
      );
      return `deciding(${[sum, ...testInR(measure.passes)].join(", ")})`;
    }
    case "total": {
      const parts = measure.of.map((part) => `${nameOf(instrument.id)}$${part}`);
      const ready = measure.missing === "bounds" ? parts : parts.map((part) => `span(certain(${part}))`);
      return `together(${ready.join(", ")})`;
    }
    default:
      throw observatoryErrors.codeNotWritten({});
  }
}

type MissingRule = Extract<Measure, { readonly kind: "sum" }>["missing"];

function sumIn(
  points: readonly string[],
  ends: readonly (readonly number[])[],
  missing: MissingRule,
): string {
  const columns = `cbind(${points.join(", ")})`;
  if (missing === "bounds") {
    const [least, most] = [0, 1].map((end) => numbersInR(ends.map((one) => one[end] ?? NaN)));
    return `completing(${columns}, ${least}, ${most})`;
  }
  return `adding(${columns}, ${unansweredIn(missing)})`;
}

/** How many items may be unanswered; rules that fill answers in are not written in R. @throws observatory.codeNotWritten */
function unansweredIn(missing: MissingRule): string {
  if (missing === "required") return "0";
  if (missing === "known") return "Inf";
  if (typeof missing === "string" || !("ignore" in missing)) throw observatoryErrors.codeNotWritten({});
  return `${missing.ignore}`;
}

/** The code of an item, turned where it is reversed. */
function codeIn(instrument: Instrument, linkId: string): string {
  const item = instrument.items.find((one) => one.linkId === linkId);
  if (item?.isReversed !== true) return `q('${linkId}')`;
  const [least = 0, most = 0] = endsOf(instrument, linkId);
  return `(${least + most} - q('${linkId}'))`;
}

/** Lowest and highest code of an item. */
function endsOf({ items, optionSets }: Instrument, linkId: string): readonly number[] {
  return boundsOf(optionSets[items.find((one) => one.linkId === linkId)?.options ?? ""]);
}

function passesIn(number: string, test: Test): string {
  return `passes(${[number, ...testInR(test)].join(", ")})`;
}

function testInR({ atLeast, atMost, in: among }: Test): readonly string[] {
  return [
    ...(atLeast === undefined ? [] : [`least = ${atLeast}`]),
    ...(atMost === undefined ? [] : [`most = ${atMost}`]),
    ...(among === undefined ? [] : [`among = ${numbersInR(among)}`]),
  ];
}

/** The name of an instrument as R allows it. */
function nameOf(id: string): string {
  return id.replaceAll("-", "_");
}

/** Texts as a vector of R. */
export function textsInR(values: readonly string[]): string {
  return values.length === 0 ? "character(0)" : `c(${values.map((value) => `'${value}'`).join(", ")})`;
}

/** Numbers as a vector of R; NA for null. */
export function numbersInR(values: readonly (number | null)[]): string {
  const written = values.map((value) => (value === null ? "NA" : value === Infinity ? "Inf" : `${value}`));
  return written.length === 0 ? "numeric(0)" : `c(${written.join(", ")})`;
}
