import type { OutputOf } from "#base";
import type { readTeamFigures } from "#pathway/actions";

/** Figures that a team and a territory both have. */
export type ShownFigures = Omit<
  OutputOf<typeof readTeamFigures>,
  "controllerId" | "given" | "partners" | "cost"
>;
