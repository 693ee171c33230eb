import type { PageDefinition } from "../page.ts";
import { accords } from "./pages/accords.tsx";
import { crisis } from "./pages/crisis.tsx";
import { helpOthers } from "./pages/help-others.tsx";
import { home } from "./pages/home.tsx";
import { keepEntryPages } from "./pages/keep-entry.tsx";
import { numbers } from "./pages/numbers.tsx";
import { offer } from "./pages/offer.tsx";
import { plain } from "./pages/plain.tsx";
import { proposalPages } from "./proposal/proposal-page.tsx";
import { report, reported } from "./pages/report.tsx";
import { search } from "./pages/search.tsx";
import { styleguide } from "./pages/styleguide.tsx";
import { shortlistPages } from "./shortlist/shortlist-page.tsx";
import { threeQuestions } from "./pages/three-questions.tsx";
import { worried, worriedSign } from "./pages/worried.tsx";

/** The pages for inhabitants. */
export const pages: readonly PageDefinition[] = [
  home,
  search,
  offer,
  report,
  reported,
  ...keepEntryPages,
  ...proposalPages,
  ...shortlistPages,
  numbers,
  crisis,
  worried,
  worriedSign,
  helpOthers,
  threeQuestions,
  accords,
  ...plain,
  styleguide,
];
