import type { PageDefinition } from "../page.ts";
import { offline } from "./pages/offline.tsx";

/** The page of what is taken along. */
export const pages: readonly PageDefinition[] = [offline];
