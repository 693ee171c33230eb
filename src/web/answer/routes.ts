import type { PageDefinition } from "../page.ts";
import { answerPage } from "./pages/answer.tsx";
import { leftPage, linkAskedPage } from "./pages/ends.tsx";
import { linkPage } from "./pages/link.tsx";
import { ownPage } from "./pages/own-page.tsx";
import { questionsPage } from "./pages/questions.tsx";
import { visitReportedPage, visitReportPage } from "./pages/visit-report.tsx";

/** The pages of those who answer without account, by a signed link. */
export const pages: readonly PageDefinition[] = [
  answerPage,
  questionsPage,
  ownPage,
  linkAskedPage,
  leftPage,
  linkPage,
  visitReportPage,
  visitReportedPage,
];
