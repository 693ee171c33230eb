/** One term of a linear expression: a column and what it is multiplied by. */
export interface LinearTerm {
  readonly column: number;
  readonly coefficient: number;
}

/** A column (variable): its bounds, both finite, and whether it takes whole numbers only. */
export interface LinearColumn {
  readonly lower: number;
  readonly upper: number;
  readonly isInteger?: boolean;
}

/** A row (constraint): a linear expression between two bounds; infinite where there is none. No column twice. */
export interface LinearRow {
  readonly terms: readonly LinearTerm[];
  readonly lower: number;
  readonly upper: number;
}

/** The columns and rows of a linear or mixed-integer program. */
export interface LinearProgram {
  readonly columns: readonly LinearColumn[];
  readonly rows: readonly LinearRow[];
}

/** What to make as small or as large as possible. */
export interface LinearObjective {
  readonly terms: readonly LinearTerm[];
  readonly isMaximum: boolean;
}

/** The answer to one objective. Duals are meaningless where a column takes whole numbers only. */
export type LinearSolution =
  | {
      readonly status: "optimal";
      /** Value of the objective. */
      readonly value: number;
      /** Values of the columns. */
      readonly columns: Float64Array;
      /** Dual values of the rows, of either sign convention. */
      readonly rowDuals: Float64Array;
    }
  | { readonly status: "infeasible" | "unbounded" | "stopped" };

/**
 * Solves one program for each of several objectives, in their order. Given from outside, because a solver is a large
 * package that runs on the server; the answers must not depend on chance.
 */
export type SolveLinear = (
  program: LinearProgram,
  objectives: readonly LinearObjective[],
) => readonly LinearSolution[];
