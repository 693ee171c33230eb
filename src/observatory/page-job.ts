import { TisserError, type ErrorParams } from "#base";
import { manyFigures, type Domains, type Estimate, type MeasuredVariable, type SurveyDesign } from "#stats";

/** Figures of variables by groupings, as `manyFigures` gives them. */
export type PageFigures = ReturnType<typeof manyFigures>;

/** Makes the figures of a page: `manyFigures`, or the same on several threads. */
export type FiguresMaker = (
  design: SurveyDesign,
  variables: readonly MeasuredVariable[],
  groupings: readonly Domains[],
) => PageFigures;

/** Some variables of a page. */
export interface PageJob {
  readonly design: SurveyDesign;
  readonly variables: readonly MeasuredVariable[];
  readonly groupings: readonly Domains[];
}

/** What came of them. */
export type PageOutcome =
  | { readonly status: "made"; readonly figures: readonly (readonly (readonly Estimate[])[])[] }
  | {
      readonly status: "refused";
      readonly code: string;
      readonly httpStatus: number;
      readonly params: ErrorParams;
    };

/** Makes the figures of some variables; a refusal is an answer, what nobody foresaw is thrown. */
export function carryOutPageJob({ design, variables, groupings }: PageJob): PageOutcome {
  try {
    return { status: "made", figures: manyFigures(design, variables, groupings) };
  } catch (error) {
    if (!(error instanceof TisserError)) throw error;
    return { status: "refused", code: error.code, httpStatus: error.status, params: error.params };
  }
}
