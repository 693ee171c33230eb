import loadHighs, { type Highs, type Model, type ModelData } from "highs";
import type { LinearObjective, LinearProgram, LinearSolution, SolveLinear } from "#stats";

// Its types describe the CommonJS build, where the loader is the whole module; Node loads the other one, which exports it.
const load = loadHighs as unknown as typeof loadHighs.default;

let loading: Promise<Highs> | undefined;

/**
 * The solver of linear and mixed-integer programs: HiGHS as WebAssembly, on this thread, always from the same seed.
 * Loaded once a process, some tens of milliseconds.
 */
export async function openSolver(): Promise<SolveLinear> {
  loading ??= load();
  const highs = await loading;
  return (program, objectives) =>
    highs.withModel(modelOf(highs, program), (model) => {
      // Without presolve the next objective starts from the answer to the one before: several times faster here.
      const presolve = objectives.length > 1 ? "off" : "choose";
      model.options.set({ output_flag: false, random_seed: 0, presolve, mip_rel_gap: 0, mip_abs_gap: 1e-9 });
      return objectives.map((objective) => solveOne(highs, model, { program, objective }));
    });
}

interface Question {
  readonly program: LinearProgram;
  readonly objective: LinearObjective;
}

function solveOne(highs: Highs, model: Model, { program, objective }: Question): LinearSolution {
  const costs = new Float64Array(program.columns.length);
  for (const { column, coefficient } of objective.terms) costs[column] = coefficient;
  const { maximize, minimize } = highs.constants.objectiveSense;
  model.changeObjectiveSense(objective.isMaximum ? maximize : minimize);
  model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
  const { modelStatus } = model.run();
  const statuses = highs.constants.modelStatus;
  if (modelStatus === statuses.infeasible) return { status: "infeasible" };
  if (modelStatus === statuses.unbounded) return { status: "unbounded" };
  if (modelStatus !== statuses.optimal) return { status: "stopped" };
  const { colValue, rowDual } = model.getSolution();
  return { status: "optimal", value: model.getObjectiveValue(), columns: colValue, rowDuals: rowDual };
}

function modelOf(highs: Highs, { columns, rows }: LinearProgram): ModelData {
  const finite = (bound: number): number =>
    Number.isFinite(bound) ? bound : Math.sign(bound) * highs.infinity;
  const starts = [0];
  for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.length);
  const { integer, continuous } = highs.constants.variableType;
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: columns.map(() => 0),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(({ lower }) => finite(lower)),
    rowUpper: rows.map(({ upper }) => finite(upper)),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: rows.flatMap(({ terms }) => terms.map(({ column }) => column)),
      values: rows.flatMap(({ terms }) => terms.map(({ coefficient }) => coefficient)),
    },
    ...(columns.some(({ isInteger }) => isInteger)
      ? { integrality: columns.map(({ isInteger }) => (isInteger ? integer : continuous)) }
      : {}),
  };
}
