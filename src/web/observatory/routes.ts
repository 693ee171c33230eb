import type { PageDefinition } from "../page.ts";
import { comparePage } from "./pages/compare.tsx";
import { digitalPage } from "./pages/digital.tsx";
import { indicatorPage } from "./pages/indicator.tsx";
import { mapPage } from "./pages/map.tsx";
import { overview } from "./pages/overview.tsx";
import { releasesPage } from "./pages/releases.tsx";

/** The public pages of the observatory. */
export const pages: readonly PageDefinition[] = [
  overview,
  digitalPage,
  indicatorPage,
  comparePage,
  mapPage,
  releasesPage,
];
