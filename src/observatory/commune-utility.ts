import { isTooSmall, sampleSurveyRule, type EstimateReason, type SolveLinear } from "#stats";
import type { Grouping } from "./breakdown.ts";
import type { CountedTable } from "./counted-table.ts";
import { breakdownOf } from "./analysis-filter.ts";
import { designOf, estimateBy, type RawTable } from "./estimation.ts";
import { indicatorsOf } from "./indicators/index.ts";
import { protectUniverse } from "./protection.ts";
import { isImprecise } from "./release.ts";
import { seededRandom } from "./seeded-random.ts";
import { sizeOf, type SurveyWave } from "./survey.ts";
import { drawWave, usual } from "./synthetic-survey.ts";

/** What becomes of the figures of communes in which at least thirty persons answered. */
export interface CommuneUtility {
  readonly communes: number;
  /** Figures, over all indicators. */
  readonly cells: number;
  readonly published: number;
  /** Withheld for few persons on one side, for lack of precision, or for the sake of another figure. */
  readonly small: number;
  readonly imprecise: number;
  readonly secondary: number;
  /** Of the imprecise ones, how many for each first reason of the rule of precision. */
  readonly impreciseFor: Readonly<Partial<Record<EstimateReason, number>>>;
  /** The same by size of sample, smallest first. */
  readonly bySize: readonly SizeUtility[];
}

/** What becomes of the figures of communes of one size of sample. */
export interface SizeUtility {
  /** Persons drawn in a commune; about seven in ten answer. */
  readonly drawn: number;
  readonly cells: number;
  readonly published: number;
}

/** Persons drawn in each of ten areas of a commune: about 28 to 450 answer in all. */
const personsPerArea = [4, 8, 16, 32, 64] as const;

/**
 * Measures how much of an invented survey of communes stays published: each commune a stratum of ten areas, communes of
 * five sizes of sample, every indicator by commune and for all together, protected as a release is.
 */
export function communeUtility(solve: SolveLinear, communesPerSize: number): CommuneUtility {
  const { wave, communes } = communeWave(communesPerSize);
  const byCommune: Grouping = {
    id: "commune",
    categories: Array.from({ length: communes }, (_none, commune) => `${commune}`),
    categoryOf: (of, row) => of.stratum[row] ?? -1,
  };
  const survey = {
    id: "communes",
    isSynthetic: true,
    sampling: "probability",
    fromAge: 16,
    waves: [wave],
  } as const;
  const design = designOf(wave);
  if (design === null) throw new Error("every commune has ten areas");
  const indicators = indicatorsOf(survey);
  const count = { cells: 0, published: 0, small: 0, imprecise: 0, secondary: 0 };
  const bySize = personsPerArea.map((persons) => ({ drawn: 10 * persons, cells: 0, published: 0 }));
  const impreciseFor: Partial<Record<EstimateReason, number>> = {};
  for (const universe of new Set(indicators.map((one) => one.universe))) {
    const tables = indicators
      .filter((one) => one.universe === universe)
      .flatMap((indicator) =>
        [breakdownOf("total"), byCommune].map((breakdown) =>
          estimateBy(design, { indicator, wave, breakdown }),
        ),
      );
    const isWithheld = protectUniverse(tables.map(counted), { rule: sampleSurveyRule, solve });
    for (const { indicator, breakdown, figures } of tables) {
      if (breakdown !== byCommune) continue;
      for (const [position, figure] of figures.entries()) {
        if (figure.n < sampleSurveyRule.minimumN) continue;
        const isShown = !isWithheld(indicator.id, breakdown.id, position);
        const size = bySize[Math.floor(position / communesPerSize)];
        if (size !== undefined) {
          size.cells += 1;
          size.published += Number(isShown);
        }
        count.cells += 1;
        if (isShown) count.published += 1;
        else if (isTooSmall(figure, sampleSurveyRule)) count.small += 1;
        else if (isImprecise(figure)) {
          count.imprecise += 1;
          const [reason] = figure.estimate.reasons;
          if (reason !== undefined) impreciseFor[reason] = (impreciseFor[reason] ?? 0) + 1;
        } else count.secondary += 1;
      }
    }
  }
  return { communes, ...count, impreciseFor, bySize };
}

function counted({ indicator, breakdown, figures }: RawTable): CountedTable {
  const { id, categories } = breakdown;
  const margins = id === "total" ? [] : [{ categories, margin: "total", marginCategories: ["all"] }];
  return {
    indicator,
    groups: { id, categories, margins },
    figures: figures.map((figure) => ({
      n: figure.n,
      numerator: figure.numerator,
      isImprecise: isImprecise(figure),
    })),
  };
}

/** One wave of communes, each a stratum. */
function communeWave(perSize: number): { readonly wave: SurveyWave; readonly communes: number } {
  const parts = personsPerArea.map((persons) => {
    const random = seededRandom(`communes of ${persons}`);
    const inhabitants = Array.from({ length: perSize }, () => Math.round(5000 + 95_000 * random()));
    const areas = inhabitants.map((living, stratum) => {
      const [lonelier, moreTies] = [random() - 0.5, random() - 0.5];
      return Array.from({ length: 10 }, () => ({
        stratum,
        size: Math.floor(4 * random()),
        inhabitants: living / 10,
        lonelier,
        moreTies,
      }));
    });
    const plan = { ...usual, seed: `communes of ${persons}`, areasPerStratum: 10, personsPerArea: persons };
    return drawWave({ inhabitants, areas }, { ...plan, id: "2026", wave: 0 });
  });
  return { wave: joined(parts, perSize), communes: perSize * parts.length };
}

/** Waves as one, their strata and units numbered on. */
function joined(parts: readonly SurveyWave[], perSize: number): SurveyWave {
  const rows = parts.reduce((sum, part) => sum + sizeOf(part), 0);
  const names = Object.keys(parts[0]?.answers ?? {});
  const columns = {
    stratum: new Int32Array(rows),
    psu: new Int32Array(rows),
    weight: new Float64Array(rows),
    answers: Object.fromEntries(names.map((name) => [name, new Int16Array(rows)])),
  };
  let from = 0;
  for (const [number, part] of parts.entries()) {
    columns.stratum.set(
      part.stratum.map((stratum) => stratum + number * perSize),
      from,
    );
    columns.psu.set(
      part.psu.map((psu) => psu + number * perSize * 10),
      from,
    );
    columns.weight.set(part.weight, from);
    for (const name of names) columns.answers[name]?.set(part.answers[name] ?? [], from);
    from += sizeOf(part);
  }
  return { id: "2026", drawn: rows, ...columns };
}
