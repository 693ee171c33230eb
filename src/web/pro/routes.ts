import type { PageDefinition } from "../page.ts";
import { newPersonPage } from "./pages/new-person.tsx";
import { personPage } from "./pages/person.tsx";
import { homePage, personsPage } from "./pages/persons.tsx";

/** The pages of those who accompany. */
export const pages: readonly PageDefinition[] = [homePage, personsPage, newPersonPage, personPage];
