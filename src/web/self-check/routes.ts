import type { PageDefinition } from "../page.ts";
import { agePage } from "./pages/age.tsx";
import { callBackNotedPage } from "./pages/call-back-noted.tsx";
import { callBackPage } from "./pages/call-back.tsx";
import { forgottenPage } from "./pages/forgotten.tsx";
import { againIntroPage, introPage } from "./pages/intro.tsx";
import { minorsPage } from "./pages/minors.tsx";
import { questionPage } from "./pages/question.tsx";
import { referNotedPage } from "./pages/refer-noted.tsx";
import { referFormPage, referSheetPage } from "./pages/refer.tsx";
import { resultPage } from "./pages/result.tsx";
import { situationQuestionPage } from "./pages/situation-question.tsx";
import { situationPage } from "./pages/situation.tsx";
import { youngPage } from "./pages/young.tsx";

/** The pages of the self-check and of the request to be called back. */
export const pages: readonly PageDefinition[] = [
  introPage,
  againIntroPage,
  situationPage,
  situationQuestionPage,
  agePage,
  youngPage,
  minorsPage,
  questionPage,
  resultPage,
  forgottenPage,
  callBackPage,
  callBackNotedPage,
  referFormPage,
  referSheetPage,
  referNotedPage,
];
