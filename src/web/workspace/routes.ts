import type { PageDefinition } from "../page.ts";
import { analysisPage, savedAnalysisPage } from "./pages/analysis.tsx";
import { publicationsPage } from "./pages/publications.tsx";
import { workshopPage } from "./pages/workshop.tsx";

/** The pages of analysts. */
export const pages: readonly PageDefinition[] = [
  workshopPage,
  analysisPage,
  savedAnalysisPage,
  publicationsPage,
];
