export { openSolver } from "./highs-solver.ts";
