import {
  auditRelease,
  isHidden,
  surveyRuleFor,
  type DisclosureRule,
  type LinearTerm,
  type ProtectedCell,
  type ProtectedSystem,
  type SolveLinear,
} from "#stats";
import { SystemPlan, type PlannedCell } from "../system-plan.ts";
import { countedTable, countsAlike, isShown, type BasisTable, type ReleaseBasis } from "./release-basis.ts";

/** A release as the audit sees it. */
export interface AuditedRelease {
  /** Id; empty for the one that is to be published. */
  readonly id: string;
  /** Codes of the areas that it covers; null for everything that the survey covers. */
  readonly areas: readonly string[] | null;
  readonly basis: ReleaseBasis;
}

/** Why a release may not be published. */
export interface AuditFault {
  /** Wave, indicator, groups and category. */
  readonly cell: string;
  /** `small` shown though small, `deducible` from other figures, `difference` from another release, `territories` that overlap in part. */
  readonly reason: "small" | "deducible" | "difference" | "territories";
  /** The other release that takes part; empty when none does. */
  readonly release: string;
}

/** How the areas of two releases lie to each other. */
type Overlap = "same" | "apart" | "within" | "around" | "across";

/**
 * Audits a release together with every earlier one of the same survey, as one linear system a wave and universe: each
 * release with its own tables, and between two releases the persons who are in one and not in the other. These are never
 * published, yet anybody can subtract: they must not be few. Where two releases count exactly alike the persons are the
 * same, and what one shows the other cannot withhold.
 * Source   Hundepool et al., Statistical Disclosure Control (2012), sections 4.3 and 5.2 (linked tables, differencing).
 *          Witness: reference case E05 (the rest of a whole and its part).
 */
export function auditTogether(
  fresh: AuditedRelease,
  earlier: readonly AuditedRelease[],
  solve: SolveLinear,
): readonly AuditFault[] {
  const faults: AuditFault[] = [];
  for (const { wave, tables, samplingFraction } of fresh.basis.waves) {
    const rule = surveyRuleFor(samplingFraction, fresh.basis.isLocal);
    for (const universe of new Set(tables.map((table) => table.universe))) {
      const parts = [fresh, ...earlier].flatMap((release) => {
        const own = release.basis.waves.find((one) => one.wave === wave)?.tables ?? [];
        const inUniverse = own.filter((table) => table.universe === universe);
        return inUniverse.length === 0 ? [] : [{ release, tables: inUniverse }];
      });
      faults.push(...auditUniverse(parts, { rule, solve, wave }));
    }
  }
  return faults;
}

interface Part {
  readonly release: AuditedRelease;
  readonly tables: readonly BasisTable[];
}

interface AuditTask {
  readonly rule: DisclosureRule;
  readonly solve: SolveLinear;
  readonly wave: string;
}

function auditUniverse(parts: readonly Part[], task: AuditTask): readonly AuditFault[] {
  const system = new LinkedSystem(parts, task.rule);
  const named = (cell: number): AuditFault => system.faultOf(cell, task.wave);
  if (system.crossing !== null) return [{ cell: task.wave, reason: "territories", release: system.crossing }];
  const small = system.shownThoughSmall();
  if (small.length > 0) return small.map(named);
  // An attacker for whom no numbers are possible at all: two releases contradict each other, so nothing can be proved.
  const lines = auditRelease(system.system(), system.withheld(), { solve: task.solve, onlySensitive: true });
  return lines.flatMap((line) => (line.isSafe ? [] : [named(line.cell)]));
}

/** What the cell of a linked system is. */
interface LinkedName {
  readonly planned: PlannedCell;
  /** Release of the cell, or the one subtracted; empty for the fresh one alone. */
  readonly release: string;
  readonly isDifference: boolean;
}

/** The systems of several releases put side by side, and tied together. */
class LinkedSystem {
  readonly #rule: DisclosureRule;
  readonly #cells: ProtectedCell[] = [];
  readonly #names: (LinkedName | null)[] = [];
  readonly #equations: LinearTerm[][] = [];
  readonly #withheld: boolean[] = [];
  readonly #places: Map<string, number>[] = [];
  #largest = 0;
  /** A release whose areas cross those of the fresh one; null when none does. */
  readonly crossing: string | null;

  constructor(parts: readonly Part[], rule: DisclosureRule) {
    this.#rule = rule;
    for (const part of parts) this.#add(part);
    this.#largest = this.#cells.reduce((most, { bounds }) => Math.max(most, bounds[1]), 0);
    const [fresh, ...earlier] = parts;
    this.crossing =
      earlier.find(
        ({ release }) => fresh !== undefined && overlapOf(fresh.release.areas, release.areas) === "across",
      )?.release.id ?? null;
    if (fresh === undefined || this.crossing !== null) return;
    for (const [position, part] of earlier.entries()) this.#link(fresh, part, position + 1);
    this.#addRests(fresh, earlier);
  }

  system(): ProtectedSystem {
    return { cells: this.#cells, equations: this.#equations, units: this.#withheld.map(() => ({ cost: 1 })) };
  }

  withheld(): readonly boolean[] {
    return this.#withheld;
  }

  /** Sensitive numbers that are shown all the same. */
  shownThoughSmall(): readonly number[] {
    return this.#cells.flatMap((cell, position) =>
      cell.mustSpan !== null && !isHidden(cell, this.#withheld) ? [position] : [],
    );
  }

  faultOf(cell: number, wave: string): AuditFault {
    const name = this.#names[cell];
    if (!name) return { cell: wave, reason: "deducible", release: "" };
    const { subject, groups, category, part } = name.planned;
    const isShownSmall = !isHidden(this.#cells[cell] ?? nothing, this.#withheld);
    return {
      cell: [wave, subject, groups, category, part].join(" · "),
      reason: name.isDifference ? "difference" : isShownSmall ? "small" : "deducible",
      release: name.release,
    };
  }

  /** Adds the system of one release: what it shows is known, everything else is hidden. */
  #add({ release, tables }: Part): void {
    const plan = new SystemPlan(tables.map(countedTable), this.#rule);
    const [cellsBefore, unitsBefore] = [this.#cells.length, this.#withheld.length];
    const { cells, equations, units } = plan.system();
    this.#withheld.push(...units.map(() => true));
    for (const table of tables) {
      for (const category of table.categories.keys()) {
        if (!isShown(table, category)) continue;
        for (const subject of [table.indicator, "respondents"]) {
          const unit = plan.unitOf(subject, table.groups, category);
          if (unit >= 0) this.#withheld[unitsBefore + unit] = false;
        }
      }
    }
    const places = new Map<string, number>();
    for (const [position, planned] of plan.names().entries()) {
      this.#names.push(planned && { planned, release: release.id, isDifference: false });
      if (planned) places.set(keyOf(planned), cellsBefore + position);
    }
    this.#places.push(places);
    for (const cell of cells)
      this.#cells.push({ ...cell, unit: cell.unit === null ? null : unitsBefore + cell.unit });
    for (const equation of equations)
      this.#equations.push(
        equation.map(({ column, ...term }) => ({ ...term, column: column + cellsBefore })),
      );
  }

  /** Ties the cells of an earlier release to those of the fresh one. */
  #link(fresh: Part, { release, tables }: Part, position: number): void {
    const overlap = overlapOf(fresh.release.areas, release.areas);
    if (overlap === "apart") return;
    const shared = fresh.tables.flatMap((table) => {
      const other = tables.find((one) => one.indicator === table.indicator && one.groups === table.groups);
      return other === undefined ? [] : [{ table, other }];
    });
    const isSame = overlap === "same" && shared.every(({ table, other }) => countsAlike(table, other));
    for (const [key, cell] of this.#places[0] ?? []) {
      const other = this.#places[position]?.get(key);
      if (other === undefined) continue;
      if (isSame) this.#equations.push(terms([cell], [other]));
      else if (overlap === "around") this.#addRest(cell, [other], release.id);
      else if (overlap === "within") this.#addRest(other, [cell], release.id);
      else this.#addChange(cell, other, release.id);
    }
  }

  /** Of a whole and several parts that lie apart, the persons in none of the parts. */
  #addRests(fresh: Part, earlier: readonly Part[]): void {
    const within = earlier.flatMap(({ release }, position) =>
      overlapOf(fresh.release.areas, release.areas) === "around" ? [{ release, position: position + 1 }] : [],
    );
    const apart: typeof within = [];
    for (const one of within) {
      if (apart.every(({ release }) => overlapOf(release.areas, one.release.areas) === "apart"))
        apart.push(one);
    }
    if (apart.length < 2) return;
    for (const [key, cell] of this.#places[0] ?? []) {
      const others = apart.map(({ position }) => this.#places[position]?.get(key) ?? -1);
      if (!others.includes(-1))
        this.#addRest(cell, others, apart.map(({ release }) => release.id).join(", "));
    }
  }

  /** The persons of a whole who are in none of its parts. */
  #addRest(whole: number, parts: readonly number[], release: string): void {
    const value = this.#valueOf(whole) - parts.reduce((sum, part) => sum + this.#valueOf(part), 0);
    const isFew = value > 0 && value < this.#rule.minimumCell;
    this.#addDifference(whole, { value, bounds: [0, this.#largest], isFew, release });
    this.#equations.push(terms([whole], [...parts, this.#cells.length - 1]));
  }

  /** How many more, or fewer, than in another release of the same areas. */
  #addChange(cell: number, other: number, release: string): void {
    const value = this.#valueOf(cell) - this.#valueOf(other);
    const isFew = value !== 0 && Math.abs(value) < this.#rule.minimumCell;
    this.#addDifference(cell, { value, bounds: [-this.#largest, this.#largest], isFew, release });
    this.#equations.push(terms([cell], [other, this.#cells.length - 1]));
  }

  #addDifference(of: number, difference: Difference): void {
    const { value, bounds, isFew, release } = difference;
    const reach = this.#rule.protectedUpTo;
    const mustSpan = !isFew ? null : value > 0 ? ([0, reach] as const) : ([-reach, 0] as const);
    this.#cells.push({ value, bounds, unit: null, mustSpan });
    const planned = this.#names[of]?.planned;
    this.#names.push(planned ? { planned, release, isDifference: true } : null);
  }

  #valueOf(cell: number): number {
    return this.#cells[cell]?.value ?? 0;
  }
}

interface Difference {
  readonly value: number;
  readonly bounds: readonly [number, number];
  readonly isFew: boolean;
  readonly release: string;
}

const nothing: ProtectedCell = { value: 0, bounds: [0, 0], unit: null, mustSpan: null };

function terms(plus: readonly number[], minus: readonly number[]): LinearTerm[] {
  return [
    ...plus.map((column) => ({ column, coefficient: 1 })),
    ...minus.map((column) => ({ column, coefficient: -1 })),
  ];
}

function keyOf({ subject, groups, category, part }: PlannedCell): string {
  return JSON.stringify([subject, groups, category, part]);
}

/** How the areas of one release lie to those of another; null stands for everything. */
export function overlapOf(one: readonly string[] | null, other: readonly string[] | null): Overlap {
  if (one === null || other === null) return one === other ? "same" : one === null ? "around" : "within";
  const shared = one.filter((area) => other.includes(area)).length;
  if (shared === 0) return "apart";
  if (shared === one.length) return shared === other.length ? "same" : "within";
  return shared === other.length ? "around" : "across";
}
