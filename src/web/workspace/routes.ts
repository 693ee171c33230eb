import type { PageDefinition } from "../page.ts";
import { analysisPage, savedAnalysisPage } from "./pages/analysis.tsx";
import { publicationsPage } from "./pages/publications.tsx";
import { surveyDescriptionPage } from "./pages/survey-description.tsx";
import { surveyDesignPage } from "./pages/survey-design.tsx";
import { surveyDraftPage } from "./pages/survey-draft.tsx";
import { surveyDraftsPage } from "./pages/survey-drafts.tsx";
import { surveyVariablePage } from "./pages/survey-variable.tsx";
import { workshopPage } from "./pages/workshop.tsx";

/** The pages of analysts. */
export const pages: readonly PageDefinition[] = [
  workshopPage,
  analysisPage,
  savedAnalysisPage,
  publicationsPage,
  surveyDraftsPage,
  surveyDraftPage,
  surveyDescriptionPage,
  surveyDesignPage,
  surveyVariablePage,
];
