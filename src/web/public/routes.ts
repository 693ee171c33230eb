import type { PageDefinition } from "../page.ts";
import { home } from "./pages/home.tsx";

/** The pages for inhabitants. */
export const pages: readonly PageDefinition[] = [home];
