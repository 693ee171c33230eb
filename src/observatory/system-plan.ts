import {
  isTooSmall,
  type DisclosureRule,
  type LinearTerm,
  type ProtectedCell,
  type ProtectedSystem,
  type ProtectedUnit,
} from "#stats";
import type { CountedTable, GroupList } from "./counted-table.ts";

/** One number of a system, by name. */
export interface PlannedCell {
  /** Indicator, or `respondents` for numbers of respondents. */
  readonly subject: string;
  /** Id of the list of groups. */
  readonly groups: string;
  /** Code of the group. */
  readonly category: string;
  /** Persons counted, the rest, those between two indicators, or all respondents. */
  readonly part: "in" | "out" | "between" | "all";
}

/**
 * The linear system of the tables of one universe of a wave: breakdowns share their total, crossings have margins, an
 * indicator that includes another gives away who is in one and not in the other, and numbers of respondents are published
 * once for all indicators. The attacker is taken to know every unweighted count that is not withheld, which is more than
 * weighted percentages tell.
 */
export class SystemPlan {
  readonly #tables: readonly CountedTable[];
  readonly #rule: DisclosureRule;
  readonly #largest: number;
  readonly #cells: ProtectedCell[] = [];
  readonly #names: (PlannedCell | null)[] = [];
  readonly #units: ProtectedUnit[] = [];
  readonly #equations: LinearTerm[][] = [];
  readonly #cellOf = new Map<string, number>();
  readonly #unitOf = new Map<string, number>();

  constructor(tables: readonly CountedTable[], rule: DisclosureRule) {
    this.#tables = tables;
    this.#rule = rule;
    this.#largest = Math.max(...tables.flatMap(({ figures }) => figures.map(({ n }) => n)), 0);
    for (const table of tables) this.#addFigures(table);
    for (const groups of this.#groupLists()) this.#addCounts(groups);
    for (const table of tables) this.#addMargins(table);
    for (const table of tables) this.#addDifferences(table);
  }

  /** The system as disclosure control reads it. */
  system(): ProtectedSystem {
    return { cells: this.#cells, units: this.#units, equations: this.#equations };
  }

  /** What each cell is, in the order of the system; null for constants. */
  names(): readonly (PlannedCell | null)[] {
    return this.#names;
  }

  /** The unit of a figure; −1 when it is never shown. */
  unitOf(indicator: string, groups: string, category: number): number {
    return this.#unitOf.get(nameOf(indicator, groups, category)) ?? -1;
  }

  #groupLists(): readonly GroupList[] {
    return [...new Map(this.#tables.map(({ groups }) => [groups.id, groups])).values()];
  }

  /** The figures of a table: one unit each, and for shares the persons counted and the rest. */
  #addFigures({ indicator, groups, figures }: CountedTable): void {
    for (const [category, figure] of figures.entries()) {
      const name = nameOf(indicator.id, groups.id, category);
      const isWithheld = !figure.isKnown && (isTooSmall(figure, this.#rule) || figure.isImprecise);
      const unit = figure.isNeverShown ? null : this.#units.push({ cost: 1 + figure.n, isWithheld }) - 1;
      if (unit !== null) this.#unitOf.set(name, unit);
      if (figure.numerator === null) continue;
      const planned = {
        subject: indicator.id,
        groups: groups.id,
        category: groups.categories[category] ?? "",
      };
      const isKnown = figure.isKnown ?? false;
      this.#addCell(
        `${name}/in`,
        { ...planned, part: "in" },
        {
          value: figure.numerator,
          unit,
          isSensitive: figure.numerator < this.#rule.minimumCell,
          isKnown,
        },
      );
      const rest = figure.n - figure.numerator;
      const isSensitive = rest < this.#rule.minimumCell;
      this.#addCell(`${name}/out`, { ...planned, part: "out" }, { value: rest, unit, isSensitive, isKnown });
    }
  }

  /** Numbers of respondents by category: published with any figure, so withholding one carries all figures along. */
  #addCounts(groups: GroupList): void {
    const own = this.#tables.filter((table) => table.groups.id === groups.id);
    for (const [category, figure] of (own[0]?.figures ?? []).entries()) {
      const carries = own.flatMap(({ indicator }) => {
        const unit = this.unitOf(indicator.id, groups.id, category);
        return unit < 0 ? [] : [unit];
      });
      const unit = figure.isNeverShown ? null : this.#units.push({ cost: 1, carries }) - 1;
      const name = nameOf("respondents", groups.id, category);
      const isSensitive = figure.n < this.#rule.minimumN;
      const isKnown = own.some((table) => table.figures[category]?.isKnown === true);
      this.#addCell(
        name,
        {
          subject: "respondents",
          groups: groups.id,
          category: groups.categories[category] ?? "",
          part: "all",
        },
        { value: figure.n, unit, isSensitive, isKnown, upTo: this.#rule.minimumN },
      );
      if (unit !== null) this.#unitOf.set(name, unit);
      for (const { indicator, figures } of own) {
        if (figures[category]?.numerator === null) continue;
        const figureName = nameOf(indicator.id, groups.id, category);
        this.#addEquation([`${figureName}/in`, `${figureName}/out`], [name]);
      }
    }
    this.#addTotals("respondents", groups, [""]);
  }

  #addMargins({ indicator, groups, figures }: CountedTable): void {
    if (figures[0]?.numerator === null) return;
    this.#addTotals(indicator.id, groups, ["/in", "/out"]);
  }

  /** Parts add up to the whole, and the parts of a crossing to its margins. */
  #addTotals(subject: string, groups: GroupList, parts: readonly string[]): void {
    for (const part of parts) {
      const named = (id: string, codes: readonly string[]): string[] => {
        const { categories = [] } = this.#groupLists().find((one) => one.id === id) ?? {};
        return codes.map((code) => nameOf(subject, id, categories.indexOf(code)) + part);
      };
      for (const { categories, margin, marginCategories } of groups.margins) {
        this.#addEquation(named(groups.id, categories), named(margin, marginCategories));
      }
    }
  }

  /** Who is counted by an indicator and not by the one that it includes: never published, yet the difference of two figures. */
  #addDifferences({ indicator, groups, figures }: CountedTable): void {
    const { includes } = indicator;
    if (includes === undefined) return;
    const inner = this.#tables.find(
      (table) => table.indicator.id === includes && table.groups.id === groups.id,
    );
    for (const [category, { numerator }] of figures.entries()) {
      const within = inner?.figures[category]?.numerator ?? null;
      if (numerator === null || within === null) continue;
      const whole = nameOf(indicator.id, groups.id, category);
      const between = numerator - within;
      this.#addCell(
        `${whole}/between`,
        {
          subject: indicator.id,
          groups: groups.id,
          category: groups.categories[category] ?? "",
          part: "between",
        },
        { value: between, unit: null, isSensitive: between < this.#rule.minimumCell, isKnown: false },
      );
      const part = nameOf(includes, groups.id, category);
      this.#addEquation([`${part}/in`, `${whole}/between`], [`${whole}/in`]);
    }
  }

  #addCell(name: string, planned: PlannedCell, cell: NewCell): void {
    const { value, unit, isSensitive, isKnown, upTo = this.#rule.protectedUpTo } = cell;
    const position = this.#cells.push({
      value,
      bounds: isKnown ? [value, value] : [0, Math.max(this.#largest, upTo)],
      unit,
      mustSpan: isSensitive ? [0, upTo] : null,
    });
    this.#names.push(planned);
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
    if (unsaid !== 0) this.#names.push(null);
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
  /** Whether a reader knows it already. */
  readonly isKnown: boolean;
  /** Up to what it must be able to reach; as the rule says unless told. */
  readonly upTo?: number;
}

function nameOf(subject: string, groups: string, category: number): string {
  return `${subject}/${groups}/${category}`;
}
