import type { ReadAnswers } from "./answers.ts";
import { compileFlags } from "./conditions.ts";
import { compileMeasure, compileTest, type ItemShape, type Span } from "./measure.ts";
import type { Outcome } from "./score-result.ts";
import type { Band, ScaleRule } from "./scoring-rule.ts";

/** The band of a score: the last one that begins at or below it; null where there are none. */
export function bandOf(bands: readonly Band[], score: number): string | null {
  for (let index = bands.length - 1; index >= 0; index -= 1) {
    const band = bands[index];
    if (band !== undefined && score >= band.min) return band.band;
  }
  return null;
}

const nothing: Readonly<Record<string, never>> = {};
const noMissing: readonly string[] = [];
const noSpans: readonly (Span | null)[] = [];

function known(span: Span | null): number | null {
  return span !== null && span.least === span.most ? span.least : null;
}

/** A band is certain when both ends of the span fall into it. */
function certainBand(bands: readonly Band[], span: Span | null): string | null {
  if (span === null) return null;
  const band = bandOf(bands, span.least);
  if (span.least === span.most) return band;
  return band === bandOf(bands, span.most) ? band : null;
}

interface Subscore {
  readonly name: string;
  readonly bands: readonly Band[] | undefined;
}

function tell<T>(
  subscores: readonly Subscore[],
  spans: readonly (Span | null)[],
  of: (span: Span | null, subscore: Subscore) => T,
): Record<string, T> {
  return Object.fromEntries(
    subscores.map((subscore, index) => [subscore.name, of(spans[index] ?? null, subscore)]),
  );
}

/** Makes the rule of a scale into a function over the answers. `linkIds` in the order of the items. */
export function compileScale(
  rule: ScaleRule,
  linkIds: readonly string[],
  shapeOf: (linkId: string) => ItemShape,
): (answers: ReadAnswers) => Outcome {
  const names = Object.keys(rule.subscores);
  const measures = Object.values(rule.subscores).map(({ measure }) =>
    compileMeasure(measure, shapeOf, names),
  );
  const subscores = Object.entries(rule.subscores).map(([name, { bands }]) => ({ name, bands }));
  const banded = subscores.filter(({ bands }) => bands !== undefined);
  const total = rule.total === null ? null : compileMeasure(rule.total, shapeOf, names);
  const hasRaw = rule.total?.kind === "sum" && (rule.total.times ?? rule.total.table) !== undefined;
  const settle = compileSettling(rule, shapeOf);
  const flagsOf = compileFlags(rule.flags, shapeOf);
  const { bands } = rule;

  return ({ values, answered }) => {
    const spans = measures.length === 0 ? noSpans : measures.map((read) => read(values, noSpans));
    const settled = settle(values);
    const span = settled === "open" && total !== null ? total(values, spans) : null;
    const score = known(span);
    const band = settled === "open" || settled === null ? certainBand(bands, span) : settled;
    const isScored = total === null ? spans.some((part) => known(part) !== null) : (score ?? band) !== null;
    const told: Readonly<Record<string, number | null>> =
      hasRaw && score !== null
        ? { raw: span?.raw ?? null }
        : names.length === 0
          ? nothing
          : tell(subscores, spans, known);
    const facts = { values, score, band, subscores: told };
    return {
      isScored,
      score,
      band,
      isProrated: isScored && span?.isImputed === true,
      subscores: told,
      subscoreBands:
        banded.length === 0
          ? nothing
          : tell(subscores, spans, (part, { bands: own = [] }) => certainBand(own, part)),
      flags: flagsOf(facts, isScored),
      missing:
        answered === linkIds.length ? noMissing : linkIds.filter((_, index) => Number.isNaN(values[index])),
    };
  };
}

/** The band that one answer settles; `open` when it does not; null when that answer is missing, so that nothing can be said. */
function compileSettling(
  { settledBy }: ScaleRule,
  shapeOf: (linkId: string) => ItemShape,
): (values: Float64Array) => string | null {
  if (settledBy === undefined) return () => "open";
  const { position } = shapeOf(settledBy.item);
  const settles = compileTest(settledBy.when);
  return (values) => {
    const value = values[position] ?? NaN;
    if (Number.isNaN(value)) return null;
    return settles(value) ? settledBy.band : "open";
  };
}
