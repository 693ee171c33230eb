import type { PageDefinition } from "../page.ts";
import { networkMap } from "./pages/network-map.tsx";

/** The page of the network map. */
export const pages: readonly PageDefinition[] = [networkMap];
