import {
  auditRelease,
  isTooSmall,
  suppress,
  type DisclosureRule,
  type LinearTerm,
  type ProtectedCell,
  type ProtectedSystem,
  type ProtectedUnit,
  type SolveLinear,
} from "#stats";
import { marginsOf, type Breakdown, type BreakdownId } from "./breakdown.ts";
import { observatoryErrors } from "./errors.ts";
import type { RawFigure, RawTable } from "./estimation.ts";
import type { Indicator } from "./indicator.ts";

/** Whether the figure of a category is withheld. */
export type IsWithheld = (indicator: Indicator, breakdown: BreakdownId, category: number) => boolean;

/** What disclosure control works with. */
export interface ProtectionOptions {
  readonly rule: DisclosureRule;
  readonly solve: SolveLinear;
}

/**
 * Decides which figures of one universe of a wave are withheld: those that are small or imprecise, and as many others as
 * it takes. All tables of the universe are one linear system: breakdowns share their total, crossings have margins, an
 * indicator that includes another gives away who is in one and not in the other, and numbers of respondents are published
 * once for all indicators. The attacker is taken to know every unweighted count that is not withheld, which is more than
 * weighted percentages tell.
 * @throws observatory.auditFailed when the release could not be made safe.
 */
export function protectUniverse(tables: readonly RawTable[], { rule, solve }: ProtectionOptions): IsWithheld {
  const plan = new SystemPlan(tables, rule);
  const system = plan.system();
  const found = suppress(system, solve);
  // Nothing protects a universe that is small as a whole: then none of its figures is shown.
  if (found === null) return () => true;
  const isSafe = auditRelease(system, found.withheld, { solve, onlySensitive: true }).every(
    (line) => line.isSafe,
  );
  if (!isSafe) throw observatoryErrors.auditFailed({});
  return (indicator, breakdown, category) =>
    found.withheld[plan.unitOf(indicator, breakdown, category)] ?? true;
}

/** Whether estimation says that a figure is not precise enough to be shown. */
function isImprecise({ estimate }: RawFigure): boolean {
  return estimate.status === "suppressed" || estimate.status === "not-estimable" || estimate.ci === null;
}

/** Builds the linear system of the tables of one universe. */
class SystemPlan {
  readonly #tables: readonly RawTable[];
  readonly #rule: DisclosureRule;
  readonly #cells: ProtectedCell[] = [];
  readonly #units: ProtectedUnit[] = [];
  readonly #equations: LinearTerm[][] = [];
  readonly #cellOf = new Map<string, number>();
  readonly #unitOf = new Map<string, number>();

  constructor(tables: readonly RawTable[], rule: DisclosureRule) {
    this.#tables = tables;
    this.#rule = rule;
    for (const table of tables) this.#addFigures(table);
    for (const breakdown of this.#breakdowns()) this.#addCounts(breakdown);
    for (const table of tables) this.#addMargins(table);
    for (const table of tables) this.#addDifferences(table);
  }

  system(): ProtectedSystem {
    return { cells: this.#cells, units: this.#units, equations: this.#equations };
  }

  unitOf(indicator: Indicator, breakdown: BreakdownId, category: number): number {
    return this.#unitOf.get(nameOf(indicator.id, breakdown, category)) ?? -1;
  }

  #breakdowns(): readonly Breakdown[] {
    return [...new Set(this.#tables.map(({ breakdown }) => breakdown))];
  }

  /** The figures of a table: one unit each, and for shares the persons counted and the rest. */
  #addFigures({ indicator, breakdown, figures }: RawTable): void {
    for (const [category, figure] of figures.entries()) {
      const name = nameOf(indicator.id, breakdown.id, category);
      const isWithheld = isTooSmall(figure, this.#rule) || isImprecise(figure);
      const unit = this.#units.push({ cost: 1 + figure.n, isWithheld }) - 1;
      this.#unitOf.set(name, unit);
      if (figure.numerator === null) continue;
      this.#addCell(`${name}/in`, {
        value: figure.numerator,
        unit,
        isSensitive: figure.numerator < this.#rule.minimumCell,
      });
      const rest = figure.n - figure.numerator;
      this.#addCell(`${name}/out`, { value: rest, unit, isSensitive: rest < this.#rule.minimumCell });
    }
  }

  /** Numbers of respondents by category: published with any figure, so withholding one carries all figures along. */
  #addCounts(breakdown: Breakdown): void {
    const own = this.#tables.filter((table) => table.breakdown === breakdown);
    for (const [category, figure] of (own[0]?.figures ?? []).entries()) {
      const carries = own.map(({ indicator }) => this.unitOf(indicator, breakdown.id, category));
      const unit = this.#units.push({ cost: 1, carries }) - 1;
      const name = nameOf("respondents", breakdown.id, category);
      const isSensitive = figure.n < this.#rule.minimumN;
      this.#addCell(name, { value: figure.n, unit, isSensitive, upTo: this.#rule.minimumN });
      for (const { indicator, figures } of own) {
        if (figures[category]?.numerator === null) continue;
        const figureName = nameOf(indicator.id, breakdown.id, category);
        this.#addEquation([`${figureName}/in`, `${figureName}/out`], [name]);
      }
    }
    this.#addTotals("respondents", breakdown, [""]);
  }

  #addMargins({ indicator, breakdown, figures }: RawTable): void {
    if (figures[0]?.numerator === null) return;
    this.#addTotals(indicator.id, breakdown, ["/in", "/out"]);
  }

  /** Parts add up to the whole, and the parts of a crossing to its margins. */
  #addTotals(subject: string, breakdown: Breakdown, parts: readonly string[]): void {
    if (breakdown.id === "total") return;
    for (const part of parts) {
      const named = (id: BreakdownId, codes: readonly string[]): string[] => {
        const { categories = [] } = this.#breakdowns().find((one) => one.id === id) ?? {};
        return codes.map((code) => nameOf(subject, id, categories.indexOf(code)) + part);
      };
      for (const { categories, margin, marginCategories } of marginsOf(breakdown)) {
        this.#addEquation(named(breakdown.id, categories), named(margin, marginCategories));
      }
    }
  }

  /** Who is counted by an indicator and not by the one that it includes: never published, yet the difference of two figures. */
  #addDifferences({ indicator, breakdown, figures }: RawTable): void {
    if (indicator.includes === undefined) return;
    const inner = this.#tables.find(
      (table) => table.indicator.id === indicator.includes && table.breakdown === breakdown,
    );
    for (const [category, { numerator }] of figures.entries()) {
      const within = inner?.figures[category]?.numerator ?? null;
      if (numerator === null || within === null) continue;
      const whole = nameOf(indicator.id, breakdown.id, category);
      const between = numerator - within;
      this.#addCell(`${whole}/between`, {
        value: between,
        unit: null,
        isSensitive: between < this.#rule.minimumCell,
      });
      const part = nameOf(indicator.includes, breakdown.id, category);
      this.#addEquation([`${part}/in`, `${whole}/between`], [`${whole}/in`]);
    }
  }

  #addCell(name: string, cell: NewCell): void {
    const { value, unit, isSensitive, upTo = this.#rule.protectedUpTo } = cell;
    const largest = Math.max(...this.#tables.flatMap(({ figures }) => figures.map(({ n }) => n)), upTo);
    const position = this.#cells.push({
      value,
      bounds: [0, largest],
      unit,
      mustSpan: isSensitive ? [0, upTo] : null,
    });
    this.#cellOf.set(name, position - 1);
  }

  /** Parts and those who did not say add up to the whole; how many did not say is known. */
  #addEquation(parts: readonly string[], wholes: readonly string[]): void {
    const place = (name: string): number => this.#cellOf.get(name) ?? -1;
    const sides = [parts.map(place), wholes.map(place)] as const;
    if (sides.flat().includes(-1)) return;
    const [sum, whole] = sides.map((cells) =>
      cells.reduce((all, cell) => all + (this.#cells[cell]?.value ?? 0), 0),
    );
    const unsaid = (whole ?? 0) - (sum ?? 0);
    const constant = { value: unsaid, bounds: [unsaid, unsaid], unit: null, mustSpan: null } as const;
    const known = unsaid === 0 ? [] : [this.#cells.push(constant) - 1];
    this.#equations.push([
      ...[...sides[0], ...known].map((column) => ({ column, coefficient: 1 })),
      ...sides[1].map((column) => ({ column, coefficient: -1 })),
    ]);
  }
}

interface NewCell {
  readonly value: number;
  readonly unit: number | null;
  readonly isSensitive: boolean;
  /** Up to what it must be able to reach; as the rule says unless told. */
  readonly upTo?: number;
}

function nameOf(subject: string, breakdown: BreakdownId, category: number): string {
  return `${subject}/${breakdown}/${category}`;
}
